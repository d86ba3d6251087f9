"""What of a contact's card is a source of their profile."""

from typing import Any

from recommender.matching.profiles.profile import ProfileSources
from recommender.storage.library import Library
from recommender.workflow.matching.index_cache import fit_library
from recommender.workflow.people import contact_editing
from tests.builders import NOW, a_contact


def sources_of(library: Library, **fields: Any) -> ProfileSources:
    contact = contact_editing.add_contact(library, a_contact(**fields), now=NOW)
    return fit_library(library).sources[contact.id]


def test_notes_are_a_source(library: Library) -> None:
    assert sources_of(library, notes="Sails a wooden boat").notes == "Sails a wooden boat"


def test_addresses_and_relatives_in_notes_are_not(library: Library) -> None:
    notes = "Spouse: Honey Miller\nAddress: 4 Beech Road\nSails"
    assert sources_of(library, notes=notes).notes == "Sails"


def test_work_and_tags_are_sources(library: Library) -> None:
    found = sources_of(library, role="Grid planner", organisation="Nordnetz", tags=("choir", "sea"))
    assert (found.role, found.organisation) == ("Grid planner", "Nordnetz")
    assert found.tags == ("choir", "sea")
