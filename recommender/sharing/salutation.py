"""Chooses the name in a greeting, or none where a name would be risky."""

from ingest.contacts.names import given_name_first, is_initial, is_person, is_title, unquoted
from ingest.records import Contact

_STRAY = '"“”„«»'  # no apostrophes: they are part of names


def first_name(contact: Contact) -> str:
    """Return what to call the contact in a greeting; empty when no name would be right.

    The given name where it is known; else the first word of the name. A name with a title is
    used whole (“Dr. Ana Müller”), and so is one that starts with an initial. Organisations and
    bare addresses get none.
    """
    if contact.given_name and _unquoted_word(contact.given_name):
        return _unquoted_word(contact.given_name)
    full = unquoted(contact.name)
    if not is_person(full, contact.organisation):
        return ""
    name = given_name_first(full)
    first = _unquoted_word(name.split()[0]) if name.split() else ""
    return name if is_title(first) or is_initial(first) else first


def is_formal(contact: Contact) -> bool:
    """Return whether to write to the contact formally: a name with a title, or no first name."""
    words = first_name(contact).split()
    return not words or is_title(words[0])


def _unquoted_word(name: str) -> str:
    """Return a part of a name, without a quotation mark whose other half is elsewhere."""
    return unquoted(name).strip(_STRAY)
