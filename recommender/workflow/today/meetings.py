"""Whom to meet for coffee, lunch or a drink, with what there is to talk about."""

from dataclasses import dataclass

from recommender.care.meetings import MET, MeetingCandidate, find_meeting_candidates
from recommender.domain.people import EventKind
from recommender.storage.library import Library

MOST = 20
MOST_TOPICS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingView:
    """Somebody to meet.

    Attributes:
        topics: What of their interests the user has read of, the best match first.
        article: The title of what suits them best of it; empty when nothing fits.
    """

    candidate: MeetingCandidate
    topics: tuple[str, ...] = ()
    article: str = ""


def suggest_meetings(
    library: Library, place: str = "", *, limit: int = MOST
) -> tuple[MeetingView, ...]:
    """Return whom to meet, those not met for longest first, with topics that both know of."""
    kinds = (*sorted(MET), EventKind.PROMISE, EventKind.PROMISE_KEPT)
    events = [event for kind in kinds for event in library.contacts.events_of_kind(kind)]
    found = find_meeting_candidates(library.contacts.all(), events, place=place)
    return tuple(_with_topics(library, candidate) for candidate in found[:limit])


def _with_topics(library: Library, candidate: MeetingCandidate) -> MeetingView:
    """Return them with what the user read that fits them, and which interests it touches."""
    fitting = [m for m in library.matches.of_contact(candidate.contact.id) if m.fits]
    articles = library.articles.get_many(match.article_id for match in fitting[:MOST])
    read = [m for m in fitting[:MOST] if articles[m.article_id].read_at is not None]
    topics = dict.fromkeys(
        term.interest for match in read for term in match.terms if term.weight > 0
    )
    return MeetingView(
        candidate=candidate,
        topics=tuple(topics)[:MOST_TOPICS],
        article=articles[read[0].article_id].title if read else "",
    )
