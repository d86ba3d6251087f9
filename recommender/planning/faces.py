"""Who an article might make the user think of: the likeliest contacts, each with a reason. Pure.

The contacts whose profile comes nearest are first, then those whose notes or job share words with
the article. The others fill the places by history: what they liked, how often and how lately the
user was in touch. That is no reason for this article, and it isn't given as one.
"""

import math
import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo

from recommender.care.formatting import month_of
from recommender.domain.people import StoredContact
from recommender.domain.suggestions import Match, Source, own_words_first

FACES = 6
UNRELATED = "Nobody's interests, notes or job mention this. Is it for one of these?"
LIKED = 1.0  # points for a contact who liked or answered an article, as many as 2 times in touch
NOTED = 2.0  # points for each word that notes share with the article
AFFINITY = 2.0  # points for each unit of `work_affinity`
MIX = 1.0  # points by chance, the same each time: else every article would show the same contacts
RECENT = timedelta(days=60)  # a contact of so long ago has 1/e of a point
MOST_OFTEN = 3  # times in touch in a year, from which “most” is worth telling
LATELY = timedelta(days=45)
MOST_WORDS = 2  # of notes, given as the reason
LONGEST_INTEREST = 4  # words; the reason for a longer one is the article's words
_FEW_DAYS = 7
_WEEKS = 56  # days, below which weeks are counted

_FROM_WORK = frozenset({Source.ROLE, Source.ORGANISATION})
_FROM = {
    Source.NOTES: "from your notes:",
    Source.ROLE: "works in",
    Source.ORGANISATION: "works in",
    Source.TAGS: "tagged",
    Source.OWN: "writes about",
    Source.LEARNED: "liked articles on",
    Source.RELATED: "interested in the related topic",
    Source.SEMANTIC: "interested in the related topic",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """A contact who might like an article.

    Attributes:
        why: A fragment of a sentence: “from your notes: container ports”.
        related: The article has to do with what is known of them; else they fill a place.
        blocked: Why they can't be picked, such as “paused”; empty where they can.
    """

    contact: StoredContact
    why: str
    related: bool = False
    blocked: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Liked:
    """The last article that a contact liked or answered."""

    title: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What passed between the user and their contacts, by contact id.

    Attributes:
        times: How often they were in touch within a year.
    """

    liked: Mapping[int, Liked] = field(default_factory=dict)
    times: Mapping[int, int] = field(default_factory=dict)


def likely_faces(
    article_id: int,
    matches: Sequence[Match],
    contacts: Iterable[StoredContact],
    *,
    left_out: Collection[int],
    noted: Mapping[int, Sequence[str]],
    affinity: Mapping[int, float],
    history: History,
    now: datetime,
    timezone: tzinfo,
    most: int = FACES,
) -> tuple[Face, ...]:
    """Return the likeliest contacts for an article, the likeliest first.

    Args:
        article_id: Mixes contacts with equal history, so that not all articles show the same.
        matches: The article's, best first; those without terms have no reason and are ignored.
        contacts: All of them. Paused and sleeping ones are left out.
        left_out: Ids of contacts who got the article, or for whom it is not.
        noted: The words that notes share with the article, by id; `shared_words`.
        affinity: How near the article is to a contact's job, by id; `work_affinity`.
        history: What passed between the user and them.
        now: Aware.
        timezone: The user's.
        most: How many faces; fewer only where there are fewer contacts.
    """
    awake = {c.id: c for c in contacts if not (c.paused or c.asleep or c.id in left_out)}
    near = {
        match.contact_id: Face(contact=awake[match.contact_id], why=why, related=True)
        for match in matches
        if match.contact_id in awake and (why := why_match(match, awake[match.contact_id]))
    }
    faces = list(near.values())[:most]
    others = sorted(
        (contact for contact in awake.values() if contact.id not in near),
        key=lambda contact: (
            not (contact.id in noted or affinity.get(contact.id)),
            -NOTED * len(noted.get(contact.id, ()))
            - AFFINITY * affinity.get(contact.id, 0.0)
            - _closeness(contact, history, now)
            - MIX * _chance(article_id, contact.id),
            contact.id,
        ),
    )
    for contact in others[: most - len(faces)]:
        work = work_of(contact) if affinity.get(contact.id) else ""
        words = ", ".join(noted.get(contact.id, ())[:MOST_WORDS])
        reason = f"{_FROM[Source.NOTES]} {words}" if words else work
        faces.append(
            Face(
                contact=contact,
                why=reason or why_known(contact, history, now=now, timezone=timezone),
                related=bool(reason),
            )
        )
    return tuple(faces)


def why_match(match: Match, contact: StoredContact) -> str:
    """Return why an article comes near a contact, by its main interest; empty without a term."""
    terms = own_words_first(term for term in match.terms if term.weight > 0)
    if not terms:
        return ""
    first = terms[0]
    words = list(dict.fromkeys(t.term for t in terms if t.interest == first.interest))
    is_short = 0 < len(first.interest.split()) <= LONGEST_INTEREST
    about = first.interest if is_short else ", ".join(words[:MOST_WORDS])
    work = work_of(contact)
    if first.source in _FROM_WORK and work:
        return work
    return f"{_FROM.get(first.source, 'interested in')} {about}"


def why_known(contact: StoredContact, history: History, *, now: datetime, timezone: tzinfo) -> str:
    """Return what stands out of what passed between the user and a contact, in a few words."""
    today = now.astimezone(timezone).date()
    if liked := history.liked.get(contact.id):
        return f"liked “{liked.title}” {_when(liked.at.astimezone(timezone).date(), today)}"
    times = history.times.get(contact.id, 0)
    if times >= MOST_OFTEN and times == max(history.times.values()):
        return "you're in touch most"
    last = contact.last_contact
    touch = f"in touch {_when(last.astimezone(timezone).date(), today)}" if last else ""
    if last and now - last <= LATELY:
        return touch
    tagged = f"tagged {contact.tags[0]}" if contact.tags else ""
    return work_of(contact) or touch or tagged or "one of your contacts"


def work_of(contact: StoredContact) -> str:
    """Return a contact's job: “Head of Grid Planning at Stromnetz Nord”."""
    return " at ".join(part for part in (contact.role, contact.organisation) if part)


def _closeness(contact: StoredContact, history: History, now: datetime) -> float:
    """Return how close a contact is by history, 0 or more."""
    recency = 0.0
    if contact.last_contact is not None:
        recency = math.exp(-max(now - contact.last_contact, timedelta()) / RECENT)
    liked = LIKED if contact.id in history.liked else 0.0
    return liked + math.log1p(history.times.get(contact.id, 0)) + recency


def _chance(article_id: int, contact_id: int) -> float:
    """Return a number from 0 to 1 that only these ids decide."""
    return zlib.crc32(f"{article_id} {contact_id}".encode()) / 2**32


def _when(day: date, today: date) -> str:
    """Return roughly when a past day was: “last week”, “in March”."""
    days = (today - day).days
    if days <= 0:
        return "today"
    if days == 1:
        return "yesterday"
    if days < _FEW_DAYS:
        return "this week"
    if days < 2 * _FEW_DAYS:
        return "last week"
    if days < _WEEKS:
        return f"{days // _FEW_DAYS} weeks ago"
    return month_of(day, today)
