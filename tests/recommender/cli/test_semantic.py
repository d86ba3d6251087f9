"""`passalong semantic`: what it says, in sentences and in JSON."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands import ROOT, run
from tests.static_model import save_model, topic_vectors

PROBE = """
import sys
from recommender.__main__ import start
try:
    start()
finally:
    print(*(name for name in sys.modules if "." not in name), file=sys.stderr)
"""
OF_THE_EXTRA = {"model2vec", "tokenizers", "safetensors", "joblib", "tqdm", "huggingface_hub"}


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_model(tmp_path_factory.mktemp("models") / "small", topic_vectors())


def loaded(library: Path, *command: str) -> set[str]:
    """Return which modules a command has loaded when it is done."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE, "--library", str(library), *command],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    return set(done.stderr.decode().splitlines()[-1].split())


def test_it_is_off_until_a_folder_is_named(tmp_path: Path) -> None:
    library = tmp_path / "library.sqlite"
    shown = run(library, "semantic")
    assert shown.out.splitlines()[0] == "Matching by meaning is off."
    assert run(library, "semantic", "--json").document == {
        "on": False, "installed": True, "folder": None, "problem": None, "words": None,
        "dimensions": None,
    }  # fmt: skip


def test_it_is_turned_on_and_off(tmp_path: Path, model: Path) -> None:
    library = tmp_path / "library.sqlite"
    on = run(library, "semantic", "use", str(model), "--json").document
    assert (on["on"], on["folder"], on["words"], on["dimensions"]) == (
        True,
        str(model),
        len(topic_vectors()) + 1,
        24,
    )
    assert f"Matching by meaning is on: {model}" in run(library, "semantic").out
    assert run(library, "semantic", "off", "--json").document["on"] is False
    assert run(library, "semantic", "--json").document["folder"] is None


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    refused = run(tmp_path / "library.sqlite", "semantic", "use", str(tmp_path))
    assert refused.status == 2
    assert refused.err == (
        f"{tmp_path} holds no static embedding: model.safetensors and tokenizer.json not found. "
        "It needs the files of a model2vec model.\n"
    )


def test_a_data_set_is_measured_by_meaning_too(tmp_path: Path, model: Path) -> None:
    everyday = ROOT / "tests" / "data" / "quality" / "two-readers"
    command = ("evaluate", str(everyday), "--json")
    by_words = run(tmp_path / "library.sqlite", *command).document
    by_meaning = run(tmp_path / "library.sqlite", *command, "--semantic", str(model)).document
    assert by_words.keys() == by_meaning.keys()


def test_while_it_is_off_nothing_of_it_is_loaded(demo: Path) -> None:
    run(demo, "contacts", "edit", "1", "--interests", "sourdough")
    modules = loaded(demo, "match", "1")
    assert "scipy" in modules  # it was matched
    assert modules & OF_THE_EXTRA == set()


def test_a_quick_command_loads_nothing_of_it_while_it_is_on(tmp_path: Path, model: Path) -> None:
    library = tmp_path / "library.sqlite"
    run(library, "semantic", "use", str(model))
    modules = loaded(library, "contacts", "list")
    assert modules & {*OF_THE_EXTRA, "numpy"} == set()


def test_the_model_is_read_without_the_package_s_own_loader(tmp_path: Path, model: Path) -> None:
    modules = loaded(tmp_path / "library.sqlite", "semantic", "use", str(model))
    assert "model2vec" in modules
    assert "huggingface_hub" not in modules
