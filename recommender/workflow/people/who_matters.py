"""After an import: who matters, and what they care about.

Nobody can say what 300 people care about. So the user picks the few who matter, the others sleep,
and for each of the few the program proposes interests that the user accepts or types.
"""

import logging
from collections.abc import Iterable, Mapping
from datetime import datetime

from recommender.care.likely_contacts import LikelyContact, order_by_likelihood
from recommender.domain.people import StoredContact
from recommender.errors import NotFoundError
from recommender.matching.profiles.profile import join_interests
from recommender.storage.library import Library
from recommender.workflow.clock import LocalZone
from recommender.workflow.people.bulk_editing import BulkEdit, write_interests

logger = logging.getLogger(__name__)


def undecided_contacts(library: Library, *, now: datetime) -> tuple[LikelyContact, ...]:
    """Return the contacts without interests who are neither paused nor asleep, likeliest first."""
    jobs = library.job_history.latest()
    return order_by_likelihood(
        (contact for contact in library.contacts.all() if _is_undecided(contact)),
        connected={id_: job.connected for id_, job in jobs.items() if job.connected},
        now=now,
        timezone=LocalZone(),
    )


def save_answer(
    library: Library, contact_id: int, texts: Iterable[str], *, before: str
) -> BulkEdit:
    """Save the interests that the user accepted or typed for a contact.

    A second answer replaces the first: interests are those before it with those of this answer.

    Args:
        library: Where the contact is stored.
        contact_id: Which contact.
        texts: The interests; none restores what was there before.
        before: The contact's interests before the first answer.

    Raises:
        NotFoundError: There is no such contact.
    """
    edit = write_interests(library, contact_id, join_interests(before, texts))
    logger.info("interests of contact %d chosen from proposals", contact_id)
    return edit


def undo_answers(library: Library, before: Mapping[int, str]) -> None:
    """Give contacts back the interests that they had before the user's answers.

    Args:
        library: Where the contacts are stored.
        before: Their earlier interests, by contact id; who was deleted since is left out.
    """
    with library.write():
        for contact_id, interests in before.items():
            try:
                write_interests(library, contact_id, interests)
            except NotFoundError:
                logger.info("contact %d is gone, nothing to undo", contact_id)


def _is_undecided(contact: StoredContact) -> bool:
    return not (contact.interests.strip() or contact.paused or contact.asleep)
