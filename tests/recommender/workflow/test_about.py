"""What is held about someone: all of it is shown, and deleting them removes what is shown."""

from pathlib import Path

from ingest.records import Birthday
from recommender.domain.people import EventKind, StoredContact
from recommender.domain.suggestions import Message, State, Strength
from recommender.storage.library import Library
from recommender.workflow.people import contact_editing
from recommender.workflow.people.about import TITLES, about
from recommender.workflow.people.import_contacts import import_contacts
from recommender.workflow.today.review import mark, todays_review
from tests.builders import NOW, a_contact, a_match, an_article
from tests.commands import run

CARD = (
    b"BEGIN:VCARD\nVERSION:4.0\nFN:Ana Ferreira\nEMAIL:ana@example.com\nTITLE:Keeper\nEND:VCARD\n"
)


def _ana(library: Library) -> StoredContact:
    """Return someone with details, a timeline, an import, a match and a sent draft."""
    card = a_contact(
        "Ana Ferreira",
        emails=("ana@example.com",),
        birthday=Birthday(month=4, day=12),
        notes="[met in Porto]\nlikes bees",
    )
    ana = contact_editing.add_contact(library, card, now=NOW)
    contact_editing.log_event(library, ana.id, EventKind.CALL, at=NOW, note="about hives")
    import_contacts(library, "book.vcf", CARD, now=NOW)
    with library.write():
        article_id = library.articles.add(an_article(), added_at=NOW, read_at=NOW)
        library.terms.save(article_id, {"en:bee": 3}, analyzer_version=1)
        library.matches.replace([a_match(ana.id, article_id, strength=Strength.STRONG)])
        library.matches.set_matched([ana.id])
        library.terms.set_matched([article_id])
    (shown,) = todays_review(library, now=NOW).cards
    draft = Message(recipient="ana@example.com", subject="Bees", body="Hi Ana, read this")
    mark(library, shown.suggestion.id, State.SENT, now=NOW, message=draft)
    return ana


def test_all_that_is_held_about_someone_is_shown(library: Library) -> None:
    ana = _ana(library)
    contact_editing.add_contact(library, a_contact("Ben Okoro", notes="unrelated"), now=NOW)

    text = about(library, ana, now=NOW)

    for part in (
        "ana@example.com",
        "likes bees",
        "about hives",
        "Keeper",
        "Hi Ana, read this",
        an_article().url,
    ):
        assert part in text
    assert "unrelated" not in text


def test_deleting_someone_removes_all_that_was_shown(library: Library) -> None:
    ana = _ana(library)
    shown = library.held_records.about(ana.id)
    assert {"contacts", "events", "import_changes", "matches", "feedback"} <= shown.keys()

    contact_editing.forget(library, ana.id)

    assert library.held_records.about(ana.id) == {}
    left = {
        (table, row["id"])
        for table, rows in library.exported_tables()
        for row in rows
        if "id" in row
    }
    assert not left & {
        (table, row["id"]) for table, rows in shown.items() for row in rows if "id" in row
    }


def test_each_table_about_people_has_a_title(library: Library) -> None:
    assert set(library.held_records.tables()) <= TITLES.keys()


def test_the_command_writes_a_file(library: Library, tmp_path: Path) -> None:
    ana = _ana(library)
    file = tmp_path / "ana.txt"

    answer = run(library.path, "contacts", "about", "Ana", str(file))

    assert answer.status == 0
    assert file.read_text(encoding="utf-8").startswith(
        "Everything Passalong holds about Ana Ferreira"
    )
    held = run(library.path, "contacts", "about", str(ana.id), "--json").document["held"]
    assert held["contacts"][0]["name"] == "Ana Ferreira"
