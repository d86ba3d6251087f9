from collections.abc import Iterable
from datetime import date

import pytest

from recommender.domain.people import StoredContact
from recommender.errors import NotFoundError
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


def interests(library: Library, contact: StoredContact) -> str:
    (found,) = library.contacts.get_many([contact.id]).values()
    return found.interests


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


def test_an_answer_is_added_to_what_was_there(library: Library) -> None:
    ana = add(library, "Ana", interests="bees")
    who_matters.save_answer(library, ana.id, ["night trains", "bees"], before="bees")
    assert interests(library, ana) == "bees, night trains"


@pytest.mark.parametrize(("second", "left"), [(["honey"], "honey"), ([], "")])
def test_a_second_answer_replaces_the_first(
    second: Iterable[str], left: str, library: Library
) -> None:
    ana = add(library, "Ana")
    who_matters.save_answer(library, ana.id, ["bees"], before="")
    who_matters.save_answer(library, ana.id, second, before="")
    assert interests(library, ana) == left


def test_answers_are_undone_together_even_where_somebody_is_gone(library: Library) -> None:
    ana, ben = add(library, "Ana", interests="bees"), add(library, "Ben")
    for contact, before in ((ana, "bees"), (ben, "")):
        who_matters.save_answer(library, contact.id, ["night trains"], before=before)
    contact_editing.forget(library, ben.id)
    who_matters.undo_answers(library, {ana.id: "bees", ben.id: ""})
    assert interests(library, ana) == "bees"


def test_an_answer_on_somebody_who_is_gone_is_refused(library: Library) -> None:
    with pytest.raises(NotFoundError):
        who_matters.save_answer(library, 99, ["bees"], before="")
