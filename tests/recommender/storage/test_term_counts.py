"""Saving term counts: what articles share is looked up once, and only new terms are written."""

from recommender.storage.library import Library
from tests.builders import NOW, an_article

COUNTS = ({"en:bee": 2, "en:hive": 1}, {"en:bee": 1, "en:train": 3})


def shelve(library: Library, number: int) -> int:
    article = an_article(url=f"https://press.example/{number}")
    return library.articles.add(article, added_at=NOW)


def test_counts_of_many_articles_are_those_of_each(library: Library) -> None:
    with library.write():
        many = [shelve(library, number) for number in range(2)]
        library.terms.save_many(dict(zip(many, COUNTS, strict=True)), analyzer_version=1)
        each = [shelve(library, number) for number in range(2, 4)]
        for article_id, counts in zip(each, COUNTS, strict=True):
            library.terms.save(article_id, counts, analyzer_version=1)
    stored = {one.article_id: (one.term_ids, one.counts) for one in library.terms.of_articles(many)}
    again = {one.article_id: (one.term_ids, one.counts) for one in library.terms.of_articles(each)}
    assert list(stored.values()) == list(again.values())
    assert library.terms.known(["en:bee", "en:hive", "en:train", "en:tram"]) == {
        "en:bee",
        "en:hive",
        "en:train",
    }


def test_known_terms_are_looked_up_once_and_not_written_again(library: Library) -> None:
    with library.write():
        ids = [shelve(library, number) for number in range(20)]
        library.terms.save(ids[0], COUNTS[0], analyzer_version=1)
        statements: list[str] = []
        library._database.conn.set_trace_callback(statements.append)
        library.terms.save_many(dict.fromkeys(ids[1:], COUNTS[0]), analyzer_version=1)
        library._database.conn.set_trace_callback(None)
    on_vocabulary = [one for one in statements if "vocabulary" in one]
    assert len(on_vocabulary) == 1
    assert on_vocabulary[0].startswith("SELECT")
