"""Matching by meaning: with a small embedding, from the command to the reason on the card."""

import json
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file

from recommender.domain.suggestions import Match, Source, Strength
from recommender.errors import SettingError
from recommender.storage.library import Library
from recommender.workflow import embedding, user_settings
from recommender.workflow.matching import index_cache, match, profile_editing, scope, semantic
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
    (contact,) = shelf.contacts.all()
    profile_editing.set_source_weight(shelf, contact, Source.RELATED, 0.0)
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


def test_a_folder_named_during_a_match_is_matched_by_next(
    shelf: Library, model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = add(shelf, interests="letterpress")
    fits = []

    def fit_slowly(opened: Library, article_ids: Iterable[int] = ()) -> index_cache.FreshFit:
        fits.append(index_cache.fit_library(opened, article_ids))
        with Library.open(shelf.path) as other:
            semantic.use_embedding(other, model)
        return fits[-1]

    monkeypatch.setattr(match, "fit_library", fit_slowly)
    assert [one.article_id for one in found(shelf, ana)] == [1]
    assert [one.index.vectors is not None for one in fits] == [False, True]
    assert not needs_matching(shelf)


@pytest.mark.parametrize("fails_first", [True, False])
def test_a_fit_is_used_only_with_the_vectors_that_it_was_made_with(
    shelf: Library, model: Path, monkeypatch: pytest.MonkeyPatch, *, fails_first: bool
) -> None:
    for module in (match, scope):
        monkeypatch.setattr(module, "SMALL", 3)
    monkeypatch.setattr(scope, "RENEWED", 1)
    semantic.use_embedding(shelf, model)
    ana = add(shelf, interests="letterpress")

    def fail(folder: Path) -> embedding.Embedding:
        raise SettingError(f"The embedding in {folder} can't be read.")

    def found_now(*, fails: bool) -> set[int]:
        with monkeypatch.context() as patch:
            if fails:
                patch.setattr(semantic, "load_embedding", fail)
            return {one.article_id for one in found(shelf, ana)}

    before = found_now(fails=fails_first)
    assert not needs_matching(shelf)  # or a damaged model would be tried each time
    with shelf.write():
        url = "https://press.example/more"
        new = shelf.articles.add(an_article("Today", url=url, paragraphs=PRINTS), added_at=NOW)
    after = found_now(fails=not fails_first)
    by_meaning, by_words = (after, before) if fails_first else (before, after)
    assert by_meaning == ({1, new} if fails_first else {1})
    assert by_words == set()


@pytest.mark.parametrize(
    ("folder", "said"),
    [
        ("~nobody-of-this-name/model", "There is no folder ~nobody-of-this-name/model."),
        (f"/{'a' * 300}", "can't be opened: File name too long."),
    ],
    ids=["nobody", "long"],
)
def test_a_folder_out_of_reach_leaves_matching_by_words(
    shelf: Library,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    folder: str,
    said: str,
) -> None:
    with pytest.raises(SettingError, match=said):
        user_settings.choose(shelf, "semantic_folder", folder)
    monkeypatch.setenv("PASSALONG_SEMANTIC_FOLDER", folder)
    assert {one.article_id for one in found(shelf, add(shelf, interests="letterpress, honey"))} == {
        2
    }
    assert said in semantic.semantic_state(shelf).problem
    assert any(one.startswith("matching by words alone: ") for one in caplog.messages)


def test_a_folder_in_a_closed_one_is_refused_in_a_sentence(
    shelf: Library, model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def is_dir(self: Path) -> bool:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "is_dir", is_dir)
    with pytest.raises(SettingError, match="can't be opened: Permission denied"):
        semantic.use_embedding(shelf, model)


def test_the_environment_may_name_a_folder_at_home(
    shelf: Library, model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(model.parent))
    monkeypatch.setenv("PASSALONG_SEMANTIC_FOLDER", f"~/{model.name}")
    assert len(found(shelf, add(shelf, interests="letterpress"))) == 1


def test_a_model_that_is_too_large_is_refused_unread(library: Library, tmp_path: Path) -> None:
    with (tmp_path / "model.safetensors").open("wb") as file:
        file.truncate(embedding.MAX_BYTES)  # takes no room on the disk
    (tmp_path / "tokenizer.json").write_text("{}")
    with pytest.raises(SettingError, match=r"too large: 2\.0 GB"):
        semantic.use_embedding(library, tmp_path)


def test_a_model_that_is_turned_off_is_forgotten(
    shelf: Library, model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    semantic.use_embedding(shelf, model)
    before = embedding.load_embedding(model)
    assert embedding.load_embedding(model) is before
    semantic.stop_using_embedding(shelf)
    assert embedding.load_embedding(model) is not before


def with_arrays(
    change: Callable[[Mapping[str, NDArray[Any]]], Mapping[str, NDArray[Any]]],
) -> Callable[[Path], None]:
    """Return what rewrites a model's arrays, with others added or replaced."""

    def rewrite(folder: Path) -> None:
        arrays = load_file(folder / "model.safetensors")
        save_file({**arrays, **change(arrays)}, folder / "model.safetensors")

    return rewrite


def with_numbers(change: Callable[[dict[str, int]], None]) -> Callable[[Path], None]:
    """Return what changes the numbers of a tokenizer's words."""

    def rewrite(folder: Path) -> None:
        fields = json.loads((folder / "tokenizer.json").read_text())
        change(fields["model"]["vocab"])
        (folder / "tokenizer.json").write_text(json.dumps(fields))

    return rewrite


def per_word(value: float) -> Callable[[Path], None]:
    return with_arrays(
        lambda arrays: {"weights": np.full(len(arrays["embeddings"]), value, np.float32)}
    )


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (per_word(np.nan), "some of its weights aren't numbers"),
        (per_word(np.inf), "some of its weights aren't numbers"),
        (per_word(3e38), "some of its vectors are too long"),
        (
            with_arrays(lambda arrays: {"embeddings": np.full_like(arrays["embeddings"], 3e38)}),
            "some of its vectors are too long",
        ),
        (
            with_arrays(
                lambda arrays: {"mapping": np.arange(len(arrays["embeddings"]), dtype=np.float32)}
            ),
            "its mapping points to vectors that aren't there",
        ),
        (
            with_arrays(lambda arrays: {"mapping": np.arange(len(arrays["embeddings"])) + 1}),
            "its mapping points to vectors that aren't there",
        ),
        (with_numbers(lambda numbers: numbers.update(platen=99)), "some of its words have no"),
        (
            with_numbers(lambda numbers: numbers.update(other=numbers.pop("[UNK]"))),
            r"can't be read: .*\[UNK\]",
        ),
    ],
    ids=["nan", "inf", "heavy", "long", "float", "beyond", "sparse", "no unknown"],
)
def test_a_model_that_would_fail_in_a_match_is_refused_at_once(
    library: Library, model: Path, tmp_path: Path, damage: Callable[[Path], None], said: str
) -> None:
    folder = Path(shutil.copytree(model, tmp_path / "model"))
    damage(folder)
    with pytest.raises(SettingError, match=said):
        semantic.use_embedding(library, folder)


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
