import pytest

from ingest.errors import ImportFileError
from ingest.web.url_lists import listed_urls, pasted_urls, urls_in_file

A, B = "https://press.example/a", "http://press.example/b?x=1"
PROSE = "Bees on the roofs had a good year, for the limes flowered long and late.\n"


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        (A, (A,)),
        (f"{A}\n\n{B}\n{A}", (A, B)),
        (f"A title\n{A}\nAnother\n{B}", (A, B)),
        (f"- [A title]({A})\n* <{B}>", (A, B)),
        (f"Great read: {A}.", (A,)),
        (f"{PROSE}{PROSE}See {A}", ()),
        (f"{PROSE * 9}".replace("\n", " ") + A, ()),
        ("", ()),
    ],
)
def test_a_text_that_lists_addresses_is_told_from_one_to_read(
    text: str, addresses: tuple[str, ...]
) -> None:
    assert listed_urls(text) == addresses


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        (f"Have a look at {A}, and ({B})!", (A, B)),
        ("press.example/a  other.example", ("https://press.example/a", "https://other.example")),
        (f"{A} {A}", (A,)),
        ("look at press.example/a. It's good.", ("https://press.example/a",)),
        (f"garden.example/b\n{A}", ("https://garden.example/b", A)),
        (f"From Booking.com or so:\n{A}", (A,)),
        ("bees on the roof", ()),
        ("e.g. the 3.5 million bees of St. Mary's", ()),
        (" \n ", ()),
    ],
)
def test_what_is_pasted_is_searched_for_addresses(text: str, addresses: tuple[str, ...]) -> None:
    assert pasted_urls(text) == addresses


@pytest.mark.parametrize(
    ("name", "body", "addresses"),
    [
        ("page.url", f"[InternetShortcut]\r\nURL={A}\r\n", (A,)),
        ("list.txt", f"{A}\n{B}", (A, B)),
        ("standard input", A, (A,)),
        ("saved.html", A, ()),
        ("saved.txt", f"<html><a href='{A}'>", ()),
        ("paper.txt", f"%PDF-1.7 {A}", ()),
    ],
)
def test_a_file_stands_for_the_addresses_in_it(
    name: str, body: str, addresses: tuple[str, ...]
) -> None:
    assert urls_in_file(name, body.encode()) == addresses


def test_a_shortcut_to_no_page_is_named() -> None:
    with pytest.raises(ImportFileError, match=r"mail\.url: has no link"):
        urls_in_file("mail.url", b"[InternetShortcut]\nURL=mailto:ana@example.com")
