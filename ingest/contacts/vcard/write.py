"""Write people as a vCard 4.0 file, which `read` reads back unchanged."""

from collections.abc import Iterable, Iterator

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
    if contact.birthday:
        yield f"BDAY:{_birthday(contact.birthday)}"
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


def _birthday(birthday: Birthday) -> str:
    year = "--" if birthday.year is None else f"{birthday.year:04d}"
    return f"{year}{birthday.month:02d}{birthday.day:02d}"
