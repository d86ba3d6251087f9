"""One person, one card: recognising who is meant and putting two cards into one. Pure."""

from collections.abc import Iterable
from dataclasses import replace

from ingest.records import Contact
from recommender.domain import StoredContact


class CardIndex:
    """Everybody, to be found by what names a person for certain.

    Args:
        contacts: Who is known.
    """

    def __init__(self, contacts: Iterable[StoredContact]) -> None:
        self._by_key: dict[tuple[str, str], StoredContact] = {}
        for contact in contacts:
            self.put(contact)

    def put(self, contact: StoredContact) -> None:
        """Add a person, or what has become of their card."""
        for key in _keys(contact):
            known = self._by_key.get(key)
            if known is None or known.id == contact.id:
                self._by_key[key] = contact

    def find(self, contact: Contact) -> StoredContact | None:
        """Return who is meant: the same address, profile page or phone, or name and organisation.

        A name alone is enough where one of the two cards holds nothing that could contradict it.
        """
        for key in _keys(contact):
            known = self._by_key.get(key)
            if known is not None and (key[0] != "name" or _may_be_one(known, contact)):
                return known
        return None


def merge_cards(known: StoredContact, incoming: Contact) -> StoredContact:
    """Return the known card with what the incoming one adds; nothing known is lost.

    Single facts (name, organisation, role, birthday, cadence) follow the incoming card where it
    states them. Lists are joined. Free text grows by what it does not hold yet.
    """
    return replace(
        known,
        name=known.name,
        given_name=known.given_name or incoming.given_name,
        emails=_join(known.emails, incoming.emails),
        phones=_join(known.phones, incoming.phones),
        links=_join(known.links, incoming.links),
        organisation=incoming.organisation or known.organisation,
        role=incoming.role or known.role,
        birthday=incoming.birthday or known.birthday,
        interests=_grow(known.interests, incoming.interests),
        avoid=_grow(known.avoid, incoming.avoid),
        notes=_grow(known.notes, incoming.notes),
        tags=_join(known.tags, incoming.tags),
        cadence_days=incoming.cadence_days or known.cadence_days,
        languages=_join(known.languages, incoming.languages),
    )


def _keys(contact: Contact) -> list[tuple[str, str]]:
    return [
        *(("email", email.casefold()) for email in contact.emails),
        *(("link", link.casefold().rstrip("/")) for link in contact.links if "/" in link[8:-1]),
        *(("phone", digits) for phone in contact.phones if len(digits := _digits(phone)) >= 7),
        ("name", " ".join(contact.name.casefold().split())),
    ]


def _may_be_one(known: Contact, incoming: Contact) -> bool:
    """Tell whether two cards of one name may be one person's."""
    if known.organisation and incoming.organisation:
        return known.organisation.casefold() == incoming.organisation.casefold()
    return not (known.emails and incoming.emails)


def _digits(phone: str) -> str:
    return "".join(character for character in phone if character.isdecimal())


def _join(known: tuple[str, ...], incoming: tuple[str, ...]) -> tuple[str, ...]:
    present = {value.casefold() for value in known}
    return known + tuple(value for value in incoming if value.casefold() not in present)


def _grow(known: str, incoming: str) -> str:
    if not incoming or incoming in known:
        return known
    return f"{known}\n{incoming}" if known else incoming
