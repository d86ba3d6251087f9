"""What is saved is read back as it was: articles, contacts, feeds, imports, suggestions."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from ingest.records import Birthday
from recommender.domain.people import Event, EventKind
from recommender.domain.suggestions import Message, State
from recommender.storage.feeds import SeenEntry
from recommender.storage.library import Library
from tests.builders import NOW, PLASTER, TRAINS, a_contact, a_match, a_subscription, an_article


def add_article(library: Library, title: str = "Bees", *, url: str = "", **fields: Any) -> int:
    article = an_article(title, url=url or f"https://press.example/{title}", **fields)
    with library.write():
        return library.articles.add(article, added_at=NOW, read_at=NOW)


def add_contact(library: Library, name: str = "Ana Ferreira", **fields: Any) -> int:
    with library.write():
        return library.contacts.add(a_contact(name, **fields), added_at=NOW)


def rows(library: Library, table: str) -> list[tuple[Any, ...]]:
    return library._database.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()


def test_an_article_comes_back_as_it_was(library: Library) -> None:
    article = an_article(author="Bea", published=datetime(2026, 11, 2, 8, tzinfo=UTC))
    with library.write():
        article_id = library.articles.add(article, added_at=NOW)
    stored = library.articles.get(article_id)
    assert stored is not None
    assert replace(article) == type(article)(
        **{name: getattr(stored, name) for name in article.__slots__}
    )


def test_an_article_is_its_own_story_until_it_joins_another(library: Library) -> None:
    first, second = add_article(library, "One"), add_article(library, "Two")
    with library.write():
        library.articles.set_story(second, first)
    assert library.articles.stories([first, second]) == {first: first, second: first}


@pytest.mark.parametrize(
    "birthday", [None, Birthday(month=2, day=29), Birthday(month=12, day=4, year=1979)]
)
def test_a_contact_comes_back_as_it_was(library: Library, birthday: Birthday | None) -> None:
    contact = a_contact(
        "Zoë Ångström",
        given_name="Zoë",
        phones=("+46 8 123",),
        links=("https://zoe.example",),
        birthday=birthday,
        tags=("choir, alto",),
        cadence_days=30,
        languages=("sv", "en"),
        notes="two\nlines",
    )
    contact_id = add_contact(library, "X")
    with library.write():
        library.contacts.update(contact_id, contact)
    stored = library.contacts.get(contact_id)
    assert stored is not None
    assert {name: getattr(stored, name) for name in contact.__slots__} == {
        name: getattr(contact, name) for name in contact.__slots__
    }


def test_a_note_about_somebody_is_no_contact_with_them(library: Library) -> None:
    contact_id = add_contact(library)
    with library.write():
        library.contacts.add_event(contact_id, EventKind.CALL, at=NOW - timedelta(days=9))
        library.contacts.add_event(contact_id, EventKind.NOTE, at=NOW)
    contact = library.contacts.get(contact_id)
    assert contact is not None
    assert contact.last_contact == NOW - timedelta(days=9)


def test_the_timeline_begins_with_the_latest(library: Library) -> None:
    contact_id = add_contact(library)
    with library.write():
        library.contacts.add_event(contact_id, EventKind.COFFEE, at=NOW)
        library.contacts.add_event(contact_id, EventKind.CALL, at=NOW - timedelta(days=1))
    assert [event.kind for event in library.contacts.events(contact_id)] == ["coffee", "call"]


@pytest.mark.parametrize("words", ["özdemir", "ÖZDEMIR zürich", "straße", "honey ana"])
def test_people_are_found_whatever_the_case_of_their_letters(library: Library, words: str) -> None:
    add_contact(library, "Ana Özdemir", organisation="Imkerei Zürich", notes="Bergstraße 5")
    assert len(library.contacts.search(words)) == 1


def test_people_are_not_found_by_words_that_are_not_theirs(library: Library) -> None:
    add_contact(library)
    assert library.contacts.search("ana trains") == ()


def test_a_percent_sign_is_no_wildcard(library: Library) -> None:
    add_contact(library)
    assert library.contacts.search("%") == ()


@pytest.mark.parametrize(
    "words", ["bees roof", "BEES", "co-op", "roo", "café", "cafe\u0301", "don't", 'a "co-op" roof']
)
def test_articles_are_found_by_their_words(library: Library, words: str) -> None:
    add_article(library, "Bees on a roof", paragraphs=("The café of the co-op: don't miss it.",))
    assert library.articles.count(search=words) == 1


@pytest.mark.parametrize("words", ["trains", "bees trains", '"', "AND", "NEAR(", "*", "- -"])
def test_articles_are_not_found_by_other_words_nor_by_signs(library: Library, words: str) -> None:
    add_article(library, "Bees on a roof", paragraphs=("Honey.",))
    assert library.articles.page(search=words) == ()


def test_a_rewritten_article_is_found_by_its_new_words_only(library: Library) -> None:
    article_id = add_article(library, "Bees")
    with library.write():
        library.articles.update(article_id, an_article("Trains", paragraphs=TRAINS), at=NOW)
    found = [library.articles.count(search=word) for word in ("honey", "sleeper")]
    assert found == [0, 1]


def test_more_ids_than_a_statement_takes_are_looked_up(library: Library) -> None:
    article_id, contact_id = add_article(library), add_contact(library)
    many = range(300_000)
    assert list(library.articles.get_many(many)) == [article_id]
    assert list(library.contacts.get_many(many)) == [contact_id]
    assert library.articles.stories(many) == {article_id: article_id}
    assert library.articles.sharing_shingles(tuple(many), except_id=0) == ()
    assert library.feeds.digests(1) == {}


def test_a_title_names_an_article_exactly_before_it_names_a_part(library: Library) -> None:
    add_article(library, "Bees")
    add_article(library, "Bees and more")
    assert [article.title for article in library.articles.by_title("bees")] == ["Bees"]


def test_a_feed_that_is_removed_leaves_its_articles(library: Library) -> None:
    with library.write():
        feed_id = library.feeds.add(a_subscription())
        article_id = library.articles.add(an_article(), added_at=NOW, feed_id=feed_id)
        library.feeds.save_entry(
            feed_id, SeenEntry(key="k", digest="d", article_id=article_id), seen_at=NOW
        )
        library.feeds.remove(feed_id)
    article = library.articles.get(article_id)
    assert article is not None
    assert article.feed_id is None
    assert rows(library, "entries") == []


def test_the_longest_waiting_feed_is_due_first_and_a_retired_one_never(library: Library) -> None:
    with library.write():
        for name, next_poll, retired in [
            ("later", NOW + timedelta(hours=1), False),
            ("now", NOW, False),
            ("long ago", NOW - timedelta(days=1), False),
            ("new", None, False),
            ("gone", None, True),
        ]:
            library.feeds.add(
                a_subscription(name, title=name, next_poll=next_poll, retired=retired)
            )
    assert [feed.title for feed in library.feeds.due(NOW)] == ["new", "long ago", "now"]


def test_an_import_that_is_taken_back_restores_every_row_byte_for_byte(library: Library) -> None:
    known = add_contact(library, "Ana", notes="Åä\n“quoted”", birthday=Birthday(month=2, day=29))
    before = rows(library, "contacts")
    with library.write():
        import_id = library.imports.begin(file="book.csv", kind="table", at=NOW)
        library.imports.save_before(import_id, known)
        library.contacts.update(known, a_contact("Anna", emails=("new@example.com",)))
        library.imports.save_before(import_id, known)
        library.imports.save_added(import_id, library.contacts.add(a_contact("Ben"), added_at=NOW))
    with library.write():
        library.imports.undo(import_id)
    assert rows(library, "contacts") == before
    assert library.imports.all() == ()


def test_a_suggestion_keeps_its_id_when_it_is_proposed_again(library: Library) -> None:
    match = a_match(add_contact(library), add_article(library))
    with library.write():
        ids = {
            library.suggestions.propose(match, day=NOW.date(), position=p, why_now="")
            for p in range(3)
        }
    assert len(ids) == 1


def proposed(library: Library) -> int:
    match = a_match(add_contact(library), add_article(library))
    with library.write():
        return library.suggestions.propose(match, day=NOW.date(), position=0, why_now="")


def test_a_suggestion_without_feedback_is_withdrawn_without_a_trace(
    library: Library,
) -> None:
    suggestion_id = proposed(library)
    with library.write():
        library.suggestions.withdraw([suggestion_id])
    assert library.suggestions.get(suggestion_id) is None


def test_a_withdrawn_proposal_keeps_what_was_said_of_it(library: Library) -> None:
    suggestion_id = proposed(library)
    with library.write():
        library.suggestions.add_feedback(
            suggestion_id, State.SNOOZED, at=NOW, until=NOW.date() + timedelta(days=7)
        )
        library.suggestions.withdraw([suggestion_id])
    assert [s.id for s in library.suggestions.decided()] == [suggestion_id]


def test_a_snoozed_suggestion_is_proposed_again_once_a_later_plan_took_it_up(
    library: Library,
) -> None:
    suggestion_id = proposed(library)
    with library.write():
        library.suggestions.add_feedback(
            suggestion_id, State.SNOOZED, at=NOW, until=date(2026, 11, 30)
        )
        match = a_match(1, 1)
        library.suggestions.propose(match, day=date(2026, 11, 30), position=0, why_now="")
    assert [s.id for s in library.suggestions.proposed()] == [suggestion_id]


def test_the_message_stays_as_it_was_opened(library: Library) -> None:
    suggestion_id = proposed(library)
    message = Message(recipient="a@example.com", subject="S", body="one\ntwo")
    with library.write():
        library.suggestions.add_feedback(suggestion_id, State.OPENED, at=NOW, message=message)
        library.suggestions.add_feedback(suggestion_id, State.SENT, at=NOW)
    suggestion = library.suggestions.get(suggestion_id)
    assert suggestion is not None
    assert suggestion.message == message


HOURS = [timedelta(hours=hour) for hour in range(10)]


@pytest.mark.parametrize(
    ("states", "shared"),
    [
        ([], None),
        ([State.OPENED, State.SENT], 0),
        ([State.LIKED], 0),
        ([State.SNOOZED, State.OPENED, State.SENT, State.REPLIED], 1),
        ([State.OPENED, State.SNOOZED, State.SENT], 2),
        ([State.SENT, State.DISMISSED], None),
    ],
)
def test_a_suggestion_is_shared_since_it_was_last_sent_or_opened(
    library: Library, states: list[State], shared: int | None
) -> None:
    suggestion_id = proposed(library)
    with library.write():
        for hour, state in zip(HOURS, states, strict=False):
            library.suggestions.add_feedback(suggestion_id, state, at=NOW + hour)
    suggestion = library.suggestions.get(suggestion_id)
    assert suggestion is not None
    assert suggestion.shared_at == (None if shared is None else NOW + HOURS[shared])


def test_undone_feedback_takes_its_event_along(library: Library) -> None:
    suggestion_id = proposed(library)
    with library.write():
        feedback_id = library.suggestions.add_feedback(suggestion_id, State.SENT, at=NOW)
        event_id = library.contacts.add_event(1, EventKind.SENT, at=NOW, feedback_id=feedback_id)
    assert library.contacts.events(1) == (
        Event(id=event_id, contact_id=1, kind=EventKind.SENT, at=NOW, suggestion_id=suggestion_id),
    )
    with library.write():
        library.suggestions.undo_feedback(suggestion_id)
    assert library.contacts.events(1) == ()


def test_somebody_forgotten_leaves_no_trace_in_the_bytes_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    with Library.open(path) as library:
        for number in range(60):
            add_contact(library, f"Person {number}", notes=f"note {number} " * 50)
        contact_id = add_contact(
            library, "Xenia Quuxley", notes="zyzzyva " * 2_000, interests="glassharmonica"
        )
        article_id = add_article(library, paragraphs=PLASTER)
        with library.write():
            import_id = library.imports.begin(file="b.csv", kind="table", at=NOW)
            library.imports.save_before(import_id, contact_id)
            match = a_match(contact_id, article_id)
            library.matches.replace([match])
            suggestion_id = library.suggestions.propose(
                match, day=NOW.date(), position=0, why_now="Quuxley is quiet"
            )
            message = Message(recipient="xenia@example.com", subject="", body="Dear Quuxley")
            library.suggestions.add_feedback(suggestion_id, State.OPENED, at=NOW, message=message)
            library.contacts.add_event(contact_id, EventKind.CALL, at=NOW, note="about zyzzyva")
        with library.write():
            library.contacts.forget([contact_id])
        library.erase_deleted()
        files = [file.read_bytes() for file in tmp_path.iterdir()]
    traces = (b"Quuxley", b"zyzzyva", b"glassharmonica", b"xenia@")
    assert [trace for trace in traces for file in files if trace in file] == []
