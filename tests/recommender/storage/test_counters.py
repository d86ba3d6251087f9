"""The counters: always what counting the rows would give."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from recommender.domain.articles import LibrarySize
from recommender.storage.library import Library
from tests.builders import NOW, a_contact, an_article

ANALYZER = 1


def _add_article(library: Library, number: int) -> None:
    url = f"https://press.example/{number}-{library._database.conn.total_changes}"
    library.articles.add(
        an_article(url=url), added_at=NOW, read_at=NOW if number % 2 else None, feed_id=None
    )


def _count_terms(library: Library, number: int) -> None:
    for article_id in [one.id for one in library.articles.page(limit=number)]:
        library.terms.save(article_id, {"en:bee": 1}, analyzer_version=ANALYZER)


def _rewrite(library: Library, number: int) -> None:
    for article in library.articles.page(limit=1, offset=number):
        library.articles.update(article.id, an_article(title=f"News {number}"), at=NOW)


def _read(library: Library, number: int) -> None:
    for article in library.articles.page(limit=1, offset=number):
        read_at = None if article.read_at and number % 2 else NOW + timedelta(hours=number)
        library.articles.set_read(article.id, read_at)


def _delete_some(library: Library, number: int) -> None:
    library._database.execute("DELETE FROM articles WHERE id % 5 = ?", [number])


def _add_contact(library: Library, number: int) -> None:
    library.contacts.add(a_contact(interests="bees" if number % 2 else ""), added_at=NOW)


def _edit_contact(library: Library, number: int) -> None:
    for contact_id in sorted(library.contacts.ids())[number : number + 1]:
        library.contacts.update(contact_id, a_contact(interests="" if contact_id % 2 else "trains"))


def _forget(library: Library, number: int) -> None:
    library.contacts.forget(sorted(library.contacts.ids())[: number % 2])


def _forget_terms(library: Library, number: int) -> None:
    library._database.execute("DELETE FROM article_terms")


def _roll_back(library: Library, number: int) -> None:
    with suppress(RuntimeError), library.write():
        _add_article(library, number)
        _add_contact(library, number)
        raise RuntimeError


ACTIONS: list[Callable[[Library, int], None]] = [
    *(_add_article, _add_article, _count_terms, _rewrite, _read, _delete_some),
    *(_add_contact, _edit_contact, _forget, _forget_terms, _roll_back),
]


def counted(library: Library) -> dict[str, int]:
    where = {
        "feeds": "feeds",
        "articles": "articles",
        "read": "articles WHERE read_at IS NOT NULL",
        "contacts": "contacts",
        "with_interests": "contacts WHERE interests <> ''",
    }
    return {
        name: library._database.execute(f"SELECT count(*) FROM {source}").fetchone()[0]
        for name, source in where.items()
    }


def without_terms(library: Library) -> tuple[int, ...]:
    found = library._database.execute(
        "SELECT id FROM articles LEFT JOIN article_terms ON article_id = id "
        "WHERE article_id IS NULL OR analyzer_version <> ? ORDER BY id",
        [ANALYZER],
    )
    return tuple(row[0] for row in found)


@given(st.lists(st.tuples(st.sampled_from(ACTIONS), st.integers(0, 4)), max_size=25))
def test_whatever_is_done_the_counters_are_right(
    acts: list[tuple[Callable[[Library, int], None], int]],
) -> None:
    with TemporaryDirectory() as folder, Library.open(Path(folder) / "l.sqlite") as library:
        for act, number in acts:
            with library.write():
                act(library, number)
        assert asdict(library.size()) == counted(library)
        assert library.terms.missing(ANALYZER) == without_terms(library)
        (n_terms,) = library._database.execute("SELECT count(*) FROM article_terms").fetchone()
        assert library.terms.count() == n_terms


def test_terms_that_another_version_counted_are_missing(library: Library) -> None:
    with library.write():
        _add_article(library, 0)
        _add_article(library, 1)
        for article_id, analyzer in zip((1, 2), (ANALYZER, ANALYZER + 1), strict=True):
            library.terms.save(article_id, {"en:bee": 1}, analyzer_version=analyzer)
    assert library.terms.missing(ANALYZER) == (2,)
    assert library.terms.missing(ANALYZER + 1) == (1,)


def test_wrong_counters_are_repaired(library: Library) -> None:
    with library.write():
        _add_article(library, 1)
        library._database.execute("UPDATE counters SET count = 77")
        library._database.execute("DELETE FROM articles_without_terms")
        assert library.repair() == ("the counters",)
        assert library.repair() == ()
    assert library.size() == LibrarySize(feeds=0, articles=1, read=1, contacts=0, with_interests=0)
    assert library.terms.missing(ANALYZER) == (1,)


def test_neither_the_size_nor_missing_terms_are_found_by_walking_the_articles(
    library: Library,
) -> None:
    asked: list[str] = []
    library._database.conn.set_trace_callback(asked.append)
    library.size()
    library.terms.missing(ANALYZER)
    library.terms.count()
    library._database.conn.set_trace_callback(None)
    plans = [
        detail
        for query in asked
        for *_, detail in library._database.execute(f"EXPLAIN QUERY PLAN {query}").fetchall()
    ]
    walked = {plan for plan in plans if plan.startswith("SCAN")}
    assert walked == {"SCAN counters", "SCAN articles_without_terms"}
