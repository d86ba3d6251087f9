import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.text.charset import decode_page
from ingest.text.clean import one_line, plain_text
from ingest.text.html import html_to_text


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("<p>One</p><p>Two</p>", "One\nTwo"),
        ("One<br>Two", "One\nTwo"),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ("a <b>bold</b>\n  word", "a bold word"),
        ("Fish &amp; chips", "Fish & chips"),
        ("<style>p{}</style><script>alert(1)</script>Safe<!-- hidden -->", "Safe"),
        ("<p>unclosed", "unclosed"),
        ("", ""),
        ("<!-- only -->", ""),
    ],
)
def test_markup_becomes_what_a_browser_would_show(markup: str, shown: str) -> None:
    assert html_to_text(markup) == shown


@pytest.mark.parametrize(
    ("body", "content_type", "shown"),
    [
        ("Käse".encode(), None, "Käse"),
        ("Käse".encode("cp1252"), None, "Käse"),
        ("Käse".encode("utf-16"), None, "Käse"),
        (b"\xef\xbb\xbfK\xc3\xa4se", "text/html; charset=latin-1", "Käse"),
        ("Пчёлы".encode("koi8-r"), "text/html; charset=KOI8-R", "Пчёлы"),
        ("<meta charset=cp1251>Пчёлы".encode("cp1251"), None, "<meta charset=cp1251>Пчёлы"),
        ("„Käse“".encode("cp1252"), "text/html; charset=iso-8859-1", "„Käse“"),
        ("ミツバチ".encode("iso-2022-jp"), "text/html; charset=iso-2022-jp", "ミツバチ"),
        (b"K\xe4se", "text/html; charset=hex", "Käse"),
        (b"K\xe4se", "text/html; charset=no-such-set", "Käse"),
        ("Käse!".encode("utf-16-le"), "text/html; charset=utf-16", "Käse!"),
        ("Käse!".encode("utf-16-be"), "text/html; charset=UTF-16BE", "Käse!"),
        ("Käse!".encode(), "text/html; charset=utf-16", "Käse!"),
        ("<meta charset=utf-16>Käse".encode(), None, "<meta charset=utf-16>Käse"),
        (b"K\xe4se", "text/html; charset=utf-32", "Käse"),
    ],
)  # fmt: skip
def test_a_page_is_read_in_its_own_letters(
    body: bytes, content_type: str | None, shown: str
) -> None:
    assert decode_page(body, content_type) == shown


def test_a_long_line_is_cut_with_an_ellipsis() -> None:
    assert one_line("word " * 200).endswith("word…")


@given(st.text(st.characters(exclude_categories=[])))
def test_a_clean_line_has_no_unseen_characters(text: str) -> None:
    line = one_line(text)
    line.encode("utf-8")
    assert line == " ".join(line.split())
    assert not set(line) & set("\0\r\n\x1b\u202e\u2066\u200f\x85")


@given(st.text())
def test_plain_text_stays_as_it_is_once_plain(text: str) -> None:
    assert plain_text(plain_text(text)) == plain_text(text)


@given(st.text(alphabet="<>&;a b/\"'p\n"))
def test_any_markup_becomes_text(markup: str) -> None:
    assert isinstance(html_to_text(markup), str)
