import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.contacts.normalize import (
    MAX_LINE,
    cut_line,
    email_address,
    phone_number,
    plain_line,
    plain_text,
    web_url,
)


@given(st.text())
def test_a_plain_line_has_no_line_end_and_can_be_stored(text: str) -> None:
    line = plain_line(text)

    assert len(line.splitlines()) <= 1
    assert line.encode().decode() == line
    assert plain_line(line) == line


@given(st.text())
def test_a_plain_text_has_one_kind_of_line_end(text: str) -> None:
    assert not set(plain_text(text)) & set("\r\v\f\x85\u2028\u2029\0")


def test_marks_of_direction_are_taken_out_and_joiners_stay() -> None:
    assert plain_line("\u202eAna\u2069 👩\u200d🔬") == "Ana 👩\u200d🔬"


def test_a_name_of_ten_thousand_characters_is_cut() -> None:
    assert cut_line("x" * 10_000) == "x" * (MAX_LINE - 1) + "…"


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("ana@mueller.example", "ana@mueller.example"),
        (" Ana Müller <ana+x@müller.example> ", "ana+x@müller.example"),
        ("mailto:ana@mueller.example", "ana@mueller.example"),
        ("o'neil@sub.mueller.example", "o'neil@sub.mueller.example"),
    ],
)
def test_an_address_is_found(text: str, address: str) -> None:
    assert email_address(text) == address


@pytest.mark.parametrize(
    "text",
    [
        "not an address",
        "ana@localhost",
        "@mueller.example",
        "ana@mueller..example",
        "ana@-mueller.example",
        "ana@mueller.example\r\nBcc: all@evil.example",
        "a@b.example,c@d.example",
        "ana@mueller.example?bcc=all@evil.example",
        '"a b"@mueller.example',
        "a" * 250 + "@mueller.example",
    ],
)
def test_what_mail_could_not_go_to_or_would_go_elsewhere_is_no_address(text: str) -> None:
    assert email_address(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("+49 (0)151 / 000-0001", "+49 (0)151 / 000-0001"),
        ("\u202d666 555 444\u202c", "666 555 444"),
        ("1-800-FLOWERS", "1-800-FLOWERS"),
        ("+1 555 0100,,123#", "+1 555 0100,,123#"),
        ("tel:+1-418-656-9254;ext=102", "+1-418-656-9254 ext. 102"),
    ],
)
def test_a_number_is_kept_as_it_was_written(text: str, number: str) -> None:
    assert phone_number(text) == number


@pytest.mark.parametrize("text", ["", "call me", "12", "ext=102", "=1+1", "1" * 50, "<b>12345</b>"])
def test_what_cannot_be_dialled_is_no_number(text: str) -> None:
    assert phone_number(text) is None


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://ana.example/blog?x=1", "https://ana.example/blog?x=1"),
        ("www.ana.example", "http://www.ana.example"),
        ("javascript:alert(1)", None),
        ("file:///etc/hostname", None),
        ("see my page", None),
    ],
)
def test_only_web_pages_are_links(text: str, address: str | None) -> None:
    assert web_url(text) == address
