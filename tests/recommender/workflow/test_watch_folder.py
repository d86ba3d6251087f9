"""The watched folder: what may be read from it."""

from pathlib import Path

import pytest

from recommender.storage.library import Library
from recommender.workflow.sync.watch_folder import add_watched_files
from recommender.workflow.user_settings import choose
from tests.builders import NOW, a_page


def _saved(title: str) -> str:
    link = f'<link rel="canonical" href="https://press.example/{title[:2].lower()}">'
    return a_page(title).replace("</head>", f"{link}</head>")


@pytest.fixture
def folder(library: Library, tmp_path: Path) -> Path:
    """Return the watched folder, with one page in it."""
    watched = tmp_path / "watched"
    watched.mkdir()
    (watched / "bees.html").write_text(_saved("Bees on the roof"), encoding="utf-8")
    choose(library, "watched_folder", str(watched))
    return watched


def test_a_link_out_of_the_folder_is_not_followed(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    private = tmp_path / "private.html"
    private.write_text(_saved("My diary"), encoding="utf-8")
    (folder / "diary.html").symlink_to(private)

    report = add_watched_files(library, now=NOW)

    assert [added.article.title for added in report.added] == ["Bees on the roof"]


def test_a_link_within_the_folder_and_a_linked_folder_are_read(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "link").symlink_to(folder)
    choose(library, "watched_folder", str(tmp_path / "link"))

    report = add_watched_files(library, now=NOW)

    assert [added.article.title for added in report.added] == ["Bees on the roof"]
