"""Libraries of earlier versions, frozen as text: they still load, and no step was edited."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from recommender.domain.people import EventKind
from recommender.storage.library import Library
from recommender.storage.migrations import names
from recommender.workflow.maintenance import check_library
from tests.frozen_libraries import FOLDER, migrated_to, schema_of, thaw

FROZEN = pytest.mark.parametrize(
    "frozen", sorted(FOLDER.glob("*.sql")), ids=lambda path: str(path.stem)
)


@FROZEN
def test_a_frozen_library_is_migrated_and_everything_in_it_loads(
    frozen: Path, tmp_path: Path
) -> None:
    path = tmp_path / "library.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        thaw(frozen, connection)
    with Library.open(path) as library:
        (ana,) = library.contacts.all()
        (article,) = library.articles.page()
        (decided,) = library.suggestions.decided()
        (event,) = library.contacts.events(ana.id)
        assert (ana.name, ana.emails, ana.notes) == ("Ana", ("ana@example.com",), "Lisbon")
        assert (article.title, article.text, article.url) == (
            "Bees",
            "Honey",
            "https://press.example/bees",
        )
        assert (decided.contact_id, decided.article_id) == (ana.id, article.id)
        assert event.kind is EventKind.SENT
        assert library.chosen_settings() == {"your_name": "Robin"}
        assert [found.id for found in library.articles.page(search="honey")] == [article.id]
        assert check_library(library) == ()


@FROZEN
def test_a_step_still_makes_what_it_made_when_it_was_frozen(frozen: Path) -> None:
    with (
        closing(sqlite3.connect(":memory:")) as then,
        closing(migrated_to(frozen.stem)) as now,
    ):
        thaw(frozen, then)
        assert schema_of(now) == schema_of(then), "a step is never edited: add another"


def test_the_first_step_is_frozen_and_every_frozen_step_is_known() -> None:
    frozen = {path.stem for path in FOLDER.glob("*.sql")}
    assert names()[0] in frozen
    assert frozen <= set(names())
