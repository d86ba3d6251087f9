"""The toast at the foot of every page: what was just done, with Undo, for a few seconds.

U undoes what was done last on the page, then what was done before it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import count
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from recommender.pages.support import markup

_KEPT = "undoable"  # the last action, in the session
_EARLIER = "undoable_earlier"  # those before it at this place, the latest last
MOST_EARLIER = 50
_TOAST = "toast"
_PLACES = ("contact", "article", "feed", "view")  # in the query string: places within a page
_BEFORE = "Undone. Before that: "
_numbers = count(1)

Place = tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class Undoable:
    """An action and its undo; the last one is offered until another place is shown.

    Once it is undone, the one before it is offered: each undo finds what its action left.

    Attributes:
        number: Of the action: a component that has shown it does not show it again.
        choices: Second thoughts by their labels, under one heading: another day, another way.
        place: Where it was shown first; None before that.
    """

    number: int = field(default_factory=lambda: next(_numbers))
    message: str
    undo: Callable[[], None]
    heading: str
    choices: Mapping[str, Callable[[], None]]
    place: Place | None = None


def offer(
    message: str,
    undo: Callable[[], None],
    *,
    heading: str = "",
    choices: Mapping[str, Callable[[], None]] | None = None,
) -> None:
    """Show what was done, and offer to undo it.

    Args:
        message: What was done, a sentence.
        undo: Undoes it; made with `page_context.callback`, like each choice.
        heading: Of the choices, such as “Change”.
        choices: Second thoughts by their labels.
    """
    earlier: list[Undoable] = st.session_state.setdefault(_EARLIER, [])
    if (last := st.session_state.get(_KEPT)) is not None:
        st.session_state[_EARLIER] = [*earlier, last][-MOST_EARLIER:]
    st.session_state[_KEPT] = Undoable(
        message=message, undo=undo, heading=heading, choices=choices or {}
    )


def dismiss() -> None:
    """Dismiss the toast, and what could be undone before it."""
    st.session_state.pop(_KEPT, None)
    st.session_state.pop(_EARLIER, None)


def is_offered() -> bool:
    """Return whether there is something to undo."""
    return _KEPT in st.session_state


def show() -> None:
    """Show the toast, if something was done here; the empty one is there for screen readers.

    They read out what changes in an element that they know already.
    """
    done: Undoable | None = st.session_state.get(_KEPT)
    if done is not None:
        here = _here()
        done.place = done.place or here
        if done.place != here:
            dismiss()
            done = None
    data: dict[str, Any] = {"number": 0, "message": "", "heading": "", "choices": []}
    if done is not None:
        data = {
            "number": done.number,
            "message": done.message,
            "heading": done.heading,
            "choices": list(done.choices),
        }
    _toast()(key=_TOAST, data=data, on_act_change=_acted)


@cache
def _toast() -> Callable[..., Any]:
    files = {
        part: (markup.STYLE / f"toast.{part}").read_text(encoding="utf-8")
        for part in ("html", "css", "js")
    }
    return st.components.v2.component("passalong_toast", isolate_styles=False, **files)


def _acted() -> None:
    """Undo the action, or do what was chosen instead."""
    said: Mapping[str, Any] | None = st.session_state[_TOAST].act
    done: Undoable | None = st.session_state.get(_KEPT)
    if not said or done is None or done.number != said["number"]:
        return  # something else was done meanwhile, and is offered now
    del st.session_state[_KEPT]
    if said["choice"]:
        done.choices.get(said["choice"], done.undo)()
        return
    done.undo()
    earlier: list[Undoable] = st.session_state.get(_EARLIER, [])
    if earlier and _KEPT not in st.session_state:
        last = earlier.pop()
        message = last.message.removeprefix(_BEFORE)
        st.session_state[_KEPT] = replace(
            last, number=next(_numbers), message=f"{_BEFORE}{message}", choices={}
        )


def _here() -> Place:
    """Return which page is shown, and which person, article or feed on it."""
    context = get_script_run_ctx()
    page = context.page_script_hash if context else ""
    return (page, *(st.query_params.get(name, "") for name in _PLACES))
