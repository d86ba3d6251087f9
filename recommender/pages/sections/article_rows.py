"""Articles as rows of a list, each with the people it fits."""

from collections.abc import Sequence
from datetime import datetime
from typing import NoReturn

from recommender.domain.articles import StoredArticle
from recommender.pages.components.list_view import Row, RowAct
from recommender.pages.sections.today.card import age
from recommender.pages.sections.today.deck import QUESTION, ask_about
from recommender.pages.support import formatting, page_context
from recommender.storage.library import Library

WHO = "who"  # the action that asks who an article is for


def article_rows(
    library: Library, found: Sequence[StoredArticle], now: datetime, *, by_reading: bool = False
) -> list[Row]:
    """Return articles as list rows, each with the people it fits, and its age or reading date.

    Args:
        library: The library of the articles.
        found: The articles.
        now: Aware.
        by_reading: Show when each was read, not its age.
    """
    suited = library.matches.fitting_contacts(article.id for article in found)
    people = page_context.visible(
        library.contacts.get_many({one for ids in suited.values() for one in ids})
    )
    return [
        _row(
            article,
            tuple(formatting.short_name(people[one]) for one in suited.get(article.id, ())),
            now,
            by_reading=by_reading,
        )
        for article in found
    ]


def open_row(clicked: tuple[int, str]) -> NoReturn:
    """Open the article whose row was clicked, or ask who it is for."""
    article_id, act = clicked
    if act == WHO:
        page, query = ask_about(article_id)
        page_context.navigate(page, **query)
    page_context.navigate("articles", article=article_id)


def _row(article: StoredArticle, suits: tuple[str, ...], now: datetime, *, by_reading: bool) -> Row:
    standing = "hidden" if article.hidden else "unread" if article.read_at is None else ""
    about = (
        f"For {formatting.join_names(suits)}" if suits else "",
        article.site or "",
        f"read {formatting.ago(article.read_at, now)}"
        if by_reading and article.read_at
        else age(article, now),
        f"{formatting.minutes_to_read(article.text)} min",
    )
    ask = RowAct(name=WHO, label="Who for?", about=f"{QUESTION} {article.title}", quiet=True)
    return Row(
        id=article.id,
        title=article.title,
        lines=(" · ".join(part for part in about if part),),
        aside=standing,
        acts=() if article.hidden else (ask,),
    )
