from datetime import UTC, date, timedelta

from ingest.records import Birthday
from recommender.care.likely_contacts import LikelyContact, order_by_likelihood
from recommender.domain.people import StoredContact
from tests.builders import NOW, a_known_contact

TODAY = NOW.date()


def ordered(
    *contacts: StoredContact, connected: dict[int, date] | None = None
) -> tuple[LikelyContact, ...]:
    return order_by_likelihood(contacts, connected=connected or {}, now=NOW, timezone=UTC)


def somebody(contact_id: int, name: str, **fields: object) -> StoredContact:
    return a_known_contact(contact_id, name, **{"last_contact": None, **fields})


def names(found: tuple[LikelyContact, ...]) -> list[str]:
    return [one.contact.name for one in found]


def test_people_with_notes_come_before_people_with_an_email_before_the_others() -> None:
    found = ordered(
        somebody(1, "Nobody"),
        somebody(2, "Email", emails=("e@example.org",)),
        somebody(3, "Notes", notes="met at the harbour, ferries"),
    )
    assert names(found) == ["Notes", "Email", "Nobody"]
    assert [one.why for one in found] == [("your notes",), ("email",), ()]


def test_a_recent_connection_outweighs_an_old_one() -> None:
    found = ordered(
        somebody(1, "Old"),
        somebody(2, "New"),
        connected={1: TODAY - timedelta(days=1500), 2: TODAY - timedelta(days=20)},
    )
    assert names(found) == ["New", "Old"]
    assert found[0].why == ("connected in November",)
    assert found[1].why == ("connected in 2022",)


def test_recent_contact_and_a_birthday_soon_count() -> None:
    found = ordered(
        somebody(1, "Far", birthday=Birthday(month=6, day=1)),
        somebody(2, "Soon", birthday=Birthday(month=11, day=30)),
        somebody(3, "Touched", last_contact=NOW - timedelta(days=10)),
    )
    assert names(found) == ["Touched", "Soon", "Far"]
    assert [one.why for one in found] == [
        ("in touch 10 days ago",), ("birthday on 30 November",), (),
    ]  # fmt: skip


def test_a_circle_is_at_least_three_people_of_one_organisation() -> None:
    pair = [somebody(n, f"Pair {n}", organisation="Orbit") for n in (1, 2)]
    circle = [somebody(n, f"Circle {n}", organisation="Tilia") for n in (3, 4, 5)]
    found = ordered(*pair, *circle)
    assert names(found)[:3] == ["Circle 3", "Circle 4", "Circle 5"]
    assert found[0].why == ("you know 3 there",)
    assert found[3].why == ()


def test_equal_people_stand_by_name() -> None:
    assert names(ordered(somebody(1, "ben"), somebody(2, "Ana"))) == ["Ana", "ben"]


def test_a_connection_dated_ahead_says_nothing() -> None:
    (found,) = ordered(somebody(1, "Ana"), connected={1: TODAY + timedelta(days=3)})
    assert found.why == ()
