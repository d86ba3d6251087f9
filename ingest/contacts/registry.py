"""The registry of address books, and what they return."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ingest.errors import ImportFileError
from ingest.files.importers import Importers
from ingest.records import Contact, TimelineEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class SkippedRow:
    """Something that was skipped: a whole row, or one value of a person.

    Attributes:
        row: As in a spreadsheet, counting the header; in other files, the person's position.
        reason: What was skipped and why, without a full stop.
    """

    row: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactExtras:
    """What an export of Passalong has about a person beyond their contact details.

    Attributes:
        paused: No suggestions for them.
        asleep: Only strong matches are suggested for them.
        channel: The name of the channel for messages to them.
    """

    timeline: tuple[TimelineEntry, ...] = ()
    paused: bool = False
    asleep: bool = False
    channel: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressBook:
    """The people of a file, in its order.

    Attributes:
        extras: What the file has about some of them beyond the contact details.
    """

    kind: str
    contacts: tuple[Contact, ...]
    skipped: tuple[SkippedRow, ...] = ()
    extras: Mapping[Contact, ContactExtras] = field(default_factory=dict)


ADDRESS_BOOKS = Importers[AddressBook]("ingest.contacts", noun="address book")

address_book = ADDRESS_BOOKS.register
kinds = ADDRESS_BOOKS.kinds
claims = ADDRESS_BOOKS.claims
detect = ADDRESS_BOOKS.detect


def read_address_book(body: bytes, *, name: str, kind: str | None = None) -> AddressBook:
    """Return the people in a file; its kind is detected by default.

    Raises:
        UnknownFileError: No kind recognises the file.
        ImportFileError: It cannot be read, or is empty.
    """
    book = ADDRESS_BOOKS.read(body, name=name, kind=kind)
    if not book.contacts and not book.skipped:
        raise ImportFileError(
            name, "has no contacts", "Export it again, with all contacts selected."
        )
    return book
