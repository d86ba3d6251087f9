import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.pages.support import markup

# what Markdown, emoji short codes, maths and Streamlit's colours are made of
MEANING = re.compile(r"[!\[\]()*_`~$:<>|\\#+.-]")


@given(st.text())
def test_plain_text_holds_no_mark_that_means_something(text: str) -> None:
    without_references = re.sub(r"&#\d+;", "", markup.plain(text))
    assert not MEANING.search(without_references)


@pytest.mark.parametrize(
    ("address", "head", "host"),
    [
        ("ana@example.org", "ana@", "example.org"),
        ("https://example.org/a", "https://", "example.org/a"),
        ("HTTP://192.0.2.1/x", "HTTP://", "192.0.2.1/x"),
        ("www.example.org", "www", ".example.org"),
        ("see (Www.example.org).", "see (Www", ".example.org)."),
    ],
)
def test_an_address_is_parted_where_markdown_would_make_a_link_of_it(
    address: str, head: str, host: str
) -> None:
    assert html.unescape(markup.plain(address)) == f"{head}\N{WORD JOINER}{host}"


@given(st.text())
def test_plain_text_is_one_line(text: str) -> None:
    assert len(markup.plain(text).splitlines()) <= 1


@given(st.text())
def test_text_in_html_opens_no_tag_and_no_attribute(text: str) -> None:
    assert not re.search(r"[<>\"']", markup.text(text))
