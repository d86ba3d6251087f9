"""The people grid: everybody as tiles, of which the user selects the few who matter."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from recommender.care.likely_contacts import LikelyContact
from recommender.pages.support import formatting

FIRST = 15  # selected by one click: as many as the advice names, and one screen of tiles
MOST_WHY = 2  # facts on a tile

_FILES = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Picked:
    """The people the user selected.

    Attributes:
        ids: Of the selected contacts, in the order of the grid.
        rest_sleeps: The user lets the others sleep.
    """

    ids: tuple[int, ...]
    rest_sleeps: bool


@cache
def _grid() -> Callable[..., Any]:
    return st.components.v2.component(
        "passalong_people_grid",
        html=(_FILES / "grid.html").read_text(encoding="utf-8"),
        css=(_FILES / "grid.css").read_text(encoding="utf-8"),
        js=(_FILES / "grid.js").read_text(encoding="utf-8"),
        isolate_styles=False,
    )


def people_grid(people: Sequence[LikelyContact], *, key: str) -> Picked | None:
    """Show the grid, and return the selection once the user confirms it; until then None.

    Args:
        people: Everybody, in order. Searching and selecting need no run of the page.
        key: The widget key.
    """
    done = _grid()(
        key=key,
        data={"people": [_tile(one) for one in people], "first": min(FIRST, len(people))},
        on_done_change=_nothing,
    ).done
    if not done:
        return None
    wanted = {int(id_) for id_ in done["ids"]}
    ids = tuple(one.contact.id for one in people if one.contact.id in wanted)
    return Picked(ids=ids, rest_sleeps=bool(done["sleep"]))


def _tile(one: LikelyContact) -> dict[str, Any]:
    contact = one.contact
    works = ", ".join(filter(None, (contact.role, contact.organisation)))
    searched = (contact.name, works, contact.notes, *contact.tags, *contact.emails)
    return {
        "id": contact.id,
        "name": contact.name,
        "initials": formatting.initials(contact.name),
        "hue": formatting.hue(contact.name),
        "works": works,
        "why": " · ".join(one.why[:MOST_WHY]),
        "find": " ".join(searched).casefold(),
    }


def _nothing() -> None:
    """Do nothing: without a callback Streamlit does not keep the component's value."""
