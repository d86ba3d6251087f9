"""Chooses the name in a greeting, or none where a name would be risky."""

from ingest.contacts.names import given_name_first, is_initial, is_person, is_title
from ingest.contacts.normalize import plain_line
from ingest.records import Contact


def first_name(contact: Contact) -> str:
    """Return what to call the contact in a greeting; empty when no name would be right.

    The given name where it is known; else the first word of the name. A name with a title is
    used whole (“Dr. Ana Müller”), and so is one that starts with an initial. Organisations and
    bare addresses get none.
    """
    if contact.given_name and plain_line(contact.given_name):
        return plain_line(contact.given_name)
    if not is_person(contact.name, contact.organisation):
        return ""
    name = given_name_first(contact.name)
    first = name.split()[0] if name.split() else ""
    return name if is_title(first) or is_initial(first) else first
