"""The pictures of README and guide; they are made only when asked for."""

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        "PASSALONG_SCREENSHOTS" not in os.environ,
        reason="pictures are made by: make screenshots",
    ),
]

IMAGES = Path(__file__).parents[2] / "docs" / "images"


def take(page: Page, name: str, shown: str) -> None:
    expect(page.get_by_text(shown).first).to_be_visible()
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(500)  # fonts and the sidebar settle
    page.screenshot(path=IMAGES / f"{name}.png")


@pytest.mark.parametrize(
    ("name", "path", "shown", "how"),
    [
        ("today", "/", "Open mail to", {"sharp": 2}),
        ("today-dark", "/", "Open mail to", {"dark": True, "sharp": 2}),
        ("today-phone", "/", "Open mail to", {"phone": True, "sharp": 2}),
        ("person", "/contacts?contact=1", "Strong match", {}),
        ("contacts", "/contacts", "Kwame Asante", {}),
        ("article", "/articles?article=1", "Who it is for", {}),
        ("feeds", "/feeds", "Gridline", {}),
        ("settings", "/settings", "So it reads", {}),
    ],
)
def test_picture(name: str, path: str, shown: str, how: Any, demo: Any, visit: Any) -> None:
    take(visit(path, **how), name, shown)
