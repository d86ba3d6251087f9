"""What the user says of a profile's parts, and the terms that it holds beside the stated ones."""

from collections.abc import Iterable

from sqlite_utils import Database

from recommender.domain.suggestions import ProfileTerm, Source


class Profiles:
    """Rows of `source_weights`, `struck_terms` and, a cache, `profile_terms`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def weights(self) -> dict[int, dict[Source, float]]:
        """Return how much each source counts where the user said so, by contact."""
        found: dict[int, dict[Source, float]] = {}
        for contact_id, source, weight in self._database.execute(
            "SELECT contact_id, source, weight FROM source_weights ORDER BY contact_id, source"
        ):
            found.setdefault(contact_id, {})[Source(source)] = weight
        return found

    def weigh(self, contact_id: int, source: Source, weight: float) -> None:
        """Let a source count so much for a contact; 1 is usual and is not kept."""
        self._database.execute(
            "DELETE FROM source_weights WHERE contact_id = ? AND source = ?",
            [contact_id, source.value],
        )
        if weight != 1:
            self._database.execute(
                "INSERT INTO source_weights VALUES (?, ?, ?)", [contact_id, source.value, weight]
            )

    def struck(self) -> dict[int, dict[str, str]]:
        """Return the words that the user struck out, by contact and term."""
        found: dict[int, dict[str, str]] = {}
        for contact_id, term, word in self._database.execute(
            "SELECT contact_id, term, word FROM struck_terms ORDER BY contact_id, term"
        ):
            found.setdefault(contact_id, {})[term] = word
        return found

    def strike(self, contact_id: int, term: str, word: str) -> None:
        """Strike a term out of a profile."""
        self._database.execute(
            "INSERT OR IGNORE INTO struck_terms VALUES (?, ?, ?)", [contact_id, term, word]
        )

    def unstrike(self, contact_id: int, term: str) -> None:
        """Let a term count again."""
        self._database.execute(
            "DELETE FROM struck_terms WHERE contact_id = ? AND term = ?", [contact_id, term]
        )

    def terms(self, contact_id: int) -> tuple[ProfileTerm, ...]:
        """Return the terms that a profile held when it was last matched, the heaviest first."""
        found = self._database.execute(
            "SELECT term, source, weight FROM profile_terms WHERE contact_id = ? "
            "ORDER BY source DESC, abs(weight) DESC, term",
            [contact_id],
        )
        return tuple(
            ProfileTerm(contact_id=contact_id, term=term, weight=weight, source=Source(source))
            for term, source, weight in found
        )

    def keep_terms(self, terms: Iterable[ProfileTerm], *, contact_ids: Iterable[int]) -> None:
        """Keep the terms that these contacts' profiles hold, in the place of earlier ones."""
        connection = self._database.conn
        connection.executemany(
            "DELETE FROM profile_terms WHERE contact_id = ?", [(value,) for value in contact_ids]
        )
        connection.executemany(
            "INSERT OR REPLACE INTO profile_terms VALUES (?, ?, ?, ?)",
            [(one.contact_id, one.term, one.source.value, one.weight) for one in terms],
        )
