"""Profiles: source weights, blocked terms, and terms from feedback and expansion."""

from collections.abc import Iterable

from sqlite_utils import Database

from recommender.domain.suggestions import ProfileTerm, Source


class Profiles:
    """Rows of `source_weights`, `blocked_terms` and, a cache, `profile_terms`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def weights(self) -> dict[int, dict[Source, float]]:
        """Return the source weights that the user changed, by contact id."""
        found: dict[int, dict[Source, float]] = {}
        for contact_id, source, weight in self._database.execute(
            "SELECT contact_id, source, weight FROM source_weights ORDER BY contact_id, source"
        ):
            found.setdefault(contact_id, {})[Source(source)] = weight
        return found

    def set_source_weight(self, contact_id: int, source: Source, weight: float) -> None:
        """Set how much a source counts in a contact's profile; 1 is the default."""
        self._database.execute(
            "DELETE FROM source_weights WHERE contact_id = ? AND source = ?",
            [contact_id, source.value],
        )
        if weight != 1:
            self._database.execute(
                "INSERT INTO source_weights VALUES (?, ?, ?)", [contact_id, source.value, weight]
            )

    def blocked(self) -> dict[int, dict[str, str]]:
        """Return the words of the blocked terms, by contact id and term."""
        found: dict[int, dict[str, str]] = {}
        for contact_id, term, word in self._database.execute(
            "SELECT contact_id, term, word FROM blocked_terms ORDER BY contact_id, term"
        ):
            found.setdefault(contact_id, {})[term] = word
        return found

    def block_term(self, contact_id: int, term: str, word: str) -> None:
        """Remove a term from a profile, whatever gave it to it."""
        self._database.execute(
            "INSERT OR IGNORE INTO blocked_terms VALUES (?, ?, ?)", [contact_id, term, word]
        )

    def unblock_term(self, contact_id: int, term: str) -> None:
        """Let a blocked term count again."""
        self._database.execute(
            "DELETE FROM blocked_terms WHERE contact_id = ? AND term = ?", [contact_id, term]
        )

    def terms(self, contact_id: int) -> tuple[ProfileTerm, ...]:
        """Return the terms a profile was given when it was last matched, the heaviest first."""
        found = self._database.execute(
            "SELECT term, source, weight FROM profile_terms WHERE contact_id = ? "
            "ORDER BY source DESC, abs(weight) DESC, term",
            [contact_id],
        )
        return tuple(
            ProfileTerm(contact_id=contact_id, term=term, weight=weight, source=Source(source))
            for term, source, weight in found
        )

    def save_terms(self, terms: Iterable[ProfileTerm], *, contact_ids: Iterable[int]) -> None:
        """Replace the terms of these contacts' profiles."""
        connection = self._database.conn
        connection.executemany(
            "DELETE FROM profile_terms WHERE contact_id = ?", [(value,) for value in contact_ids]
        )
        connection.executemany(
            "INSERT OR REPLACE INTO profile_terms VALUES (?, ?, ?, ?)",
            [(one.contact_id, one.term, one.source.value, one.weight) for one in terms],
        )
