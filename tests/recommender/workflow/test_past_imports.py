"""Past imports: what each brought, and whether it can be undone now."""

from datetime import timedelta
from pathlib import Path

import pytest

from recommender.storage.imports import PastImport
from recommender.storage.library import Library
from recommender.workflow.imports import import_file
from recommender.workflow.people import contact_editing
from recommender.workflow.people.import_contacts import undo_import
from recommender.workflow.people.merging import merge_contacts
from tests.builders import NOW
from tests.commands import run

BOOK = "Name,Email,Tags\nAna Ferreira,ana@example.com,{}\nBen Okri,ben@example.com,\n"
OPML = '<opml version="2.0"><body><outline text="The Press" xmlUrl="https://press.example/feed"/>'
MAIL = (
    "From: robin@example.com\nTo: ana@example.com\nDate: Sun, 22 Nov 2026 09:00:00 +0000\n\nHello\n"
)


def take(library: Library, name: str, text: str, days: int = 0) -> None:
    import_file(library, name, text.encode(), now=NOW + timedelta(days=days))


def told(past: PastImport) -> tuple[str, int, int]:
    return past.file, past.added, past.updated


def test_each_kind_counts_what_it_brought(library: Library) -> None:
    take(library, "people.csv", BOOK.format(""))
    take(library, "again.csv", BOOK.format("VIP"))
    take(library, "feeds.opml", OPML + "</body></opml>")
    take(library, "links.txt", "https://press.example/a\nhttps://press.example/b\n")
    take(library, "sent.eml", MAIL)
    assert list(map(told, library.imports.all())) == [
        ("sent.eml", 1, 1),
        ("links.txt", 2, 0),
        ("feeds.opml", 1, 0),
        ("again.csv", 0, 1),
        ("people.csv", 2, 0),
    ]


def test_an_undone_import_is_listed_no_longer(library: Library) -> None:
    take(library, "people.csv", BOOK.format(""))
    undo_import(library, 1)
    assert library.imports.all() == ()


def test_an_old_import_is_undone_and_the_later_one_stays(library: Library) -> None:
    take(library, "people.csv", BOOK.format(""))
    take(library, "again.csv", BOOK.format("VIP") + "Cam Lee,cam@example.com,\n", days=30)
    undo_import(library, 1)
    assert [past.file for past in library.imports.all()] == ["again.csv"]
    assert "Cam Lee" in [contact.name for contact in library.contacts.all()]


def test_those_who_were_put_to_sleep_since_are_removed_with_their_import(library: Library) -> None:
    take(library, "people.csv", BOOK.format(""))
    take(library, "again.csv", BOOK.format("VIP"))
    contact_editing.sleep(library, [1, 2])
    assert undo_import(library, 2).kept == ()
    assert [contact.asleep for contact in library.contacts.all()] == [True, True]
    assert undo_import(library, 1).kept == ()
    assert library.contacts.all() == ()


def test_a_merge_since_names_what_to_undo_first(library: Library) -> None:
    take(library, "people.csv", BOOK.format(""))
    merge_contacts(library, kept_id=1, other_id=2, now=NOW)
    merge, book = library.imports.all()
    assert (merge.file, merge.undo_first, book.undo_first) == (
        "the merge into Ana Ferreira", None, merge.id,
    )  # fmt: skip


def test_the_command_lists_them_newest_first(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    with Library.open(path) as library:
        take(library, "people.csv", BOOK.format(""))
        take(library, "feeds.opml", OPML + "</body></opml>", days=1)
    feeds, people = run(path, "imports", "list", "--json").document
    assert (people["id"], people["file"], people["kind"]) == (1, "people.csv", "table")
    assert (people["added"], people["updated"], people["undo_first"]) == (2, 0, None)
    assert feeds["at"] == (NOW + timedelta(days=1)).isoformat()
    assert "people.csv: 2 added, 0 updated" in run(path, "imports", "list").out
    assert run(path, "undo", "1", "--json").document["contacts"] == 2
    assert [one["id"] for one in run(path, "imports", "list", "--json").document] == [2]


@pytest.mark.parametrize("interests", ["", " \n"])
def test_those_without_interests_are_listed_alone(tmp_path: Path, interests: str) -> None:
    path = tmp_path / "library.sqlite"
    with Library.open(path) as library:
        take(library, "people.csv", BOOK.format(""))
        contact_editing.edit_contact(library, 1, {"interests": "bees"}, now=NOW)
        contact_editing.edit_contact(library, 2, {"interests": interests}, now=NOW)
    found = run(path, "contacts", "list", "--no-interests", "--json").document
    assert [one["name"] for one in found] == ["Ben Okri"]
    assert run(path, "contacts", "list", "Ana", "--no-interests", "--json").document == []
