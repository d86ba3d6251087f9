"""The ways from one thing to the next: from an article to reading it, from a pair to its card."""

from datetime import datetime
from typing import NoReturn

import streamlit as st

from recommender.domain.articles import StoredArticle
from recommender.pages.support import page_context
from recommender.storage.library import Library
from recommender.workflow.today import review

_CARD = "card"  # which of today's cards is shown: in the page's address, else in the visit


def read_here(library: Library, article: StoredArticle, now: datetime) -> NoReturn:
    """Go and read an article in the page; opened here, it counts as read."""
    if article.read_at is None:
        from recommender.workflow.sync.pages import mark_read  # heavy; Today must open at once

        mark_read(library, article, now)
    page_context.navigate("articles", article=article.id)


def write_to(library: Library, article_id: int, contact_id: int, now: datetime) -> NoReturn:
    """Put the pair into today's plan and go to its card."""
    card = review.suggest(library, article_id=article_id, contact_id=contact_id, now=now)
    page_context.navigate("today", **{_CARD: card.id})


def show_card(card: int) -> None:
    """Show another of today's cards; an address that names one no longer does.

    To name each card in the address would make the browser write its history at every turn.
    """
    st.session_state[_CARD] = card
    st.query_params.pop(_CARD, None)


def shown_card() -> int | None:
    """Return which of today's cards is to be shown, if the address or a turn said so."""
    return page_context.query_id(_CARD) or st.session_state.get(_CARD)
