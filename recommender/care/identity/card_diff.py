"""Compares two contacts field by field. Pure."""

from dataclasses import dataclass, fields

from ingest.records import Contact


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A field in which two contacts differ.

    Attributes:
        field: Its name in `Contact`.
        first: The first contact's value as text; empty without one.
        second: The second contact's.
    """

    field: str
    first: str
    second: str


def differences(first: Contact, second: Contact) -> tuple[Difference, ...]:
    """Return the fields in which two contacts differ, in the order of `Contact`."""
    texts = (
        (field.name, _text(getattr(first, field.name)), _text(getattr(second, field.name)))
        for field in fields(Contact)
    )
    return tuple(
        Difference(field=name, first=one, second=other)
        for name, one, other in texts
        if one != other
    )


def _text(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)
