"""After an import: who matters, and what they care about.

Nobody can say what 300 people care about. So the user picks the few who matter, the others sleep,
and for each of the few the program proposes interests that the user accepts or types.
"""

from datetime import datetime

from recommender.care.likely_contacts import LikelyContact, order_by_likelihood
from recommender.domain.people import StoredContact
from recommender.storage.library import Library
from recommender.workflow.clock import LocalZone


def undecided_contacts(library: Library, *, now: datetime) -> tuple[LikelyContact, ...]:
    """Return the contacts without interests who are neither paused nor asleep, likeliest first."""
    jobs = library.job_history.latest()
    return order_by_likelihood(
        (contact for contact in library.contacts.all() if _is_undecided(contact)),
        connected={id_: job.connected for id_, job in jobs.items() if job.connected},
        now=now,
        timezone=LocalZone(),
    )


def _is_undecided(contact: StoredContact) -> bool:
    return not (contact.interests.strip() or contact.paused or contact.asleep)
