"""The toast at the foot of the page: what was just done, with Undo."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from recommender.pages.support import markup

_KEPT = "undoable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Undoable:
    """The last action and its undo; offered until the next action, or until dismissed."""

    message: str
    undo: Callable[[], None]


def offer(message: str, undo: Callable[[], None]) -> None:
    """Show what was done, and offer to undo it.

    Args:
        message: What was done, a sentence.
        undo: Undoes it; made with `page_context.callback`.
    """
    st.session_state[_KEPT] = Undoable(message=message, undo=undo)


def dismiss() -> None:
    """Dismiss the toast."""
    st.session_state.pop(_KEPT, None)


def show() -> None:
    """Show the toast, if there is one."""
    done: Undoable | None = st.session_state.get(_KEPT)
    if done is None:
        return
    with st.container(key="snack", horizontal=True, vertical_alignment="center"):
        st.html(f'<p role="status">{markup.text(done.message)}</p>')
        st.button("Undo", key="snack_undo", type="tertiary", on_click=_undo)
        st.button(
            "",
            key="snack_close",
            type="tertiary",
            icon=":material/close:",
            help="Put this away",
            on_click=dismiss,
        )


def _undo() -> None:
    done: Undoable = st.session_state.pop(_KEPT)
    done.undo()
