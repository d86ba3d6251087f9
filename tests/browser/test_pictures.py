"""The pictures of README and guide: one is taken with every run, all are kept when asked for."""

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

TABS = {"history": "History"}  # what stands behind a tab of its page
IMAGES = Path(__file__).parents[2] / "docs" / "images"
PICTURES: list[tuple[str, str, str, dict[str, Any]]] = [
    ("today", "/", "Worth a hello", {"sharp": 2}),
    ("today-dark", "/", "Worth a hello", {"dark": True, "sharp": 2}),
    ("today-phone", "/", "Worth a hello", {"phone": True, "sharp": 2}),
    ("add", "/add", "Recently added", {}),
    ("person", "/contacts?contact=1", "Strong match", {}),
    ("contacts", "/contacts", "Kwame Asante", {}),
    ("article", "/articles?article=1", "Who it's for", {}),
    ("feeds", "/feeds", "Gridline", {}),
    ("history", "/contacts?contact=1", "Ana Ferreira", {}),
    ("coffee", "/contacts?view=coffee", "You read", {}),
    ("insights", "/insights", "What came back", {}),
    ("settings", "/settings", "Preview", {}),
]


@pytest.fixture
def album(tmp_path: Path) -> Path:
    """Return where pictures go: into the documentation when they are to be renewed."""
    return IMAGES if "PASSALONG_SCREENSHOTS" in os.environ else tmp_path


def take(page: Page, picture: Path, shown: str) -> None:
    expect(page.get_by_text(shown).first).to_be_visible()
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(500)  # fonts and the sidebar settle
    page.screenshot(path=picture)


@pytest.mark.parametrize(
    ("name", "path", "shown", "how"),
    [PICTURES[0], *(pytest.param(*one, marks=pytest.mark.nightly) for one in PICTURES[1:])],
)
def test_every_picture_of_the_documentation_can_be_taken(
    name: str, path: str, shown: str, how: Any, demo: Any, visit: Any, album: Path
) -> None:
    page = visit(path, **how)
    if name in TABS:
        page.get_by_role("tab", name=TABS[name]).click()
    take(page, album / f"{name}.png", shown)
    assert (album / f"{name}.png").stat().st_size
