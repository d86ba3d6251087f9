import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from xml.etree.ElementTree import fromstring

import feedparser
import pytest
import trafilatura

from ingest.feeds.parse import parse_feed
from ingest.records import Feed
from recommender.demo.material import DemoFeed, FeedFormat, load_material
from recommender.demo.press import published_at, render_feed, render_page, site

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MATERIAL = load_material()
FEEDS = pytest.mark.parametrize("feed", MATERIAL.feeds, ids=lambda feed: feed.slug)
XML_FEEDS = pytest.mark.parametrize(
    "feed",
    [feed for feed in MATERIAL.feeds if feed.format != FeedFormat.JSON],
    ids=lambda feed: feed.slug,
)


def parsed(feed: DemoFeed) -> Feed:
    return parse_feed(render_feed(feed, now=NOW), url=feed.url)


@XML_FEEDS
def test_feedparser_reads_every_entry(feed: DemoFeed) -> None:
    document: Any = feedparser.parse(io.BytesIO(render_feed(feed, now=NOW)))
    assert not document.bozo
    assert {entry.link for entry in document.entries} == {a.url for a in feed.articles}


@FEEDS
def test_titles_authors_and_dates_survive_the_format(feed: DemoFeed) -> None:
    printed = {(a.title, a.author, published_at(a, NOW)) for a in feed.articles}
    # the date of an RDF item counts as that of its latest change
    found = {(e.title, e.author, e.published or e.updated) for e in parsed(feed).entries}
    assert found == printed


@FEEDS
def test_a_feed_names_its_title_and_language(feed: DemoFeed) -> None:
    document = parsed(feed)
    assert (document.title, document.language) == (feed.title, feed.language)


@FEEDS
def test_a_feed_carries_whole_texts_or_only_summaries(feed: DemoFeed) -> None:
    assert {bool(entry.content) for entry in parsed(feed).entries} == {feed.full_text}


@FEEDS
def test_the_newest_article_comes_first(feed: DemoFeed) -> None:
    ages = {article.url: article.days_ago for article in feed.articles}
    order = [ages[entry.url] for entry in parsed(feed).entries if entry.url]
    assert order == sorted(ages.values())


def test_a_json_feed_is_of_version_1_1() -> None:
    feed = next(feed for feed in MATERIAL.feeds if feed.format == FeedFormat.JSON)
    document = json.loads(render_feed(feed, now=NOW))
    assert document["version"] == "https://jsonfeed.org/version/1.1"


@pytest.mark.parametrize("form", [FeedFormat.RSS, FeedFormat.ATOM, FeedFormat.RDF])
def test_markup_in_a_title_is_escaped(form: FeedFormat) -> None:
    feed = MATERIAL.feeds[0]
    article = replace(feed.articles[0], title="<b>Bees</b> & “bees”")
    body = render_feed(replace(feed, format=form, articles=(article,)), now=NOW)
    assert "<b>Bees</b> & “bees”" in {element.text for element in fromstring(body).iter()}


def test_a_page_yields_its_text_without_the_clutter() -> None:
    article = MATERIAL.pages[0]
    page = render_page(article, now=NOW).decode()
    extracted = trafilatura.extract(page, favor_precision=True, include_comments=False)
    assert extracted is not None
    assert article.paragraphs[-1] in extracted
    assert "Most read" not in extracted


def test_every_page_yields_most_of_its_words_and_little_else() -> None:
    poor = {}
    for article in MATERIAL.articles:
        page = render_page(article, now=NOW).decode()
        extracted = trafilatura.extract(page, favor_precision=True, include_comments=False) or ""
        found, written = set(extracted.split()), set(" ".join(article.paragraphs).split())
        if len(found & written) < 0.95 * max(len(found), len(written)):
            poor[article.slug] = sorted(found ^ written)
    assert poor == {}


def test_markup_in_a_page_title_cannot_end_its_script() -> None:
    article = replace(MATERIAL.pages[0], title="</script><p>Bees")
    page = render_page(article, now=NOW).decode()
    assert page.count("</script>") == 1


def test_the_offline_web_answers_for_every_feed_and_article() -> None:
    web = site(MATERIAL, NOW)
    addresses = {feed.url for feed in MATERIAL.feeds} | {a.url for a in MATERIAL.articles}
    assert set(web) == addresses
    assert {answer.content_type.split(";")[0] for answer in web.values()} == {
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/feed+json",
        "text/html",
    }


def test_the_same_clock_prints_the_same_web() -> None:
    assert site(MATERIAL, NOW) == site(MATERIAL, NOW)


def test_nothing_is_published_after_the_clock() -> None:
    assert max(published_at(article, NOW) for article in MATERIAL.articles) <= NOW
