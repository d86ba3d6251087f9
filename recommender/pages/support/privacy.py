"""Privacy mode: who people are is hidden on the page, for when the screen is shared. Pure.

Pages redact values before they draw them, while callbacks go by ids and read the library itself. So
no redacted value can be saved by mistake, and no message goes out under a false name.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from recommender.care.meetings import MeetingCandidate
from recommender.domain.occasions import Occasion, OccasionKind
from recommender.domain.people import Event, StoredContact
from recommender.domain.suggestions import Message, Source
from recommender.workflow.results import Card, SourceView, TimelineRow
from recommender.workflow.today.insights import Insights

T = TypeVar("T")

HIDDEN = "Hidden"


def redacted(value: T) -> T:
    """Return a value without anything that identifies a person.

    Recurses into tuples, mappings and dataclasses. Ids and interests stay; names, addresses, work
    and notes are replaced.
    """
    return cast("T", _redacted(value))


def name_of(contact_id: int) -> str:
    """Return a contact's stable placeholder name."""
    return f"Person {contact_id}"


def _redacted(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(map(_redacted, value))
    if isinstance(value, Mapping):
        return {key: _redacted(one) for key, one in value.items()}
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changed = {field.name: _redacted(getattr(value, field.name)) for field in fields(value)}
    cover = _REDACTIONS.get(type(value))
    return replace(value, **changed | (cover(value) if cover else {}))


def _contact(contact: StoredContact) -> dict[str, Any]:
    return {
        "name": name_of(contact.id),
        "given_name": name_of(contact.id),
        "emails": (),
        "phones": (),
        "links": (),
        "organisation": None,
        "role": None,
        "birthday": None,
        "died": None,
        "notes": "",
    }


def _occasion(occasion: Occasion) -> dict[str, Any]:
    reasons = {
        OccasionKind.BIRTHDAY: "birthday",
        OccasionKind.QUIET: occasion.reason,
    }
    return {"reason": reasons.get(occasion.kind, occasion.kind.value.replace("-", " "))}


def _card(card: Card) -> dict[str, Any]:
    return {"also_sent_to": ("someone",) * len(card.also_sent_to)}


def _source(view: SourceView) -> dict[str, Any]:
    from_card = {Source.NOTES, Source.ROLE, Source.ORGANISATION, Source.TAGS}
    return {"says": HIDDEN} if view.source in from_card and view.says else {}


_REDACTIONS: Mapping[type, Callable[[Any], dict[str, Any]]] = {
    StoredContact: _contact,
    Event: lambda _event: {"note": ""},
    TimelineRow: lambda _moment: {"note": ""},
    Message: lambda _message: {"recipient": "", "subject": HIDDEN, "body": HIDDEN},
    Occasion: _occasion,
    Card: _card,
    MeetingCandidate: lambda _coffee: {"place": "", "promises": ()},
    Insights: lambda found: {"names": {id_: name_of(id_) for id_ in found.names}},
    SourceView: _source,
}
