"""Navigation between pages: from a pair to its card."""

from datetime import datetime
from typing import NoReturn

import streamlit as st

from recommender.pages.support import page_context
from recommender.storage.library import Library
from recommender.workflow.today import review

_CARD = "card"  # in the query string: which of today's cards is shown
_SHOWN = "shown_card"  # the same in the session
_REQUEST = "request_"  # in the session, before the name of the act

# what can be requested of a page
ADD_PAGE, CHECK_FEEDS, SETTINGS_TAB = "add_page", "check_feeds", "settings_tab"


def write_to(library: Library, article_id: int, contact_id: int, now: datetime) -> NoReturn:
    """Add the pair to today's plan and open its card."""
    card = review.suggest(library, article_id=article_id, contact_id=contact_id, now=now)
    page, query = card_place(card.id)
    page_context.navigate(page, **query)


def card_place(card: int) -> tuple[str, dict[str, int | str]]:
    """Return the page that shows a suggestion's card, and its query."""
    return "today", {_CARD: card}


def request(act: str, value: str = "") -> None:
    """Let the next page do something that the user chose elsewhere; no address can ask for it."""
    st.session_state[f"{_REQUEST}{act}"] = value


def requested(act: str) -> str | None:
    """Return the value with which something was requested, once; None if it wasn't."""
    value: str | None = st.session_state.pop(f"{_REQUEST}{act}", None)
    return value


def show_card(card: int) -> None:
    """Show another of today's cards, and remove the card from the query string.

    Naming each card there would make the browser write a history entry at every step.
    """
    st.session_state[_SHOWN] = card
    st.query_params.pop(_CARD, None)


def shown_card() -> int | None:
    """Return the requested card's id, if the query string or the session names one."""
    return page_context.query_id(_CARD) or st.session_state.get(_SHOWN)
