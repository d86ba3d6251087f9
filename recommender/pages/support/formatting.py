"""Formats times, counts and names as people say them. Pure: the clock is an argument."""

import unicodedata
import zlib
from collections import defaultdict
from datetime import date, datetime, timedelta

from babel import Locale
from babel.dates import format_date, format_timedelta

from ingest.contacts.names import is_title
from ingest.records import Birthday, Contact
from recommender.domain.people import EventKind
from recommender.domain.suggestions import (
    BESIDE_INTERESTS,
    Match,
    Source,
    Strength,
    own_words_first,
)
from recommender.sharing.salutation import first_name

LOCALE = "en"
HUES = 8  # avatar colours in the stylesheet
MOST_INTERESTS = 3
MIN_SHARE = 0.15  # of a match's score, that an interest adds to be a reason
WORDS_A_MINUTE = 220  # silent reading speed of adults, non-fiction: about 240 (Brysbaert 2019)

FIELDS = {
    "emails": "Email",
    "phones": "Phone",
    "avoid": "Never send",
    "given_name": "First name or nickname",
    "cadence_days": "Days between messages",
    "died": "Deceased",
}
FROM_SOURCE = {
    Source.NOTES: "from your notes",
    Source.ROLE: "from their job title",
    Source.ORGANISATION: "from their job and employer",
    Source.TAGS: "from their tags",
    Source.OWN: "from what they write",
}
"""Where an interest comes from that the user didn't state, and can state or block."""

STRENGTHS = {
    Strength.STRONG: "Strong match",
    Strength.GOOD: "Good match",
    Strength.WEAK: "Possible match",
}


def ago(then: datetime, now: datetime) -> str:
    """Return how long ago a time was, by calendar day: “today”, “4 months ago”."""
    days = (now.astimezone().date() - then.astimezone().date()).days
    if days <= 0:
        return "today"
    if days == 1:
        return "yesterday"
    return format_timedelta(
        timedelta(days=-days), granularity="day", threshold=1.0, add_direction=True, locale=LOCALE
    )


def long_day(day: date) -> str:
    """Return a day with its weekday: “Monday, 23 November”."""
    return format_date(day, "EEEE, d MMMM", locale=LOCALE)


def short_day(day: date, today: date) -> str:
    """Return a short day, with its year unless it is this year's: “30 Nov”."""
    return format_date(day, "d MMM" if day.year == today.year else "d MMM y", locale=LOCALE)


def birthday(born: Birthday) -> str:
    """Return a birthday: “4 December”, “4 December 1979”."""
    leap_year = 2000  # so that 29 February exists
    day = date(born.year or leap_year, born.month, born.day)
    return format_date(day, "d MMMM y" if born.year else "d MMMM", locale=LOCALE)


def count(number: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun: “1 person”, “3 people”, “1,204 articles”."""
    noun = one if number == 1 else many or f"{one}s"
    return f"{number:,} {noun}"


def match_summary(match: Match, *, unread: bool = False) -> str:
    """Return a match's strength and its interests: “Strong match: utility-scale batteries”.

    Where the first of them wasn't stated, it says where that comes from: “Good match, from your
    notes: container ports”.
    """
    terms = own_words_first(term for term in match.terms if term.weight > 0)
    weights: defaultdict[str, float] = defaultdict(float)
    for term in terms:
        weights[term.interest] += term.weight
    least = MIN_SHARE * sum(weights.values())
    heaviest = sorted(weights, key=lambda interest: -weights[interest])
    found = [interest for interest in heaviest if weights[interest] >= least]
    first = {term.source for term in terms if term.interest == found[0]} if found else set()
    strength = STRENGTHS[match.strength]
    if origin := next((FROM_SOURCE[source] for source in FROM_SOURCE if source in first), ""):
        strength = f"{strength}, {origin}"
    related = "related to " if first and first <= BESIDE_INTERESTS else ""
    summary = f"{strength}: {related}{', '.join(found[:MOST_INTERESTS])}" if found else strength
    return f"{summary} · unread" if unread else summary


def field_label(name: str) -> str:
    """Return the form's label of a contact field: “Never send” for `avoid`."""
    return FIELDS.get(name, name.capitalize())


def event_label(event: str) -> str:
    """Return the label of an event kind: “thanks owed”, “email”."""
    return "email" if event == EventKind.EMAIL else event.replace("-", " ")


def language(code: str) -> str:
    """Return a language by its English name: “German”; an unknown code stays as it is."""
    return str(Locale(LOCALE).languages.get(code, code))


def join_names(names: tuple[str, ...], *, most: int = 3) -> str:
    """Join names for a sentence: “Ana, Tom and 2 others”."""
    shown = list(names[:most])
    if len(names) > most:
        shown.append(count(len(names) - most, "other"))
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def minutes_to_read(text: str) -> int:
    """Return the reading time of a text in minutes, at least 1."""
    return max(1, round(len(text.split()) / WORDS_A_MINUTE))


def short_name(contact: Contact) -> str:
    """Return a contact's first name if known, otherwise the whole name."""
    return first_name(contact) or contact.name


def initials(name: str) -> str:
    """Return a name's initials, one or two letters; titles such as “Dr.” have none."""
    words = [word for word in name.split() if unicodedata.category(word[0]).startswith("L")]
    words = [word for word in words if not is_title(word)] or words
    letters = [words[0][0], words[-1][0]] if len(words) > 1 else [words[0][0]] if words else ["?"]
    return "".join(letters).upper()


def hue(name: str) -> int:
    """Return the index of a name's avatar colour, 0 to `HUES` - 1; stable across runs."""
    return zlib.crc32(name.casefold().encode()) % HUES


def note_line(notes: str, longest: int) -> str:
    """Return notes on one line, with dots between their lines, truncated at a word boundary."""
    return shortened(" · ".join(filter(str.strip, notes.splitlines())), longest)


def shortened(text: str, longest: int) -> str:
    """Return the text on one line, truncated at a word boundary."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    return line[:longest].rsplit(" ", 1)[0].rstrip(" ,;.:") + " …"
