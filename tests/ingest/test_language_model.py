import logging
import shutil
from pathlib import Path

import pytest
from py3langid.langid import LanguageIdentifier

from ingest.text.language_model import load_model

GERMAN = "Die Bienen sind in diesem Frühjahr auf die Dächer der Altstadt zurückgekehrt."


@pytest.fixture(scope="module")
def one_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which a model is kept; unpacking one takes half a second."""
    folder = tmp_path_factory.mktemp("model")
    load_model(("de", "en"), folder=folder)
    return folder


@pytest.fixture
def folder(one_folder: Path, tmp_path: Path) -> Path:
    """Return a folder with a model that a test may damage."""
    return Path(shutil.copytree(one_folder, tmp_path / "kept"))


@pytest.fixture
def unpacked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Count how often the model is unpacked; return the list in which that is noted."""
    times: list[str] = []
    unpack = LanguageIdentifier.from_model_file

    def counted(file: str, *, norm_probs: bool) -> LanguageIdentifier:
        times.append(file)
        return unpack(file, norm_probs=norm_probs)

    monkeypatch.setattr(LanguageIdentifier, "from_model_file", counted)
    return times


def test_the_model_is_unpacked_once_and_says_the_same_when_it_is_read_again(
    tmp_path: Path, unpacked: list[str]
) -> None:
    first = load_model(("de", "en"), folder=tmp_path / "caches")
    again = load_model(("en", "de"), folder=tmp_path / "caches")
    assert len(unpacked) == 1
    assert again.classify(GERMAN) == first.classify(GERMAN)
    assert first.classify(GERMAN)[0] == "de"


def test_other_languages_have_a_model_of_their_own(folder: Path, unpacked: list[str]) -> None:
    french = "Les abeilles sont revenues ce printemps sur les toits de la vieille ville."
    assert load_model(("en", "fr"), folder=folder).classify(french)[0] == "fr"
    assert load_model(("de", "en"), folder=folder).classify(GERMAN)[0] == "de"
    assert len(unpacked) == 1


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 nothing", None])
def test_a_damaged_copy_is_made_anew(
    folder: Path, unpacked: list[str], damage: bytes | None, caplog: pytest.LogCaptureFixture
) -> None:
    (kept,) = folder.iterdir()
    body = kept.read_bytes()
    kept.write_bytes(body[: len(body) // 2] if damage is None else damage)
    with caplog.at_level(logging.WARNING):
        assert load_model(("de", "en"), folder=folder).classify(GERMAN)[0] == "de"
    assert "unpacking the language model again" in caplog.text
    assert kept.read_bytes() == body
    assert len(unpacked) == 1


def test_one_wrong_byte_in_the_copy_is_noticed(folder: Path, unpacked: list[str]) -> None:
    (kept,) = folder.iterdir()
    body = bytearray(kept.read_bytes())
    body[len(body) // 2] ^= 1
    kept.write_bytes(body)
    assert load_model(("de", "en"), folder=folder).classify(GERMAN)[0] == "de"
    assert len(unpacked) == 1


def test_where_nothing_can_be_kept_it_works_all_the_same(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("a file where the folder should be")
    assert load_model(("de", "en"), folder=in_the_way).classify(GERMAN)[0] == "de"
