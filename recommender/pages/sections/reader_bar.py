"""The bar below an article: who it is for, the ways on, and when it counts as read."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import streamlit as st

from recommender.domain.articles import StoredArticle
from recommender.domain.suggestions import SHARED_STATES, State
from recommender.pages.components.reader_bar import show_reader_bar
from recommender.pages.sections.today.deck import ask_about
from recommender.pages.support import formatting, markup, page_context, undo_toast
from recommender.pages.support.navigation import card_place
from recommender.storage.library import Library
from recommender.workflow.clock import utc_now
from recommender.workflow.results import NamedMatch
from recommender.workflow.sync.pages import mark_read
from recommender.workflow.today import review

BAR = "reader_bar"
MOST_PEOPLE = 2  # named in the bar; everyone else is listed below the article
_ARTICLE = "article"  # in the query string: the article that is shown
_BACK = "back"  # in the query string: the page on which the article was chosen
_GOING = "reader_going"  # in the session: where an act leads, from which a callback can't go

Place = tuple[str, Mapping[str, int | str]]


def leave_if_asked() -> None:
    """Go where the last act in the bar leads, before anything is drawn."""
    going: Place | None = st.session_state.pop(_GOING, None)
    if going is not None:
        page_context.navigate(going[0], **going[1])


def show(library: Library, article: StoredArticle, fits: Iterable[NamedMatch]) -> None:
    """Show the bar, and above it the next article to read.

    Args:
        library: The library of the article.
        article: The article above.
        fits: The people it fits, best first; near misses are left out.
    """
    said = {s.contact_id: s.state for s in library.suggestions.of_story(article.story)}
    fits = tuple(found for found in fits if found.match.fits)
    people = tuple(
        found
        for found in fits
        if said.get(found.contact.id, State.PROPOSED) is State.PROPOSED and not found.contact.paused
    )[:MOST_PEOPLE]
    got = tuple(
        formatting.short_name(found.contact)
        for found in fits
        if said.get(found.contact.id) in SHARED_STATES
    )
    has_contacts = bool(library.size().contacts)
    asks = has_contacts and not article.hidden
    coming = library.articles.next_unread(article.id, fits=_back() == "today")
    if coming and st.button(
        markup.plain(f"Next: {coming.title}"),
        key="reader_next",
        type="tertiary",
        icon=":material/arrow_forward:",
        icon_position="right",
    ):
        page, query = _next_place(library, article)
        page_context.navigate(page, **query)
    show_reader_bar(
        key=BAR,
        data={
            "article": article.id,
            "shown": f"{library.path} {article.id}",  # in the demo the number is another article
            "read": article.read_at is not None,
            "seconds": 60 * len(article.text.split()) / formatting.WORDS_A_MINUTE,
            "people": [] if article.hidden else [_person(found) for found in people],
            "says": _says(article, got, has_contacts=has_contacts),
            "someone": ("Someone else…" if people or got else "Pick someone…") if asks else "",
            "next": coming.title if coming else "",
            "keys": _keys(article, people=bool(people), asks=asks, more=coming is not None),
        },
        on_act=_acted,
    )


def set_read(library: Library, article: StoredArticle, at: datetime | None) -> None:
    """Mark an article as read, or as unread with None, and offer to undo it."""
    mark_read(library, article, at)
    undo_toast.offer(
        "Marked as unread." if at is None else "Marked as read.",
        page_context.callback(mark_read, article, article.read_at),
    )


def _person(found: NamedMatch) -> dict[str, Any]:
    name = formatting.short_name(found.contact)
    return {
        "id": found.contact.id,
        "name": name,
        "label": f"Write to {name}",
        "why": formatting.match_summary(found.match),
    }


def _says(article: StoredArticle, got: tuple[str, ...], *, has_contacts: bool) -> str:
    """Return the sentence that stands where nobody is to be written to."""
    if article.hidden:
        return "Hidden: it isn't suggested to anyone."
    if got:
        return f"{formatting.join_names(got)} got this already."
    return "No close match." if has_contacts else "Add people to see who it's for."


def _keys(article: StoredArticle, *, people: bool, asks: bool, more: bool) -> list[tuple[str, str]]:
    keys = {
        "W": "write" if people and not article.hidden else "",
        "S": ("someone else" if people else "pick someone") if asks else "",
        "R": "mark as unread" if article.read_at else "mark as read",
        "N": "next article" if more else "",
        "D": "done",
    }
    return [(key, does) for key, does in keys.items() if does]


def _acted() -> None:
    said: Mapping[str, Any] | None = st.session_state[BAR].act
    if said:
        page_context.callback(_act, said)()


def _act(library: Library, said: Mapping[str, Any]) -> None:
    """Do what was clicked in the bar; “done” says that the article was read."""
    now, name = utc_now(), str(said["name"])
    article = library.articles.get(int(said["article"]))
    if article is None:
        return  # the page says so
    is_read = article.read_at is not None
    if name == "unread":
        set_read(library, article, None)
    elif not is_read and (said["read"] or name in {"read", "done"}):
        set_read(library, article, now)
    match name:
        case "write":
            card = review.suggest(
                library, article_id=article.id, contact_id=int(said["contact"]), now=now
            )
            st.session_state[_GOING] = card_place(card.id)
        case "someone":
            st.session_state[_GOING] = ask_about(article.id)
        case "next":
            st.session_state[_GOING] = _next_place(library, article)
        case "done":
            st.session_state[_GOING] = (_back(), _list_address())


def _next_place(library: Library, article: StoredArticle) -> Place:
    back = _back()
    coming = library.articles.next_unread(article.id, fits=back == "today")
    if coming is None:
        return back, _list_address()
    query = _list_address() | {_ARTICLE: coming.id}
    return "articles", query if back == "articles" else query | {_BACK: back}


def _list_address() -> dict[str, int | str]:
    """Return the filters of the list that the article was chosen from, which its address keeps."""
    named = st.query_params.to_dict()
    return {name: value for name, value in named.items() if name not in {_ARTICLE, _BACK}}


def _back() -> str:
    """Return the page on which the article was chosen, which “Done” goes back to."""
    return "today" if st.query_params.get(_BACK) == "today" else "articles"
