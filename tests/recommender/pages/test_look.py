import re

from hypothesis import given
from hypothesis import strategies as st

from recommender.pages import look

# what Markdown, emoji short codes, maths and Streamlit's colours are made of
MEANING = re.compile(r"[!\[\]()*_`~$:<>|\\#+.-]")


@given(st.text())
def test_plain_text_holds_no_mark_that_means_something(text: str) -> None:
    without_references = re.sub(r"&#\d+;", "", look.plain(text))
    assert not MEANING.search(without_references)


def test_a_name_that_is_an_address_is_made_no_link_of() -> None:
    assert "@" not in look.plain("ana@example.org")
    assert "&#64;&#8288;example" in look.plain("ana@example.org")


@given(st.text())
def test_plain_text_is_one_line(text: str) -> None:
    assert len(look.plain(text).splitlines()) <= 1


@given(st.text())
def test_text_in_html_opens_no_tag_and_no_attribute(text: str) -> None:
    assert not re.search(r"[<>\"']", look.text(text))
