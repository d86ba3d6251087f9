"""Extracts identifiers that belong to one person: emails, profile pages, phone numbers."""

import re
from urllib.parse import urlsplit

from ingest.records import Contact

_SHARED_MAILBOX = re.compile(r"(?:info|contact|kontakt|office|hello|hallo|mail|post|team|admin)@")
_NETWORK_PAGE = re.compile(r"(?:[\w-]+\.)?linkedin\.com/in/")  # one page per person
_PHONE_TAIL = 8  # digits: the same with and without country code and leading zero


def email_identifiers(contact: Contact) -> frozenset[str]:
    """Return the emails, without shared mailboxes such as info@."""
    emails = (email.casefold() for email in contact.emails)
    return frozenset(email for email in emails if not _SHARED_MAILBOX.match(email))


def profile_identifiers(contact: Contact) -> frozenset[str]:
    """Return the links with a path, normalized: a bare host may be the employer's."""
    parts = map(urlsplit, contact.links)
    return frozenset(
        f"{p.netloc.casefold().removeprefix('www.')}{p.path.rstrip('/').casefold()}?{p.query}"
        for p in parts
        if p.path.strip("/")
    )


def profiles_conflict(one: Contact, other: Contact) -> bool:
    """Tell whether both have a LinkedIn page, and not the same one."""
    pages = [
        {s for s in profile_identifiers(card) if _NETWORK_PAGE.match(s)} for card in (one, other)
    ]
    return all(pages) and not pages[0] & pages[1]


def phone_identifiers(contact: Contact) -> frozenset[str]:
    """Return the last digits of the phone numbers, which are the same in every notation."""
    numbers = (
        "".join(filter(str.isdecimal, phone.partition("ext")[0])) for phone in contact.phones
    )
    return frozenset(number[-_PHONE_TAIL:] for number in numbers if len(number) >= _PHONE_TAIL)


def birthdays_conflict(one: Contact, other: Contact) -> bool:
    """Tell whether both birthdays are known and differ."""
    if one.birthday is None or other.birthday is None:
        return False
    years = {one.birthday.year, other.birthday.year} - {None}
    days = {(one.birthday.month, one.birthday.day), (other.birthday.month, other.birthday.day)}
    return len(days) > 1 or len(years) > 1
