"""The ways from one thing to the next: from an article to reading it, from a pair to its card."""

from datetime import datetime
from typing import NoReturn

from recommender.domain import StoredArticle
from recommender.pages import frame
from recommender.storage.library import Library
from recommender.workflow import review

CARD = "card"  # in the page's address: which of today's cards is shown


def read_here(library: Library, article: StoredArticle, now: datetime) -> NoReturn:
    """Go and read an article in the page; opened here, it counts as read."""
    if article.read_at is None:
        from recommender.workflow.articles import mark_read  # heavy; Today must open at once

        mark_read(library, article, now)
    frame.go("articles", article=article.id)


def write_to(library: Library, article_id: int, contact_id: int, now: datetime) -> NoReturn:
    """Put the pair into today's plan and go to its card."""
    card = review.suggest(library, article_id=article_id, contact_id=contact_id, now=now)
    frame.go("today", **{CARD: card.id})
