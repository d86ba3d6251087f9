from datetime import date

from recommender.domain.people import StoredContact
from recommender.storage.library import Library
from recommender.workflow.people import bulk_editing, contact_editing, who_matters
from recommender.workflow.people.import_contacts import import_contacts
from tests.builders import NOW, a_contact
from tests.linkedin_export import linkedin_export


def add(library: Library, name: str, **fields: object) -> StoredContact:
    contact = a_contact(name, **{"interests": "", **fields})
    return contact_editing.add_contact(library, contact, now=NOW)


def asked(library: Library) -> set[str]:
    return {one.contact.name for one in who_matters.undecided_contacts(library, now=NOW)}


def test_only_awake_people_without_interests_are_asked_about(library: Library) -> None:
    add(library, "Ana")
    add(library, "Ben", interests="bees")
    paused, sleeper = add(library, "Cem"), add(library, "Dora")
    contact_editing.pause(library, paused.id)
    bulk_editing.set_asleep(library, [sleeper.id], asleep=True)
    assert asked(library) == {"Ana"}


def test_an_export_says_when_people_connected(library: Library) -> None:
    body = linkedin_export(rows=40, with_email=5, until=date(2026, 11, 20))
    import_contacts(library, "Connections.csv", body, now=NOW)
    found = who_matters.undecided_contacts(library, now=NOW)
    assert len(found) == 40
    assert any("connected" in why for one in found for why in one.why)
