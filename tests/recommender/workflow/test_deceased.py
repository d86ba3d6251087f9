"""Nothing is suggested for people who died, and nobody is reminded of them."""

from datetime import timedelta

import pytest

from ingest.records import Birthday
from recommender.domain.people import EventKind, StoredContact
from recommender.domain.suggestions import Strength, WhyCode
from recommender.errors import NotPossibleError
from recommender.storage.library import Library
from recommender.workflow.exports import export_calendar
from recommender.workflow.people import contact_editing
from recommender.workflow.people.import_contacts import import_contacts, undo_import
from recommender.workflow.today.contact_frequency import look_at_balance
from recommender.workflow.today.occasions import open_occasions
from recommender.workflow.today.review import todays_review
from recommender.workflow.today.why import explain
from tests.builders import NOW, a_contact, a_match, an_article
from tests.commands import run

LONG_AGO = NOW - timedelta(days=500)
CARD = b"""BEGIN:VCARD
VERSION:4.0
FN:Ana Ferreira
EMAIL:ana@example.com
DEATHDATE:20260101
END:VCARD
"""


@pytest.fixture
def ana(library: Library) -> StoredContact:
    """Return someone with a birthday tomorrow, a long silence and a strong match."""
    tomorrow = NOW + timedelta(days=1)
    card = a_contact(
        "Ana Ferreira",
        emails=("ana@example.com",),
        birthday=Birthday(month=tomorrow.month, day=tomorrow.day, year=1950),
    )
    contact = contact_editing.add_contact(library, card, now=LONG_AGO)
    contact_editing.log_event(library, contact.id, EventKind.CALL, at=NOW - timedelta(days=400))
    with library.write():
        article_id = library.articles.add(an_article(), added_at=NOW, read_at=NOW)
        library.terms.save(article_id, {"en:bee": 3}, analyzer_version=1)
        library.matches.replace([a_match(contact.id, article_id, strength=Strength.STRONG)])
        library.matches.set_matched([contact.id])
        library.terms.set_matched([article_id])
    return contact


def _shown(library: Library) -> dict[str, bool]:
    return {
        "occasions": bool(open_occasions(library, now=NOW)),
        "suggestions": bool(todays_review(library, now=NOW).cards),
        "candidates": bool(library.matches.candidates()),
        "calendar": b"VEVENT" in export_calendar(library, now=NOW),
        "balance": look_at_balance(library, now=NOW).people > 0,
        "names": bool(library.contacts.names()),
        "awake": bool(library.contacts.awake()),
    }


def test_someone_who_died_is_left_out_everywhere(library: Library, ana: StoredContact) -> None:
    assert all(_shown(library).values())

    contact_editing.edit_contact(library, ana.id, {"died": "2026-01-01"}, now=NOW)

    assert not any(_shown(library).values())


def test_no_list_of_articles_names_someone_who_died(library: Library, ana: StoredContact) -> None:
    (match,) = library.matches.of_contact(ana.id)
    assert library.matches.fitting_contacts([match.article_id]) == {match.article_id: (ana.id,)}
    assert library.articles.count(fits=True) == 1
    contact_editing.edit_contact(library, ana.id, {"died": "2026-01-01"}, now=NOW)
    with library.write():  # who changes is matched again
        library.matches.replace([match])
    assert library.matches.fitting_contacts([match.article_id]) == {}
    assert library.articles.count(fits=True) == 0


def test_an_import_says_that_a_known_person_died_and_its_undo_takes_that_back(
    library: Library, ana: StoredContact
) -> None:
    import_contacts(library, "book.vcf", CARD, now=NOW)
    died = library.contacts.get(ana.id)
    undo_import(library)
    undone = library.contacts.get(ana.id)

    assert died
    assert (died.paused, died.why_paused) == (True, "died 2026-01-01")
    assert undone
    assert (undone.paused, undone.died) == (False, None)


def test_the_reason_is_the_death(library: Library, ana: StoredContact) -> None:
    dead = contact_editing.edit_contact(library, ana.id, {"died": "2026-01-01"}, now=NOW)

    told = explain(library, dead, library.articles.get(1), now=NOW)
    (reason,) = [one for one in told.reasons if one.code is WhyCode.PAUSED]

    assert reason.text == "Ana died 2026-01-01."


def test_suggestions_for_someone_who_died_cannot_be_resumed(
    library: Library, ana: StoredContact
) -> None:
    contact_editing.edit_contact(library, ana.id, {"died": "yes"}, now=NOW)

    with pytest.raises(NotPossibleError, match=r"Ana Ferreira died\. Clear that first"):
        contact_editing.pause(library, ana.id, paused=False)


def test_the_command_line_marks_someone_as_deceased_and_clears_it(
    library: Library, ana: StoredContact
) -> None:
    told = run(library.path, "contacts", "edit", str(ana.id), "--deceased", "1 May 2026")
    listed = run(library.path, "contacts", "list")
    run(library.path, "contacts", "edit", str(ana.id), "--deceased", "")
    cleared = library.contacts.get(ana.id)

    assert "died  2026-05-01" in told.out
    assert "Ana Ferreira (died 2026-05-01)" in listed.out
    assert cleared
    assert not cleared.paused
