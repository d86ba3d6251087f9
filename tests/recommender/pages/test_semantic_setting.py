"""The settings' row for matching by meaning."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from recommender.pages.sections import semantic
from recommender.storage.library import Library
from recommender.workflow.matching.semantic import semantic_state
from tests.static_model import save_model, topic_vectors

App = Callable[..., AppTest]
FIELD = "semantic_field"


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_model(tmp_path_factory.mktemp("models") / "small", topic_vectors())


def shown(run: AppTest) -> str:
    return "\n".join(element.proto.body for element in run.get("html"))


def folder_of(library_file: Path) -> str:
    with Library.open(library_file) as library:
        return semantic_state(library).folder


def test_a_folder_turns_matching_by_meaning_on(app: App, library_file: Path, model: Path) -> None:
    run = app("settings")
    assert "Off. A word model on this computer" in shown(run)
    run.text_input(key=FIELD).input(str(model)).run()
    assert not run.exception
    assert f"On, with {len(topic_vectors()) + 1} words." in shown(run)
    assert folder_of(library_file) == str(model)


def test_an_empty_field_turns_it_off(app: App, library_file: Path, model: Path) -> None:
    run = app("settings")
    run.text_input(key=FIELD).input(str(model)).run()
    run.text_input(key=FIELD).input("").run()
    assert "Off. A word model on this computer" in shown(run)
    assert folder_of(library_file) == ""


def test_a_folder_without_a_model_is_refused_and_the_field_shows_what_holds(
    app: App, library_file: Path, model: Path, tmp_path: Path
) -> None:
    run = app("settings")
    run.text_input(key=FIELD).input(str(model)).run()
    run.text_input(key=FIELD).input(str(tmp_path / "nothing")).run()
    assert "There is no folder" in run.error[0].value
    assert run.text_input(key=FIELD).value == str(model)
    assert folder_of(library_file) == str(model)


def test_without_the_package_it_says_what_to_install(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(semantic, "is_installed", lambda: False)
    run = app("settings")
    assert "pip install 'passalong[semantic]'" in shown(run).replace("&#x27;", "'")
    assert run.text_input(key=FIELD).disabled
