import json
import time
from datetime import UTC, datetime
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import FeedError
from ingest.feeds.kind import is_feed
from ingest.feeds.page_links import discover_feeds
from ingest.feeds.parse import parse_feed
from ingest.records import Entry, Feed, FeedLink

URL = "https://hive.example/news/feed.xml"

RSS_START = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>"""


def a_feed(body: str | bytes, **options: str) -> Feed:
    return parse_feed(body.encode() if isinstance(body, str) else body, url=URL, **options)


def an_rss_entry(item: str, channel: str = "") -> Entry:
    return a_feed(f"{RSS_START}{channel}<item>{item}</item></channel></rss>").entries[0]


def an_atom_entry(entry: str, attributes: str = "") -> Entry:
    namespace = "http://www.w3.org/2005/Atom"
    return a_feed(f"<feed xmlns='{namespace}' {attributes}><entry>{entry}</entry></feed>").entries[
        0
    ]


RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Hive news</title><link>https://hive.example/</link><language>en-GB</language>
<ttl>90</ttl><skipHours><hour>2</hour><hour>24</hour></skipHours>
<item><title>Bees &amp;amp; &lt;b&gt;trees&lt;/b&gt;</title><link>/bees?utm_source=rss</link>
<guid isPermaLink="false">b-1</guid><author>ada@hive.example (Ada Keeper)</author>
<pubDate>Mon, 23 Nov 2026 10:00:00 +0200</pubDate><category>Insects</category>
<description>A &lt;i&gt;short&lt;/i&gt; word.</description>
<content:encoded><![CDATA[<p>The <a href="/whole">whole</a> story.</p>]]></content:encoded></item>
</channel></rss>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
<channel rdf:about="https://hive.example/"><title>Bienen</title><link>https://hive.example/</link>
<dc:language>de</dc:language><sy:updatePeriod>daily</sy:updatePeriod>
<sy:updateFrequency>4</sy:updateFrequency></channel>
<item rdf:about="https://hive.example/1"><title>Honig</title><link>https://hive.example/1</link>
<dc:creator>Ada</dc:creator><dc:date>2026-11-23T10:00:00+01:00</dc:date></item></rdf:RDF>"""


def test_an_rss_feed_is_read_whole() -> None:
    assert a_feed(RSS) == Feed(
        title="Hive news",
        site_url="https://hive.example/",
        language="en-GB",
        ttl_minutes=90,
        skip_hours=(0, 2),
        entries=(
            Entry(
                key="b-1",
                url="https://hive.example/bees?utm_source=rss",
                title="Bees & trees",
                author="ada@hive.example (Ada Keeper)",
                summary="A short word.",
                content='<p>The <a href="https://hive.example/whole">whole</a> story.</p>',
                published=datetime(2026, 11, 23, 8, 0, tzinfo=UTC),
                language="en-GB",
                tags=("Insects",),
            ),
        ),
    )


def test_an_rdf_feed_is_read() -> None:
    feed = a_feed(RDF)
    assert (feed.title, feed.language, feed.ttl_minutes) == ("Bienen", "de", 360)
    entry = feed.entries[0]
    assert (entry.title, entry.author, entry.url) == ("Honig", "Ada", "https://hive.example/1")
    assert entry.updated == datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def test_an_atom_entry_is_read() -> None:
    entry = an_atom_entry(
        "<id>tag:1</id><title type='html'>A &lt;em&gt;title&lt;/em&gt;</title>"
        "<link rel='alternate' href='post'/><link rel='self' href='post.atom'/>"
        "<author><name>Ada</name><email>a@hive.example</email></author><author><name>Bo</name></author>"
        "<published>2026-11-20T00:00:00Z</published><updated>2026-11-21T00:00:00Z</updated>"
        "<content type='html'>&lt;p&gt;All&lt;/p&gt;</content>",
        "xml:lang='sv' xml:base='https://elsewhere.example/blog/'",
    )
    assert entry == Entry(
        key="tag:1",
        url="https://elsewhere.example/blog/post",
        title="A title",
        author="Ada, Bo",
        summary="All",
        content="<p>All</p>",
        published=datetime(2026, 11, 20, tzinfo=UTC),
        updated=datetime(2026, 11, 21, tzinfo=UTC),
        language="sv",
    )


def test_a_json_feed_is_read() -> None:
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Hive",
        "home_page_url": "/",
        "language": "en",
        "authors": [{"name": "Ada"}],
        "items": [
            {
                "id": 7,
                "url": "/seven",
                "title": "Seven & more",
                "content_text": "One < two.\n\nThree.",
                "date_published": "2026-11-23T10:00:00+01:00",
                "tags": ["bees", ""],
            }
        ],
    }
    feed = a_feed(json.dumps(document))
    assert (feed.title, feed.site_url, feed.language) == ("Hive", "https://hive.example/", "en")
    assert feed.entries == (
        Entry(
            key="7",
            url="https://hive.example/seven",
            title="Seven & more",
            author="Ada",
            summary="One < two.\nThree.",
            content="<p>One &lt; two.</p><p>Three.</p>",
            published=datetime(2026, 11, 23, 9, 0, tzinfo=UTC),
            language="en",
            tags=("bees",),
        ),
    )


def test_an_entry_without_anything_but_a_title_still_has_a_key() -> None:
    entry = an_rss_entry("<title>Only this</title>")
    assert entry.url is None
    assert entry.key == an_rss_entry("<title>Only this</title>").key
    assert entry.key != an_rss_entry("<title>Only that</title>").key


def test_an_entry_without_an_id_goes_by_its_link() -> None:
    assert an_rss_entry("<link>https://hive.example/a</link>").key == "https://hive.example/a"


def test_a_permanent_guid_stands_in_for_a_link() -> None:
    assert an_rss_entry("<guid>https://hive.example/g</guid>").url == "https://hive.example/g"


def test_a_link_that_no_browser_opens_is_no_link() -> None:
    assert an_rss_entry("<title>x</title><link>javascript:alert(1)</link>").url is None


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Plain", "Plain"),
        ("Fish &amp;amp; chips", "Fish & chips"),
        ("5 &lt; 6 and 7 &gt; 6", "5 < 6 and 7 > 6"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;Safe", "Safe"),
        ("&lt;img src=x onerror=alert(1)&gt;Safe", "Safe"),
        ("two\n  lines\r\n", "two lines"),
        ("gone\u202egnorw here\u200b", "gonegnorw here"),
        ("", ""),
    ],
)
def test_a_title_becomes_one_clean_line(written: str, shown: str) -> None:
    assert an_rss_entry(f"<guid>1</guid><title>{written}</title>").title == shown


def test_an_atom_title_declared_as_text_may_speak_of_tags() -> None:
    entry = an_atom_entry("<id>1</id><title type='text'>The &lt;blink&gt; tag</title>")
    assert entry.title == "The <blink> tag"


def test_a_title_declared_as_text_loses_html_that_was_put_there_all_the_same() -> None:
    entry = an_atom_entry("<id>1</id><title type='text'>A &lt;b&gt;bold&lt;/b&gt; one</title>")
    assert entry.title == "A bold one"


@pytest.mark.parametrize("year", ["0000", "9999", "99999"])
def test_an_impossible_date_is_no_date_or_a_date(year: str) -> None:
    moment = an_atom_entry(f"<id>1</id><published>{year}-01-01T00:00:00Z</published>").published
    assert moment is None or moment.tzinfo is UTC


def test_links_in_content_are_resolved_and_nothing_else_is_touched() -> None:
    html = """<a title='x' href="/b">href="/c"</a><img src='d.png' longdesc="e"> <a href="//[">"""
    entry = an_rss_entry(
        f"<guid>1</guid><content:encoded><![CDATA[{html}]]></content:encoded>",
    )
    assert entry.content == (
        """<a title='x' href="https://hive.example/b">href="/c"</a>"""
        """<img src='https://hive.example/news/d.png' longdesc="https://hive.example/news/e">"""
        """ <a href="//[">"""
    )


def test_an_item_may_name_its_own_language() -> None:
    item = "<guid>1</guid><title>Bienen</title><dc:language>de</dc:language>"
    assert an_rss_entry(item, "<language>en</language>").language == "de"


def test_a_long_description_counts_as_content() -> None:
    entry = an_rss_entry(f"<guid>1</guid><description>{'bees and trees ' * 60}</description>")
    assert entry.content.startswith("bees and trees")


def test_a_short_description_is_only_a_summary() -> None:
    text = "<title>Bees</title><guid>1</guid><description>Bees.</description>"
    assert an_rss_entry(text).content == ""


@pytest.mark.parametrize(
    ("start", "entry", "end"),
    [
        ("<rss version='2.0'><channel>", "<item><title>{}</title></item>", "</channel></rss>"),
        (
            "<feed xmlns='http://www.w3.org/2005/Atom'>",
            "<entry><title>{}</title></entry>",
            "</feed>",
        ),
        (
            "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'"
            " xmlns='http://purl.org/rss/1.0/'>",
            "<item><title>{}</title></item>",
            "</rdf:RDF>",
        ),
    ],
)
def test_a_very_long_feed_keeps_its_first_two_thousand_entries(
    start: str, entry: str, end: str
) -> None:
    feed = a_feed(start + "".join(map(entry.format, range(5_000))) + end)
    assert (len(feed.entries), feed.entries[-1].title) == (2_000, "1999")


@pytest.mark.parametrize(
    ("encoding", "content_type"),
    [
        ("windows-1251", None),
        ("windows-1251", "text/xml"),
        ("koi8-r", "application/rss+xml; charset=koi8-r"),
        ("utf-8", "text/xml; charset=iso-8859-1"),
        ("utf-16", None),
    ],
)
def test_letters_survive_every_declaration(encoding: str, content_type: str | None) -> None:
    body = f"<?xml version='1.0' encoding='{encoding}'?><rss version='2.0'><channel><title>Пчёлы</title></channel></rss>"  # noqa: E501 - nothing may precede or part an XML declaration
    assert parse_feed(body.encode(encoding), url=URL, content_type=content_type).title == "Пчёлы"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "is empty"),
        (b"  \n", "is empty"),
        (b"<!doctype html><html><body>Hello</body></html>", "is a web page, not a feed"),
        (b"just words", "isn't a feed"),
        (b"{}", "is JSON but not a feed"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": [', "broken"),
        (b"\x89PNG\r\n\x1a\n\x00", "isn't a feed"),
    ],
)
def test_what_is_not_a_feed_is_said_in_a_sentence(body: bytes, words: str) -> None:
    with pytest.raises(FeedError, match=words) as caught:
        a_feed(body)
    assert str(caught.value).startswith(URL)


@pytest.mark.parametrize(
    "body",
    [
        "<rss><channel><item><title>&#xD800;&#x110000;</title></item></channel></rss>",
        "<?xml version='1.0' encoding='punycode'?><rss><channel><title>x</title></channel></rss>",
        "<!DOCTYPE r [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><rss><channel><title>&b;</title></channel></rss>",  # noqa: E501 - a document type takes its room
        "<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/hosts'>]><rss><channel><title>&x;</title></channel></rss>",
        "<rss version='2.0'><channel>" + "<item>" * 5_000,
        '{"version": "https://jsonfeed.org/version/1", "items": ' + "[" * 100_000,
    ],
)
def test_a_hostile_feed_is_read_or_refused_but_never_more(body: str) -> None:
    try:
        feed = a_feed(body)
    except FeedError:
        return
    assert "localhost" not in feed.title


@given(st.binary(max_size=300))
def test_any_bytes_give_a_feed_or_a_feed_error(body: bytes) -> None:
    try:
        assert isinstance(a_feed(b"<rss><channel><item>" + body), Feed)
    except FeedError as error:
        assert error.subject == URL  # noqa: PT017 - either outcome is right, but nothing else


@pytest.mark.parametrize(
    ("body", "content_type", "answer"),
    [
        (RSS, "text/html", True),
        (RDF, None, True),
        ("<!-- hi --><feed xmlns='http://www.w3.org/2005/Atom'/>", None, True),
        ('{"version": "https://jsonfeed.org/version/1.1"}', "application/json", True),
        ('{"items": []}', "application/feed+json", True),
        ("<html><body>rss feed</body></html>", "text/html", False),
        ("<html></html>", "application/rss+xml", False),
        ("<svg/>", "image/svg+xml", False),
        ("", None, False),
    ],
)
def test_a_feed_is_known_by_its_first_bytes(
    body: str, content_type: str | None, answer: bool
) -> None:
    assert is_feed(body.encode(), content_type) is answer


def test_a_page_names_its_feeds() -> None:
    page = b"""<html><head><base href="https://hive.example/blog/">
    <link rel=stylesheet href=a.css>
    <link rel="ALTERNATE" type="application/rss+xml; charset=u" href="rss" title="All &amp; new">
    <link rel="alternate" type="application/atom+xml" href="/atom">
    <link rel="alternate" hreflang=de href="/de">
    <link rel="alternate" type="application/rss+xml" href="rss"></head><body>"""
    assert discover_feeds(page, url="https://hive.example/") == (
        FeedLink(url="https://hive.example/blog/rss", title="All & new"),
        FeedLink(url="https://hive.example/atom"),
    )


def test_a_page_without_link_elements_names_the_feeds_that_it_links_to() -> None:
    page = b'<p><a href="/about">About</a> <a href="/blog/index.rss">RSS</a> <a href="/feed?x=1">'
    assert [link.url for link in discover_feeds(page, url="https://hive.example/blog/")] == [
        "https://hive.example/blog/index.rss",
        "https://hive.example/feed?x=1",
    ]


def test_links_about_feeding_are_no_feeds() -> None:
    page = b'<a href="/feeding-bees">x</a><a href="/atomic-clock">y</a><a href="/rss-is-dead">z</a>'
    found = [link.url for link in discover_feeds(page, url="https://hive.example/")]
    assert found == []


def test_the_page_of_a_handle_leads_to_the_feed_of_its_channel() -> None:
    feed = "https://www.youtube.com/feeds/videos.xml?channel_id=UC0123456789abcdefghijkl"
    channel = "UC0123456789abcdefghijkl"
    canonical = f'<link rel="canonical" href="https://www.youtube.com/channel/{channel}">'
    script = f'<script>var d = {{"externalId":"{channel}"}};</script>'
    for page in (canonical, script):
        links = discover_feeds(page.encode(), url="https://www.youtube.com/@ada")
        assert [link.url for link in links] == [feed]


MARKED = "\u202eevil\u2066<script>alert(1)</script><b>bold</b>\x07"


def test_no_text_of_a_feed_keeps_tags_controls_or_direction_marks() -> None:
    item = {
        "id": "1",
        "title": MARKED,
        "authors": [{"name": MARKED}],
        "tags": [MARKED],
        "summary": MARKED,
        "language": MARKED,
    }
    version = "https://jsonfeed.org/version/1.1"
    json_feed = json.dumps(
        {"version": version, "title": MARKED, "language": MARKED, "items": [item]}
    )
    marked = escape(MARKED.replace("\x07", ""))
    rss = (
        '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"<title>{marked}</title><language>{marked}</language><item><title>{marked}</title>"
        f"<dc:creator>{marked}</dc:creator><category>{marked}</category>"
        f"<description>{marked}</description></item></channel></rss>"
    )
    for body in (json_feed, rss):
        feed = parse_feed(body.encode(), url="https://hive.example/f")
        (entry,) = feed.entries
        texts = (feed.title, entry.title, entry.author, *entry.tags)
        assert set(texts) == {"evilbold"}
        assert (feed.language, entry.language) == (None, None)
        assert "\u202e" not in entry.summary


@pytest.mark.parametrize("tag", ["<a>", "<item>", "<a/>"])
def test_a_million_tags_are_refused_before_anybody_reads_them(tag: str) -> None:
    body = b'<rss version="2.0"><channel><title>Deep</title>' + tag.encode() * 1_000_000
    began = time.process_time()
    with pytest.raises(FeedError, match="has more than 200,000 tags"):
        parse_feed(body, url=URL)
    assert time.process_time() - began < 2
