"""Articles: everything on the shelf, searched, filtered, and read in the page."""

from datetime import datetime

import streamlit as st

from recommender.domain import StoredArticle
from recommender.errors import NotFoundError
from recommender.pages import frame, look, words
from recommender.pages.card import age
from recommender.pages.reader import show_article
from recommender.pages.rows import PAGE, Row, page_of, show_rows
from recommender.pages.ways import read_here
from recommender.storage.library import Library
from recommender.workflow.clock import utc_now

FILTERS = {"All": None, "Unread": False, "Read": True}


def show() -> None:
    """Draw the shelf, or the one article that the address names."""
    with frame.page() as library:
        article_id = frame.place("article")
        if article_id is None:
            _shelf(library, utc_now())
            return
        frame.way_back("articles", "Articles")
        article = library.articles.get(article_id)
        if article is None:
            raise NotFoundError("That article is no longer in the library.")
        show_article(library, article, utc_now())


def _shelf(library: Library, now: datetime) -> None:
    look.heading("Articles")
    if not library.size().articles:
        look.empty("The shelf is empty", "Add a page you have read, or follow a feed.")
        _ways_in()
        return
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
        search = st.text_input(
            "Search",
            placeholder="Words in title or text",
            icon=":material/search:",
            label_visibility="collapsed",
            key="articles_search",
        )
        chosen = st.segmented_control(
            "Show", tuple(FILTERS), default="All", label_visibility="collapsed", key="articles_read"
        )
    search, read = (search or "").strip(), FILTERS[chosen or "All"]
    total = library.articles.count(search=search, read=read)
    if not total:
        look.empty("Nothing found", "Try other words, or show all articles.")
        return
    first = page_of(total, key=f"articles_{search}_{read}")
    found = library.articles.page(search=search, read=read, limit=PAGE, offset=first)
    clicked = show_rows([_row(a, now) for a in found], key="articles_list", label="Articles")
    if clicked:
        read_here(library, next(a for a in found if a.id == clicked[0]), now)


def _row(article: StoredArticle, now: datetime) -> Row:
    standing = "dropped" if article.dropped else "unread" if article.read_at is None else ""
    about = (article.site or "", age(article, now), f"{words.minutes_to_read(article.text)} min")
    return Row(
        id=article.id,
        title=article.title,
        lines=(" · ".join(part for part in about if part),),
        aside=standing,
    )


def _ways_in() -> None:
    with st.container(horizontal=True, horizontal_alignment="center"):
        if st.button("Add a page", type="primary"):
            frame.go("add")
        if st.button("Follow a feed"):
            frame.go("feeds")


if __name__ == "__main__":
    show()
