"""Term counts of the articles, kept as blobs beside one vocabulary. A cache."""

from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from recommender.storage.packing import pack_terms, unpack_terms
from recommender.storage.tables import IN_LIST, listed


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredTerms:
    """One article's terms.

    Attributes:
        term_ids: int32 numbers into the vocabulary, rising, as bytes.
        counts: uint16 numbers, as bytes, one for each term.
    """

    article_id: int
    language: str | None
    term_ids: bytes
    counts: bytes


class Terms:
    """Rows of `vocabulary`, `article_terms` and `uncounted`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def missing(self, analyzer: int) -> tuple[int, ...]:
        """Return the ids of the articles whose terms must be counted (again)."""
        found = self._database.execute(
            "SELECT article_id FROM uncounted UNION ALL "
            "SELECT article_id FROM article_terms WHERE analyzer < :now OR analyzer > :now",
            {"now": analyzer},
        )
        return tuple(sorted(row[0] for row in found))

    def keep(self, article_id: int, counts: Mapping[str, int], *, analyzer: int) -> None:
        """Keep an article's term counts."""
        numbers = self._number(counts)
        packed = pack_terms((numbers[term], count) for term, count in counts.items())
        self._database.execute(
            "INSERT INTO article_terms (article_id, analyzer, terms) VALUES (?, ?, ?) "
            "ON CONFLICT (article_id) DO UPDATE SET analyzer = excluded.analyzer, "
            "terms = excluded.terms, matched = 0",
            [article_id, analyzer, packed],
        )

    def forget_all(self) -> None:
        """Drop the whole cache."""
        self._database.execute("DELETE FROM article_terms")
        self._database.execute("DELETE FROM vocabulary")
        self._database.execute("DELETE FROM matched_contacts")

    def prune(self) -> None:
        """Drop the words that stand in no article any more: they were somebody's."""
        used: set[int] = set()
        for (packed,) in self._database.execute("SELECT terms FROM article_terms"):
            used.update(array("i", unpack_terms(packed)[0]))
        known = self._database.execute("SELECT id FROM vocabulary")
        gone = [number for (number,) in known if number not in used]
        self._database.execute(f"DELETE FROM vocabulary WHERE id {IN_LIST}", [listed(gone)])

    def count(self) -> int:
        """Return how many articles have their terms counted."""
        (count,) = self._database.execute(
            "SELECT count FROM tallies WHERE name = 'counted'"
        ).fetchone()
        return int(count)

    def newest(self, count: int) -> tuple[int, ...]:
        """Return the ids of the last so many articles whose terms are counted, the oldest first."""
        found = self._database.execute(
            "SELECT article_id FROM article_terms ORDER BY article_id DESC LIMIT ?", [count]
        )
        return tuple(sorted(row[0] for row in found))

    def after(self, article_id: int) -> tuple[int, ...]:
        """Return the ids of the articles that came after one and whose terms are counted."""
        found = self._database.execute(
            "SELECT article_id FROM article_terms WHERE article_id > ? ORDER BY article_id",
            [article_id],
        )
        return tuple(row[0] for row in found)

    def hold(self, article_ids: Collection[int]) -> bool:
        """Tell whether the terms of all these articles are counted still."""
        (count,) = self._database.execute(
            f"SELECT count(*) FROM article_terms WHERE article_id {IN_LIST}", [listed(article_ids)]
        ).fetchone()
        return int(count) == len(article_ids)

    def of(self, article_ids: Iterable[int]) -> Iterator[StoredTerms]:
        """Return the terms of some articles, in the order of their ids."""
        found = self._database.execute(
            "SELECT article_id, language, terms FROM article_terms "
            f"JOIN articles ON articles.id = article_id WHERE article_id {IN_LIST} "
            "ORDER BY article_id",
            [listed(article_ids)],
        )
        for article_id, language, packed in found:
            ids, counts = unpack_terms(packed)
            yield StoredTerms(article_id=article_id, language=language, term_ids=ids, counts=counts)

    def names(self, numbers: Iterable[int]) -> tuple[str, ...]:
        """Return the terms of some numbers that are in use, in the order of the numbers."""
        found = self._database.execute(
            f"SELECT term FROM vocabulary WHERE id {IN_LIST} ORDER BY id", [listed(numbers)]
        )
        return tuple(row[0] for row in found)

    def unmatched(self) -> tuple[int, ...]:
        """Return the ids of the articles that nobody was held against yet."""
        found = self._database.execute(
            "SELECT article_id FROM article_terms WHERE matched = 0 ORDER BY article_id"
        )
        return tuple(row[0] for row in found)

    def set_matched(self, article_ids: Iterable[int]) -> None:
        """Remember that everybody was held against these articles."""
        self._database.conn.executemany(
            "UPDATE article_terms SET matched = 1 WHERE article_id = ?",
            [(article_id,) for article_id in article_ids],
        )

    def set_unmatched(self) -> None:
        """Hold everybody against everything again, soon."""
        self._database.execute("UPDATE article_terms SET matched = 0")
        self._database.execute("DELETE FROM matched_contacts")

    def _number(self, terms: Iterable[str]) -> dict[str, int]:
        """Return the number of each term; a new term gets the next one."""
        wanted = list(terms)
        self._database.conn.executemany(
            "INSERT OR IGNORE INTO vocabulary (term) VALUES (?)",
            [(term,) for term in wanted],
        )
        found = self._database.execute(
            f"SELECT term, id FROM vocabulary WHERE term {IN_LIST}", [listed(wanted)]
        )
        return dict(found.fetchall())
