"""The pictures of README and guide: one is taken with every run, all are kept when asked for."""

import io
import math
import os
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import Locator, Page, expect

from recommender.workflow.people import contact_editing

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


CAST_SIZE = {"width": 1240, "height": 740}
CAPTION = 46  # pixels below the page


class Cast:
    """The frames of a screencast: the page, a pointer that moves to what is clicked, a caption."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._at = (620.0, 640.0)
        self._caption = ""
        self._frames: list[tuple[Image.Image, int]] = []

    def hold(self, caption: str, milliseconds: int) -> None:
        """Show the page as it is, for a time."""
        self._page.wait_for_load_state("networkidle")
        self._page.wait_for_timeout(400)  # what moves has moved
        self._caption = caption
        self._frames.append((self._frame(self._shot()), milliseconds))

    def point(self, target: Locator) -> None:
        """Move the pointer to the middle of something."""
        box = target.bounding_box()
        assert box is not None
        goal = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        shot, start = self._shot(), self._at
        for step in range(1, 8):
            done = (1 - math.cos(math.pi * step / 7)) / 2  # slow, fast, slow
            self._at = (
                start[0] + done * (goal[0] - start[0]),
                start[1] + done * (goal[1] - start[1]),
            )
            self._frames.append((self._frame(shot), 60))

    def click(self, target: Locator) -> None:
        """Move the pointer to something, and click it."""
        self.point(target)
        shot = self._shot()
        self._frames.append((self._frame(shot), 300))
        self._frames.append((self._frame(shot, pressed=True), 200))
        target.click()

    def save(self, path: Path) -> None:
        """Write the frames as an animation that begins again at its end."""
        first, *others = (frame for frame, _ in self._frames)
        times = [milliseconds for _, milliseconds in self._frames]
        first.save(
            path, save_all=True, append_images=others, duration=times, loop=0, quality=72, method=4
        )

    def _shot(self) -> Image.Image:
        return Image.open(io.BytesIO(self._page.screenshot())).convert("RGB")

    def _frame(self, shot: Image.Image, *, pressed: bool = False) -> Image.Image:
        width, height = shot.size
        frame = Image.new("RGB", (width, height + CAPTION), "#1f5b46")
        frame.paste(shot)
        draw = ImageDraw.Draw(frame)
        font = ImageFont.load_default(size=22)
        draw.text((width / 2, height + CAPTION / 2), self._caption, "#fff", font, anchor="mm")
        x, y = self._at
        if pressed:
            draw.ellipse((x - 16, y - 16, x + 16, y + 16), outline="#e0b04a", width=4)
        arrow = ((0, 0), (0, 21), (5, 16), (9, 25), (13, 23), (9, 15), (16, 15))
        draw.polygon([(x + a, y + b) for a, b in arrow], fill="#111", outline="#fff")
        return frame


@pytest.mark.nightly
def test_the_main_job_is_filmed_as_a_picture_that_moves(
    demo: Any, visit: Any, album: Path, record: Any, now: Any
) -> None:
    with demo.open() as library:  # the second person of the day, who has only a phone number
        oskar = next(one for one in library.contacts.all() if one.name == "Oskar Lindqvist")
        changes = {
            "emails": ("oskar@violins.example",),
            "notes": "Lent me his plane.",
        }
        contact_editing.edit_contact(library, oskar.id, changes, now=now)
    page = visit()
    page.set_viewport_size(CAST_SIZE)
    send = page.get_by_role("button", name="Send to")
    expect(send).to_be_visible()
    cast = Cast(page)
    name = page.locator(".st-key-card .pa-name")
    cast.hold("Today suggests one article for one person.", 2600)
    cast.point(page.locator(".pa-excerpt mark").first)
    cast.hold("The words that matched are marked: they are the reason.", 2400)
    cast.point(page.locator(".pa-chip.strength"))
    cast.hold("How well it fits, and which interest of theirs it's about.", 2200)
    cast.click(page.get_by_label("Note", exact=True))
    cast.hold("The draft is ready. Edit it if you like.", 2200)
    for number in (1, 2):
        first, who = name.inner_text(), name.inner_text().split()[0]
        cast.click(send)
        asked = page.get_by_text(f"Did you send it to {who}?")
        expect(asked).to_be_visible()
        if number == 1:
            expect(name).not_to_have_text(first)
        cast.hold("Your mail program opens with the note filled in. You press Send there.", 2600)
        cast.click(page.get_by_role("button", name="Yes", exact=True))
        expect(asked).to_have_count(0)
        if number == 1:
            cast.hold("Then comes the next person.", 2200)
    expect(page.get_by_role("heading", name="That's it for today")).to_be_visible()
    cast.hold("That's it for today.", 3500)
    cast.save(album / "main-job.webp")
    assert len(record.mails) == 2
    assert 50_000 < (album / "main-job.webp").stat().st_size < 2_000_000
