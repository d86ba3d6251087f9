"""What of a contact's card colours their matches: topics, and no private facts."""

from typing import Any

from recommender.storage.library import Library
from recommender.workflow.matching.index_cache import fit_library
from recommender.workflow.people import contact_editing
from tests.builders import NOW, a_contact


def notes_of(library: Library, **fields: Any) -> str:
    contact = contact_editing.add_contact(library, a_contact(**fields), now=NOW)
    return fit_library(library).sources[contact.id].notes


def test_topics_of_a_note_colour_the_ranking(library: Library) -> None:
    assert notes_of(library, notes="Sails a wooden boat") == "Sails a wooden boat"


def test_addresses_and_relatives_of_a_note_do_not(library: Library) -> None:
    notes = "Spouse: Honey Miller\nAddress: 4 Beech Road\nSails"
    assert notes_of(library, notes=notes) == "Sails"


def test_work_and_tags_colour_the_ranking_too(library: Library) -> None:
    told = notes_of(library, role="Grid planner", organisation="Nordnetz", tags=("choir", "sea"))
    assert told == "Grid planner\nNordnetz\nchoir\nsea"
