"""Articles: everything on the shelf, searched, filtered, and read in the page."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import streamlit as st

from recommender.domain import StoredArticle
from recommender.errors import NotFoundError
from recommender.pages import frame, look, words
from recommender.pages.back import way_back
from recommender.pages.card import age
from recommender.pages.reader import show_article
from recommender.pages.rows import PAGE, Row, page_of, show_rows, turn_pages
from recommender.pages.ways import read_here
from recommender.storage.library import Library
from recommender.workflow.clock import utc_now

SHOWN: dict[str, dict[str, Any]] = {
    "All": {},
    "Unread": {"read": False},
    "Read": {"read": True},
    "Fits someone": {"fits": True},
}


def show() -> None:
    """Draw the shelf, or the one article that the address names."""
    with frame.page() as library:
        article_id = frame.place("article")
        if article_id is None:
            _shelf(library, utc_now())
            return
        way_back("articles", "Articles")
        article = library.articles.get(article_id)
        if article is None:
            raise NotFoundError("That article is no longer in the library.")
        show_article(library, article, utc_now())


def rows_of(
    library: Library, found: Sequence[StoredArticle], now: datetime, *, by_reading: bool = False
) -> list[Row]:
    """Return articles as lines of a list, each with whom it suits, and its age or when it was read.

    Args:
        library: Where they are.
        found: The articles.
        now: Aware.
        by_reading: The list goes by when each was read.
    """
    suited = library.matches.suited(article.id for article in found)
    people = frame.seen(library.contacts.get_many({one for ids in suited.values() for one in ids}))
    return [
        _row(
            article,
            tuple(words.called(people[one]) for one in suited.get(article.id, ())),
            now,
            by_reading=by_reading,
        )
        for article in found
    ]


def _shelf(library: Library, now: datetime) -> None:
    look.heading("Articles")
    if not library.size().articles:
        look.empty("The shelf is empty", "Add a page you have read, or follow a feed.")
        _ways_in()
        return
    wanted = _filters(library)
    total = library.articles.count(**wanted)
    if not total:
        look.empty("Nothing found", "Try other words, or show all articles.")
        return
    pages = "articles_" + "_".join(map(str, wanted.values()))
    first = page_of(total, key=pages, order=_order(wanted))
    found = library.articles.page(**wanted, limit=PAGE, offset=first)
    clicked = show_rows(
        rows_of(library, found, now, by_reading=bool(wanted.get("read"))),
        key="articles_list",
        label="Articles",
        first=first,
    )
    turn_pages(total, key=pages)
    if clicked:
        read_here(library, next(a for a in found if a.id == clicked[0]), now)


def _order(wanted: Mapping[str, Any]) -> str:
    """Say what comes first on the shelf as it is asked for."""
    if wanted["search"]:
        return "what holds the words best first"
    return "read last first" if wanted.get("read") else "come in last first"


def _filters(library: Library) -> dict[str, Any]:
    """Show the search box and the filters, and return what the shelf is asked for."""
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
                    format_func=words.language,
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


def _row(article: StoredArticle, suits: tuple[str, ...], now: datetime, *, by_reading: bool) -> Row:
    standing = "dropped" if article.dropped else "unread" if article.read_at is None else ""
    about = (
        f"For {words.listed(suits)}" if suits else "",
        article.site or "",
        f"read {words.ago(article.read_at, now)}"
        if by_reading and article.read_at
        else age(article, now),
        f"{words.minutes_to_read(article.text)} min",
    )
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
