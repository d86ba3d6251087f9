"""Contacts as a table: rows to select and open, with interests edited in place."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from recommender.pages.components.list_view import with_cursor
from recommender.pages.support import formatting

_FILES = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One contact of the table.

    Attributes:
        work: Role and organisation.
        interests: On one line.
        proposed: Interests to accept, on one line, for a contact who has none.
        aside: The last contact.
        due: Contact is overdue.
        left_out: Why nothing is suggested: “paused” or “died”; else empty.
    """

    id: int
    name: str
    work: str = ""
    interests: str = ""
    proposed: str = ""
    aside: str = ""
    due: bool = False
    asleep: bool = False
    left_out: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowEdit:
    """What the user did in a row: new interests, or waking the contact.

    Attributes:
        act: `interests` or `wake`.
        number: The sequence number of the edit.
    """

    id: int
    act: str
    text: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """The sequence numbers of the last edit and the last selection that the page has taken in."""

    edits: int = 0
    selection: int = 0


@cache
def _table() -> Callable[..., Any]:
    return st.components.v2.component(
        "passalong_table",
        html='<div data-part="table" class="pa-table"></div>',
        css=(_FILES / "table.css").read_text(encoding="utf-8"),
        js=with_cursor("table.js"),
        isolate_styles=False,
    )


def show_table(
    rows: Sequence[TableRow],
    *,
    key: str,
    label: str,
    first: int,
    selected: frozenset[int],
    heard: Heard,
    editable: bool,
    order: str,
    on_edit: Callable[[], None],
    on_select: Callable[[], None],
    on_sort: Callable[[], None],
) -> int | None:
    """Show contacts, and return the id of the one that was just opened.

    Args:
        rows: The contacts of one page.
        key: The widget key.
        label: The accessible name of the list.
        first: The index of the first row in the whole list; a new one scrolls to the table's top.
        selected: The ids of the selected rows.
        heard: What `rows` and `selected` include; later changes stay as the browser shows them.
        editable: Interests can be edited.
        order: What the rows are sorted by: `name`, `last-contact` or another order.
        on_edit: Called after edits; `new_edits` returns them.
        on_select: Called after the selection changed; `selection` returns it.
        on_sort: Called after a click on a column's name; the table's state `sort` is the order.
    """
    data = {
        "label": label,
        "first": first,
        "rows": [
            asdict(row)
            | {"initials": formatting.initials(row.name), "hue": formatting.hue(row.name)}
            for row in rows
        ],
        "selected": sorted(selected.intersection(row.id for row in rows)),
        "heard": asdict(heard),
        "editable": editable,
        "order": order,
    }
    opened = _table()(
        key=key,
        data=data,
        on_edits_change=on_edit,
        on_selection_change=on_select,
        on_open_change=_nothing,
        on_sort_change=on_sort,
    ).open
    return None if opened is None else int(opened)


def new_edits(key: str, heard: Heard) -> tuple[RowEdit, ...]:
    """Return the edits of a table that were not heard before, oldest first."""
    said = st.session_state[key].edits or {"items": ()}
    edits = (
        RowEdit(
            id=int(one["id"]),
            act=str(one["act"]),
            text=str(one["text"]),
            number=int(one["number"]),
        )
        for one in said["items"]
    )
    return tuple(edit for edit in edits if edit.number > heard.edits)


def selection(key: str) -> tuple[frozenset[int], int]:
    """Return the ids of the rows that are selected in a table, and the change's number."""
    said = st.session_state[key].selection
    return frozenset(map(int, said["ids"])), int(said["number"])


def _nothing() -> None:
    """Do nothing: without a callback Streamlit does not keep the component's value."""
