"""Edits many contacts at once, in one transaction with one undo."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from recommender.domain.people import StoredContact
from recommender.errors import NotFoundError
from recommender.matching.profiles.profile import join_interests
from recommender.storage.library import Library


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkEdit:
    """One field of some contacts, as it was and as an edit left it.

    Attributes:
        changes: Each contact before and after; those that the edit left as they were are not here.
    """

    field: str
    changes: tuple[tuple[StoredContact, StoredContact], ...]


def add_interests(
    library: Library, contact_ids: Iterable[int], interests: Sequence[str]
) -> BulkEdit:
    """Add interests to contacts; each contact gets those that they lack.

    Raises:
        NotFoundError: One of the contacts does not exist.
    """
    return _edit(
        library,
        contact_ids,
        "interests",
        lambda contact: join_interests(contact.interests, interests),
    )


def add_interests_each(library: Library, interests: Mapping[int, Sequence[str]]) -> BulkEdit:
    """Add interests to contacts, to each their own, by contact id.

    Raises:
        NotFoundError: One of the contacts does not exist.
    """
    return _edit(
        library,
        interests,
        "interests",
        lambda contact: join_interests(contact.interests, interests[contact.id]),
    )


def add_tag(library: Library, contact_ids: Iterable[int], tag: str) -> BulkEdit:
    """Tag contacts, unless they have the tag in any case.

    Raises:
        NotFoundError: One of the contacts does not exist.
    """
    name = " ".join(tag.split())

    def tags(contact: StoredContact) -> tuple[str, ...]:
        known = {tag.casefold() for tag in contact.tags}
        return contact.tags if name.casefold() in known else (*contact.tags, name)

    return _edit(library, contact_ids, "tags", tags)


def set_cadence(library: Library, contact_ids: Iterable[int], days: int | None) -> BulkEdit:
    """Set how often to be in touch with contacts; None means as tags and settings say.

    Raises:
        NotFoundError: One of the contacts does not exist.
    """
    return _edit(library, contact_ids, "cadence_days", lambda _contact: days)


def set_paused(library: Library, contact_ids: Iterable[int], paused: bool) -> BulkEdit:
    """Pause contacts, or end their pause.

    Raises:
        NotFoundError: One of the contacts does not exist.
    """
    return _edit(library, contact_ids, "paused", lambda _contact: paused)


def set_asleep(library: Library, contact_ids: Iterable[int], asleep: bool) -> BulkEdit:
    """Let contacts sleep, or wake them.

    Raises:
        NotFoundError: One of the contacts does not exist.
    """
    return _edit(library, contact_ids, "asleep", lambda _contact: asleep)


def write_interests(library: Library, contact_id: int, interests: str) -> BulkEdit:
    """Replace the interests of one contact.

    Raises:
        NotFoundError: There is no such contact.
    """
    return _edit(library, [contact_id], "interests", lambda _contact: interests.strip())


def undo_edit(library: Library, edit: BulkEdit) -> None:
    """Give each contact their earlier value back, unless it was changed again since."""
    with library.write():
        now = library.contacts.get_many(before.id for before, _ in edit.changes)
        library.contacts.update_field(
            edit.field,
            [
                before
                for before, after in edit.changes
                if before.id in now
                and getattr(now[before.id], edit.field) == getattr(after, edit.field)
            ],
        )


def _with(
    contact: StoredContact, field: str, value: Callable[[StoredContact], Any]
) -> StoredContact:
    changed: dict[str, Any] = {field: value(contact)}
    return replace(contact, **changed)


def _edit(
    library: Library,
    contact_ids: Iterable[int],
    field: str,
    value: Callable[[StoredContact], Any],
) -> BulkEdit:
    ids = tuple(dict.fromkeys(contact_ids))
    with library.write():
        found = library.contacts.get_many(ids)
        for contact_id in ids:
            if contact_id not in found:
                raise NotFoundError(f"There's no contact {contact_id}.")
        edited = [_with(found[contact_id], field, value) for contact_id in ids]
        changes = tuple((found[one.id], one) for one in edited if one != found[one.id])
        library.contacts.update_field(field, [after for _, after in changes])
    return BulkEdit(field=field, changes=changes)
