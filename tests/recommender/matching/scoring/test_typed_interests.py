"""Ten contacts with interests as people type them, and seven pages: who is matched with what."""

import csv
import re
from pathlib import Path

from tests.recommender.matching.pages import Page, fitting

FOLDER = Path(__file__).parents[3] / "data" / "typed-interests"

EXPECTED = {
    "Cpp": ["cpp"],
    "Cpptwo": ["cpp"],
    "Rone": ["rlang"],
    "Usone": ["us"],
    "Usthree": ["us"],
    "Negone": [],
    "Beeone": ["beekeep"],
    "Beetwo": ["beekeep"],
    "Sepone": ["crypto"],
    "Bold": ["football"],
}


def test_interests_find_their_pages_and_no_others() -> None:
    names = [path.stem for path in sorted(FOLDER.glob("*.html"))]
    with (FOLDER / "interests.csv").open(encoding="utf-8") as file:
        typed = {row["Name"]: row["Interests"] for row in csv.DictReader(file)}
    found = fitting([_page(name) for name in names], *typed.values())
    assert {
        person: [page for page, people in zip(names, found, strict=True) if place in people]
        for place, person in enumerate(typed)
    } == EXPECTED


def _page(name: str) -> Page:
    html = (FOLDER / f"{name}.html").read_text(encoding="utf-8")
    (title,) = re.findall("<title>(.*?)</title>", html)
    return title, "\n".join(re.findall("<p>(.*?)</p>", html))
