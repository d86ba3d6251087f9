"""The reader's bar: reading time left, who the article is for, and the ways on."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

_FILES = Path(__file__).parent


def show_reader_bar(*, key: str, data: dict[str, Any], on_act: Callable[[], None]) -> None:
    """Show the bar, and measure how far the article above it is read.

    Args:
        key: `st.session_state[key].act` holds the last act: its `name` (`read`, `unread`, `write`,
            `someone`, `next` or `done`), the `article`, for `write` the `contact`, and in `read`
            whether the article counts as read by now.
        data: What `bar.js` reads.
        on_act: Called on each act.
    """
    _bar()(key=key, data=data, on_act_change=on_act)


@cache
def _bar() -> Callable[..., Any]:
    return st.components.v2.component(
        "passalong_reader_bar",
        html=(_FILES / "bar.html").read_text(encoding="utf-8"),
        css=(_FILES / "bar.css").read_text(encoding="utf-8"),
        js=(_FILES / "bar.js").read_text(encoding="utf-8"),
        isolate_styles=False,
    )
