"""What was just done beside the cards, told at the foot of the page with its undo."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from recommender.pages.support import markup

_KEPT = "undoable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Undoable:
    """The last act with the way back; it is offered until another one is, or it is put away."""

    told: str
    back: Callable[[], None]


def offer(told: str, back: Callable[[], None]) -> None:
    """Tell what was done, and offer to take it back.

    Args:
        told: A sentence; any text.
        back: Takes the act back; made with `frame.doing`.
    """
    st.session_state[_KEPT] = Undoable(told=told, back=back)


def dismiss() -> None:
    """Tell of the last act no longer."""
    st.session_state.pop(_KEPT, None)


def show() -> None:
    """Show the last act, where there is one."""
    done: Undoable | None = st.session_state.get(_KEPT)
    if done is None:
        return
    with st.container(key="snack", horizontal=True, vertical_alignment="center"):
        st.html(f'<p role="status">{markup.text(done.told)}</p>')
        st.button("Undo", key="snack_undo", type="tertiary", on_click=_take_back)
        st.button(
            "",
            key="snack_close",
            type="tertiary",
            icon=":material/close:",
            help="Put this away",
            on_click=dismiss,
        )


def _take_back() -> None:
    done: Undoable = st.session_state.pop(_KEPT)
    done.back()
