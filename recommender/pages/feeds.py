"""The Feeds page: subscriptions, their health, and polling them."""

from datetime import datetime

import streamlit as st

from ingest.errors import IngestError
from ingest.urls import split_login
from recommender.domain.articles import Subscription
from recommender.errors import NotFoundError, PassalongError
from recommender.pages.components.back_link import back_link
from recommender.pages.sections.feed_list import health, list_address, show_feeds
from recommender.pages.sections.imports.import_file import import_box
from recommender.pages.sections.imports.past_imports import show_past_imports
from recommender.pages.support import formatting, markup, page_context, undo_toast
from recommender.pages.support.navigation import CHECK_FEEDS, requested
from recommender.storage.library import Library
from recommender.workflow.clock import utc_now
from recommender.workflow.results import PollProgress, PollReport
from recommender.workflow.sync.feed_discovery import FoundFeed, find_feeds
from recommender.workflow.sync.feeds import (
    export_opml,
    follow,
    follow_again,
    remove_feed,
    rename_feed,
    set_counts_as_read,
)
from recommender.workflow.sync.poll import poll
from recommender.workflow.sync.sync_all import sync_all

_REPORT = "poll_report"
_CHOICES = "feeds_found"


def show() -> None:
    """Draw the list of feeds, or the one that the query string names."""
    with page_context.page() as library:
        feed_id = page_context.query_id("feed")
        if feed_id is None:
            _list(library, utc_now())
            return
        back_link("feeds", "Feeds", **list_address())
        feed = library.feeds.get(feed_id)
        if feed is None:
            raise NotFoundError("That feed is no longer followed.")
        _feed(library, feed, utc_now())


def poll_summary(report: PollReport) -> str:
    """Return the result of a poll in one sentence."""
    if not report.feeds and not report.articles_added:
        return "You're up to date: every feed was checked within the last hour."
    news = formatting.count(report.articles_added, "new article")
    return f"Checked {formatting.count(report.feeds, 'feed')}: {news}."


def _list(library: Library, now: datetime) -> None:
    feeds = library.feeds.all()
    with st.container(key="head", horizontal=True, vertical_alignment="center"):
        st.html("<h1>Feeds</h1>", width="content")
        asked = requested(CHECK_FEEDS) is not None
        if feeds and (st.button("Check for new articles", type="primary", key="poll") or asked):
            _poll(library, now)
    if feeds:
        markup.muted("The sites you follow. Passalong only looks for new articles when you click.")
    _report(st.session_state.pop(_REPORT, None))
    with st.form("add_feed", clear_on_submit=True, border=False):
        with st.container(horizontal=True, vertical_alignment="bottom", key="add_feed_row"):
            url = st.text_input("Follow a feed or a site", placeholder="https://example.org")
            added = st.form_submit_button("Follow", type="secondary" if feeds else "primary")
        counts = st.checkbox("I've already read these (a starred or archive feed)")
    if added and url:
        st.session_state[_CHOICES] = None
        _discover(library, url.strip(), counts_as_read=counts, now=now)
    _choice(library, now)
    if not feeds:
        markup.empty(
            "No feeds yet",
            "Paste the link of a site you like. New articles are one click away.",
        )
        _lists(library, feeds, now)
        return
    opened = show_feeds(feeds, now)
    if opened is not None:
        page_context.navigate("feeds", feed=opened, **list_address())
    _lists(library, feeds, now)


def _discover(library: Library, url: str, *, counts_as_read: bool, now: datetime) -> None:
    """Follow a site's feed, or keep its feeds for the user to choose from."""
    try:
        with st.spinner("Looking for the feed…"):
            found = find_feeds(library, url)
    except (PassalongError, IngestError) as error:  # one feed's error must not stop the others
        markup.error_message(str(error))
        return
    if len(found) == 1:
        _follow(library, found[0], counts_as_read=counts_as_read, now=now)
    st.session_state[_CHOICES] = found, counts_as_read


def _choice(library: Library, now: datetime) -> None:
    """Let the user choose one of a site's feeds."""
    found, counts = st.session_state.get(_CHOICES) or ((), False)
    if not found:
        return
    with st.form("choose_feed"):
        number = st.radio(
            "This site has several feeds. Which one?",
            range(len(found)),
            format_func=lambda n: markup.plain(_feed_label(found[n])),
        )
        if st.form_submit_button("Follow this one", type="primary"):
            st.session_state[_CHOICES] = None
            _follow(library, found[number], counts_as_read=counts, now=now)


def _feed_label(found: FoundFeed) -> str:
    """Return a feed's title and URL, without its scheme so that Markdown makes no link of it."""
    place = split_login(found.url)[0].partition("://")[2]
    return f"{found.title}, {place}" if found.title else place


def _lists(library: Library, feeds: tuple[Subscription, ...], now: datetime) -> None:
    """Offer the import and export of subscriptions (OPML)."""
    import_box(
        library,
        label="Import feeds from another reader",
        under="Export an OPML file there and drop it here. Folders become tags.",
        now=now,
    )
    show_past_imports(library, {"feed"}, now)
    if feeds:
        st.download_button(
            "Export feeds (OPML)",
            data=export_opml(library),
            file_name="feeds.opml",
            mime="text/x-opml",
            key="export_feeds",
        )


def _feed(library: Library, feed: Subscription, now: datetime) -> None:
    markup.heading(feed.title, feed.url)
    condition, kind = health(feed, now)
    st.html(markup.chip(markup.text(condition), kind=kind))
    if feed.last_error:
        markup.muted(feed.last_error)
    if feed.is_silent:
        markup.muted("Its posts are too short, or their pages can't be read.")
    if feed.moved_from and feed.moved_at:
        markup.muted(f"Moved here {formatting.ago(feed.moved_at, now)}, from {feed.moved_from}")
    _report(st.session_state.pop(_REPORT, None))
    st.toggle(
        "I've already read these",
        value=feed.counts_as_read,
        key=f"counts_{feed.id}",
        help="For the starred or archive feed of your reader: its articles count as read, so you "
        "can pass them on right away.",
        on_change=page_context.callback(_flip, feed),
    )
    st.text_input(
        "Title",
        value=feed.title,
        key=f"title_{feed.id}",
        placeholder=feed.publisher_title or feed.title,
        help="Leave it empty to use the publisher's title.",
        on_change=page_context.callback(_rename, feed),
    )
    with st.container(horizontal=True):
        if st.button("Check for new articles", key="poll_one"):
            _poll(library, now, feed_id=feed.id)
        if st.button("Unfollow", key="remove"):
            brought = library.feeds.article_ids(feed.id)
            remove_feed(library, feed.id)
            undo_toast.offer(
                f"Unfollowed {feed.title}.",
                page_context.callback(follow_again, feed, brought),
            )
            page_context.navigate("feeds")
    markup.muted("If you unfollow, its articles stay in your library.")


def _flip(library: Library, feed: Subscription) -> None:
    set_counts_as_read(library, feed, counts_as_read=not feed.counts_as_read)


def _rename(library: Library, feed: Subscription) -> None:
    rename_feed(library, feed, st.session_state.pop(f"title_{feed.id}"))
    undo_toast.offer("Renamed the feed.", page_context.callback(rename_feed, feed, feed.title))


def _follow(library: Library, found: FoundFeed, *, counts_as_read: bool, now: datetime) -> None:
    feed = follow(library, found, now=now, counts_as_read=counts_as_read)
    _poll(library, now, feed_id=feed.id)


def _poll(library: Library, now: datetime, *, feed_id: int | None = None) -> None:
    bar = st.progress(0.0, "Checking the feeds…")

    def progress(step: PollProgress) -> None:
        come, awaited = step.pages
        pages = f": page {come} of {awaited}" if awaited else ""
        bar.progress(step.done / step.total, markup.plain(f"{step.feed.title}{pages}"))

    def pages_done(come: int, awaited: int) -> None:
        bar.progress(come / awaited, f"Reading lists: page {come} of {awaited}")

    if feed_id is not None:
        report = poll(library, now=now, feed_id=feed_id, progress=progress)
    else:
        report = sync_all(library, now=now, progress=progress, page_progress=pages_done)
    st.session_state[_REPORT] = report
    st.rerun()


def _report(report: PollReport | None) -> None:
    if report is None:
        return
    st.success(poll_summary(report), icon=":material/check:")
    for move in report.moved:
        markup.muted(f"{move.feed.title} has moved. Passalong now follows {move.moved_to}")
    for failure in report.failed:
        markup.error_message(failure.error)


if __name__ == "__main__":
    show()
