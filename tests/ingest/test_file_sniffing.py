"""Unsupported files are identified, with advice on how to convert them."""

import io
import zipfile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ingest.files.file_sniffing import identify


def zipped(*parts: str, inside: str = "x") -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        for part in parts:
            archive.writestr(part, inside)
    return body.getvalue()


PLACES, BYTES = st.integers(min_value=0, max_value=5_000), st.integers(0, 255)
SHEET = "application/vnd.oasis.opendocument.spreadsheet"
BEGINNINGS = {
    "p.png": (b"\x89PNG\r\n\x1a\n\0\0", "a picture"),
    "p.heic": (b"\0\0\0\x24ftypheic", "a picture"),
    "v.mp4": (b"\0\0\0\x20ftypisom", "a recording"),
    "d.pdf": (b"%PDF-1.7\n1,2\n3,4\n", "a PDF"),
    "b.xlsx": (zipped("[Content_Types].xml", "xl/workbook.xml"), "a spreadsheet"),
    "b.numbers": (zipped("Index/Tables/DataList.iwa"), "a spreadsheet"),
    "b.ods": (zipped("mimetype", inside=SHEET), "a spreadsheet"),
    "old.xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a spreadsheet"),
    "b.docx": (zipped("word/document.xml"), "a text document"),
    "a.zip": (zipped("a.bin"), "a compressed archive"),
    "torn.zip": (zipped("a.bin")[:20], "a compressed archive"),
    "o.pst": (b"!BDN\0", "Outlook's own store"),
    "l.sqlite": (b"SQLite format 3\0", "a database"),
    "c.ics": (b"BEGIN:VCALENDAR\nVERSION:2.0\n", "a calendar"),
    "t.ldif": (b"dn: cn=Ana,mail=a@example.com\nobjectclass: top\n", "an address book in LDIF"),
    "f.xml": (b'\xef\xbb\xbf<?xml version="1.0"?>\n<rss version="2.0">', "a feed"),
    "w.html": (b"<!DOCTYPE html><html>", "a web page"),
    "n.txt": (b"Dear Ana,\nI was there, and there, and saw it.\nBye\n", "a text"),
    "b.bin": (bytes(range(256)), "another program's file"),
}


@pytest.mark.parametrize("name", BEGINNINGS)
def test_a_file_is_told_by_how_it_begins(name: str) -> None:
    body, seems = BEGINNINGS[name]
    stranger = identify(name, body)
    assert stranger.seems.startswith(seems)
    assert not stranger.is_table


@pytest.mark.parametrize("name", ["b.xlsx", "t.ldif", "o.pst"])
def test_what_holds_people_in_another_form_leads_to_csv(name: str) -> None:
    assert "CSV" in identify(name, BEGINNINGS[name][0]).advice


@pytest.mark.parametrize("body", [b"Wer;Wo\nAnna;Ulm\n", "Wer\tWo\nAnna\tUlm\n".encode("utf-16")])
def test_a_table_only_lacks_the_names_of_its_columns(body: bytes) -> None:
    assert identify("people.txt", body).is_table


def test_a_table_named_so_is_one_with_its_header_alone() -> None:
    assert identify("people.csv", b"Wer;Wo\n").is_table


def test_a_web_page_s_comments_are_looked_at_once() -> None:
    head = b"<?xml version='1.0'?>" + b"<!-- -->" * 400
    assert identify("f.xml", head + b"<rss>").seems == "a feed"
    assert identify("n.xml", head + b"<nothing>").seems.startswith("an XML file")


@given(name=st.sampled_from(sorted(BEGINNINGS)), changes=st.lists(st.tuples(PLACES, BYTES)))
@example(name="b.xlsx", changes=[(102, 200)])
def test_a_damaged_file_still_seems_something(name: str, changes: list[tuple[int, int]]) -> None:
    body = bytearray(BEGINNINGS[name][0])
    for place, byte in changes:
        body[place % len(body)] = byte
    assert identify(name, bytes(body)).seems
