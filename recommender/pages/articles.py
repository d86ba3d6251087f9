"""The Articles page: search and filter all articles, and read one."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import streamlit as st

from recommender.errors import NotFoundError
from recommender.pages.components.back_link import back_link
from recommender.pages.components.list_view import PAGE, page_of, show_rows, turn_pages
from recommender.pages.sections.article_rows import article_rows, open_row
from recommender.pages.sections.reader import show_article
from recommender.pages.support import formatting, markup, page_context
from recommender.storage.library import Library
from recommender.workflow.clock import utc_now

SHOWN: dict[str, dict[str, Any]] = {
    "All": {},
    "Unread": {"read": False},
    "Read": {"read": True},
    "Fits someone": {"fits": True},
}


def show() -> None:
    """Draw the list, or the one article that the query string names."""
    with page_context.page() as library:
        article_id = page_context.query_id("article")
        if article_id is None:
            _list(library, utc_now())
            return
        back_link("articles", "Articles")
        article = library.articles.get(article_id)
        if article is None:
            raise NotFoundError("That article is no longer in the library.")
        show_article(library, article, utc_now())


def _list(library: Library, now: datetime) -> None:
    markup.heading("Articles")
    if not library.size().articles:
        markup.empty("No articles yet", "Add something good you've read, or follow a site.")
        _ways_in()
        return
    wanted = _filters(library)
    total = library.articles.count(**wanted)
    if not total:
        markup.empty("Nothing found", "Try other words, or show all articles.")
        return
    pages = "articles_" + "_".join(map(str, wanted.values()))
    first = page_of(total, key=pages, order=_order(wanted))
    found = library.articles.page(**wanted, limit=PAGE, offset=first)
    clicked = show_rows(
        article_rows(library, found, now, by_reading=bool(wanted.get("read"))),
        key="articles_list",
        label="Articles",
        first=first,
    )
    turn_pages(total, key=pages)
    if clicked:
        open_row(clicked)


def _order(wanted: Mapping[str, Any]) -> str:
    """Return how the list is ordered, in words."""
    if wanted["search"]:
        return "best match first"
    return "recently read first" if wanted.get("read") else "newest first"


def _filters(library: Library) -> dict[str, Any]:
    """Show the search box and the filters, and return the query for the list."""
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
        search = st.text_input(
            "Search",
            placeholder="Words in title or text",
            icon=":material/search:",
            label_visibility="collapsed",
            key="articles_search",
        )
        chosen = st.segmented_control(
            "Show", tuple(SHOWN), default="All", label_visibility="collapsed", key="articles_shown"
        )
    feeds, languages = library.feeds.titles(), library.articles.languages()
    feed_id = language = None
    if feeds or len(languages) > 1:
        with st.container(key="more_filters", horizontal=True):
            if feeds:
                feed_id = st.selectbox(
                    "Feed",
                    tuple(feeds),
                    index=None,
                    format_func=feeds.__getitem__,
                    placeholder="From any feed",
                    label_visibility="collapsed",
                    key="articles_feed",
                )
            if len(languages) > 1:
                language = st.selectbox(
                    "Language",
                    languages,
                    index=None,
                    format_func=formatting.language,
                    placeholder="In any language",
                    label_visibility="collapsed",
                    key="articles_language",
                )
    return {
        "search": (search or "").strip(),
        "feed_id": feed_id,
        "language": language,
        **SHOWN[chosen or "All"],
    }


def _ways_in() -> None:
    with st.container(horizontal=True, horizontal_alignment="center"):
        if st.button("Add a page", type="primary"):
            page_context.navigate("add")
        if st.button("Follow a feed"):
            page_context.navigate("feeds")


if __name__ == "__main__":
    show()
