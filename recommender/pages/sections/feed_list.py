"""The list of feeds: search, filter and order from the address."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from urllib.parse import urlsplit

import streamlit as st

from recommender.domain.articles import Subscription
from recommender.pages.components.list_view import (
    PAGE,
    Cell,
    Row,
    first_on_page,
    show_rows,
    turn_pages,
)
from recommender.pages.support import formatting, list_query, markup
from recommender.pages.support.list_query import ListFilter

FAILING = 3  # failed polls in a row; a single failure is usually temporary
FEW = 6  # feeds that are seen at a glance, without filters


class FeedFilter(StrEnum):
    """Which feeds the list shows."""

    ALL = "all"
    TROUBLE = "trouble"
    COUNTS_AS_READ = "counts-as-read"


class FeedOrder(StrEnum):
    """What the list of feeds is sorted by."""

    TITLE = "title"
    ARTICLES = "articles"
    CHECKED = "checked"


FILTERS = {
    FeedFilter.ALL: "All feeds",
    FeedFilter.TROUBLE: "Not working",
    FeedFilter.COUNTS_AS_READ: "Counts as read",
}
ORDERS = {
    FeedOrder.TITLE: "By title",
    FeedOrder.ARTICLES: "Most articles first",
    FeedOrder.CHECKED: "Longest unchecked first",
}
_SEARCH = ListFilter(name="q", key="feeds_search")
_FILTER = ListFilter(name="filter", key="feeds_filter", usual=FeedFilter.ALL)
_SORT = ListFilter(name="sort", key="feeds_sort", usual=FeedOrder.TITLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedView:
    """What the address asks the list to show."""

    words: str = ""
    wanted: FeedFilter = FeedFilter.ALL
    order: FeedOrder = FeedOrder.TITLE


def list_address() -> dict[str, str]:
    """Return the part of the address that says what the list shows, for links back to it."""
    return list_query.in_address(_SEARCH, _FILTER, _SORT)


def show_feeds(feeds: Sequence[Subscription], now: datetime) -> int | None:
    """Show the feeds that the address asks for; return the id of the one that was just opened."""
    view = _view()
    if len(feeds) > FEW or view != FeedView():
        _filters(view, feeds)
    found = arrange(feeds, view)
    if not found:
        markup.empty("No feed found", "Try fewer words, or show all feeds.")
        return None
    first = first_on_page(len(found))
    clicked = show_rows(
        [feed_row(feed, now) for feed in found[first : first + PAGE]],
        key="feeds_list",
        label="Feeds",
        first=first,
        keys=True,
    )
    turn_pages(len(found))
    return clicked[0] if clicked else None


def arrange(feeds: Sequence[Subscription], view: FeedView) -> list[Subscription]:
    """Return the feeds to list, in order; equals stay as they were."""
    words = view.words.casefold().split()
    found = [
        feed
        for feed in feeds
        if _is_in(feed, view.wanted)
        and all(word in f"{feed.title} {feed.site_url} {feed.url}".casefold() for word in words)
    ]
    match view.order:
        case FeedOrder.ARTICLES:
            found.sort(key=lambda feed: -feed.articles)
        case FeedOrder.CHECKED:
            found.sort(key=lambda feed: feed.last_polled.timestamp() if feed.last_polled else 0)
        case FeedOrder.TITLE:
            pass
    return found


def health(feed: Subscription, now: datetime) -> tuple[str, str]:
    """Return a feed's health in words, and the kind of chip that shows it."""
    if feed.retired:
        return "withdrawn by the publisher", "weak"
    if feed.failures >= FAILING:
        return f"failed {feed.failures} times in a row", "sun"
    if feed.failures:
        return "failed last time", "sun"
    if feed.last_polled is None:
        return "not checked yet", ""
    if feed.is_silent:
        return "no articles yet", "sun"
    return f"checked {formatting.ago(feed.last_polled, now)}", "good"


def feed_row(feed: Subscription, now: datetime) -> Row:
    """Return a feed as a row of the list."""
    host = urlsplit(feed.site_url or feed.url).hostname or feed.url
    condition, kind = health(feed, now)
    return Row(
        id=feed.id,
        title=feed.title,
        mark="counts as read" if feed.counts_as_read else "",
        cells=(
            Cell(text=host.removeprefix("www.")),
            Cell(text=formatting.count(feed.articles, "article")),
            Cell(text=condition, kind="" if kind == "good" else kind),
        ),
    )


def _is_in(feed: Subscription, wanted: FeedFilter) -> bool:
    match wanted:
        case FeedFilter.TROUBLE:
            return feed.retired or feed.failures > 0
        case FeedFilter.COUNTS_AS_READ:
            return feed.counts_as_read
        case FeedFilter.ALL:
            return True


def _view() -> FeedView:
    wanted, order = _FILTER.value(), _SORT.value()
    return FeedView(
        words=_SEARCH.value(),
        wanted=FeedFilter(wanted) if wanted in set(FeedFilter) else FeedFilter.ALL,
        order=FeedOrder(order) if order in set(FeedOrder) else FeedOrder.TITLE,
    )


def _filters(view: FeedView, feeds: Sequence[Subscription]) -> None:
    """Show search, filter and order; each change goes to the address."""
    counts = {one: sum(_is_in(feed, one) for feed in feeds) for one in FeedFilter}
    list_query.show_values({_SEARCH: view.words, _FILTER: view.wanted, _SORT: view.order})
    with st.container(key="feeds_filters", horizontal=True):
        list_query.search_field(_SEARCH, placeholder="Title or site")
        st.selectbox(
            "Show",
            [one for one in FeedFilter if counts[one] or one in {FeedFilter.ALL, view.wanted}],
            format_func=lambda one: f"{FILTERS[one]} ({counts[one]:,})",
            label_visibility="collapsed",
            key=_FILTER.key,
            on_change=_FILTER.keep,
        )
        st.selectbox(
            "Order",
            list(FeedOrder),
            format_func=ORDERS.__getitem__,
            label_visibility="collapsed",
            key=_SORT.key,
            on_change=_SORT.keep,
        )
