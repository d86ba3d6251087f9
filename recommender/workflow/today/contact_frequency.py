"""Contact frequency over all contacts, from the library."""

from datetime import datetime

from recommender.care.contact_frequency import PERIOD, ContactFrequency, measure_contact_frequency
from recommender.storage.library import Library
from recommender.workflow.user_settings import settings


def look_at_balance(library: Library, *, now: datetime) -> ContactFrequency:
    """Return how often each contact heard from the user in the last year, against their cadence."""
    return measure_contact_frequency(
        library.contacts.all(),
        library.contacts.times_in_touch(now - PERIOD, now),
        settings=settings(library),
        now=now,
    )
