from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from ingest.errors import ImportFileError
from ingest.feeds.opml import Outline, read_opml, write_opml
from ingest.records import OutlineAttribute
from tests.readers import FEEDLY, FRESHRSS, INOREADER, NEWSBLUR

WORDS = st.text(st.sampled_from("abcé &<>\"'/ü蜂"), min_size=1, max_size=12).map(
    lambda text: " ".join(text.split())
)
TAGS = WORDS.map(lambda tag: tag.strip("/ ")).filter(bool)
OTHERS = st.lists(
    st.builds(
        OutlineAttribute,
        name=st.sampled_from(["frss:css", "frss:json", "other:css"]),
        value=st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"])),
        namespace=st.sampled_from(["https://freshrss.org/opml", "urn:another"]),
    ),
    max_size=3,
    unique_by=lambda one: (one.namespace, one.name.partition(":")[2]),
)
OUTLINES = st.builds(
    Outline,
    url=st.integers(0, 99_999).map(lambda number: f"https://hive.example/{number}.xml?a=1&b=2"),
    title=WORDS.filter(bool),
    site_url=st.sampled_from([None, "https://hive.example/"]),
    tags=st.lists(TAGS, max_size=3, unique=True).map(tuple),
    counts_as_read=st.booleans(),
    publisher_title=st.none(),
    others=OTHERS.map(tuple),
)


def read(text: str) -> tuple[Outline, ...]:
    outlines, _ = read_opml(text.encode(), name="feeds.opml")
    return outlines


def test_folders_become_tags() -> None:
    assert read(
        """<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE opml><opml version="1.0"><body>
        <outline text="Loose" xmlUrl="https://a.example/feed"/>
        <outline text="Nature"><outline title="Insects">
        <outline type="rss" text="x" title="Bees &amp; trees" xmlUrl="https://b.example/feed"
         htmlUrl="https://b.example"/></outline></outline></body></opml>"""
    ) == (
        Outline(url="https://a.example/feed", title="Loose"),
        Outline(
            url="https://b.example/feed",
            title="x",
            publisher_title="Bees & trees",
            site_url="https://b.example/",
            tags=("Nature/Insects",),
        ),
    )


def test_a_feed_in_two_folders_comes_once_with_both_tags() -> None:
    (outline,) = read(
        """<opml><body><outline text="A"><outline text="f" xmlUrl="https://a.example/f"/></outline>
        <outline text="B"><outline text="f" xmlUrl="https://a.example/f"/></outline></body></opml>"""
    )
    assert outline.tags == ("A", "B")


@pytest.mark.parametrize(
    "text",
    [
        "<opml><body><outline text='Fish & chips' xmlUrl='https://a.example/?x=1&y=2'/></body></opml>",
        "<OPML><BODY><OUTLINE TEXT='Fish &amp; chips' XMLURL='https://a.example/?x=1&amp;y=2'/>",
        "\ufeff<opml><body><outline text='Fish &amp;amp; chips' xmlURL='https://a.example/?x=1&amp;y=2'/>",
    ],
)
def test_a_sloppy_list_is_read_all_the_same(text: str) -> None:
    assert read(text) == (Outline(url="https://a.example/?x=1&y=2", title="Fish & chips"),)


def test_an_external_entity_is_not_read() -> None:
    outlines = read(
        "<!DOCTYPE o [<!ENTITY x SYSTEM 'file:///etc/hosts'>]><opml><body>"
        "<outline text='&x;' xmlUrl='https://a.example/'/></body></opml>"
    )
    assert "localhost" not in outlines[0].title


def test_half_a_character_is_left_out() -> None:
    outlines = read("<opml><outline text='a&#xD800;&#56320;b' xmlUrl='https://a.example/'/></opml>")
    assert outlines[0].title == "ab"


@pytest.mark.parametrize("text", ["", "hello", "<html><body/></html>", "{}"])
def test_what_is_not_opml_is_refused_by_name(text: str) -> None:
    with pytest.raises(ImportFileError, match=r"feeds\.opml: isn't an OPML file"):
        read(text)


def meant(outline: Outline) -> tuple[Outline, set[tuple[str, str, str]]]:
    """Return an outline with its others by their namespaces: prefixes are free."""
    others = {(one.namespace, one.name.rpartition(":")[2], one.value) for one in outline.others}
    return replace(outline, others=()), others


def by_url(outlines: tuple[Outline, ...]) -> dict[str, tuple[Outline, set[tuple[str, str, str]]]]:
    return {outline.url: meant(outline) for outline in outlines}


@given(st.lists(OUTLINES, max_size=6, unique_by=lambda outline: outline.url).map(tuple))
def test_what_is_written_reads_back_the_same(outlines: tuple[Outline, ...]) -> None:
    written = write_opml(outlines, title="Mine & yours")
    assert by_url(read_opml(written, name="x")[0]) == by_url(outlines)


def test_what_cannot_be_followed_is_named_and_the_rest_is_read() -> None:
    text = """<opml><body>
      <outline text="A" xmlUrl="feed://a.example/f"/><outline text="folder"/>
      <outline text="B" xmlUrl="file:///etc/passwd"/><outline text="C" xmlUrl="c.example/f"/>
    </body></opml>"""
    outlines, skipped = read_opml(text.encode(), name="feeds.opml")
    assert [one.url for one in outlines] == ["https://a.example/f", "https://c.example/f"]
    assert [(one.row, one.reason) for one in skipped] == [
        (2, "file:///etc/passwd doesn't look like a link")
    ]


def test_folders_keep_their_names_and_are_written_once() -> None:
    text = """<opml><body><outline text="Tech">
      <outline text="Web/Net"><outline text="A" xmlUrl="https://a.example/f"/></outline>
      <outline text="B" xmlUrl="https://b.example/f"/></outline></body></opml>"""
    outlines, _ = read_opml(text.encode(), name="x")
    written = write_opml(outlines, title="Mine").decode()
    assert (written.count('text="Tech"'), written.count('text="Web/Net"')) == (1, 1)
    assert set(read_opml(written.encode(), name="x")[0]) == set(outlines)


@pytest.mark.parametrize("written", [FEEDLY, INOREADER, FRESHRSS, NEWSBLUR])
def test_the_list_of_another_reader_comes_out_as_it_went_in(written: str) -> None:
    def feeds_of(text: str) -> list[dict[str, str]]:
        every = etree.fromstring(text.encode()).iter("outline")
        found = [{str(k): str(v) for k, v in one.attrib.items()} for one in every]
        return sorted((one for one in found if "xmlUrl" in one), key=lambda one: one["xmlUrl"])

    assert feeds_of(write_opml(read(written), title="Mine").decode()) == feeds_of(written)


def test_a_title_given_in_the_reader_outranks_the_publishers() -> None:
    (outline,) = read(
        "<opml><outline text='Mum' title='A blog' xmlUrl='https://a.example/f'/></opml>"
    )
    assert (outline.title, outline.publisher_title) == ("Mum", "A blog")


def test_an_address_is_no_title() -> None:
    (outline,) = read(
        "<opml><outline text='https://a.example/f' title='A' xmlUrl='https://a.example/f'/></opml>"
    )
    assert (outline.title, outline.publisher_title) == ("A", None)


def test_a_prefix_that_is_not_explained_and_signs_that_xml_forbids_do_no_harm() -> None:
    outlines = read(
        "<opml><outline text='A' odd:x='1' fine='a&#1;b' xmlUrl='https://a.example/f'/></opml>"
    )
    etree.fromstring(write_opml(outlines, title="Mine"))
    assert [(one.name, one.value) for one in outlines[0].others] == [("fine", "ab")]
