"""A paginated list with checkboxes; the session state keeps which rows are not selected."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import streamlit as st

from recommender.pages.components.list_view import PAGE, Row, Ticks, page_of, show_rows, turn_pages


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chosen:
    """The selection of one list.

    Attributes:
        left_out: Ids of the rows that are not selected.
        heard: The sequence number of the last browser change that it includes.
    """

    left_out: frozenset[int] = frozenset()
    heard: int = 0


def tick_rows(total: int, row: Callable[[int], Row], *, key: str, label: str) -> frozenset[int]:
    """Show rows that are selected by default, and return the ids of those that are not.

    Args:
        total: How many rows there are.
        row: Returns the row with an index from 0, which is its id; called for one page at a time.
        key: The key of the widget and of the session state.
        label: The accessible name of the list.
    """
    kept = f"{key}_chosen"
    chosen: _Chosen = st.session_state.get(kept, _Chosen())

    def tick_all() -> None:
        st.session_state[kept] = replace(chosen, left_out=frozenset())

    def tick_none() -> None:
        st.session_state[kept] = replace(chosen, left_out=frozenset(range(total)))

    def take_in() -> None:
        reported = st.session_state[f"{key}_list_{first}"].ticks
        page = range(first, min(first + PAGE, total))
        unticked = frozenset(map(int, reported["unticked"])).intersection(page)
        st.session_state[kept] = _Chosen(
            left_out=chosen.left_out.difference(page) | unticked, heard=int(reported["number"])
        )

    with st.container(horizontal=True, key=f"{key}_head", vertical_alignment="center"):
        st.html(
            f'<p class="pa-muted" role="status">{total - len(chosen.left_out):,} of {total:,} '
            "selected</p>"
        )
        st.button(
            "Select all",
            key=f"{key}_all",
            type="tertiary",
            on_click=tick_all,
            disabled=not chosen.left_out,
        )
        st.button(
            "Select none",
            key=f"{key}_none",
            type="tertiary",
            on_click=tick_none,
            disabled=len(chosen.left_out) == total,
        )
    first = page_of(total, key=f"{key}_page")
    shown = range(first, min(first + PAGE, total))
    show_rows(
        [row(place) for place in shown],
        key=f"{key}_list_{first}",
        label=label,
        first=first,
        ticks=Ticks(
            unticked=chosen.left_out.intersection(shown), heard=chosen.heard, on_change=take_in
        ),
    )
    turn_pages(total, key=f"{key}_page")
    return chosen.left_out
