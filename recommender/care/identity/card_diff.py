"""Two cards side by side, for the user to see whether they are one person's. Pure."""

from dataclasses import dataclass, fields

from ingest.records import Contact


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A field in which two cards are not the same.

    Attributes:
        field: Its name in `Contact`.
        first: What the first card says, as text; empty where it says nothing.
    """

    field: str
    first: str
    second: str


def differences(first: Contact, second: Contact) -> tuple[Difference, ...]:
    """Return what two cards say differently, in the order of a card's fields."""
    said = (
        (field.name, _text(getattr(first, field.name)), _text(getattr(second, field.name)))
        for field in fields(Contact)
    )
    return tuple(
        Difference(field=name, first=one, second=other) for name, one, other in said if one != other
    )


def _text(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)
