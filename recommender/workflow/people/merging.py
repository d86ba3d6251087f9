"""Proposes likely duplicates, merges two contacts, and undoes a merge."""

from datetime import datetime

from recommender.care.identity.card_diff import differences
from recommender.care.identity.duplicates import find_duplicates
from recommender.care.identity.merge import merge_duplicates
from recommender.domain.people import StoredContact
from recommender.errors import NotFoundError, NotPossibleError
from recommender.storage.imports import PastImport
from recommender.storage.library import Library
from recommender.storage.merges import MERGE
from recommender.workflow.matching.mentions import search_mentions
from recommender.workflow.people.import_contacts import undo_import
from recommender.workflow.results import DuplicateView


def likely_duplicates(library: Library) -> tuple[DuplicateView, ...]:
    """Return pairs of contacts that are likely one person, the most certain first."""
    contacts = {contact.id: contact for contact in library.contacts.all()}
    apart = library.merges.not_duplicates()
    return tuple(
        DuplicateView(
            first=contacts[first],
            second=contacts[second],
            reasons=found.reasons,
            differences=differences(contacts[first], contacts[second]),
        )
        for found in find_duplicates(contacts.values())
        for first, second in (found.ids,)
        if (min(first, second), max(first, second)) not in apart
    )


def merge_contacts(
    library: Library, *, kept_id: int, other_id: int, now: datetime
) -> StoredContact:
    """Merge a contact into the one that is kept, with its whole history.

    Raises:
        NotFoundError: One of the two does not exist.
        NotPossibleError: Both ids are the same.
    """
    if kept_id == other_id:
        raise NotPossibleError("That's the same contact. Name two to merge them.")
    with library.write():
        found = library.contacts.get_many((kept_id, other_id))
        if len(found) < 2:
            raise NotFoundError("One of the two is no longer in the library.")
        merge_id = library.imports.begin(file="", kind=MERGE, at=now)
        library.imports.save_before(merge_id, kept_id)
        library.merges.merge(merge_id, kept_id=kept_id, other_id=other_id)
        library.contacts.update(kept_id, merge_duplicates(found[kept_id], found[other_id]))
        if not found[other_id].asleep:  # who was awake as one of the two stays awake
            library.contacts.set_asleep([kept_id], asleep=False)
        library.imports.save_after(merge_id)
    search_mentions(library, now=now)
    merged = library.contacts.get(kept_id)
    assert merged is not None, "it was just written"
    return merged


def undo_merge(library: Library) -> PastImport:
    """Undo the last merge; both contacts are as they were.

    Raises:
        NotFoundError: Nothing was merged.
        NotPossibleError: A later import has changed the contact.
    """
    merge_id = library.merges.latest()
    if merge_id is None:
        raise NotFoundError("There's no merge to undo.")
    return undo_import(library, merge_id)


def save_not_duplicates(library: Library, first_id: int, second_id: int) -> None:
    """Record that two contacts are different people, so that they are not proposed again.

    Raises:
        NotPossibleError: Both ids are the same.
    """
    if first_id == second_id:
        raise NotPossibleError("That's the same contact. Name two to keep them apart.")
    with library.write():
        library.merges.save_not_duplicates(first_id, second_id)
