"""The address books that can be read, and what they hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ingest.errors import ImportFileError
from ingest.files.importers import Importers
from ingest.records import Contact, TimelineEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class SkippedRow:
    """Something that was left out: a whole row, or one value of a person who was kept.

    Attributes:
        row: As a spreadsheet numbers rows, the header included; the card's place in a vCard file.
        reason: What was left out and why, without a full stop.
    """

    row: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactExtras:
    """What a file says of a person that stands on no card.

    Attributes:
        paused: The user leaves them alone.
        channel: How notes to them are opened, by its name.
    """

    timeline: tuple[TimelineEntry, ...] = ()
    paused: bool = False
    channel: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressBook:
    """The people of one file, in its order.

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
detect = ADDRESS_BOOKS.detect


def read_address_book(body: bytes, *, name: str, kind: str | None = None) -> AddressBook:
    """Return the people in a file; `kind` says how to read it, None to find out.

    Raises:
        UnknownFileError: No kind fits the file.
        ImportFileError: It cannot be read, or it holds nobody.
    """
    book = ADDRESS_BOOKS.read(body, name=name, kind=kind)
    if not book.contacts and not book.skipped:
        raise ImportFileError(name, "holds nobody", "Export it again, with all contacts chosen.")
    return book
