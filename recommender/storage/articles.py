"""The shelf: articles, their read state, their stories, and the search box."""

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from ingest.records import Article
from recommender.domain.articles import StoredArticle
from recommender.storage import rows
from recommender.storage.packing import read_text
from recommender.storage.suggestions import ANSWERED
from recommender.storage.tables import IN_LIST, insert, listed, update

_WORD = re.compile(r"[^\W_]+")  # as the index parts them: at every sign


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleVersion:
    """What an article said until its publisher changed it."""

    title: str
    text: str
    until: datetime


class Articles:
    """Rows of `articles`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, article_id: int) -> StoredArticle | None:
        """Return one article, or None."""
        return next(iter(self._select("WHERE id = ?", [article_id])), None)

    def get_many(self, article_ids: Iterable[int]) -> dict[int, StoredArticle]:
        """Return the articles that exist, by id."""
        found = self._select(f"WHERE id {IN_LIST}", [listed(article_ids)])
        return {article.id: article for article in found}

    def stories(self, article_ids: Iterable[int]) -> dict[int, int]:
        """Return the story of each article that exists."""
        found = self._database.execute(
            f"SELECT id, coalesce(story, id) FROM articles WHERE id {IN_LIST}",
            [listed(article_ids)],
        )
        return dict(found.fetchall())

    def sites(self, article_ids: Iterable[int]) -> dict[int, str]:
        """Return the name of the site that each article is from; empty where it names none."""
        found = self._database.execute(
            f"SELECT id, coalesce(site, '') FROM articles WHERE id {IN_LIST}",
            [listed(article_ids)],
        )
        return dict(found.fetchall())

    def at(self, url: str) -> StoredArticle | None:
        """Return the article under a canonical address, or None."""
        return next(iter(self._select("WHERE url = ?", [url])), None)

    def titled(self, title: str) -> tuple[StoredArticle, ...]:
        """Return the articles with exactly this title, else those that hold it."""
        exact = self._select("WHERE title = ? COLLATE NOCASE LIMIT 2", [title])
        if exact:
            return exact
        return self._select("WHERE instr(lower(title), lower(?)) > 0 LIMIT 2", [title])

    def page(
        self,
        *,
        search: str = "",
        read: bool | None = None,
        feed_id: int | None = None,
        language: str | None = None,
        fits: bool = False,
        limit: int = 50,
        offset: int = 0,
    ) -> tuple[StoredArticle, ...]:
        """Return one page of the shelf: what came in last first, of one poll what is newest.

        Best first when searching; what was read last first where only what was read is asked for.

        Args:
            search: Words that must all occur; the last one may be begun.
            read: Only what was read, or only what was not.
            feed_id: Only what this feed brought.
            language: Only what is in this language.
            fits: Only what fits somebody.
            limit: So many at most.
            offset: Leave out so many first.
        """
        source, values = _source(
            search=search, read=read, feed_id=feed_id, language=language, fits=fits
        )
        came = "read_at" if read else "added_at"
        order = "rank" if search else f"{came} DESC, coalesce(published, added_at) DESC, id DESC"
        return self._chosen(
            f"SELECT articles.* FROM {source} ORDER BY {order} LIMIT ? OFFSET ?",
            [*values, limit, offset],
        )

    def count(
        self,
        *,
        search: str = "",
        read: bool | None = None,
        feed_id: int | None = None,
        language: str | None = None,
        fits: bool = False,
    ) -> int:
        """Return how many articles a page could be cut from."""
        source, values = _source(
            search=search, read=read, feed_id=feed_id, language=language, fits=fits
        )
        (count,) = self._database.execute(f"SELECT count(*) FROM {source}", values).fetchone()
        return int(count)

    def languages(self) -> tuple[str, ...]:
        """Return the languages of the shelf, the commonest first."""
        found = self._database.execute(
            "SELECT language FROM articles WHERE language IS NOT NULL "
            "GROUP BY language ORDER BY count(*) DESC, language"
        )
        return tuple(row[0] for row in found)

    def newest_ids(self) -> tuple[int, ...]:
        """Return the ids of all articles, newest first."""
        found = self._database.execute("SELECT id FROM articles ORDER BY id DESC")
        return tuple(row[0] for row in found)

    def add(
        self,
        article: Article,
        *,
        added_at: datetime,
        read_at: datetime | None = None,
        feed_id: int | None = None,
    ) -> int:
        """Shelve an article whose address is new, and return its id."""
        row = rows.article_row(article) | {
            "added_at": rows.instant(added_at),
            "read_at": None if read_at is None else rows.instant(read_at),
            "feed_id": feed_id,
        }
        return insert(self._database, "articles", row)

    def rewrite(self, article_id: int, article: Article, *, at: datetime) -> None:
        """Replace what an article says, and keep what it said before."""
        self._database.execute(
            "INSERT INTO article_versions (article_id, title, packed, until) "
            "SELECT id, title, packed, ? FROM articles WHERE id = ?",
            [rows.instant(at), article_id],
        )
        row = rows.article_row(article)
        del row["url"]
        update(self._database, "articles", article_id, row)

    def versions(self, article_id: int) -> tuple[ArticleVersion, ...]:
        """Return what an article said before it was changed, the latest first."""
        found = self._database.query(
            "SELECT title, packed, until FROM article_versions "
            "WHERE article_id = ? ORDER BY id DESC",
            [article_id],
        )
        return tuple(
            ArticleVersion(
                title=row["title"],
                text=read_text(row["packed"]),
                until=datetime.fromisoformat(row["until"]),
            )
            for row in found
        )

    def readdress(self, article_id: int, url: str) -> None:
        """Give an article the new address that its publisher gave it; no other may have it."""
        update(self._database, "articles", article_id, {"url": url})

    def broken_seals(self) -> tuple[int, ...]:
        """Return the ids of the articles that no longer say what was saved."""
        found = self._database.execute(
            "SELECT id, title, packed, seal FROM articles WHERE seal IS NOT NULL ORDER BY id"
        )
        return tuple(
            key for key, title, packed, kept in found if rows.seal(title, read_text(packed)) != kept
        )

    def seal_all(self) -> None:
        """Seal the articles that came before there were seals."""
        found = self._database.execute("SELECT id, title, packed FROM articles WHERE seal IS NULL")
        self._database.conn.executemany(
            "UPDATE articles SET seal = ? WHERE id = ?",
            [(rows.seal(title, read_text(packed)), id_) for id_, title, packed in found],
        )

    def mark_read(self, article_id: int, read_at: datetime | None) -> None:
        """Mark an article as read at a time, or as unread."""
        value = None if read_at is None else rows.instant(read_at)
        update(self._database, "articles", article_id, {"read_at": value})

    def label(self, article_id: int, tags: Sequence[str], *, import_id: int | None) -> None:
        """Add tags to an article, and remember the import that brought it, where one did."""
        found = self._database.execute("SELECT tags FROM articles WHERE id = ?", [article_id])
        known = json.loads(found.fetchone()[0])
        row: dict[str, Any] = {"tags": json.dumps([*dict.fromkeys([*known, *tags])])}
        if import_id is not None:
            row["import_id"] = import_id
        update(self._database, "articles", article_id, row)

    def remove(self, article_id: int) -> bool:
        """Remove an article; what was passed on is history, and stays.

        Returns:
            Whether it went.
        """
        gone = self._database.execute(
            f"DELETE FROM articles WHERE id = ? AND id NOT IN {ANSWERED}", [article_id]
        )
        return bool(gone.rowcount)

    def drop(self, article_id: int, *, dropped: bool) -> None:
        """Never suggest an article again, or suggest it again after all."""
        update(self._database, "articles", article_id, {"dropped": int(dropped)})

    def set_evergreen(self, article_id: int, *, evergreen: bool) -> None:
        """Let an article not age, or age like the others."""
        update(self._database, "articles", article_id, {"evergreen": int(evergreen)})

    def join_story(self, article_id: int, story: int) -> None:
        """Make an article a member of a story."""
        update(self._database, "articles", article_id, {"story": story})

    def story_members(self, story: int) -> tuple[int, ...]:
        """Return the ids of the articles that tell a story, the first one first."""
        found = self._database.execute(
            "SELECT id FROM articles WHERE id = :story OR story = :story ORDER BY id",
            {"story": story},
        )
        return tuple(row[0] for row in found)

    def keep_reports(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Remember which articles report one event, each pair once."""
        self._database.conn.executemany(
            "INSERT OR IGNORE INTO reports VALUES (?, ?)",
            [(min(pair), max(pair)) for pair in pairs],
        )

    def other_reports(self, article_id: int) -> tuple[StoredArticle, ...]:
        """Return the articles that report the same event, the newest first."""
        return self._select(
            "WHERE id IN (SELECT other_id FROM reports WHERE article_id = ? "
            "UNION SELECT article_id FROM reports WHERE other_id = ?) ORDER BY id DESC",
            [article_id, article_id],
        )

    def keep_shingles(self, article_id: int, signature: Sequence[int]) -> None:
        """Index the signature by which the same story is found."""
        self._database.conn.executemany(
            "INSERT OR IGNORE INTO shingles VALUES (?, ?)",
            [(value, article_id) for value in signature],
        )

    def sharing_shingles(
        self, signature: Sequence[int], *, besides: int, limit: int = 5
    ) -> tuple[int, ...]:
        """Return the ids of the articles that share most of a signature, best first."""
        found = self._database.execute(
            "SELECT article_id FROM shingles "
            f"WHERE hash {IN_LIST} AND article_id <> ? "
            "GROUP BY article_id ORDER BY count(*) DESC, article_id LIMIT ?",
            [listed(signature), besides, limit],
        )
        return tuple(row[0] for row in found)

    def _select(self, clause: str, values: Sequence[Any]) -> tuple[StoredArticle, ...]:
        return self._chosen(f"SELECT * FROM articles {clause}", values)

    def _chosen(self, query: str, values: Sequence[Any]) -> tuple[StoredArticle, ...]:
        found = self._database.query(query, list(values))
        return tuple(rows.article(row) for row in found)


def _source(
    *, search: str, read: bool | None, feed_id: int | None, language: str | None, fits: bool
) -> tuple[str, list[Any]]:
    """Return the part of a query that follows FROM, and what to bind in it."""
    source = "articles"
    conditions: list[str] = []
    values: list[Any] = []
    if search:
        source = "articles_fts JOIN articles ON articles.id = articles_fts.rowid"
        conditions.append("articles_fts MATCH ?")
        values.append(_fts_query(search))
    if read is not None:
        conditions.append("read_at IS NOT NULL" if read else "read_at IS NULL")
    if feed_id is not None:
        conditions.append("feed_id = ?")
        values.append(feed_id)
    if language is not None:
        conditions.append("articles.language = ?")
        values.append(language)
    if fits:
        conditions.append("articles.id IN (SELECT article_id FROM matches WHERE fits)")
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    return source + where, values


def _fts_query(search: str) -> str:
    """Turn what a user types into a query: every word must occur, the last one may be begun."""
    words = _WORD.findall(unicodedata.normalize("NFC", search))
    return " ".join(f'"{word}"' for word in words) + "*" if words else '""'
