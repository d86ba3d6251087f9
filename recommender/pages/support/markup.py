"""HTML fragments of our design; every foreign text in them is escaped."""

import html
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import streamlit as st

from ingest.records import Contact
from recommender.pages.support import formatting
from recommender.sharing.profile_links import profile_links as contact_links

STYLE = Path(__file__).parent / "style"

_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_LINKED = re.compile(r"@|https?://|www(?=\.)", re.IGNORECASE)  # starts a link in Markdown
_NEW_TAB = 'target="_blank" rel="noopener noreferrer"'
_JOINER = "\N{WORD JOINER}"  # invisible, and browsers drop it from host names


def show_logo() -> None:
    """Add our logo to the page."""
    st.logo(STYLE / "leaf.svg", size="large")


def text(words_from_outside: str | None) -> str:
    """Escape any text for HTML."""
    return html.escape(words_from_outside or "")


def plain(words_from_outside: str) -> str:
    """Escape any text for Streamlit's Markdown.

    Streamlit renders labels, captions, messages and titles as Markdown, and an image in Markdown
    makes a request. Punctuation written as character references has no meaning there. Email
    addresses and URLs would still become links, so a word joiner breaks them up.
    """
    folded = " ".join(words_from_outside.split())
    parted = _LINKED.sub(lambda head: head[0] + _JOINER, folded)
    return _PUNCTUATION.sub(lambda mark: f"&#{ord(mark[0])};", parted)


def avatar(name: str, *, size: str = "") -> str:
    """Return a person's initials on their avatar colour."""
    classes = f"pa-avatar pa-hue-{formatting.hue(name)} {size}".strip()
    return f'<span class="{classes}" aria-hidden="true">{text(formatting.initials(name))}</span>'


def chip(inner: str, *, kind: str = "", tip: str = "") -> str:
    """Return a chip around HTML that is already escaped."""
    title = f' title="{text(tip)}"' if tip else ""
    return f'<span class="pa-chip {kind}"{title}>{inner}</span>'


def dotted(*parts: str) -> str:
    """Return the parts that are not empty as HTML, separated by dots."""
    return joined(*(f'<span class="pa-bit">{text(part)}</span>' for part in parts if part))


def joined(*pieces: str) -> str:
    """Return the pieces of HTML that are not empty, separated by dots."""
    return '<span class="pa-dot"> · </span>'.join(filter(None, pieces))


def profile_links(contact: Contact) -> str:
    """Return the contact's profile links as HTML, each named by its site; empty without one."""
    return joined(
        *(
            f'<a href="{text(link.url)}" {_NEW_TAB}>{text(link.label)}</a>'
            for link in contact_links(contact)
        )
    )


def progress_bar(label: str) -> Callable[[int, int], None]:
    """Show a progress bar, and return the function that moves it; at the end it disappears."""
    bar = st.progress(0.0, label)

    def move(done: int, total: int) -> None:
        if done < total:
            bar.progress(done / total, f"{label} {done:,} of {total:,}")
        else:
            bar.empty()

    return move


def heading(title: str, under: str = "") -> None:
    """Show the page's title and the line below it."""
    below = f'<p class="pa-muted">{text(under)}</p>' if under else ""
    st.html(f'<header class="pa-heading"><h1>{text(title)}</h1>{below}</header>')


def section(title: str, under: str = "") -> None:
    """Show a section's title."""
    below = f'<p class="pa-muted">{text(under)}</p>' if under else ""
    st.html(f'<div class="pa-section"><h2>{text(title)}</h2>{below}</div>')


def muted(line: str) -> None:
    """Show a muted line."""
    st.html(f'<p class="pa-muted">{text(line)}</p>')


def definition_list(terms: Mapping[str, str]) -> None:
    """Show terms with their definitions as a muted list."""
    rows = "".join(f"<dt>{text(term)}</dt><dd>{text(it)}</dd>" for term, it in terms.items())
    st.html(f'<dl class="pa-terms">{rows}</dl>')


def empty(title: str, advice: str, *, kind: str = "") -> None:
    """Show an empty state, and what to do next."""
    st.html(
        f'<div class="pa-empty {kind}"><div class="pa-leaf" aria-hidden="true"></div>'
        f"<h2>{text(title)}</h2><p>{text(advice)}</p></div>"
    )


def error_message(sentence: str) -> None:
    """Show an error message."""
    st.error(plain(sentence), icon=":material/error:")
