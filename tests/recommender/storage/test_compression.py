"""Compressed texts and counts: restored as they were, in fewer bytes."""

import sqlite3
from array import array
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from recommender.matching.evaluation.data_sets import read_data_set
from recommender.matching.text.terms import count_terms
from recommender.storage.compression import (
    compress_counts,
    compress_text,
    decompress_counts,
    decompress_text,
)
from recommender.storage.library import Library
from tests.builders import NOW, an_article

CRANFIELD = Path(__file__).parents[2] / "data" / "quality" / "cranfield"


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_text_comes_back_as_it_was(text: str) -> None:
    assert decompress_text(compress_text(text)) == text


@given(st.dictionaries(st.integers(1, 2**31 - 1), st.integers(1, 65_535)))
def test_terms_come_back_in_the_order_of_their_numbers(counts: dict[int, int]) -> None:
    ids, values = decompress_counts(compress_counts(counts.items()))
    assert list(zip(array("i", ids), array("H", values), strict=True)) == sorted(counts.items())


def test_a_count_beyond_what_is_told_apart_is_the_most_that_is() -> None:
    assert array("H", decompress_counts(compress_counts([(7, 70_000)]))[1])[0] == 65_535


def test_what_a_library_holds_of_prose_takes_less_than_its_text(library: Library) -> None:
    articles = read_data_set(CRANFIELD).articles[:400]
    with library.write():
        for number, article in enumerate(articles):
            shelved = an_article(
                article.title,
                url=f"https://press.example/{number}",
                paragraphs=[article.text],
            )
            article_id = library.articles.add(shelved, added_at=NOW + timedelta(hours=number))
            counts = count_terms(shelved.title, shelved.text, "en")
            library.terms.save(article_id, counts, analyzer_version=1)
    plain, compressed, counts = library._database.execute(
        "SELECT sum(length(CAST(text AS BLOB))), sum(length(compressed_text)), "
        "sum(length(compressed_counts)) "
        "FROM articles JOIN articles_text USING (id) JOIN article_terms ON article_id = id"
    ).fetchone()
    assert compressed < 0.55 * plain
    assert counts < 0.2 * plain


def test_an_article_is_found_read_and_searched_as_if_nothing_were_compressed(
    library: Library,
) -> None:
    with library.write():
        article_id = library.articles.add(an_article(paragraphs=("Ζέφυρος blew.",)), added_at=NOW)
        library.articles.update(article_id, an_article(paragraphs=("Boreas blew.",)), at=NOW)
    article = library.articles.get(article_id)
    assert article is not None
    assert article.text == "Boreas blew."
    assert [old.text for old in library.articles.versions(article_id)] == ["Ζέφυρος blew."]
    assert [found.id for found in library.articles.page(search="boreas")] == [article_id]
    assert library.articles.page(search="ζεφυρος") == ()


def test_an_article_that_is_marked_as_read_is_not_indexed_again(library: Library) -> None:
    with library.write():
        article_id = library.articles.add(an_article(), added_at=NOW)
    before = library._database.conn.total_changes
    with library.write():
        library.articles.set_read(article_id, NOW)
    # the row and the counter of read articles
    assert library._database.conn.total_changes - before == 2


def test_exported_articles_have_plain_texts(library: Library) -> None:
    with library.write():
        library.articles.add(an_article(paragraphs=("Boreas blew.",)), added_at=NOW)
    exported = {name: list(rows) for name, rows in library.exported_tables()}
    assert exported["articles"][0]["text"] == "Boreas blew."
    assert "compressed_text" not in exported["articles"][0]


def test_any_program_can_read_and_check_the_file(library: Library) -> None:
    with library.write():
        article_id = library.articles.add(an_article(paragraphs=("Zephyr blew.",)), added_at=NOW)
        library.articles.update(article_id, an_article(paragraphs=("Boreas blew.",)), at=NOW)

    with closing(sqlite3.connect(library.path)) as plain:
        tables = plain.execute("SELECT name FROM pragma_table_list WHERE type = 'table'").fetchall()
        read = {table: plain.execute(f'SELECT * FROM "{table}"').fetchall() for (table,) in tables}
        checks = [
            plain.execute(f"PRAGMA {check}").fetchall()
            for check in ("integrity_check", "quick_check", "foreign_key_check")
        ]

    assert len(read["articles"]) == len(read["article_versions"]) == 1
    assert checks == [[("ok",)], [("ok",)], []]
