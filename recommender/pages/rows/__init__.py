"""Lists: one component for every list of people, articles and feeds, a page at a time."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from recommender.pages import words

PAGE = 30  # rows at a time: what the eye scans and the browser draws at once

_FILES = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class RowAct:
    """One button of a row.

    Attributes:
        about: What it does, to whom; for those who hear the page.
        href: What a click opens besides being an act; empty opens nothing.
        same_tab: `href` starts a program and leaves the page where it is.
        quiet: One of several, and not the first that comes to mind.
    """

    name: str
    label: str
    about: str
    href: str = ""
    same_tab: bool = False
    quiet: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a list.

    Attributes:
        face: The person's name, for their initials; None shows none.
        aside: A few words at the right of the title.
        chips: Texts with the kind that the stylesheet knows, which may be empty.
        opens: A click on the row is the act “open”.
    """

    id: int
    title: str
    face: str | None = None
    aside: str = ""
    lines: tuple[str, ...] = ()
    chips: tuple[tuple[str, str], ...] = ()
    acts: tuple[RowAct, ...] = ()
    opens: bool = True


def show_rows(rows: Sequence[Row], *, key: str, label: str) -> tuple[int, str] | None:
    """Show a list and return what was just clicked in it: the row's id and the act's name."""
    component = st.components.v2.component(
        "passalong_rows",
        html='<ul data-part="list" class="pa-rows"></ul>',
        css=(_FILES / "rows.css").read_text(encoding="utf-8"),
        js=(_FILES / "rows.js").read_text(encoding="utf-8"),
        isolate_styles=False,
    )

    data = {"label": label, "rows": [_plain_row(row) for row in rows]}
    act = component(key=key, data=data, on_act_change=_nothing).act
    return (int(act["id"]), str(act["name"])) if act else None


def page_of(total: int, *, key: str) -> int:
    """Show which rows of how many are shown, with ways to the others; return the first's place.

    Call it where these controls should stand; nothing is shown while one page holds all.
    """
    last = max(0, (total - 1) // PAGE)
    number = min(int(st.session_state.get(key, 0)), last)
    if not last:
        return 0

    def turn(to: int) -> None:
        st.session_state[key] = to

    with st.container(horizontal=True, key=f"{key}_pages", vertical_alignment="center"):
        first = number * PAGE
        st.html(f'<p class="pa-muted">{first + 1} to {min(first + PAGE, total)} of {total:,}</p>')
        st.button(
            "Earlier", key=f"{key}_back", on_click=turn, args=(number - 1,), disabled=not number
        )
        st.button(
            "Next", key=f"{key}_on", on_click=turn, args=(number + 1,), disabled=number == last
        )
    return number * PAGE


def _plain_row(row: Row) -> dict[str, Any]:
    return {
        "id": row.id,
        "title": row.title,
        "aside": row.aside,
        "lines": [line for line in row.lines if line],
        "chips": [{"text": text, "kind": kind} for text, kind in row.chips],
        "acts": [asdict(act) for act in row.acts],
        "face": row.face and {"initials": words.initials(row.face), "hue": words.hue(row.face)},
        "opens": row.opens,
    }


def _nothing() -> None:
    """Let the component's trigger exist; its value is read where the list is shown."""
