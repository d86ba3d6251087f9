"""Passalong's own export of people: contact details, preferences and timeline."""

from collections.abc import Callable, Mapping
from typing import Any

from ingest.contacts.builder import ContactBuilder, collect
from ingest.contacts.registry import AddressBook, address_book
from ingest.files.containers import json_of, text_of

_OURS = frozenset({"name", "emails", "interests", "cadence_days"})


def _is_ours(name: str, body: bytes) -> bool:  # noqa: ARG001 - recognised by content
    first = next(iter(_people(body)), None)
    return isinstance(first, dict) and first.keys() >= _OURS


@address_book(kind="passalong", title="Passalong's own people (.json)", recognises=_is_ours)
def read_passalong(body: bytes, *, name: str) -> AddressBook:  # noqa: ARG001 - the signature of an importer
    """Return the people of `contacts.json`, or of a command's `--json`, with their timelines."""
    builders = []
    for row, person in enumerate(_people(body), start=1):
        builders.append(ContactBuilder(row))
        if isinstance(person, dict):
            _fill(builders[-1], person)
    return collect("passalong", builders)


def _people(body: bytes) -> list[Any]:
    document = json_of(body)
    if isinstance(document, dict):
        document = document.get("contacts")
    return document if isinstance(document, list) else []


def _fill(builder: ContactBuilder, person: Mapping[str, Any]) -> None:
    for field, take in _TAKE.items():
        value = person.get(field)
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, str | int):
                take(builder, str(one))
    builder.name_parts(given=text_of(person.get("given_name")))
    if person.get("paused"):
        builder.pause()
    if person.get("asleep"):
        builder.sleep()
    timeline = person.get("timeline")
    for event in timeline if isinstance(timeline, list) else ():
        if isinstance(event, dict):
            kind, at, note = (text_of(event.get(part)) for part in ("kind", "at", "note"))
            builder.timeline_entry(kind, at, note)


_TAKE: Mapping[str, Callable[[ContactBuilder, str], None]] = {
    "name": ContactBuilder.name,
    "emails": ContactBuilder.email,
    "phones": ContactBuilder.phone,
    "links": ContactBuilder.link,
    "organisation": ContactBuilder.organisation,
    "role": ContactBuilder.role,
    "birthday": ContactBuilder.birthday,
    "interests": ContactBuilder.interests,
    "avoid": ContactBuilder.avoid,
    "notes": ContactBuilder.note,
    "tags": ContactBuilder.tag,
    "languages": ContactBuilder.languages,
    "cadence_days": ContactBuilder.cadence,
    "died": ContactBuilder.died,
    "channel": ContactBuilder.channel,
}
