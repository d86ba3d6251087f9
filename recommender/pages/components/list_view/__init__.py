"""Lists: one component for every list of people, articles and feeds, a page at a time."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from recommender.pages.support import formatting

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticks:
    """A tick on every row of a list.

    Attributes:
        unticked: The ids of rows without their tick.
        heard: The number of the browser's last change that is in `unticked`: what it changed since
            stands in the browser, and is not put back.
        on_change: Called when a tick was set or taken; the list's state `ticks` then holds the
            `unticked` ids and the change's `number`.
    """

    unticked: frozenset[int]
    heard: int
    on_change: Callable[[], None]


@cache
def _list() -> Callable[..., Any]:
    return st.components.v2.component(
        "passalong_rows",
        html='<ul data-part="list" class="pa-rows"></ul>',
        css=(_FILES / "rows.css").read_text(encoding="utf-8"),
        js=(_FILES / "rows.js").read_text(encoding="utf-8"),
        isolate_styles=False,
    )


def show_rows(
    rows: Sequence[Row], *, key: str, label: str, first: int = 0, ticks: Ticks | None = None
) -> tuple[int, str] | None:
    """Show a list and return what was just clicked in it: the row's id and the act's name.

    Args:
        rows: The lines, of one page.
        key: The list's own name among the widgets.
        label: What it is a list of; for those who hear the page.
        first: The first line's place in the whole; where it changes, the list shows its top.
        ticks: A tick before every row; None for a list without.
    """
    data = {
        "label": label,
        "page": first,
        "rows": [_plain_row(row) for row in rows],
        "ticks": ticks and {"unticked": sorted(ticks.unticked), "heard": ticks.heard},
    }
    act = _list()(
        key=key,
        data=data,
        on_act_change=_nothing,
        on_ticks_change=ticks.on_change if ticks else _nothing,
    ).act
    return (int(act["id"]), str(act["name"])) if act else None


def page_of(total: int, *, key: str, order: str = "") -> int:
    """Say above a list which rows of how many it shows, and return the first one's place.

    Nothing is said while one page holds all. `turn_pages` with the same key goes below the list.

    Args:
        total: How many rows there are.
        key: The list's own name among the widgets.
        order: What comes first, in words.
    """
    number = _number(total, key)
    first = number * PAGE
    if total > PAGE:
        told = f"{first + 1:,} to {_end(first, total):,} of {total:,}"
        st.html(f'<p class="pa-muted">{told}{", " if order else ""}{order}</p>')
    return first


def turn_pages(total: int, *, key: str) -> None:
    """Show below a list the ways to its other pages, where the eye is when it is read."""
    number, last = _number(total, key), _last(total)
    if not last:
        return

    def turn(to: int) -> None:
        st.session_state[key] = to

    with st.container(horizontal=True, key=f"{key}_pages", vertical_alignment="center"):
        st.button(
            "Back",
            key=f"{key}_back",
            icon=":material/chevron_left:",
            on_click=turn,
            args=(number - 1,),
            disabled=not number,
        )
        st.html(f'<p class="pa-muted">Page {number + 1:,} of {last + 1:,}</p>', width="content")
        st.button(
            "Next",
            key=f"{key}_on",
            icon=":material/chevron_right:",
            icon_position="right",
            on_click=turn,
            args=(number + 1,),
            disabled=number == last,
        )


def _number(total: int, key: str) -> int:
    return min(int(st.session_state.get(key, 0)), _last(total))


def _last(total: int) -> int:
    return max(0, (total - 1) // PAGE)


def _end(first: int, total: int) -> int:
    return min(first + PAGE, total)


def _plain_row(row: Row) -> dict[str, Any]:
    return {
        "id": row.id,
        "title": row.title,
        "aside": row.aside,
        "lines": [line for line in row.lines if line],
        "chips": [{"text": text, "kind": kind} for text, kind in row.chips],
        "acts": [asdict(act) for act in row.acts],
        "face": row.face
        and {"initials": formatting.initials(row.face), "hue": formatting.hue(row.face)},
        "opens": row.opens,
    }


def _nothing() -> None:
    """Let the component's values exist; they are read where the list is shown."""
