"""Term counts of the articles, as blobs of ids from one vocabulary. A cache."""

from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from recommender.storage.compression import compress_counts, decompress_counts
from recommender.storage.sql import IN_LIST, json_list


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredTerms:
    """One article's terms.

    Attributes:
        term_ids: Ids in the vocabulary as int32 bytes, ascending.
        counts: The count of each, as uint16 bytes.
    """

    article_id: int
    language: str | None
    term_ids: bytes
    counts: bytes


class Terms:
    """Rows of `vocabulary`, `article_terms` and `articles_without_terms`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def missing(self, analyzer_version: int) -> tuple[int, ...]:
        """Return the ids of articles without term counts, or with those of another analyzer."""
        found = self._database.execute(
            "SELECT article_id FROM articles_without_terms UNION ALL SELECT article_id "
            "FROM article_terms WHERE analyzer_version < :now OR analyzer_version > :now",
            {"now": analyzer_version},
        )
        return tuple(sorted(row[0] for row in found))

    def save(self, article_id: int, counts: Mapping[str, int], *, analyzer_version: int) -> None:
        """Save an article's term counts; the article is unmatched from then on."""
        self.save_many({article_id: counts}, analyzer_version=analyzer_version)

    def save_many(self, counts: Mapping[int, Mapping[str, int]], *, analyzer_version: int) -> None:
        """Save the term counts of some articles, by article id, as `save` does.

        The terms that they share are looked up once.
        """
        ids = self._ids({term for one in counts.values() for term in one})
        self._database.conn.executemany(
            "INSERT INTO article_terms (article_id, analyzer_version, compressed_counts) "
            "VALUES (?, ?, ?) ON CONFLICT (article_id) DO UPDATE SET matched = 0, "
            "analyzer_version = excluded.analyzer_version, "
            "compressed_counts = excluded.compressed_counts",
            [
                (
                    article_id,
                    analyzer_version,
                    compress_counts((ids[term], count) for term, count in one.items()),
                )
                for article_id, one in counts.items()
            ],
        )

    def prune_vocabulary(self) -> None:
        """Delete the terms that no article holds any more: they may be a forgotten person's."""
        used: set[int] = set()
        for (compressed,) in self._database.execute("SELECT compressed_counts FROM article_terms"):
            used.update(array("i", decompress_counts(compressed)[0]))
        known = self._database.execute("SELECT id FROM vocabulary")
        unused = [term_id for (term_id,) in known if term_id not in used]
        self._database.execute(f"DELETE FROM vocabulary WHERE id {IN_LIST}", [json_list(unused)])

    def count(self) -> int:
        """Return how many articles have term counts."""
        (count,) = self._database.execute(
            "SELECT count FROM counters WHERE name = 'with_terms'"
        ).fetchone()
        return int(count)

    def newest(self, count: int) -> tuple[int, ...]:
        """Return the ids of the newest articles with term counts, the oldest of them first."""
        found = self._database.execute(
            "SELECT article_id FROM article_terms ORDER BY article_id DESC LIMIT ?", [count]
        )
        return tuple(sorted(row[0] for row in found))

    def after(self, article_id: int) -> tuple[int, ...]:
        """Return the ids of the articles with term counts that were added after one."""
        found = self._database.execute(
            "SELECT article_id FROM article_terms WHERE article_id > ? ORDER BY article_id",
            [article_id],
        )
        return tuple(row[0] for row in found)

    def has_all(self, article_ids: Collection[int]) -> bool:
        """Return whether all these articles have term counts."""
        (count,) = self._database.execute(
            f"SELECT count(*) FROM article_terms WHERE article_id {IN_LIST}",
            [json_list(article_ids)],
        ).fetchone()
        return int(count) == len(article_ids)

    def of_articles(self, article_ids: Iterable[int]) -> Iterator[StoredTerms]:
        """Yield the terms of some articles, in the order of their ids."""
        found = self._database.execute(
            "SELECT article_id, language, compressed_counts FROM article_terms "
            f"JOIN articles ON articles.id = article_id WHERE article_id {IN_LIST} "
            "ORDER BY article_id",
            [json_list(article_ids)],
        )
        for article_id, language, compressed in found:
            ids, counts = decompress_counts(compressed)
            yield StoredTerms(article_id=article_id, language=language, term_ids=ids, counts=counts)

    def names(self, term_ids: Iterable[int]) -> tuple[str, ...]:
        """Return the terms of those ids that are in the vocabulary, in the order of the ids."""
        found = self._database.execute(
            f"SELECT term FROM vocabulary WHERE id {IN_LIST} ORDER BY id", [json_list(term_ids)]
        )
        return tuple(row[0] for row in found)

    def known(self, terms: Iterable[str]) -> frozenset[str]:
        """Return those of some terms that are in the vocabulary."""
        found = self._database.execute(
            f"SELECT term FROM vocabulary WHERE term {IN_LIST}", [json_list(terms)]
        )
        return frozenset(row[0] for row in found)

    def unmatched(self) -> tuple[int, ...]:
        """Return the ids of the articles that are not matched yet."""
        found = self._database.execute(
            "SELECT article_id FROM article_terms WHERE matched = 0 ORDER BY article_id"
        )
        return tuple(row[0] for row in found)

    def languages_of(self, article_ids: Iterable[int]) -> frozenset[str | None]:
        """Return the languages of some articles; None among them where one is unknown."""
        found = self._database.execute(
            f"SELECT DISTINCT language FROM articles WHERE id {IN_LIST}", [json_list(article_ids)]
        )
        return frozenset(row[0] for row in found)

    def set_matched(self, article_ids: Iterable[int]) -> None:
        """Record that these articles are matched with all contacts."""
        self._database.conn.executemany(
            "UPDATE article_terms SET matched = 1 WHERE article_id = ?",
            [(article_id,) for article_id in article_ids],
        )

    def set_all_unmatched(self) -> None:
        """Have all articles and contacts matched again."""
        self._database.execute("UPDATE article_terms SET matched = 0")
        self._database.execute("DELETE FROM matched_contacts")

    def _ids(self, terms: Collection[str]) -> dict[str, int]:
        """Return the id of each term; a new term gets the next one."""
        ids = self._known_ids(terms)
        if new := sorted(term for term in terms if term not in ids):
            self._database.conn.executemany(
                "INSERT INTO vocabulary (term) VALUES (?)", [(term,) for term in new]
            )
            ids |= self._known_ids(new)
        return ids

    def _known_ids(self, terms: Iterable[str]) -> dict[str, int]:
        found = self._database.execute(
            f"SELECT term, id FROM vocabulary WHERE term {IN_LIST}", [json_list(terms)]
        )
        return dict(found.fetchall())
