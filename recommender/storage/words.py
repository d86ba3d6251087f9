"""How articles spell the vocabulary's terms, for a word embedding. A cache, empty without one."""

from collections.abc import Iterable, Mapping

from sqlite_utils import Database

from recommender.storage.sql import IN_LIST, json_list


class Words:
    """Rows of `term_words` and `spelled_articles`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def missing(self) -> tuple[int, ...]:
        """Return the ids of the articles with term counts whose spellings aren't saved."""
        found = self._database.execute(
            "SELECT article_id FROM article_terms "
            "WHERE article_id NOT IN (SELECT article_id FROM spelled_articles) ORDER BY article_id"
        )
        return tuple(row[0] for row in found)

    def save(self, article_id: int, words: Mapping[str, str]) -> None:
        """Save how an article spells its terms; a term keeps the spelling that it has."""
        connection = self._database.conn
        connection.executemany(
            "INSERT OR IGNORE INTO term_words SELECT id, ? FROM vocabulary WHERE term = ?",
            [(word, term) for term, word in words.items()],
        )
        connection.execute("INSERT OR IGNORE INTO spelled_articles VALUES (?)", [article_id])

    def of_terms(self, terms: Iterable[str]) -> dict[str, str]:
        """Return the spelling of each of some terms that has one."""
        found = self._database.execute(
            "SELECT term, word FROM vocabulary JOIN term_words ON term_id = vocabulary.id "
            f"WHERE term {IN_LIST}",
            [json_list(terms)],
        )
        return dict(found.fetchall())

    def drop(self) -> None:
        """Drop all spellings."""
        self._database.execute("DELETE FROM term_words")
        self._database.execute("DELETE FROM spelled_articles")
