"""People to meet for coffee, lunch or a drink, with topics to talk about."""

from dataclasses import dataclass

from recommender.care.meetings import MET, MeetingCandidate, find_meeting_candidates
from recommender.domain.people import EventKind
from recommender.storage.library import Library

MOST = 20
MOST_TOPICS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingView:
    """A person to meet.

    Attributes:
        topics: Their interests that the user has read about, best match first.
        article: The title of the read article that fits them best; empty when none fits.
    """

    candidate: MeetingCandidate
    topics: tuple[str, ...] = ()
    article: str = ""


def suggest_meetings(
    library: Library, place: str = "", *, limit: int = MOST
) -> tuple[MeetingView, ...]:
    """Return people to meet, longest not met first, with shared topics."""
    kinds = (*sorted(MET), EventKind.PROMISE, EventKind.PROMISE_KEPT)
    events = [event for kind in kinds for event in library.contacts.events_of_kind(kind)]
    found = find_meeting_candidates(library.contacts.all(), events, place=place)
    return tuple(_with_topics(library, candidate) for candidate in found[:limit])


def _with_topics(library: Library, candidate: MeetingCandidate) -> MeetingView:
    """Return a person with the read articles that fit and the interests these touch."""
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
