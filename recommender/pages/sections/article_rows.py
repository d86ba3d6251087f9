"""Articles as rows of a list, each with the people it fits."""

from collections.abc import Sequence
from datetime import datetime
from typing import NoReturn

from recommender.domain.articles import StoredArticle
from recommender.domain.people import StoredContact
from recommender.pages.components.list_view import Cell, Row, RowAct
from recommender.pages.sections.today.card import age
from recommender.pages.sections.today.deck import QUESTION, ask_about
from recommender.pages.support import formatting, page_context
from recommender.storage.library import Library

WHO = "who"  # the action that asks who an article is for
MOST_NAMED = 2  # people in a row, the best match first; their faces are on the article's page


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
            tuple(people[one] for one in suited.get(article.id, ())),
            now,
            by_reading=by_reading,
        )
        for article in found
    ]


def open_row(clicked: tuple[int, str], **place: str) -> NoReturn:
    """Open the article whose row was clicked, or ask who it is for; `place` is of its list."""
    article_id, act = clicked
    if act == WHO:
        page, query = ask_about(article_id)
        page_context.navigate(page, **query)
    page_context.navigate("articles", article=article_id, **place)


def _row(
    article: StoredArticle, suits: tuple[StoredContact, ...], now: datetime, *, by_reading: bool
) -> Row:
    read = by_reading and article.read_at
    names = formatting.join_names(tuple(map(formatting.short_name, suits)), most=MOST_NAMED)
    ask = RowAct(name=WHO, label="Who for?", about=f"{QUESTION} {article.title}", quiet=True)
    return Row(
        id=article.id,
        title=article.title,
        mark="hidden" if article.hidden else "unread" if article.read_at is None else "",
        cells=(
            Cell(text=f"For {names}", face=suits[0].name) if suits else Cell(text=""),
            Cell(text=article.site or ""),
            Cell(text=f"read {formatting.ago(read, now)}" if read else age(article, now)),
            Cell(text=f"{formatting.minutes_to_read(article.text)} min"),
        ),
        acts=() if article.hidden else (ask,),
    )
