"""Chooses the name in a greeting, or none where a name would be risky."""

from functools import lru_cache

from ingest.contacts.normalize import plain_line
from ingest.records import Contact
from recommender.sharing.names.decision import greeting_name, has_title


def first_name(contact: Contact) -> str:
    """Return what to call the contact in a greeting; empty when no name would surely be right."""
    return _called(contact.name, contact.given_name, contact.organisation, contact.languages)


def is_formal(contact: Contact) -> bool:
    """Return whether to write to the contact formally: a name with a title, or no first name."""
    called = first_name(contact)
    return not called or has_title(called)


@lru_cache(maxsize=20_000)
def _called(
    name: str, given_name: str | None, organisation: str | None, languages: tuple[str, ...]
) -> str:
    if organisation and plain_line(organisation).casefold() == plain_line(name).casefold():
        return ""
    return greeting_name(name, given_name, languages)
