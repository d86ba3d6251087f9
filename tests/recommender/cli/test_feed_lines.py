from pathlib import Path

from tests.commands import run


def test_an_empty_list_of_feeds_says_how_to_follow_one(tmp_path: Path) -> None:
    answer = run(tmp_path / "library.sqlite", "feeds", "list")
    assert answer.out == "No feeds yet. Follow one with: passalong feeds add URL\n"


def test_a_feed_that_cannot_be_followed_gets_one_sentence(tmp_path: Path) -> None:
    answer = run(tmp_path / "library.sqlite", "feeds", "add", "ftp://example.org/feed")
    assert (answer.status, answer.out) == (1, "")
    assert answer.err.startswith("ftp://example.org/feed: doesn't look like a link.")
