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
from recommender.pages.support import formatting, list_query, markup, page_context
from recommender.pages.support.list_query import ListFilter
from recommender.storage.library import Library
from recommender.workflow.clock import utc_now

SHOWN: dict[str, tuple[str, dict[str, Any]]] = {  # by their name in the address
    "all": ("All", {}),
    "unread": ("Unread", {"read": False}),
    "read": ("Read", {"read": True}),
    "fits": ("Fits someone", {"fits": True}),
}
_SEARCH = ListFilter(name="q", key="articles_search")
_SHOWN = ListFilter(name="show", key="articles_shown", usual="all")
_FEED = ListFilter(name="feed", key="articles_feed")
_LANGUAGE = ListFilter(name="language", key="articles_language")


def show() -> None:
    """Draw the list, or the one article that the query string names."""
    with page_context.page() as library:
        article_id = page_context.query_id("article")
        if article_id is None:
            _list(library, utc_now())
            return
        back_link("articles", "Articles", **_list_address())
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
    first = page_of(total, order=_order(wanted))
    found = library.articles.page(**wanted, limit=PAGE, offset=first)
    clicked = show_rows(
        article_rows(library, found, now, by_reading=bool(wanted.get("read"))),
        key="articles_list",
        label="Articles",
        first=first,
        keys=True,
    )
    turn_pages(total)
    if clicked:
        open_row(clicked, **_list_address())


def _list_address() -> dict[str, str]:
    return list_query.in_address(_SEARCH, _SHOWN, _FEED, _LANGUAGE)


def _order(wanted: Mapping[str, Any]) -> str:
    """Return how the list is ordered, in words."""
    if wanted["search"]:
        return "best match first"
    return "recently read first" if wanted.get("read") else "newest first"


def _filters(library: Library) -> dict[str, Any]:
    """Show the search box and the filters, and return the query for the list."""
    feeds = {str(id_): title for id_, title in library.feeds.titles().items()}
    languages = library.articles.languages()
    search, shown = _SEARCH.value(), _SHOWN.value() if _SHOWN.value() in SHOWN else "all"
    feed = _FEED.value() if _FEED.value() in feeds else ""
    language = _LANGUAGE.value() if _LANGUAGE.value() in languages else ""
    list_query.show_values({_SEARCH: search, _SHOWN: shown, _FEED: feed, _LANGUAGE: language})
    with st.container(key="filters", horizontal=True, vertical_alignment="center"):
        list_query.search_field(_SEARCH, placeholder="Words in title or text")
        st.segmented_control(
            "Show",
            tuple(SHOWN),
            format_func=lambda one: SHOWN[one][0],
            label_visibility="collapsed",
            key=_SHOWN.key,
            on_change=_SHOWN.keep,
        )
        if feeds:
            st.selectbox(
                "Feed",
                ("", *feeds),
                format_func=lambda one: feeds.get(one, "From any feed"),
                label_visibility="collapsed",
                key=_FEED.key,
                on_change=_FEED.keep,
            )
        if len(languages) > 1:
            st.selectbox(
                "Language",
                ("", *languages),
                format_func=lambda one: formatting.language(one) if one else "In any language",
                label_visibility="collapsed",
                key=_LANGUAGE.key,
                on_change=_LANGUAGE.keep,
            )
    return {
        "search": search,
        "feed_id": int(feed) if feed else None,
        "language": language or None,
        **SHOWN[shown][1],
    }


def _ways_in() -> None:
    with st.container(horizontal=True, horizontal_alignment="center"):
        if st.button("Add a page", type="primary"):
            page_context.navigate("add")
        if st.button("Follow a feed"):
            page_context.navigate("feeds")


if __name__ == "__main__":
    show()
