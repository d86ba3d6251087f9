"""Our own look: pieces of HTML in which every foreign word is text, and nothing but text."""

import html
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import streamlit as st

from recommender.pages.support import formatting

STYLE = Path(__file__).parent / "style"

_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_LINKED = re.compile(r"@|https?://|www(?=\.)", re.IGNORECASE)  # Markdown links what follows
_JOINER = "\N{WORD JOINER}"  # nobody sees it, and a browser drops it from the name of a host


def apply_style() -> None:
    """Put our stylesheet and logo on the page."""
    st.html(STYLE / "look.css")
    st.logo(STYLE / "leaf.svg", size="large")


def text(words_from_outside: str | None) -> str:
    """Return any text so that HTML shows it as it is."""
    return html.escape(words_from_outside or "")


def plain(words_from_outside: str) -> str:
    """Return any text so that Streamlit's Markdown shows it as it is.

    Labels, captions, messages and titles are all read as Markdown, and an image in Markdown
    makes a request; a punctuation mark written as a character reference means nothing to it. Of an
    e-mail or web address it would still make a link, but for the joiner at the head of the host.
    """
    folded = " ".join(words_from_outside.split())
    parted = _LINKED.sub(lambda head: head[0] + _JOINER, folded)
    return _PUNCTUATION.sub(lambda mark: f"&#{ord(mark[0])};", parted)


def avatar(name: str, *, size: str = "") -> str:
    """Return a person's initials on their colour."""
    classes = f"pa-avatar pa-hue-{formatting.hue(name)} {size}".strip()
    return f'<span class="{classes}" aria-hidden="true">{text(formatting.initials(name))}</span>'


def chip(inner: str, *, kind: str = "", tip: str = "") -> str:
    """Return a chip around HTML that is already safe."""
    title = f' title="{text(tip)}"' if tip else ""
    return f'<span class="pa-chip {kind}"{title}>{inner}</span>'


def dotted(*parts: str) -> str:
    """Return the parts that say something as HTML, parted by dots."""
    bits = (f'<span class="pa-bit">{text(part)}</span>' for part in parts if part)
    return '<span class="pa-dot"> · </span>'.join(bits)


def progress_bar(label: str) -> Callable[[int, int], None]:
    """Show a progress bar, and return what moves it; it goes when all of so many are done."""
    bar = st.progress(0.0, label)

    def move(done: int, total: int) -> None:
        if done < total:
            bar.progress(done / total, f"{label} {done:,} of {total:,}")
        else:
            bar.empty()

    return move


def heading(title: str, under: str = "") -> None:
    """Show the page's own title and the line under it."""
    below = f'<p class="pa-muted">{text(under)}</p>' if under else ""
    st.html(f'<header class="pa-heading"><h1>{text(title)}</h1>{below}</header>')


def section(title: str, under: str = "") -> None:
    """Show the title of a part of a page."""
    below = f'<p class="pa-muted">{text(under)}</p>' if under else ""
    st.html(f'<div class="pa-section"><h2>{text(title)}</h2>{below}</div>')


def muted(line: str) -> None:
    """Show a quiet line."""
    st.html(f'<p class="pa-muted">{text(line)}</p>')


def definition_list(terms: Mapping[str, str]) -> None:
    """Show terms, each with what it means, as a quiet list."""
    rows = "".join(f"<dt>{text(name)}</dt><dd>{text(told)}</dd>" for name, told in terms.items())
    st.html(f'<dl class="pa-terms">{rows}</dl>')


def empty(title: str, advice: str, *, kind: str = "") -> None:
    """Show that there is nothing here yet, or no longer, and what to do next."""
    st.html(
        f'<div class="pa-empty {kind}"><div class="pa-leaf" aria-hidden="true"></div>'
        f"<h2>{text(title)}</h2><p>{text(advice)}</p></div>"
    )


def error_message(sentence: str) -> None:
    """Show an error as the one sentence that it is."""
    st.error(plain(sentence), icon=":material/error:")
