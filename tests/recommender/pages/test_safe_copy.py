"""A copy of the library is put in its place on the page, and what it replaced comes back."""

from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

from recommender.storage.library import Library
from recommender.workflow.people.contact_editing import pause
from tests.components import undo

App = Callable[..., AppTest]


def drop_in(run: AppTest, name: str, body: bytes) -> AppTest:
    run.file_uploader(key="copy_file").set_value([(name, body, "application/vnd.sqlite3")]).run()
    return run.button(key="copy_back").click().run()


def is_paused(library_file: Path) -> bool:
    with Library.open(library_file) as library:
        (ana,) = library.contacts.all()
    return ana.paused


def test_a_copy_is_gone_back_to_and_left_again(
    app: App, put: Callable[..., object], library_file: Path, tmp_path: Path
) -> None:
    put()
    copy = tmp_path / "passalong-2026-11-24.sqlite"
    with Library.open(library_file) as library:
        library.back_up(copy)
        pause(library, 1)
    run = drop_in(app("settings"), copy.name, copy.read_bytes())
    assert not run.exception
    assert not is_paused(library_file)
    undo(run)
    assert not run.exception
    assert is_paused(library_file)


def test_a_file_that_is_no_library_is_refused_and_changes_nothing(
    app: App, put: Callable[..., object], library_file: Path
) -> None:
    put()
    run = drop_in(app("settings"), "photo.png", b"This is no database." * 100)
    (error,) = run.error
    assert error.value.startswith("photo&#46;png")
    assert not is_paused(library_file)
