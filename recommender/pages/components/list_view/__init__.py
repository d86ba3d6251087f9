"""The list component: people, articles or feeds, paginated."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from recommender.pages.support import formatting, list_query

PAGE = 30  # rows a page: short enough to scan, and drawn in one go

_FILES = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class RowAct:
    """One button of a row.

    Attributes:
        about: The accessible label: what it does, and for which person.
        href: A URL that a click opens as well; empty opens nothing.
        same_tab: `href` starts a program (`mailto:`), so it opens in the same tab.
        copies: A text that a click puts on the clipboard before `href` opens.
        quiet: A secondary action.
    """

    name: str
    label: str
    about: str
    href: str = ""
    same_tab: bool = False
    copies: str = ""
    quiet: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A short text of a row.

    Attributes:
        face: The name of a person whose initials go before it; None shows none.
        kind: The CSS class of the chip around it; empty for none.
    """

    text: str
    face: str | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a list.

    Attributes:
        face: The person's name, for their initials; None shows none.
        mark: A state next to the title, such as “unread”.
        aside: A short text right of the title.
        cells: Short texts, in columns where there is room and below the title elsewhere; as many
            in every row of a list.
        chips: Texts, each with its CSS class, which may be empty.
        opens: A click on the row is the action “open”.
    """

    id: int
    title: str
    face: str | None = None
    mark: str = ""
    aside: str = ""
    cells: tuple[Cell, ...] = ()
    lines: tuple[str, ...] = ()
    chips: tuple[tuple[str, str], ...] = ()
    acts: tuple[RowAct, ...] = ()
    opens: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticks:
    """A checkbox on every row of a list.

    Attributes:
        unticked: The ids of the rows that are not selected.
        heard: The sequence number of the last browser change that `unticked` includes; later
            changes stay as the browser shows them and are not overwritten.
        on_change: Called when the selection changed; the list's state `ticks` then holds the
            `unticked` ids and the change's `number`.
    """

    unticked: frozenset[int]
    heard: int
    on_change: Callable[[], None]


@cache
def _list() -> Callable[..., Any]:
    return st.components.v2.component(
        "passalong_rows",
        html='<div class="pa-list"><ul data-part="list" class="pa-rows"></ul></div>',
        css=(_FILES / "rows.css").read_text(encoding="utf-8"),
        js=with_cursor("rows.js"),
        isolate_styles=False,
    )


def with_cursor(script: str) -> str:
    """Return a script of this folder after the one that moves a list's cursor by keys."""
    return "".join((_FILES / name).read_text(encoding="utf-8") for name in ("cursor.js", script))


def show_rows(
    rows: Sequence[Row],
    *,
    key: str,
    label: str,
    first: int = 0,
    ticks: Ticks | None = None,
    keys: bool = False,
) -> tuple[int, str] | None:
    """Show a list and return what was just clicked in it: the row's id and the action's name.

    Args:
        rows: The rows of one page.
        key: The widget key.
        label: The accessible name of the list.
        first: The index of the first row in the whole list; a new one scrolls to the list's top.
        ticks: The selection; None for a list without checkboxes.
        keys: J and K move through the rows, which can all be opened; one list a page has them.
    """
    data = {
        "label": label,
        "keys": keys,
        "cells": max((len(row.cells) for row in rows), default=0),
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


def page_of(total: int, *, key: str | None = None, order: str = "") -> int:
    """Show the range of rows above a list, and return the index of the first one.

    Shows nothing while all rows fit on one page. `turn_pages` with the same key goes below it.

    Args:
        total: The number of rows.
        key: The widget key; None for the one list of a page, whose address keeps the number.
        order: The order of the rows, in words.
    """
    first = first_on_page(total, key=key)
    if total > PAGE:
        range_text = f"{first + 1:,}\N{EN DASH}{_end(first, total):,} of {total:,}"
        st.html(f'<p class="pa-muted">{range_text}{", " if order else ""}{order}</p>')
    return first


def first_on_page(total: int, *, key: str | None = None, size: int = PAGE) -> int:
    """Return the index of the first row of a list's present page; see `turn_pages`."""
    return _number(total, key, size) * size


def turn_pages(total: int, *, key: str | None = None, size: int = PAGE) -> None:
    """Show the links to a list's other pages of `size` rows below it."""
    number, last = _number(total, key, size), _last(total, size)
    if not last:
        return
    name = key or "list"

    def turn(to: int) -> None:
        if key is None:
            list_query.turn_to(to)
        else:
            st.session_state[key] = to

    with st.container(horizontal=True, key=f"{name}_pages", vertical_alignment="center"):
        st.button(
            "Back",
            key=f"{name}_back",
            icon=":material/chevron_left:",
            on_click=turn,
            args=(number - 1,),
            disabled=not number,
        )
        st.html(f'<p class="pa-muted">Page {number + 1:,} of {last + 1:,}</p>', width="content")
        st.button(
            "Next",
            key=f"{name}_on",
            icon=":material/chevron_right:",
            icon_position="right",
            on_click=turn,
            args=(number + 1,),
            disabled=number == last,
        )


def _number(total: int, key: str | None, size: int) -> int:
    number = list_query.page_number() if key is None else int(st.session_state.get(key, 0))
    return min(number, _last(total, size))


def _last(total: int, size: int) -> int:
    return max(0, (total - 1) // size)


def _end(first: int, total: int) -> int:
    return min(first + PAGE, total)


def _plain_row(row: Row) -> dict[str, Any]:
    return {
        "id": row.id,
        "title": row.title,
        "mark": row.mark,
        "aside": row.aside,
        "cells": [
            {"text": cell.text, "face": _face(cell.face), "kind": cell.kind} for cell in row.cells
        ],
        "lines": [line for line in row.lines if line],
        "chips": [{"text": text, "kind": kind} for text, kind in row.chips],
        "acts": [asdict(act) for act in row.acts],
        "face": _face(row.face),
        "opens": row.opens,
    }


def _face(name: str | None) -> dict[str, Any] | None:
    return {"initials": formatting.initials(name), "hue": formatting.hue(name)} if name else None


def _nothing() -> None:
    """Do nothing: without a callback Streamlit does not keep the component's value."""
