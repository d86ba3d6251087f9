from datetime import UTC, date, datetime, timedelta

import pytest

from ingest.records import Birthday
from recommender.domain.suggestions import Match, Source, Strength, TermWeight
from recommender.pages.support import formatting

NOW = datetime(2026, 3, 14, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "today"),
        (1, "yesterday"),
        (3, "3 days ago"),
        (15, "2 weeks ago"),
        (125, "4 months ago"),
        (800, "2 years ago"),
    ],
)
def test_the_past_is_told_as_people_tell_it(days: int, said: str) -> None:
    assert formatting.ago(NOW - timedelta(days=days), NOW) == said


def test_something_dated_ahead_is_of_today() -> None:
    assert formatting.ago(NOW + timedelta(days=3), NOW) == "today"


def test_a_day_of_another_year_names_the_year() -> None:
    assert formatting.short_day(date(2025, 12, 24), date(2026, 1, 2)) == "24 Dec 2025"


def test_a_birthday_on_a_leap_day_needs_no_year() -> None:
    assert formatting.birthday(Birthday(month=2, day=29)) == "29 February"


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Ana Müller", "AM"),
        ("Marijke van den Berg", "MB"),
        ("Cher", "C"),
        ("Prof. Dr. Annegret Stöckl-Weiß", "AS"),
        ("Dr. Weiß", "W"),
        ("Don", "D"),
        ("أحمد منصور", "أم"),
        ("山田 太郎", "山太"),
        ("(Acme) Ltd", "L"),
        ("42", "?"),
        ("", "?"),
    ],
)
def test_initials_stand_for_a_name(name: str, letters: str) -> None:
    assert formatting.initials(name) == letters


def test_a_person_keeps_their_colour() -> None:
    assert formatting.hue("Ana Müller") == formatting.hue("ANA MÜLLER")


def test_names_are_listed_as_a_sentence_holds_them() -> None:
    assert formatting.join_names(("Ana",)) == "Ana"
    assert formatting.join_names(("Ana", "Tom")) == "Ana and Tom"
    assert (
        formatting.join_names(("Ana", "Tom", "Ida", "Kofi", "Max")) == "Ana, Tom, Ida and 2 others"
    )


def test_one_is_not_many() -> None:
    assert formatting.count(1, "person", "people") == "1 person"
    assert formatting.count(1204, "article") == "1,204 articles"


def test_a_long_text_is_cut_between_words() -> None:
    assert formatting.shortened("The column\nthat slipped, by one", 23) == "The column that …"


def test_lines_of_notes_are_told_apart_on_one_line() -> None:
    notes = "Address: Hamburg\n\nMet at the fair."
    assert formatting.note_line(notes, 80) == "Address: Hamburg · Met at the fair."


def test_how_long_ago_goes_by_the_calendar() -> None:
    early = datetime(2026, 11, 25, 0, 15).astimezone()
    assert formatting.ago(early - timedelta(days=1, hours=3), early) == "2 days ago"


def a_match(*terms: TermWeight) -> Match:
    return Match(
        article_id=1, contact_id=1, score=1, fits=True, strength=Strength.GOOD, terms=terms
    )


def test_a_match_is_summed_up_by_its_interests_and_not_by_their_words() -> None:
    match = a_match(
        TermWeight(term="grid", weight=0.6, interest="grid forecasting"),
        TermWeight(term="forecasters", weight=0.7, interest="grid forecasting"),
        TermWeight(term="batteries", weight=0.5, interest="batteries"),
        TermWeight(term="sail", weight=0.1, interest="sailing"),  # too little to be a reason
    )
    assert formatting.match_summary(match) == "Good match: grid forecasting, batteries"
    assert formatting.match_summary(a_match(), unread=True) == "Good match · unread"


@pytest.mark.parametrize(
    ("source", "summary"),
    [
        (Source.NOTES, "Good match, from your notes: ports"),
        (Source.RELATED, "Good match: related to ports"),
    ],
)
def test_a_match_says_where_its_interest_comes_from(source: Source, summary: str) -> None:
    match = a_match(TermWeight(term="quay", weight=1, interest="ports", source=source))
    assert formatting.match_summary(match) == summary
