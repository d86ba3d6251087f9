"""The context of every page: the open library, the style, error messages, the sidebar."""

import gc
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import streamlit as st

from ingest.errors import IngestError
from recommender.errors import PassalongError
from recommender.pages.support import formatting, markup, undo_toast
from recommender.pages.support.privacy import redacted
from recommender.storage.library import Library
from recommender.workflow.clock import utc_now
from recommender.workflow.paths import library_path
from recommender.workflow.user_settings import choose, settings

_PAGES = Path(__file__).parents[1]
T = TypeVar("T")

_SHOWN = "shown"  # the library file that this session's page shows
_VEIL = "veil"  # whether names are hidden
_REFUSAL = "refusal"  # a callback's error message, shown at the top of the next run
_LONGEST_ID = 18  # digits: SQLite's integers end at 9,223,372,036,854,775,807
_spared: set[int] = set()  # numbers of loaded modules at which `gc.freeze` was called


@contextmanager
def open_library() -> Iterator[Library]:
    """Open the library that the page shows, for one run or one callback.

    A callback acts on the library that its page was drawn from: another window may have entered or
    left the demo since, and there the same id means another person.
    """
    with Library.open(st.session_state.get(_SHOWN) or _named()) as library:
        yield library


@contextmanager
def page() -> Iterator[Library]:
    """Draw one page: show the logo, open the library, and fill the sidebar at the end.

    Errors of the product or of an input are shown as one sentence on the page.
    """
    try:
        with _drawn() as library:
            yield library
    finally:
        _spare_the_modules()


@contextmanager
def _drawn() -> Iterator[Library]:
    markup.show_logo()
    _turn_to(_named())
    if sentence := st.session_state.pop(_REFUSAL, None):
        markup.error_message(sentence)
    try:
        with open_library() as library:
            st.session_state[_VEIL] = settings(library).privacy_mode
            try:
                yield library
            except (PassalongError, IngestError) as error:
                markup.error_message(str(error))
            undo_toast.show()
            _sidebar(library)
    except PassalongError as error:  # the library itself cannot be used
        markup.error_message(str(error))
        st.stop()


def _spare_the_modules() -> None:
    """Exclude the objects of imported modules from garbage collection; again after new imports.

    Streamlit 1.67 collects after every run, before the browser gets its result. Traversing all
    objects that the pages have imported would take a tenth of a second.
    """
    if len(sys.modules) not in _spared:
        gc.freeze()
        _spared.add(len(sys.modules))


def hides_names() -> bool:
    """Return whether privacy mode is on: names are hidden because others see the screen."""
    return bool(st.session_state.get(_VEIL, False))


def visible(value: T) -> T:
    """Return the value, redacted in privacy mode."""
    return redacted(value) if hides_names() else value


def show_names(why: str) -> None:
    """Show why a part of the page is missing in privacy mode, with a button to leave it."""
    markup.muted(why)
    st.button("Show names", key="show_names", on_click=callback(_hide_names, False))


def callback(act: Callable[..., object], *args: Any) -> Callable[[], None]:
    """Return a callback that calls `act` with the open library; errors are shown on the page."""
    return partial(_do, act, *args)


def navigate(page: str, **place: int | str) -> NoReturn:
    """Switch to the page in a file, with a query: `navigate("contacts", contact=3)`."""
    st.switch_page(
        str(_PAGES / f"{page}.py"), query_params={name: str(id_) for name, id_ in place.items()}
    )


def turn_names() -> None:
    """Hide all names, or show them again, before the page is drawn."""
    with open_library() as library:
        _hide_names(library, not settings(library).privacy_mode)


def query_id(name: str) -> int | None:
    """Return an id from the query string, or None."""
    text = st.query_params.get(name, "")
    return int(text) if text.isdecimal() and len(text) <= _LONGEST_ID else None


def _named() -> Path:
    """Return the path of the library that the environment names."""
    return library_path(None, os.environ)


def _turn_to(library: Path) -> None:
    """Show a library; a session that showed another one is cleared."""
    if st.session_state.get(_SHOWN, library) != library:
        st.session_state.clear()
    st.session_state[_SHOWN] = library


def refuse(sentence: str) -> None:
    """Show an error message at the top of the next run."""
    st.session_state[_REFUSAL] = sentence


def _do(act: Callable[..., object], *args: Any) -> None:
    try:
        with open_library() as library:
            act(library, *args)
    except (PassalongError, IngestError) as error:
        refuse(str(error))


def _sidebar(library: Library) -> None:
    size = library.size()
    polled = library.feeds.last_polled()
    lines = [
        markup.dotted(
            formatting.count(size.contacts, "person", "people"),
            formatting.count(size.articles, "article"),
        )
    ]
    if polled:
        lines.append(markup.text(f"Feeds checked {formatting.ago(polled, utc_now())}"))
    demo = library.settings.is_demo()
    hidden = hides_names()
    if demo:
        lines.insert(0, '<span class="pa-demo">Demo library</span>')
    st.sidebar.html(f'<div class="pa-state pa-muted">{"<br>".join(lines)}</div>')
    if size.contacts:
        st.sidebar.button(
            "Show names" if hidden else "Hide names",
            key="hide_names",
            icon=":material/visibility:" if hidden else ":material/visibility_off:",
            type="tertiary",
            help="For when you share your screen: hides names, addresses, work and notes.",
            on_click=callback(_hide_names, not hidden),
        )
    if demo and st.sidebar.button(
        "Leave the demo", key="leave_demo", type="tertiary", icon=":material/logout:"
    ):
        from recommender.pages.support import (
            demo_mode,  # imports the demo's builder, needed for this click only
        )

        demo_mode.leave()
        navigate("today")


def _hide_names(library: Library, hidden: bool) -> None:
    choose(library, "privacy_mode", "yes" if hidden else "no")
    undo_toast.dismiss()  # its message may contain a name
