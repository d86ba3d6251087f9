"""Serializers to JSON documents; their keys are a contract."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from recommender.domain.articles import StoredArticle, Subscription
from recommender.domain.occasions import Occasion
from recommender.domain.people import Event, InterestProposal, StoredContact
from recommender.domain.suggestions import Match, Suggestion, TermWeight
from recommender.matching.profiles.unmatched import Unmatched
from recommender.storage.imports import PastImport
from recommender.workflow.matching.unmatched import reason
from recommender.workflow.results import (
    Added,
    Card,
    DuplicateView,
    Failure,
    ImportReport,
    NamedMatch,
    OccasionView,
    ProfileView,
    Question,
    RankedArticle,
    RankedContact,
    Review,
    Why,
)

Document = dict[str, Any]


def time(moment: datetime | None) -> str | None:
    """Return a time as ISO text."""
    return None if moment is None else moment.isoformat(timespec="seconds")


def contact(person: StoredContact) -> Document:
    """Return a contact."""
    return {
        "id": person.id,
        "name": person.name,
        "given_name": person.given_name,
        "emails": list(person.emails),
        "phones": list(person.phones),
        "links": list(person.links),
        "organisation": person.organisation,
        "role": person.role,
        "interests": person.interests,
        "avoid": person.avoid,
        "birthday": None if person.birthday is None else str(person.birthday),
        "died": person.died,
        "cadence_days": person.cadence_days,
        "last_contact": time(person.last_contact),
        "tags": list(person.tags),
        "notes": person.notes,
        "languages": list(person.languages),
        "channel": person.channel,
        "paused": person.paused,
        "asleep": person.asleep,
    }


def unmatched(found: Iterable[Unmatched]) -> Document:
    """Return the interests that can't be matched yet."""
    return {
        "unmatched": [
            {
                "interest": one.interest,
                "why": one.why.value,
                "words": list(one.words),
                "reason": reason(one),
            }
            for one in found
        ]
    }


def proposals(person: StoredContact, found: Iterable[InterestProposal]) -> Document:
    """Return the interests proposed for a contact."""
    return {
        "contact": contact(person),
        "proposals": [{"text": one.text, "source": one.source, "why": one.why} for one in found],
    }


def profile(shown: ProfileView) -> Document:
    """Return a profile's sources."""
    return {
        "sources": [
            {"source": one.source.value, "weight": one.weight, "says": one.says}
            for one in shown.sources
        ],
        "terms": [
            {"term": one.word, "weight": round(one.weight, 6), "source": one.source.value}
            for one in shown.terms
        ],
        "struck": list(shown.blocked.values()),
    }


def article(found: StoredArticle) -> Document:
    """Return an article without its text."""
    return {
        "id": found.id,
        "url": found.url,
        "title": found.title,
        "site": found.site,
        "author": found.author,
        "published": time(found.published),
        "added": time(found.added_at),
        "read": found.read_at is not None,
        "language": found.language,
        "story": found.story,
        "dropped": found.hidden,
        "evergreen": found.evergreen,
        "tags": list(found.tags),
        "only_beginning": found.is_excerpt,
    }


def feed(subscription: Subscription) -> Document:
    """Return a subscription."""
    return {
        "id": subscription.id,
        "url": subscription.url,
        "title": subscription.title,
        "site": subscription.site_url,
        "articles": subscription.articles,
        "last_polled": time(subscription.last_polled),
        "next_poll": time(subscription.next_poll),
        "last_error": subscription.last_error,
        "counts_as_read": subscription.counts_as_read,
        "tags": list(subscription.tags),
        "retired": subscription.retired,
        "failures": subscription.failures,
        "moved_from": subscription.moved_from,
    }


def terms(weights: tuple[TermWeight, ...]) -> list[Document]:
    """Return the terms of a match, largest weight first."""
    return [
        {
            "term": weight.term,
            "weight": round(weight.weight, 6),
            "interest": weight.interest,
            "source": weight.source.value,
        }
        for weight in weights
    ]


def match_by_contact(found: NamedMatch | RankedContact) -> Document:
    """Return a match of an article, named by its contact."""
    return {
        "contact_id": found.contact.id,
        "name": found.contact.name,
        **_judgement(found.match),
    }


def match_by_article(found: RankedArticle) -> Document:
    """Return a match of a contact, named by its article."""
    return {
        "article_id": found.article.id,
        "title": found.article.title,
        "url": found.article.url,
        "read": found.article.is_read,
        **_judgement(found.match),
    }


def added(one: Added) -> Document:
    """Return an added page."""
    return {
        "id": one.article.id,
        "url": one.article.url,
        "title": one.article.title,
        "site": one.article.site,
        "language": one.article.language,
        "words": one.words,
        "read": one.article.read_at is not None,
        "duplicate_of": one.duplicate_of,
        "fits": [match_by_contact(found) for found in one.fits],
    }


def failure(one: Failure, key: str = "source") -> Document:
    """Return an input that failed."""
    return {key: one.source, "error": one.error}


def suggestion(one: Suggestion) -> Document:
    """Return a suggestion's state."""
    return {
        "id": one.id,
        "contact_id": one.contact_id,
        "article_id": one.article_id,
        "state": one.state.value,
        "marked_at": time(one.marked_at),
        "until": None if one.until is None else one.until.isoformat(),
        "reason": one.reason,
    }


def card(shown: Card) -> Document:
    """Return a suggestion with its contact, article and draft."""
    return {
        "id": shown.suggestion.id,
        "contact": contact(shown.contact),
        "article": article(shown.article),
        "score": round(shown.suggestion.score, 6),
        "strength": shown.suggestion.strength.value,
        "terms": terms(shown.suggestion.terms),
        "why_now": shown.suggestion.why_now,
        "occasion": None if shown.occasion is None else _occasion_facts(shown.occasion),
        "draft": {
            "to": shown.draft.recipient,
            "subject": shown.draft.subject,
            "body": shown.draft.body,
        },
        "state": shown.suggestion.state.value,
        "chosen": shown.suggestion.chosen,
        "also_sent_to": list(shown.also_sent_to),
        "broadcast": shown.broadcast,
    }


def today(review: Review) -> Document:
    """Return the plan of a day."""
    return {
        "day": review.day.isoformat(),
        "suggestions": [card(shown) for shown in (*review.cards, *review.asked)],
        "occasions": [occasion(view) for view in review.occasions],
        "worth_reading": [
            {
                "article": article(worth.article),
                "for": [contact(person) for person in worth.contacts],
            }
            for worth in review.worth_reading
        ],
        "done": review.done,
        "why_empty": review.why_empty,
    }


def question(asked: Question | None) -> Document:
    """Return a question of the deck; without an article when none is left."""
    if asked is None:
        return {"article": None, "faces": [], "phrases": []}
    return {
        "article": article(asked.article),
        "faces": [
            {
                "contact_id": face.contact.id,
                "name": face.contact.name,
                "why": face.why,
                "related": face.related,
            }
            for face in asked.faces
        ],
        "phrases": list(asked.phrases),
    }


def why(found: Why) -> Document:
    """Return why something is or isn't suggested today."""
    return {
        "contact": contact(found.contact),
        "article": None if found.article is None else article(found.article),
        "suggested": found.suggested,
        "reasons": [{"code": one.code.value, "text": one.text} for one in found.reasons],
    }


def occasion(view: OccasionView) -> Document:
    """Return an occasion with its contact and draft."""
    return _occasion_facts(view.occasion) | {
        "contact": contact(view.contact),
        "draft": {
            "to": view.draft.recipient,
            "subject": view.draft.subject,
            "body": view.draft.body,
        },
        "state": view.occasion.state.value,
    }


def _occasion_facts(one: Occasion) -> Document:
    return {
        "id": one.id,
        "kind": one.kind.value,
        "date": one.day.isoformat(),
        "reason": one.reason,
    }


def event(one: Event) -> Document:
    """Return an event of a timeline."""
    return {
        "id": one.id,
        "contact_id": one.contact_id,
        "kind": one.kind.value,
        "at": time(one.at),
        "note": one.note,
        "suggestion_id": one.suggestion_id,
    }


def imported(report: ImportReport) -> Document:
    """Return the report of an imported file."""
    return {
        "file": report.file,
        "kind": report.kind,
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "skipped": [{"row": row.row, "reason": row.reason} for row in report.skipped],
        "import_id": report.import_id,
        "waiting": report.waiting,
    }


def past_import(past: PastImport) -> Document:
    """Return an import that can be undone."""
    return {
        "id": past.id,
        "at": time(past.at),
        "file": past.file,
        "kind": past.kind,
        "added": past.added,
        "updated": past.updated,
        "undo_first": past.undo_first,
    }


def duplicate(found: DuplicateView) -> Document:
    """Return a pair of possible duplicates."""
    return {
        "contacts": [contact(found.first), contact(found.second)],
        "reasons": list(found.reasons),
        "differences": [
            {"field": one.field, "first": one.first, "second": one.second}
            for one in found.differences
        ],
    }


def _judgement(match: Match) -> Document:
    return {
        "score": round(match.score, 6),
        "fits": match.fits,
        "strength": match.strength.value,
        "terms": terms(match.terms),
    }
