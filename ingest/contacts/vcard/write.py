"""Write people as a vCard 4.0 file, which `read` reads back unchanged."""

from collections.abc import Iterable, Iterator

from ingest.contacts.deaths import DATE_UNKNOWN
from ingest.contacts.line_folding import escape_text, write_lines
from ingest.contacts.vcard.read import AVOID, CADENCE
from ingest.records import Birthday, Contact


def write_vcards(contacts: Iterable[Contact]) -> bytes:
    """Return a file with a card for each contact.

    Values without a vCard property have `X-PASSALONG-` properties, which other programs ignore.
    """
    return write_lines(line for contact in contacts for line in _card(contact))


def _card(contact: Contact) -> Iterator[str]:
    yield from ("BEGIN:VCARD", "VERSION:4.0", f"FN:{escape_text(contact.name)}")
    if contact.given_name:
        yield f"N:;{escape_text(contact.given_name)};;;"
    for name, values in (
        ("EMAIL", contact.emails),
        ("TEL", contact.phones),
        ("URL", contact.links),
        ("LANG", contact.languages),
    ):
        for place, value in enumerate(values, 1):
            yield f"{name};PREF={place}:{escape_text(value)}"
    if contact.tags:
        yield "CATEGORIES:" + ",".join(map(escape_text, contact.tags))
    yield from _dates(contact)
    if contact.cadence_days is not None:
        yield f"{CADENCE}:{contact.cadence_days}"
    for name, text in (
        ("ORG", contact.organisation),
        ("TITLE", contact.role),
        ("INTEREST", contact.interests),
        (AVOID, contact.avoid),
        ("NOTE", contact.notes),
    ):
        if text:
            yield f"{name}:{escape_text(text)}"
    yield "END:VCARD"


def _dates(contact: Contact) -> Iterator[str]:
    if contact.birthday:
        yield f"BDAY:{_birthday(contact.birthday)}"
    if contact.died == DATE_UNKNOWN:
        yield "DEATHDATE;VALUE=text:yes"
    elif contact.died:
        yield f"DEATHDATE:{_death(contact.died)}"


def _death(died: str) -> str:
    """Return a date in the basic format of RFC 6350: 20200101, 2020-05, 2020."""
    return died.replace("-", "") if died.count("-") > 1 else died


def _birthday(birthday: Birthday) -> str:
    year = "--" if birthday.year is None else f"{birthday.year:04d}"
    return f"{year}{birthday.month:02d}{birthday.day:02d}"
