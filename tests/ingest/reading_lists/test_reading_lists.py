"""One contract for every kind of reading list, and what is true of each."""

import io
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.contacts import registry as address_books
from ingest.errors import ImportFileError, UnknownFileError
from ingest.files.importers import Kind, surest
from ingest.reading_lists.items import (
    ReadingItem,
    ReadingList,
    SkippedItem,
    parse_chrome_timestamp,
    parse_timestamp,
)
from ingest.reading_lists.registry import claims, detect, kinds, read_reading_list

FILES = Path(__file__).parents[2] / "data" / "reading-lists"
SAMPLES = sorted(path.name for path in FILES.iterdir())
KINDS = pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.name)
URL = "https://hive.example/"


def read(name: str) -> ReadingList:
    return read_reading_list((FILES / name).read_bytes(), name=name)


def items(name: str) -> dict[str, ReadingItem]:
    """Return the sample's items by the last part of their address."""
    return {item.url.removeprefix(URL): item for item in read(name).items}


def a_zip(files: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


@KINDS
def test_every_kind_has_a_title_and_a_sample_that_is_told_by_its_content(
    kind: Kind[ReadingList],
) -> None:
    found = [name for name in SAMPLES if detect(name, (FILES / name).read_bytes()) == kind.name]
    assert kind.title
    assert any(name.startswith(kind.name) for name in found)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_is_told_as_one_kind_alone(name: str) -> None:
    body = (FILES / name).read_bytes()
    assert len(surest(claims(name, body))) == 1


@pytest.mark.parametrize("name", SAMPLES)
def test_every_item_is_clean(name: str) -> None:
    for item in read(name).items:
        assert item.url.startswith(URL)
        assert "utm_" not in item.url
        assert item.title == " ".join(item.title.split())
        assert not item.title.startswith("http")
        assert all(item.tags)
        assert item.added is None or item.added.tzinfo is UTC


@KINDS
@given(body=st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_every_kind_reads_any_bytes_or_refuses_them(kind: Kind[ReadingList], body: bytes) -> None:
    try:
        assert isinstance(kind.read(body, name="file"), ReadingList)
    except ImportFileError as error:
        assert error.subject == "file"  # noqa: PT017 - either outcome is right


@KINDS
@pytest.mark.parametrize(
    "body", [b"[1, null, {}]", b"<DL><![if x", b'{"roots": 3, "items": [4]}', b"[[[[", b"{}"]
)
def test_every_kind_survives_other_documents(kind: Kind[ReadingList], body: bytes) -> None:
    kind.recognises("file.json", body)
    assert kind.read(body, name="file.json").items == ()


def test_what_no_kind_knows_is_refused() -> None:
    with pytest.raises(UnknownFileError, match=r"notes\.bin: isn't a known kind of reading list"):
        read_reading_list(b"\0\1\2", name="notes.bin")


def test_a_kind_that_is_none_is_refused_with_the_kinds_there_are() -> None:
    with pytest.raises(
        ImportFileError, match=r"“pockt” isn't a kind of file\. Choose from: .*pocket"
    ):
        read_reading_list(b"\0\1\2", name="notes.bin", kind="pockt")


def test_a_list_without_pages_is_refused() -> None:
    with pytest.raises(ImportFileError, match="has no pages"):
        read_reading_list(b"title,url,time_added,tags,status\n", name="pocket.csv")


def test_a_pocket_table_keeps_tags_time_and_state() -> None:
    listed = read("pocket.csv")
    assert listed.items[0] == ReadingItem(
        url=URL + "bees",
        title="Bees of the city",
        added=datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC),
        tags=("bees", "city"),
        read=True,
    )
    assert listed.items[1].title == "A title, with a comma and a line end"
    assert listed.items[2].title == ""
    assert listed.skipped == (SkippedItem(row=5, reason="about:blank doesn't look like a link"),)


def test_a_pocket_zip_is_read_part_by_part() -> None:
    header = "title,url,time_added,tags,status\n"
    body = a_zip(
        {
            "pocket/part_000000.csv": f"{header}One,{URL}1,1700000000,,unread\n",
            "pocket/part_000001.csv": f"{header}Two,{URL}2,1700000000,,archive\n",
        }
    )
    assert [item.title for item in read_reading_list(body, name="pocket.zip").items] == [
        "One",
        "Two",
    ]


def test_a_pocket_page_tells_read_from_unread_by_its_headings() -> None:
    assert {key: item.read for key, item in items("pocket.html").items()} == {
        "lime": False,
        "bees": True,
    }


def test_instapaper_folders_are_states_or_tags() -> None:
    listed = items("instapaper.csv")
    assert [item.read for item in listed.values()] == [True, False, True, None]
    assert listed["bees"].tags == ("bees", "city")
    assert listed["folder"].tags == ("Gardening",)


def test_readwise_counts_a_page_nearly_finished_as_read() -> None:
    listed = items("readwise.csv")
    assert [item.read for item in listed.values()] == [True, False, True]
    assert listed["bees"].tags == ("bees", "city")


def test_wallabag_brings_the_text_and_no_placeholder() -> None:
    listed = items("wallabag.json")
    assert listed["bees"].text.startswith("The bees have come back")
    assert listed["bees"].read is True
    assert listed["bees"].added == datetime(2026, 1, 2, 2, 4, 5, tzinfo=UTC)
    assert (listed["lime"].title, listed["lime"].text) == ("", "")


def test_an_omnivore_zip_brings_its_pages() -> None:
    body = a_zip(
        {
            "metadata_0_to_20.json": (FILES / "omnivore.json").read_text("utf-8"),
            "content/bees-1.html": "<p>" + "The bees have come back to the roofs. " * 5 + "</p>",
        }
    )
    first, second = read_reading_list(body, name="omnivore.zip").items
    assert first.text.startswith("The bees have come back")
    assert (second.text, first.read, second.read) == ("", True, False)


def test_pinboard_parts_tags_by_spaces() -> None:
    listed = items("pinboard.json")
    assert (listed["bees"].tags, listed["bees"].read) == (("bees", "city"), True)
    assert listed["lime"].read is False


def test_bookmark_folders_become_tags_and_the_browsers_own_do_not() -> None:
    listed = items("bookmarks.html")
    assert listed["bees"].tags == ("bees", "city")
    assert listed["lime"].tags == ("Nature/Trees",)
    assert listed["later"].tags == ("Nature",)


def test_bookmark_times_come_in_seconds_milliseconds_and_microseconds() -> None:
    assert len({item.added for item in items("bookmarks.html").values()}) == 1


def test_bookmarks_do_not_say_whether_they_were_read_unless_marked() -> None:
    listed = items("bookmarks.html")
    assert (listed["bees"].read, listed["later"].read) == (None, False)


@pytest.mark.parametrize(
    ("name", "tag"), [("chrome.json", "Nature/Trees"), ("firefox.json", "Nature")]
)
def test_folders_of_a_browsers_own_file_become_tags(name: str, tag: str) -> None:
    listed = items(name)
    assert listed["lime"].tags == (tag,)
    assert listed["bees"].added is not None


def test_starred_items_are_read_and_bring_their_feeds_text() -> None:
    listed = items("starred.json")
    assert listed["bees"].title == "Bees & trees"
    assert listed["bees"].tags == ("Nature",)
    assert listed["bees"].read is True
    assert listed["bees"].text
    assert listed["lime"].text == ""


def test_addresses_are_found_in_any_text_with_the_words_before_them() -> None:
    assert {key: item.title for key, item in items("links.txt").items()} == {
        "bees": "",
        "lime_(tree)": "Lime trees",
        "cheese": "A cheese shop",
        "a": "See",
        "b": "and",
    }


def test_one_address_saved_twice_is_one_item_with_both_tags() -> None:
    body = json.dumps(
        [
            {"href": URL + "a?utm_id=1", "description": "A", "tags": "x", "toread": "yes"},
            {"href": URL + "a", "description": "B", "tags": "y", "toread": "no"},
        ]
    ).encode()
    (item,) = read_reading_list(body, name="pinboard.json").items
    assert (item.title, item.tags, item.read) == ("A", ("x", "y"), True)


def test_a_damaged_archive_is_refused() -> None:
    whole = a_zip({"part_000000.csv": "title,url,time_added,tags,status\n" * 100})
    damaged = whole[:50] + bytes(byte ^ 0x55 for byte in whole[50:60]) + whole[60:]
    with pytest.raises(ImportFileError, match="cannot be unpacked"):
        read_reading_list(damaged, name="pocket.zip", kind="pocket")


@pytest.mark.parametrize("value", ["", "0", "-5", "soon", "1e400", None, "9" * 30, "0001-01-01"])
def test_a_senseless_time_is_none(value: str | None) -> None:
    assert parse_timestamp(value) is None
    assert parse_chrome_timestamp(value) is None


def found(name: str, text: str | bytes) -> list[tuple[str, tuple[str, ...], bool | None]]:
    """Return what a list tells of its pages: the title, the tags, whether they were read."""
    body = text.encode() if isinstance(text, str) else text
    return [(one.title, one.tags, one.read) for one in read_reading_list(body, name=name).items]


def test_the_page_of_instapaper_tells_folders_by_its_headings() -> None:
    page = (
        f"<html><head><title>Instapaper: Export</title></head><body><h1>Unread</h1><ol><li>"
        f"<a href='{URL}a'>A</a></ol><h1>Archive</h1><ol><li><a href='{URL}b'>B</a></ol>"
        f"<h1>Cooking</h1><ol><li><a href='{URL}c'>C</a></ol></body></html>"
    )
    assert found("export.html", page) == [
        ("A", (), False),
        ("B", (), True),
        ("C", ("Cooking",), None),
    ]


def test_wallabag_tags_may_be_objects_or_one_text_and_an_excuse_is_no_text() -> None:
    excuse = "wallabag can&#039;t retrieve contents for this article. Please troubleshoot. " * 3
    entries = [
        {"url": URL + "a", "title": "A", "is_archived": 1, "tags": [{"id": 1, "label": "hive"}]},
        {"url": URL + "b", "title": "B", "is_archived": 0, "tags": "hive, city", "content": excuse},
    ]
    body = json.dumps(entries)
    assert found("w.json", body) == [("A", ("hive",), True), ("B", ("hive", "city"), False)]
    assert read_reading_list(body.encode(), name="w.json").items[1].text == ""


def test_pinboard_writes_xml_too() -> None:
    post = (
        f'<post href="{URL}a" time="2023-01-02T03:04:05Z" description="A" tag="b c" toread="yes"/>'
    )
    xml = f'<?xml version="1.0" encoding="UTF-8"?><posts user="ada">{post}</posts>'
    assert found("pinboard.xml", xml) == [("A", ("b", "c"), False)]


def test_the_zip_of_freshrss_holds_starred_items() -> None:
    state = "user/-/state/com.google/"
    items = [
        {"title": "A", "alternate": [{"href": URL + "a"}], "categories": [state + "starred"]},
        {"title": "B", "alternate": [{"href": URL + "b"}], "categories": [state + "reading-list"]},
    ]
    body = a_zip({"starred_2026.json": json.dumps({"items": items}), "feeds.opml.xml": "<opml/>"})
    assert found("freshrss.zip", body) == [("A", (), True), ("B", (), False)]


def test_any_table_with_addresses_is_read_by_its_columns() -> None:
    table = f"Link;Headline;Read\n{URL}a;A;yes\n{URL}b;B;no\n"
    assert found("mine.csv", table) == [("A", (), True), ("B", (), False)]


def test_a_list_in_utf16_is_one() -> None:
    assert found("links.txt", f"{URL}a\n".encode("utf-16")) == [("", (), None)]


def test_a_list_of_things_to_do_says_what_was_read() -> None:
    listed = f"- [ ] [A]({URL}a)\n- [x] [B]({URL}b)\n"
    assert found("list.md", listed) == [("A", (), False), ("B", (), True)]


def test_no_reading_list_has_the_name_of_an_address_book() -> None:
    books = {book.name for book in address_books.kinds()}
    assert books.isdisjoint(kind.name for kind in kinds())


def test_tags_nested_beyond_measure_harm_nobody() -> None:
    body = b"URL,Title,Folder,Timestamp,Tags\nhttps://a.example/1,One,,1700000000," + b"[" * 9_000
    assert [
        item.title for item in read_reading_list(body, name="i.csv", kind="instapaper").items
    ] == ["One"]


def test_our_own_articles_come_back_with_text_author_and_date() -> None:
    came = items("passalong-articles.json")

    storage, unread = came["storage"], came["unread"]
    assert storage.text.splitlines() == [
        "The battery stood ready for the evening peak, <b> and the tide did the rest.",
        "Nobody in the control room had to get up from their chair that night.",
    ]
    assert (storage.author, storage.published) == (
        "Rui Costa",
        datetime(2026, 3, 1, 6, tzinfo=UTC),
    )
    assert (storage.title, storage.tags, storage.read) == (
        "A battery & a tide",
        ("energy, sea",),
        True,
    )
    assert not unread.read


def test_a_packed_copy_of_firefox_is_answered_with_what_to_do() -> None:
    body = b"mozLz40\0\x20\0\0\0" + b"\xf0\x01{}"
    with pytest.raises(ImportFileError, match=r"b\.jsonlz4: is a compressed backup .* Backup"):
        read_reading_list(body, name="b.jsonlz4")


def test_an_archive_of_too_much_is_refused_before_it_is_unpacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ingest.files.containers.MOST_BYTES", 1_000)
    body = a_zip({"part_000000.csv": "title,url,time_added,tags,status\n" + "x" * 2_000})

    with pytest.raises(ImportFileError, match="too much in it"):
        read_reading_list(body, name="pocket.zip")


def test_many_empty_parts_are_read_in_one_go() -> None:
    parts = {f"part_{number:06}.csv": "" for number in range(1, 500)}
    first = {"part_000000.csv": "title,url\nBees,https://hive.example/1\n"}

    assert len(read_reading_list(a_zip(first | parts), name="pocket.zip").items) == 1
