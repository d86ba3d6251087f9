"""Insights: reads one year of facts and computes the figures."""

from dataclasses import dataclass
from datetime import datetime

from recommender.care import insights
from recommender.care.insights import PERIOD, Rate, Recipient, TagRecency, Week
from recommender.domain.suggestions import State
from recommender.storage.library import Library
from recommender.workflow.clock import LocalZone
from recommender.workflow.user_settings import settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Insights:
    """The figures of the last year.

    Attributes:
        names: The recipients' names, by contact id.
    """

    weeks: tuple[Week, ...]
    tag_recency: tuple[TagRecency, ...]
    answers: tuple[tuple[State, int], ...]
    recipients: tuple[Recipient, ...]
    names: dict[int, str]
    sources: tuple[tuple[str, int], ...]
    rates: tuple[Rate, ...]

    @property
    def any_sent(self) -> bool:
        """Return whether anything was ever sent."""
        return bool(self.recipients)


def look_back(library: Library, *, now: datetime) -> Insights:
    """Return the figures of the last year."""
    said = library.suggestions.with_feedback_since(now - PERIOD)
    recipients = insights.recipients(said)
    people = library.contacts.get_many(person.contact_id for person in recipients)
    return Insights(
        weeks=insights.sent_by_week(said, now=now, timezone=LocalZone()),
        tag_recency=insights.recency_by_tag(
            library.contacts.recency(), settings=settings(library), now=now
        ),
        answers=insights.answers(said),
        recipients=recipients,
        names={contact.id: contact.name for contact in people.values()},
        sources=insights.sources(
            said, library.articles.sites({suggestion.article_id for suggestion in said})
        ),
        rates=insights.hit_rates(said),
    )
