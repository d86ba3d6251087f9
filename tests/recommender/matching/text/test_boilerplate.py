"""What a page says of itself is no part of what an article is about."""

import pytest

from recommender.matching.text.boilerplate import without_boilerplate
from recommender.matching.text.terms import count_terms

STORY = "The ministry opened the hearing on Monday."


@pytest.mark.parametrize(
    "line",
    [
        "© 2026 Ministry of Agriculture",
        "Copyright 2026 The Football Agency. All rights reserved.",
        "All rights reserved. This material may not be published.",
        "(Reporting by Ann Ames; Editing by Bo Berg)",
        "Associated Press writers Ann Ames and Bo Berg contributed.",
        "Politics | Business | World | Football",
        "- Sport | Culture | Weather",
        "Read more: Why football clubs merge",
        "Related post: Pickled sprouts",
        "You may also like:",
        "Lesen Sie auch: Hagel am Auto",
        "Lire aussi : le loto du club",
        "Te puede interesar: fútbol",
        "Filed under: Football",
        "Image: Football Agency",
        "Sign up for our football newsletter.",
        "This site uses cookies to improve your experience.",
        "Comments",
    ],
)
def test_what_a_page_says_of_itself_is_left_out(line: str) -> None:
    assert without_boilerplate(f"{STORY}\n{line}\n{STORY}") == f"{STORY}\n{STORY}"


@pytest.mark.parametrize(
    "line",
    [
        STORY,
        "Copyright protects a song for seventy years.",
        "Follow the river until the second bridge.",
        "Like our ancestors, we walk.",
        "Share this bread with whoever is hungry.",
        "Sign up early: the race fills in an hour.",
        "Related birds nest further north.",
        "Comments on the draft are due in May.",
        "Photos of the comet were rare.",
        "| Player | Snaps | Tackles |",
        "Read more slowly, she said, and you will see it.",
        "© " + "A long paragraph about the sign and where it came from. " * 6,
    ],
)
def test_prose_stays(line: str) -> None:
    assert without_boilerplate(line) == line


def test_a_dateline_names_no_topic() -> None:
    text = "BERLIN, Nov 3 (Reuters) - The minister said nothing."
    assert without_boilerplate(text) == "The minister said nothing."


def test_its_words_are_not_counted() -> None:
    counts = count_terms("A hearing", f"{STORY}\nRead more: Why football clubs merge", "en")
    assert "en:hear" in counts
    assert "en:footbal" not in counts
