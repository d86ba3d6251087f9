"""Articles that the user was asked about: “Who does this make you think of?”."""

from datetime import datetime

from sqlite_utils import Database

from recommender.storage.row_mapping import to_iso

_STORY = "coalesce(articles.story, articles.id)"


class Deck:
    """Rows of `deck_answers`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, article_id: int, *, nobody: bool, at: datetime) -> None:
        """Record the answer for an article: nobody, or someone, who then has a suggestion."""
        self._database.execute(
            "INSERT INTO deck_answers VALUES (?, ?, ?) ON CONFLICT (article_id) "
            "DO UPDATE SET nobody = excluded.nobody, at = excluded.at",
            [article_id, int(nobody), to_iso(at)],
        )

    def remove(self, article_id: int) -> bool:
        """Remove the answer for an article, and return whether there was one."""
        gone = self._database.execute("DELETE FROM deck_answers WHERE article_id = ?", [article_id])
        return bool(gone.rowcount)

    def count_since(self, moment: datetime) -> int:
        """Return for how many articles the user answered since then."""
        found = self._database.execute(
            "SELECT count(*) FROM deck_answers WHERE at >= ?", [to_iso(moment)]
        )
        (count,) = found.fetchone()
        return int(count)

    def unasked(self, *, limit: int, offset: int = 0) -> tuple[int, ...]:
        """Return the ids of articles to ask about, one a story, the one read last first.

        They were read and aren't hidden, nobody was picked or suggested for their story, and the
        user didn't say that it makes them think of nobody.
        """
        found = self._database.execute(
            "SELECT id FROM articles WHERE read_at IS NOT NULL AND NOT hidden "
            f"AND {_STORY} NOT IN (SELECT {_STORY} FROM suggestions "
            "JOIN articles ON articles.id = article_id) "
            f"AND {_STORY} NOT IN (SELECT {_STORY} FROM deck_answers "
            "JOIN articles ON articles.id = article_id) "
            f"GROUP BY {_STORY} ORDER BY is_excerpt, max(read_at) DESC, id DESC LIMIT ? OFFSET ?",
            [limit, offset],
        )
        return tuple(row[0] for row in found)
