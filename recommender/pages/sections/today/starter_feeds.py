"""Three feeds on a topic to begin with. Nothing is fetched before the user follows them."""

from datetime import datetime
from urllib.parse import urlsplit

import streamlit as st

from recommender.pages.support import formatting, markup
from recommender.storage.library import Library
from recommender.workflow.results import PollProgress
from recommender.workflow.sync.starter_feeds import (
    StarterFeed,
    StarterReport,
    follow_starters,
    not_followed,
    starter_topics,
)

_REPORT = "starter_report"


def choose_starters(library: Library, now: datetime) -> None:
    """Let the user choose a topic and follow its feeds with one click."""
    topics = {topic.name: topic for topic in starter_topics()}
    name = st.pills("Topic", tuple(topics), key="starter_topic", label_visibility="collapsed")
    if name is None:
        return
    feeds = not_followed(library, topics[name])
    if not feeds:
        markup.muted("You already follow these. Choose another topic for more.")
        return
    rows = "".join(f"<dt>{markup.text(f.title)}</dt><dd>{_host(f)}</dd>" for f in feeds)
    st.html(f'<dl class="pa-terms">{rows}</dl>')
    these = f"these {len(feeds)}" if len(feeds) > 1 else feeds[0].title
    if st.button(f"Follow {these}", key="follow_starters", type="primary"):
        st.session_state[_REPORT] = _follow(library, feeds, now)
        st.rerun()
    markup.muted("Public sites. Nothing is fetched until you click.")


def show_report() -> None:
    """Show once how following went: the new articles, and the feeds that failed."""
    report: StarterReport | None = st.session_state.pop(_REPORT, None)
    if report is None:
        return
    if report.followed:
        titles = formatting.join_names(tuple(feed.title for feed in report.followed))
        came = formatting.count(report.articles, "new article")
        st.success(
            markup.plain(f"You now follow {titles}: {came}. Read one, then pass it on."),
            icon=":material/check:",
        )
    if report.failed:
        failed = tuple(feed.title for feed, _ in report.failed)
        markup.error_message(
            f"Couldn't follow {formatting.join_names(failed)}. Try again, or choose another topic."
        )
        markup.muted(report.failed[0][1].error)  # offline, all failed for the same reason


def _follow(library: Library, feeds: tuple[StarterFeed, ...], now: datetime) -> StarterReport:
    bar = st.progress(0.0, "Checking the feeds…")
    urls = [feed.url for feed in feeds]

    def progress(step: PollProgress) -> None:
        come, awaited = step.pages
        place = urls.index(step.feed.url) if step.feed.url in urls else 0
        share = come / awaited if awaited else step.done / step.total
        pages = f": article {come} of {awaited}" if awaited else ""
        bar.progress((place + share) / len(feeds), markup.plain(f"{step.feed.title}{pages}"))

    return follow_starters(library, feeds, now=now, progress=progress)


def _host(feed: StarterFeed) -> str:
    return markup.text((urlsplit(feed.url).hostname or "").removeprefix("www."))
