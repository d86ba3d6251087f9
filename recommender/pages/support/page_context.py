"""What every page stands in: one open library, our look, errors in words, the sidebar's state."""

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

_SHOWN = "shown"  # the library file that this visit's page was drawn from
_VEIL = "veil"  # whether names are hidden, as the page that is drawn found it
_REFUSAL = "refusal"  # what an act could not do, told at the top of the next run
_spared: set[int] = set()  # how many modules there were, each time they were spared


@contextmanager
def open_library() -> Iterator[Library]:
    """Open the library that the page shows; closed when the run or the act is over.

    An act goes to the library that its page was drawn from: another window may have entered or left
    the demo since, and an id means somebody else there.
    """
    with Library.open(st.session_state.get(_SHOWN) or _named()) as library:
        yield library


@contextmanager
def page() -> Iterator[Library]:
    """Draw one page: the look before it, the library open in it, the sidebar's state after it.

    What the product or an input refuses ends as one sentence on the page.
    """
    try:
        with _drawn() as library:
            yield library
    finally:
        _spare_the_modules()


@contextmanager
def _drawn() -> Iterator[Library]:
    markup.apply_style()
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
    """Keep what the imported modules hold out of the garbage collections; again when more came.

    Streamlit collects after every run, and what the run shows waits for it: a tenth of a second,
    were everything gone through that the pages have imported.
    """
    if len(sys.modules) not in _spared:
        gc.freeze()
        _spared.add(len(sys.modules))


def hides_names() -> bool:
    """Tell whether the page hides who people are: the screen is shared with others."""
    return bool(st.session_state.get(_VEIL, False))


def visible(value: T) -> T:
    """Return what the page may show of a value; all of it, unless names are hidden."""
    return redacted(value) if hides_names() else value


def show_names(why: str) -> None:
    """Say why a part of the page is missing while names are hidden, with the way to have them."""
    markup.muted(why)
    st.button("Show names", key="show_names", on_click=callback(_hide_names, False))


def callback(act: Callable[..., object], *args: Any) -> Callable[[], None]:
    """Return a callback that does an act on an open library; a refusal is told on the page."""
    return partial(_do, act, *args)


def navigate(page: str, **place: int | str) -> NoReturn:
    """Leave for another page, named as its file, at a place of it: `go("contacts", contact=3)`."""
    st.switch_page(
        str(_PAGES / f"{page}.py"), query_params={name: str(id_) for name, id_ in place.items()}
    )


def query_id(name: str) -> int | None:
    """Return the id that the page's address names, where it names one."""
    text = st.query_params.get(name, "")
    return int(text) if text.isdecimal() else None


def _named() -> Path:
    """Return the library file that the environment names."""
    return library_path(None, os.environ)


def _turn_to(library: Path) -> None:
    """Let the page show a library; what the visit kept of another one would not be true of it."""
    if st.session_state.get(_SHOWN, library) != library:
        st.session_state.clear()
    st.session_state[_SHOWN] = library


def refuse(sentence: str) -> None:
    """Tell at the top of the next run what an act could not do."""
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
        lines.append(markup.text(f"Feeds asked {formatting.ago(polled, utc_now())}"))
    demo = library.is_demo()
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
        from recommender.pages.support import demo_mode  # heavy, and for this click only

        demo_mode.leave()
        navigate("today")


def _hide_names(library: Library, hidden: bool) -> None:
    choose(library, "privacy_mode", "yes" if hidden else "no")
    undo_toast.dismiss()  # its sentence may name somebody
