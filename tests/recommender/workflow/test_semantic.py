"""Matching by meaning: with a small embedding, from the command to the reason on the card."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from recommender.domain.suggestions import Match, Source, Strength
from recommender.errors import SettingError
from recommender.storage.library import Library
from recommender.workflow import embedding, user_settings
from recommender.workflow.matching import semantic
from recommender.workflow.matching.finished import match_first
from recommender.workflow.matching.match import refresh_matches
from recommender.workflow.matching.staleness import needs_matching
from recommender.workflow.people import contact_editing
from recommender.workflow.today.why import explain
from tests.builders import BEES, NOW, PLASTER, TRAINS, a_contact, an_article
from tests.static_model import save_model, topic_vectors

# says what it is about in words that no list relates to letterpress
PRINTS = (
    "The compositor sets each line by hand, and the platen takes it from there. A broadside needs "
    "more ink than a card, and every broadside dries on a line across the room.",
    "She keeps the platen from before the war and cleans it with a rag. A compositor of eighty "
    "comes on Fridays, and a broadside of his hangs in the town hall.",
)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_model(tmp_path_factory.mktemp("models") / "small", topic_vectors())


@pytest.fixture
def shelf(library: Library) -> Library:
    """Return a library with an article on letterpress that never says so, and three others."""
    with library.write():
        for name, paragraphs in (
            ("prints", PRINTS), ("bees", BEES), ("trains", TRAINS), ("plaster", PLASTER),
        ):  # fmt: skip
            url = f"https://press.example/{name}"
            library.articles.add(
                an_article("On a Friday", url=url, paragraphs=paragraphs), added_at=NOW
            )
    return library


def add(library: Library, **fields: str) -> int:
    return contact_editing.add_contact(library, a_contact(**fields), now=NOW).id


def found(library: Library, contact_id: int) -> Sequence[Match]:
    refresh_matches(library)
    return [one for one in library.matches.of_contact(contact_id) if one.fits]


def test_an_article_fits_by_what_it_means_where_no_word_is_shared(
    shelf: Library, model: Path
) -> None:
    ana = add(shelf, interests="letterpress")
    assert found(shelf, ana) == []
    semantic.use_embedding(shelf, model)
    (match,) = found(shelf, ana)
    assert match.article_id == 1
    assert {term.source for term in match.terms} == {Source.SEMANTIC}
    assert {term.interest for term in match.terms} == {"letterpress"}
    assert {term.term for term in match.terms} == {"compositor", "platen", "broadside"}


def test_the_weights_of_words_by_meaning_sum_to_the_score(shelf: Library, model: Path) -> None:
    semantic.use_embedding(shelf, model)
    (match,) = found(shelf, add(shelf, interests="letterpress"))
    assert sum(term.weight for term in match.terms) == pytest.approx(match.score)


def test_a_fit_by_meaning_alone_is_good_at_most(shelf: Library, model: Path) -> None:
    semantic.use_embedding(shelf, model)
    (match,) = found(shelf, add(shelf, interests="letterpress"))
    assert match.strength is Strength.GOOD


@pytest.mark.parametrize("field", ["notes", "role"])
def test_what_is_only_known_from_notes_and_titles_makes_nothing_fit_by_meaning(
    shelf: Library, model: Path, field: str
) -> None:
    semantic.use_embedding(shelf, model)
    ana = add(shelf, interests="", **{field: "asked about letterpress; letterpress printer"})
    assert found(shelf, ana) == []


def test_stated_words_stay_the_reason(shelf: Library, model: Path) -> None:
    ana = add(shelf, interests="honey")
    before = found(shelf, ana)
    semantic.use_embedding(shelf, model)
    after = found(shelf, ana)
    assert [one.article_id for one in after] == [one.article_id for one in before] == [2]
    assert after[0].terms[0].source is Source.STATED


def test_a_name_by_capitals_has_no_meaning(shelf: Library, model: Path, tmp_path: Path) -> None:
    vectors = topic_vectors({"it": "compositor platen broadside"})
    semantic.use_embedding(shelf, save_model(tmp_path / "model", vectors))
    assert found(shelf, add(shelf, interests="IT")) == []
    assert len(found(shelf, add(shelf, name="Ben", interests="letterpress, it"))) == 0


def test_why_says_that_an_article_uses_related_words(shelf: Library, model: Path) -> None:
    semantic.use_embedding(shelf, model)
    ana = add(shelf, interests="letterpress")
    refresh_matches(shelf)
    contact, article = shelf.contacts.get(ana), shelf.articles.get(1)
    assert contact
    assert article
    told = " ".join(one.text for one in explain(shelf, contact, article, now=NOW).reasons)
    assert "uses words related to" in told
    assert "letterpress" in told


def test_switching_it_off_takes_its_matches_along(shelf: Library, model: Path) -> None:
    semantic.use_embedding(shelf, model)
    ana = add(shelf, interests="letterpress")
    assert len(found(shelf, ana)) == 1
    semantic.stop_using_embedding(shelf)
    assert needs_matching(shelf)
    match_first(shelf)
    assert found(shelf, ana) == []
    assert shelf.words.of_terms(["en:platen"]) == {}


def test_a_model_that_changes_on_disk_is_matched_by_again(
    shelf: Library, model: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(model, tmp_path / "model"))
    semantic.use_embedding(shelf, folder)
    ana = add(shelf, interests="letterpress")
    assert len(found(shelf, ana)) == 1
    assert not needs_matching(shelf)
    save_model(folder, topic_vectors({"letterpress": "hive honey"}))
    assert needs_matching(shelf)
    assert found(shelf, ana) == []


def test_a_folder_that_is_gone_leaves_matching_by_words(
    shelf: Library, model: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(model, tmp_path / "model"))
    semantic.use_embedding(shelf, folder)
    ana = add(shelf, interests="letterpress, honey")
    assert {one.article_id for one in found(shelf, ana)} == {1, 2}
    shutil.rmtree(folder)
    assert {one.article_id for one in found(shelf, ana)} == {2}
    state = semantic.semantic_state(shelf)
    assert not state.is_on
    assert state.problem == f"There is no folder {folder}."


def test_a_new_article_is_read_for_its_words_alone(shelf: Library, model: Path) -> None:
    semantic.use_embedding(shelf, model)
    refresh_matches(shelf)
    assert shelf.words.missing() == ()
    with shelf.write():
        shelf.articles.add(an_article("Kiln", url="https://press.example/kiln"), added_at=NOW)
    assert shelf.words.missing() == ()  # its terms aren't counted yet
    refresh_matches(shelf)
    assert shelf.words.of_terms(["en:kiln", "en:hive"]) == {"en:kiln": "Kiln", "en:hive": "hive"}


def test_a_large_library_matches_new_articles_and_changed_contacts_by_meaning(
    library: Library, model: Path
) -> None:
    semantic.use_embedding(library, model)
    with library.write():
        for number in range(2_101):
            words = ("honey", "trains", "plaster")[number % 3]
            text = f"All about {words}, {words} and number{number}."
            library.articles.add(
                an_article(words, url=f"https://press.example/{number}", paragraphs=[text]),
                added_at=NOW,
            )
    ana, ben = (add(library, name=one, interests="chess") for one in ("Ana", "Ben"))
    for number in range(20):
        add(library, name=f"Carol{number}", interests="trains")
    refresh_matches(library)
    with library.write():
        new = library.articles.add(
            an_article("On a Friday", url="https://press.example/prints", paragraphs=PRINTS),
            added_at=NOW,
        )
    contact_editing.edit_contact(library, ana, {"interests": "letterpress"}, now=NOW)
    assert [one.article_id for one in found(library, ana)] == [new]
    contact_editing.edit_contact(library, ben, {"interests": "letterpress"}, now=NOW)
    assert [one.article_id for one in found(library, ben)] == [new]


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (shutil.rmtree, "There is no folder"),
        (lambda folder: (folder / "tokenizer.json").unlink(), "tokenizer.json not found"),
        (lambda folder: (folder / "model.safetensors").write_bytes(b"no"), "can't be read"),
        (lambda folder: (folder / "tokenizer.json").write_text("{}"), "can't be read"),
        (
            lambda folder: save_file({"x": np.ones((2, 2))}, folder / "model.safetensors"),
            "it holds no table of vectors",
        ),
        (
            lambda folder: save_file({"embeddings": np.ones((2, 4))}, folder / "model.safetensors"),
            "can't be read",
        ),
        (
            lambda folder: save_file(
                {"embeddings": np.full((100, 4), np.nan)}, folder / "model.safetensors"
            ),
            "some of its vectors aren't numbers",
        ),
    ],
    ids=["gone", "no tokenizer", "no safetensors", "empty tokenizer", "other", "short", "nan"],
)
def test_a_folder_without_a_sound_model_is_refused_in_a_sentence(
    library: Library, model: Path, tmp_path: Path, damage: object, said: str
) -> None:
    folder = Path(shutil.copytree(model, tmp_path / "model"))
    assert callable(damage)
    damage(folder)
    with pytest.raises(SettingError, match=said):
        semantic.use_embedding(library, folder)
    assert semantic.semantic_state(library).folder == ""


def test_without_the_extra_it_says_what_to_install(
    library: Library, model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedding, "is_installed", lambda: False)
    with pytest.raises(SettingError, match=r"pip install 'passalong\[semantic\]'"):
        user_settings.choose(library, "semantic_folder", str(model))
