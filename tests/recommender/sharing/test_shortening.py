from recommender.domain.suggestions import Message
from recommender.sharing.truncate import shorten

URL = "https://press.example/roads"


def cut(body: str, size: int, subject: str = "S") -> str:
    message = Message(recipient="", subject=subject, body=body)
    return shorten(message, url=URL, fits=lambda m: len(m.subject) + len(m.body) <= size).body


def test_what_fits_is_left_alone() -> None:
    assert cut(f"words\r\n\r\n\r\n{URL}", 100) == f"words\r\n\r\n\r\n{URL}"


def test_the_quoted_passage_goes_first_at_a_word() -> None:
    assert cut(f"My words\n“one two three”\n{URL}\nMax", 52) == f"My words\n“one two…”\n{URL}\nMax"


def test_a_quote_that_leaves_no_room_goes_altogether() -> None:
    body = f"My words\n\n“one two three”\n\n{URL}\nMax"

    assert cut(body, 43) == f"My words\n\n{URL}\nMax"


def test_a_long_title_is_cut_before_the_users_words() -> None:
    title = "long " * 40 + "end"
    body = cut(f"My words\n\n{title}\n{URL}\n\nMax", 250, subject=title)

    assert body.startswith("My words\n\nlong")
    assert body.endswith(f"…\n{URL}\n\nMax")


def test_the_users_words_are_cut_last_and_the_link_stays() -> None:
    assert cut(f"one two three four five six seven\n{URL}\nMax", 45) == f"one two three…\n\n{URL}"


def test_of_a_limit_that_nothing_fits_the_link_is_left() -> None:
    assert cut(f"one two\n{URL}", 5) == URL
