"""Following feeds and asking them: what is new comes in once, and one bad feed stops no other."""

from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any, Self

import pytest

from ingest.errors import FeedError, FetchError, UrlError
from ingest.feeds.opml import read_opml
from ingest.network.responses import Response, Validators
from recommender.domain.articles import Subscription
from recommender.storage.library import Library
from recommender.workflow.imports import import_file
from recommender.workflow.matching import staleness
from recommender.workflow.people.contact_editing import add_contact
from recommender.workflow.results import PollProgress, PollReport
from recommender.workflow.sync.feeds import (
    add_feed,
    export_opml,
    remove_feed,
    rename_feed,
    set_counts_as_read,
)
from recommender.workflow.sync.pages import add_pages
from recommender.workflow.sync.poll import poll
from recommender.workflow.today import review
from tests.builders import (
    BEES,
    NOW,
    PLASTER,
    FakeWeb,
    a_contact,
    a_page,
    a_subscription,
    an_item,
    an_rss_feed,
)
from tests.readers import FEEDLY, FRESHRSS, INOREADER, NEWSBLUR

FEED = "https://press.example/feed"
LATER = NOW + timedelta(days=2)
A_WEEK = timedelta(days=7)


def follow(library: Library, url: str = FEED, **fields: Any) -> Subscription:
    with library.write():
        feed_id = library.feeds.add(a_subscription(url, **fields))
    feed = library.feeds.get(feed_id)
    assert feed is not None
    return feed


def ask(library: Library, pages: dict[str, Any], **options: Any) -> PollReport:
    return poll(library, fetcher=FakeWeb(pages), **{"now": NOW, **options})


def titles(library: Library) -> list[str]:
    return sorted(article.title for article in library.articles.page())


def test_a_feed_is_followed_under_its_title(library: Library) -> None:
    feed = add_feed(library, FEED, now=NOW, fetcher=FakeWeb({FEED: an_rss_feed(an_item())}))
    assert (feed.url, feed.title, feed.articles) == (FEED, "The Press", 0)


@pytest.mark.parametrize(
    "written", ["press.example/feed", "HTTPS://Press.Example:443/feed", f"  {FEED} "]
)
def test_an_address_is_followed_once_however_it_is_written(library: Library, written: str) -> None:
    first = follow(library)
    web = FakeWeb({FEED: an_rss_feed(an_item())})
    assert add_feed(library, written, now=NOW, fetcher=web).id == first.id


def test_a_site_is_followed_by_the_feed_that_it_names(library: Library) -> None:
    site = (
        '<html><head><link rel="alternate" type="application/rss+xml" href="/feed"></head></html>'
    )
    web = FakeWeb({"https://press.example/": site, FEED: an_rss_feed(an_item())})
    assert add_feed(library, "https://press.example/", now=NOW, fetcher=web).url == FEED


def test_a_feed_that_moved_for_good_is_followed_where_it_is(library: Library) -> None:
    moved = Response(url=FEED, body=an_rss_feed(an_item()).encode(), moved_to=FEED)
    web = FakeWeb({"https://old.example/feed": moved})
    assert add_feed(library, "https://old.example/feed", now=NOW, fetcher=web).url == FEED


def test_a_page_without_a_feed_is_refused_with_advice(library: Library) -> None:
    with pytest.raises(FeedError, match=r"has no feed.*RSS"):
        add_feed(library, FEED, now=NOW, fetcher=FakeWeb({FEED: a_page()}))
    assert library.feeds.all() == ()


def test_an_address_that_is_none_is_refused(library: Library) -> None:
    with pytest.raises(UrlError):
        add_feed(library, "mailto://x", now=NOW, fetcher=FakeWeb({}))


def test_a_poll_brings_the_articles_unread(library: Library) -> None:
    follow(library)
    report = ask(library, {FEED: an_rss_feed(an_item())})
    (article,) = library.articles.page()
    assert (report.articles_added, article.read_at) == (1, None)


def test_what_counts_as_read_comes_read(library: Library) -> None:
    follow(library, counts_as_read=True)
    ask(library, {FEED: an_rss_feed(an_item())})
    assert library.articles.page()[0].read_at == NOW


def test_what_comes_is_matched(library: Library) -> None:
    ana = add_contact(library, a_contact(), now=NOW)
    follow(library)
    ask(
        library,
        {FEED: an_rss_feed(an_item(), an_item("Walls", link=f"{FEED}/2", paragraphs=PLASTER))},
    )
    fitting = [match.article_id for match in library.matches.of_contact(ana.id) if match.fits]
    assert [one.title for one in library.articles.get_many(fitting).values()] == [
        "Bees on the roof"
    ]


def test_a_second_poll_adds_nothing(library: Library) -> None:
    feed = follow(library)
    pages = {FEED: an_rss_feed(an_item())}
    ask(library, pages)
    report = ask(library, pages, now=LATER, feed_id=feed.id)
    assert (report.not_modified, report.articles_added) == (1, 0)


def test_a_changed_feed_brings_only_what_is_new(library: Library) -> None:
    follow(library)
    ask(library, {FEED: an_rss_feed(an_item())})
    both = an_rss_feed(
        an_item("Walls", link="https://press.example/w", paragraphs=PLASTER), an_item()
    )
    report = ask(library, {FEED: both}, now=LATER)
    assert (report.articles_added, titles(library)) == (1, ["Bees on the roof", "Walls"])


def test_what_the_server_gave_to_ask_again_is_sent_back(library: Library) -> None:
    feed = follow(library, etag='W/"1"', last_modified="yesterday")
    web = FakeWeb({FEED: Response(url=FEED, status=304)})
    report = poll(library, now=NOW, fetcher=web, feed_id=feed.id)
    assert web.validators == [Validators(etag='W/"1"', last_modified="yesterday")]
    assert report.not_modified == 1


def test_a_feed_that_is_not_due_is_left_alone(library: Library) -> None:
    follow(library, next_poll=LATER)
    assert ask(library, {}).feeds == 0


def test_a_feed_that_is_named_is_asked_due_or_not(library: Library) -> None:
    feed = follow(library, next_poll=LATER)
    assert ask(library, {FEED: an_rss_feed()}, feed_id=feed.id).feeds == 1


def test_a_feed_that_is_gone_meanwhile_is_not_taken_for_all_feeds(library: Library) -> None:
    follow(library)
    assert ask(library, {FEED: an_rss_feed()}, feed_id=99).feeds == 0


BROKEN = {
    "no answer": FetchError("x", "the server took too long to answer"),
    "a page": a_page(),
    "nothing": b"",
    "noise": b"\x00\x01\xff" * 50,
    "cut off": an_rss_feed(an_item())[:60],
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_one_broken_feed_among_good_ones_stops_none(library: Library, broken: Any) -> None:
    bad = "https://bad.example/feed"
    follow(library, bad)
    follow(library)
    report = ask(library, {bad: broken, FEED: an_rss_feed(an_item())})
    assert ([one.source for one in report.failed], report.articles_added) == ([bad], 1)


def test_a_broken_feed_keeps_its_error_until_it_is_well_again(library: Library) -> None:
    feed = follow(library)
    ask(library, {FEED: BROKEN["no answer"]})
    failed = library.feeds.get(feed.id)
    ask(library, {FEED: an_rss_feed()}, now=LATER)
    well = library.feeds.get(feed.id)
    assert failed is not None
    assert well is not None
    assert (failed.failures, well.failures, well.last_error) == (1, 0, None)
    assert "too long" in str(failed.last_error)


def test_a_withdrawn_feed_is_asked_no_more(library: Library) -> None:
    follow(library)
    ask(library, {FEED: FetchError(FEED, "gone", status=410)})
    assert library.feeds.due(NOW + timedelta(days=999)) == ()


def test_a_withdrawn_feed_that_answers_when_asked_outright_is_followed_again(
    library: Library,
) -> None:
    feed = follow(library, retired=True)
    ask(library, {FEED: an_rss_feed(an_item())}, feed_id=feed.id)
    assert len(library.feeds.due(NOW + timedelta(days=999))) == 1


def test_an_entry_with_a_teaser_gets_the_text_of_its_page(library: Library) -> None:
    follow(library)
    page = "https://press.example/bees"
    ask(library, {FEED: an_rss_feed(an_item(paragraphs=())), page: a_page()})
    assert BEES[2] in library.articles.page()[0].text


def test_a_page_that_does_not_come_is_tried_again(library: Library) -> None:
    follow(library)
    page, feed = "https://press.example/bees", an_rss_feed(an_item(paragraphs=()))
    ask(library, {FEED: feed, page: FetchError(page, "the server is busy", status=503)})
    assert titles(library) == []
    ask(library, {FEED: feed, page: a_page()}, now=LATER)
    assert titles(library) == ["Bees on the roof"]


def test_entries_without_a_link_are_articles_of_their_own(library: Library) -> None:
    follow(library)
    items = [
        an_item("Bees", link=None, key="1"),
        an_item("Walls", link=None, key="2", paragraphs=PLASTER),
    ]
    ask(library, {FEED: an_rss_feed(*items)})
    assert titles(library) == ["Bees", "Walls"]


def test_an_entry_with_a_link_of_no_use_still_comes_in(library: Library) -> None:
    follow(library)
    ask(library, {FEED: an_rss_feed(an_item(link="javascript:alert(1)"), an_item("Walls"))})
    assert "Walls" in titles(library)


def test_an_entry_that_stands_twice_in_a_feed_comes_in_once(library: Library) -> None:
    follow(library)
    assert ask(library, {FEED: an_rss_feed(an_item(), an_item())}).articles_added == 1


def test_the_same_story_in_two_feeds_is_one_story(library: Library) -> None:
    other = "https://mirror.example/feed"
    follow(library)
    follow(library, other)
    copied = an_rss_feed(an_item("Copied", link="https://mirror.example/1"))
    ask(library, {FEED: an_rss_feed(an_item()), other: copied})
    assert len({article.story for article in library.articles.page()}) == 1


def test_a_large_feed_comes_in_over_several_polls_and_whole(library: Library) -> None:
    feed = follow(library)
    items = [
        an_item(f"Number {n}", link=f"https://press.example/{n}", paragraphs=(f"{n} {BEES[0]}",))
        for n in range(130)
    ]
    pages = {FEED: an_rss_feed(*items)}
    added = [
        ask(library, pages, now=NOW + timedelta(days=day), feed_id=feed.id).articles_added
        for day in range(3)
    ]
    assert added == [100, 30, 0]


def test_a_feed_that_is_removed_while_it_is_asked_leaves_nothing(library: Library) -> None:
    feed = follow(library)
    other = follow(library, "https://other.example/feed")

    def remove(step: PollProgress) -> None:
        for one in (feed, other):
            if step.done == 1 and one.id != step.feed.id:
                remove_feed(library, one.id)

    pages = {
        FEED: an_rss_feed(an_item()),
        other.url: an_rss_feed(an_item("Walls", link="https://other.example/1")),
    }
    report = ask(library, pages, progress=remove)
    assert (report.articles_added, len(library.feeds.all())) == (1, 1)


def test_what_the_user_says_of_a_feed_while_it_is_asked_stays_said(library: Library) -> None:
    feed = follow(library)
    other = follow(library, "https://other.example/feed")

    def say(step: PollProgress) -> None:
        for one in (feed, other):
            if one.id != step.feed.id:
                set_counts_as_read(library, one, counts_as_read=True)

    ask(library, {FEED: an_rss_feed(), other.url: an_rss_feed(an_item())}, progress=say)
    assert [one.counts_as_read for one in library.feeds.all()] == [True, True]


def test_two_feeds_that_move_to_the_same_address_both_stay(library: Library) -> None:
    target = "https://new.example/feed"
    for name in ("one", "two"):
        follow(library, f"https://{name}.example/feed")
    page = "https://press.example/bees"
    pages = {
        f"https://{name}.example/feed": Response(
            url=target, body=an_rss_feed(an_item(paragraphs=())).encode(), moved_to=target
        )
        for name in ("one", "two")
    }
    report = ask(library, pages | {page: a_page()})
    assert (report.failed, len(library.feeds.all())) == ((), 2)


def test_the_list_of_feeds_is_written_and_read_back(library: Library) -> None:
    follow(library, tags=("news",), counts_as_read=True, site_url="https://press.example/")
    opml = export_opml(library)
    remove_feed(library, 1)
    report = import_file(library, "feeds.opml", opml, now=NOW)
    (feed,) = library.feeds.all()
    assert report.added == 1
    assert (feed.url, feed.tags, feed.counts_as_read) == (FEED, ("news",), True)


def test_a_list_of_feeds_that_is_imported_again_adds_nothing(library: Library) -> None:
    follow(library)
    report = import_file(library, "feeds.opml", export_opml(library), now=NOW)
    assert (report.added, report.unchanged) == (0, 1)


def test_a_rehearsed_import_of_feeds_follows_none(library: Library) -> None:
    follow(library)
    opml = export_opml(library)
    remove_feed(library, 1)
    assert import_file(library, "feeds.opml", opml, dry_run=True, now=NOW).added == 1
    assert library.feeds.all() == ()


def with_wishes(*items: str, wishes: str) -> str:
    return an_rss_feed(*items).replace("<description>News", f"{wishes}<description>News")


def test_what_a_feed_wishes_holds_when_its_server_only_says_that_nothing_changed(
    library: Library,
) -> None:
    feed = follow(library)
    wishes = "<ttl>2880</ttl><skipDays><day>Thursday</day></skipDays>"
    ask(library, {FEED: with_wishes(an_item(), wishes=wishes)}, jitter=lambda: 0.0)
    monday = NOW
    ask(library, {FEED: Response(url=FEED, status=304)}, feed_id=feed.id, jitter=lambda: 0.0)
    again = library.feeds.get(feed.id)
    assert again is not None
    assert again.next_poll == monday + timedelta(days=2)
    ask(
        library,
        {FEED: Response(url=FEED, status=304)},
        now=NOW + timedelta(days=1),
        feed_id=feed.id,
        jitter=lambda: 0.0,
    )
    again = library.feeds.get(feed.id)
    assert again is not None
    friday = (NOW + timedelta(days=4)).replace(hour=0)
    assert again.next_poll == friday


def test_a_feed_that_moved_is_followed_there_and_said_to_have_moved(library: Library) -> None:
    feed = follow(library)
    new = "https://new.example/feed"
    moved = Response(url=new, body=an_rss_feed(an_item()).encode(), moved_to=new)
    report = ask(library, {FEED: moved})
    assert [(move.moved_from, move.moved_to) for move in report.moved] == [(FEED, new)]
    now_at = library.feeds.get(feed.id)
    assert now_at is not None
    assert (now_at.url, now_at.moved_from, now_at.moved_at) == (new, FEED, NOW)
    assert ask(library, {new: an_rss_feed(an_item())}, now=LATER).moved == ()


def test_an_entry_that_gets_another_link_keeps_its_article_and_its_history(
    library: Library,
) -> None:
    follow(library)
    ask(library, {FEED: an_rss_feed(an_item(key="7", paragraphs=BEES))})
    corrected = an_item(key="7", link="https://press.example/bees-2", paragraphs=(*BEES, "More."))
    ask(library, {FEED: an_rss_feed(corrected)}, now=LATER)
    (article,) = library.articles.page()
    assert article.url == "https://press.example/bees-2"
    assert [version.until for version in library.articles.versions(article.id)] == [LATER]


def test_entries_that_share_one_id_by_mistake_all_come_in(library: Library) -> None:
    follow(library)
    items = [
        an_item("Bees", key="1", link="https://press.example/1"),
        an_item("Walls", key="1", link="https://press.example/2", paragraphs=PLASTER),
    ]
    ask(library, {FEED: an_rss_feed(*items)})
    assert titles(library) == ["Bees", "Walls"]


def test_a_feed_that_gives_everything_the_same_id_loses_no_article(library: Library) -> None:
    follow(library)
    ask(library, {FEED: an_rss_feed(an_item("Bees", key="today"))})
    other = an_item("Walls", key="today", link="https://press.example/w", paragraphs=PLASTER)
    ask(library, {FEED: an_rss_feed(other)}, now=LATER)
    assert titles(library) == ["Bees", "Walls"]


def test_progress_names_the_pages_that_a_feed_waits_for(library: Library) -> None:
    follow(library)
    steps: list[PollProgress] = []
    pages = {f"https://press.example/{n}": a_page(f"Number {n}") for n in range(3)}
    items = [an_item(f"Number {n}", link=url, paragraphs=()) for n, url in enumerate(pages)]
    ask(library, {FEED: an_rss_feed(*items), **pages}, progress=steps.append)
    assert [(step.done, step.pages) for step in steps] == [(0, (1, 3)), (0, (2, 3)), (1, (3, 3))]


@pytest.mark.parametrize("date", ["Fri, 01 Jan 2049 00:00:00 GMT", "Thu, 01 Jan 1970 00:00:00 GMT"])
def test_a_date_that_cannot_be_is_not_believed(library: Library, date: str) -> None:
    follow(library)
    item = an_item().replace("<title>", f"<pubDate>{date}</pubDate><title>", 1)
    ask(library, {FEED: an_rss_feed(item)})
    assert library.articles.page()[0].published is None


def titled(library: Library, feed_id: int = 1) -> str:
    feed = library.feeds.get(feed_id)
    assert feed is not None
    return feed.title


def a_feed_titled(title: str) -> dict[str, str]:
    return {FEED: an_rss_feed(an_item(), title=title)}


def test_a_title_that_the_user_gave_outlives_every_poll_and_can_be_taken_back(
    library: Library,
) -> None:
    feed = follow(library)
    rename_feed(library, feed, " Mum's\nblog ")
    ask(library, a_feed_titled("The Daily Press"))
    ask(library, {FEED: FetchError(FEED, "is down")}, now=LATER)
    ask(library, a_feed_titled("The Weekly Press"), now=LATER + A_WEEK)
    assert titled(library) == "Mum's blog"
    rename_feed(library, feed, "")
    assert titled(library) == "The Weekly Press"
    ask(library, a_feed_titled("The Press again"), now=LATER + 2 * A_WEEK)
    assert titled(library) == "The Press again"


def test_a_title_given_while_the_feed_is_asked_stays(library: Library) -> None:
    feed = follow(library)

    class RenamedMeanwhile(FakeWeb):
        def fetch(self, url: str, **options: Any) -> Response:
            with Library.open(library.path) as another:
                rename_feed(another, feed, "Mine")
            return super().fetch(url, **options)

    poll(library, now=NOW, fetcher=RenamedMeanwhile(a_feed_titled("Theirs")))
    assert titled(library) == "Mine"


def a_list(outline: str) -> bytes:
    return f'<opml><body><outline {outline} xmlUrl="{FEED}"/></body></opml>'.encode()


@pytest.mark.parametrize(
    ("outline", "shown"),
    [('text="Mum"', "Mum"), ('text="Mum" title="Theirs"', "Mum"), (f'text="{FEED}"', "Theirs")],
)
def test_a_title_from_another_reader_outlives_the_first_polls(
    library: Library, outline: str, shown: str
) -> None:
    import_file(library, "feeds.opml", a_list(outline), now=NOW)
    ask(library, {FEED: FetchError(FEED, "is down")})
    ask(library, a_feed_titled("Theirs"), now=LATER)
    assert titled(library) == shown


def test_a_title_from_another_reader_that_is_the_publishers_follows_the_publisher(
    library: Library,
) -> None:
    import_file(library, "feeds.opml", a_list('text="Daily Press"'), now=NOW)
    ask(library, a_feed_titled("Daily Press"))
    ask(library, a_feed_titled("Weekly Press"), now=LATER)
    assert titled(library) == "Weekly Press"


@pytest.mark.parametrize("written", [FEEDLY, INOREADER, FRESHRSS, NEWSBLUR])
def test_what_other_readers_wrote_in_their_list_is_in_ours(library: Library, written: str) -> None:
    import_file(library, "feeds.opml", written.encode(), now=NOW)
    assert set(read_opml(export_opml(library), name="ours")[0]) == set(
        read_opml(written.encode(), name="theirs")[0]
    )


def two_feeds(library: Library) -> tuple[Subscription, Subscription]:
    with library.write():
        library.contacts.add(a_contact(interests="bees and honey"), added_at=NOW)
    ask(library, {})
    return follow(library, FEED), follow(library, f"{FEED}/2")


def looks_at_today(path: Path, waited: list[bool]) -> Callable[[PollProgress], None]:
    """Return what opens the page whenever a feed is saved, and notes whether articles waited on."""

    def look(_step: PollProgress) -> None:
        with Library.open(path) as page:
            review.todays_review(page, now=NOW)
            waited.append(page.cache.has_unmatched())

    return look


def test_a_look_at_the_day_leaves_the_matching_to_the_poll_that_is_at_work(
    library: Library,
) -> None:
    first, second = two_feeds(library)
    pages = {feed.url: an_rss_feed(an_item(link=f"{feed.url}/a")) for feed in (first, second)}
    waited: list[bool] = []
    ask(library, pages, progress=looks_at_today(library.path, waited))
    assert waited == [True, True]
    assert not library.cache.has_unmatched()


def test_what_a_poll_left_when_it_was_killed_is_matched_by_a_later_look(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = two_feeds(library)

    def killed(_step: PollProgress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ask(library, {first.url: an_rss_feed(an_item())}, progress=killed, feed_id=first.id)
    review.todays_review(library, now=NOW)
    assert library.cache.has_unmatched()
    monkeypatch.setattr(staleness, "datetime", Later)
    review.todays_review(library, now=NOW)
    assert not library.cache.has_unmatched()


class Later(datetime):
    """The clock a minute on."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        return super().now(tz) + timedelta(minutes=1)


def test_a_changed_card_is_matched_at_once_though_a_poll_is_at_work(library: Library) -> None:
    first, _ = two_feeds(library)

    def edited_and_looked(_step: PollProgress) -> None:
        add_contact(library, a_contact("Ben"), now=NOW)
        review.todays_review(library, now=NOW)
        waits.append(library.cache.has_unmatched())

    waits: list[bool] = []
    ask(library, {first.url: an_rss_feed(an_item())}, progress=edited_and_looked, feed_id=first.id)
    assert waits == [False]


def test_the_log_says_why_a_feed_was_polled_or_left_out(
    library: Library, caplog: pytest.LogCaptureFixture
) -> None:
    follow(library, "https://reader:secret@press.example/feed?token=secret")
    follow(library, "https://other.example/feed", next_poll=LATER)
    caplog.set_level("INFO")
    ask(library, {"https://reader:secret@press.example/feed?token=secret": an_rss_feed(an_item())})
    lines = [record.message for record in caplog.records if ".example/" in record.message]
    assert lines[0] == "https://press.example/feed: due, not polled yet"
    assert lines[1].startswith("https://other.example/feed: left out, next poll at 2")
    assert "1 new or changed entries, 1 articles added; next poll" in lines[2]
    assert "secret" not in caplog.text


def test_a_feed_that_gives_nothing_is_silent_until_it_gives_something(library: Library) -> None:
    feed = follow(library)
    ask(library, {FEED: an_rss_feed("<item><title>Gone</title><link>/gone</link></item>")})
    polled = library.feeds.get(feed.id)
    assert polled is not None
    assert (feed.is_silent, polled.is_silent) == (False, True)
    ask(library, {FEED: an_rss_feed(an_item())}, now=LATER)
    (told,) = library.feeds.all()
    assert not told.is_silent


def test_a_short_description_comes_in_where_its_page_is_dead(library: Library) -> None:
    follow(library)
    text = "The beekeepers of the valley count their hives before winter. " * 2
    text = text.strip()
    item = f"<item><title>Hives</title><link>/gone</link><description>{text}</description></item>"
    ask(library, {FEED: an_rss_feed(item)})
    (article,) = library.articles.page()
    found = library.articles.get(article.id)
    assert found is not None
    assert (found.text, found.is_excerpt) == (text, True)


def test_a_page_that_the_user_added_keeps_its_title(library: Library) -> None:
    page = a_page("Cells that taste danger", BEES)
    added = add_pages(library, [f"{FEED}/cells"], now=NOW, fetcher=FakeWeb({f"{FEED}/cells": page}))
    assert [one.article.title for one in added.added] == ["Cells that taste danger"]
    follow(library)
    item = f"<item><title>The Magazine</title><link>{FEED}/cells</link></item>"
    ask(library, {FEED: an_rss_feed(item), f"{FEED}/cells": page})
    assert titles(library) == ["Cells that taste danger"]
