import pytest

from ingest.records import Article
from recommender.sharing.titles import after_title, headline, title_line


@pytest.mark.parametrize(
    ("title", "site", "said"),
    [
        ("Roads for bikes | The Harbour Post", "The Harbour Post", "Roads for bikes"),
        ("Roads for bikes - Harbour Post", "The Harbour Post", "Roads for bikes"),
        ("Roads for bikes | Cities | The Harbour Post", "The Harbour Post", "Roads for bikes"),
        (
            "The Harbour Post: Roads for bikes",
            "The Harbour Post",
            "The Harbour Post: Roads for bikes",
        ),
        ("Harbour Post | Roads for bikes", "Harbour Post", "Roads for bikes"),
        ("Roads for bikes · harbourpost.example", None, "Roads for bikes"),
        ("Roads for bikes - Harbourpost", None, "Roads for bikes"),
        ("Roads - and bikes", "The Harbour Post", "Roads - and bikes"),
        ("Roads | bikes", "The Harbour Post", "Roads | bikes"),
        ("Post-war roads", "Post", "Post-war roads"),
        ("The Harbour Post", "The Harbour Post", "The Harbour Post"),
    ],
)
def test_a_title_is_said_without_the_name_of_its_site(
    title: str, site: str | None, said: str
) -> None:
    url = "https://www.harbourpost.example/roads"

    assert headline(Article(url=url, title=title, text="", site=site)) == said


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("The Harbour at Night\nIt was quiet.", 0),
        ("1 May\n“The harbour at night”\nIt was quiet.", 1),
        ("The harbour at night, and what\nIt was quiet.", None),
        ("Night\nThe Harbour at Night: what the pilots\nIt was quiet.", None),
        ("One\ntwo\nthree\nThe Harbour at Night", None),
        ("", None),
    ],
)
def test_a_heading_repeats_the_title_among_the_first_three_lines(
    text: str, line: int | None
) -> None:
    assert title_line(text, "The Harbour at Night") == line


def test_a_heading_may_be_a_title_cut_off() -> None:
    text = "A third are lost on the way to adult\nMost of them stay away."
    title = "A third are lost on the way to adult care"
    assert after_title(text, title) == "Most of them stay away."
    assert after_title(text, "Adult care") == text
