"""The list of contacts: filters with counts, tags, and orders."""

from datetime import timedelta

import pytest

from recommender.care.contact_list import (
    ContactFilter,
    ContactOrder,
    arrange,
    count_by_filter,
    count_tags,
    times_overdue,
)
from recommender.domain.people import ContactSummary
from recommender.settings import Settings
from tests.builders import NOW


def somebody(
    contact_id: int, *, quiet: int | None = 10, added: int = 500, **fields: object
) -> ContactSummary:
    values = {
        "tags": (),
        "has_interests": True,
        "cadence_days": 100,
        "paused": False,
        "asleep": False,
        "added_at": NOW - timedelta(days=added),
        "last_contact": None if quiet is None else NOW - timedelta(days=quiet),
        **fields,
    }
    return ContactSummary(id=contact_id, **values)  # type: ignore[arg-type]  # built from a table


PEOPLE = (
    somebody(1, tags=("Energy", "VIP")),
    somebody(2, quiet=300, has_interests=False),
    somebody(3, quiet=None, added=50, asleep=True, has_interests=False, tags=("energy",)),
    somebody(4, quiet=200, cadence_days=10, added=400),
    somebody(5, quiet=900, paused=True, has_interests=False),
)
OVERDUE = times_overdue(PEOPLE, settings=Settings(), now=NOW)


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (ContactFilter.ALL, (1, 2, 3, 4, 5)),
        (ContactFilter.NEEDS_INTERESTS, (2,)),
        (ContactFilter.NO_INTERESTS, (2, 3, 5)),
        (ContactFilter.OVERDUE, (2, 4)),
        (ContactFilter.AWAKE, (1, 2, 4, 5)),
        (ContactFilter.ASLEEP, (3,)),
        (ContactFilter.PAUSED, (5,)),
    ],
)
def test_each_filter_shows_as_many_as_it_counts(
    wanted: ContactFilter, ids: tuple[int, ...]
) -> None:
    assert arrange(PEOPLE, OVERDUE, wanted=wanted) == ids
    assert count_by_filter(PEOPLE, OVERDUE)[wanted] == len(ids)


@pytest.mark.parametrize(
    ("order", "ids"),
    [
        (ContactOrder.NAME, (1, 2, 3, 4, 5)),
        (ContactOrder.LAST_CONTACT, (1, 4, 2, 5, 3)),
        (ContactOrder.OVERDUE, (4, 2, 1, 3, 5)),
        (ContactOrder.ADDED, (3, 4, 1, 2, 5)),
    ],
)
def test_each_order(order: ContactOrder, ids: tuple[int, ...]) -> None:
    assert arrange(PEOPLE, OVERDUE, order=order) == ids


def test_a_tag_narrows_the_list_in_any_case() -> None:
    assert arrange(PEOPLE, OVERDUE, tag="ENERGY") == (1, 3)
    assert arrange(PEOPLE, OVERDUE, tag="energy", wanted=ContactFilter.ASLEEP) == (3,)


def test_tags_are_counted_once_a_contact_whatever_their_case() -> None:
    assert count_tags([*PEOPLE, somebody(6, tags=("ENERGY", "energy"))]) == {"Energy": 3, "VIP": 1}
