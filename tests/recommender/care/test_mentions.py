from datetime import UTC, datetime
from typing import Any

import pytest

from ingest.records import Article
from recommender.care.mentions import find_mentions, index_names
from recommender.domain.occasions import Mention
from recommender.domain.people import StoredContact

TEXT = (
    "The grid was stable all winter. “We plan for batteries,” says Dr. Ana Maria Müller of "
    "Stromnetz Nord. Heat pumps helped, too.\nBo Ito was not asked."
)


def a_contact(name: str = "Ana Müller", **fields: Any) -> StoredContact:
    return StoredContact(id=1, name=name, added_at=datetime(2026, 1, 1, tzinfo=UTC), **fields)


def mentioned(contact: StoredContact, **fields: Any) -> tuple[Mention, ...]:
    article = Article(
        **{"url": "https://press.example/grid", "title": "Grid", "text": TEXT, **fields}
    )
    return find_mentions(article, index_names([contact]))


def test_a_full_name_beside_the_organisation_is_shown_with_its_sentence() -> None:
    (mention,) = mentioned(a_contact(organisation="Stromnetz Nord GmbH"))

    assert mention.identifier == "Stromnetz Nord"
    assert mention.sentence == "Ana Maria Müller of Stromnetz Nord."


def test_a_name_alone_is_not_enough() -> None:
    assert mentioned(a_contact()) == ()


@pytest.mark.parametrize("name", ["Müller", "Ana Mülle", "Maria Stromnetz", "Stromnetz Nord"])
def test_half_a_name_is_not_enough(name: str) -> None:
    assert mentioned(a_contact(name, organisation="Stromnetz Nord")) == ()


def test_the_author_is_a_contact_where_the_site_is_theirs() -> None:
    contact = a_contact("Max Kern", links=("https://www.kern.example/about",))

    (mention,) = mentioned(contact, author="Max Kern", url="https://kern.example/grid")

    assert mention.wrote_it


def test_the_position_is_a_sign_as_well() -> None:
    contact = a_contact("Bo Ito", role="Carpenter")

    assert mentioned(contact, text="Bo Ito, a carpenter, was asked.")[0].identifier == "carpenter"
