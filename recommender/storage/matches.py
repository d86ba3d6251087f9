"""Matches of contacts and articles, so that pages and plans only read rows. A cache."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from recommender.domain.suggestions import Candidate, Match
from recommender.storage import row_mapping
from recommender.storage.row_mapping import terms_json
from recommender.storage.sql import IN_LIST, SUGGESTIBLE, json_list

_MATCHES_OF_PAIRS = """json_each(?) AS pairs CROSS JOIN matches
ON contact_id = json_extract(pairs.value, '$[0]') AND article_id = json_extract(pairs.value, '$[1]')
"""


class Matches:
    """Rows of `matches` and `matched_contacts`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def stale_contacts(self) -> tuple[int, ...]:
        """Return the ids of the contacts whose profile changed since they were matched."""
        found = self._database.execute(
            "SELECT id FROM contacts WHERE id NOT IN (SELECT contact_id FROM matched_contacts) "
            "ORDER BY id"
        )
        return tuple(row[0] for row in found)

    def set_matched(self, contact_ids: Iterable[int]) -> None:
        """Record that these contacts are matched with all articles."""
        self._database.conn.executemany(
            "INSERT OR IGNORE INTO matched_contacts VALUES (?)",
            [(contact_id,) for contact_id in contact_ids],
        )

    def replace(
        self,
        matches: Iterable[Match],
        *,
        contact_ids: Sequence[int] = (),
        article_ids: Sequence[int] = (),
        since: int = 0,
    ) -> None:
        """Replace the matches of some contacts and of some articles.

        Args:
            matches: The new ones.
            contact_ids: Their matches with articles from the id `since` on are deleted.
            article_ids: All their matches are deleted.
            since: The id of an article.
        """
        connection = self._database.conn
        connection.executemany(
            "DELETE FROM matches WHERE contact_id = ? AND article_id >= ?",
            [(value, since) for value in contact_ids],
        )
        connection.executemany(
            "DELETE FROM matches WHERE article_id = ?", [(value,) for value in article_ids]
        )
        connection.executemany(
            "INSERT OR REPLACE INTO matches VALUES (?, ?, ?, ?, ?, ?)",
            (
                (
                    match.contact_id,
                    match.article_id,
                    match.score,
                    int(match.fits),
                    match.strength.value,
                    terms_json(match.terms),
                )
                for match in matches
            ),
        )

    def of_article(self, article_id: int) -> tuple[Match, ...]:
        """Return the saved matches of an article, best first."""
        return self._select("WHERE article_id = ?", [article_id])

    def of_contact(self, contact_id: int) -> tuple[Match, ...]:
        """Return the saved matches of a contact, best first."""
        return self._select("WHERE contact_id = ?", [contact_id])

    def fitting_contacts(self, article_ids: Iterable[int]) -> dict[int, tuple[int, ...]]:
        """Return the ids of the contacts that each article fits, best first, by article id.

        Nobody who is paused or died; for contacts who are asleep only strong matches count.
        """
        found = self._database.execute(
            "SELECT article_id, contact_id FROM matches JOIN contacts ON contacts.id = contact_id "
            f"WHERE article_id {IN_LIST} AND {SUGGESTIBLE} "
            "ORDER BY score DESC, contact_id",
            [json_list(article_ids)],
        )
        fitting: dict[int, tuple[int, ...]] = {}
        for article_id, contact_id in found:
            fitting[article_id] = (*fitting.get(article_id, ()), contact_id)
        return fitting

    def articles_with_terms(self, article_ids: Iterable[int]) -> frozenset[int]:
        """Return which of some articles have a match that says why."""
        found = self._database.execute(
            f"SELECT DISTINCT article_id FROM matches WHERE article_id {IN_LIST} AND terms <> '[]'",
            [json_list(article_ids)],
        )
        return frozenset(row[0] for row in found)

    def of_pair(self, *, contact_id: int, article_id: int) -> Match | None:
        """Return the saved match of a contact and an article, or None."""
        found = self._select("WHERE contact_id = ? AND article_id = ?", [contact_id, article_id])
        return next(iter(found), None)

    def candidates(
        self, pairs: Iterable[tuple[int, int]] | None = None, *, with_topics: bool = False
    ) -> tuple[Candidate, ...]:
        """Return the matches that can be suggested: they fit, nobody is paused, nothing is hidden.

        For contacts who are asleep only strong matches are candidates.
        Unread excerpts are no candidates: the user could not read them before passing them on.

        Args:
            pairs: Only of these contacts and articles, as ids; None for all.
            with_topics: Read the interest that each is most about, which takes as long again.
        """
        topic = "coalesce(json_extract(terms, '$[0][2]'), '')" if with_topics else "''"
        matches, values = "matches", []
        if pairs is not None:
            matches, values = _MATCHES_OF_PAIRS, [json.dumps(list(pairs))]
        found = self._database.execute(  # rows as tuples: there may be very many
            "SELECT contact_id, article_id, score, coalesce(story, article_id), "
            "coalesce(published, articles.added_at), read_at IS NOT NULL, evergreen, "
            f"coalesce(site, ''), {topic} "
            f"FROM {matches} "
            "JOIN contacts ON contacts.id = contact_id JOIN articles ON articles.id = article_id "
            f"WHERE {SUGGESTIBLE} "
            "AND NOT hidden AND NOT (is_excerpt AND read_at IS NULL)",
            values,
        )
        return tuple(
            Candidate(
                contact_id=contact_id,
                article_id=article_id,
                score=score,
                story=story,
                born=datetime.fromisoformat(born),
                read=bool(read),
                evergreen=bool(evergreen),
                site=site,
                topic=topic.casefold(),
            )
            for contact_id, article_id, score, story, born, read, evergreen, site, topic in found
        )

    def _select(self, clause: str, values: Sequence[Any]) -> tuple[Match, ...]:
        found = self._database.query(
            f"SELECT matches.* FROM matches {clause} "
            "ORDER BY score DESC, article_id DESC, contact_id",
            list(values),
        )
        return tuple(row_mapping.match(row) for row in found)
