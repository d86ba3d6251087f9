"""Articles: their texts and read state, stories, related coverage, and search."""

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from ingest.records import Article
from recommender.domain.articles import Headline, StoredArticle
from recommender.storage import row_mapping
from recommender.storage.compression import read_text
from recommender.storage.row_mapping import to_iso
from recommender.storage.sql import IN_LIST, SUGGESTIBLE, insert, json_list, update
from recommender.storage.suggestions import WITH_FEEDBACK

_WORD = re.compile(r"[^\W_]+")  # as the tokenizer of the search index splits


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleVersion:
    """What an article said until its publisher changed it.

    Attributes:
        until: When it was replaced.
    """

    title: str
    text: str
    until: datetime


class Articles:
    """Rows of `articles`, `article_versions`, `related_coverage` and `shingles`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, article_id: int) -> StoredArticle | None:
        """Return one article, or None."""
        return next(iter(self._select("WHERE id = ?", [article_id])), None)

    def get_many(self, article_ids: Iterable[int]) -> dict[int, StoredArticle]:
        """Return the articles that exist, by id."""
        found = self._select(f"WHERE id {IN_LIST}", [json_list(article_ids)])
        return {article.id: article for article in found}

    def headlines(self, article_ids: Iterable[int]) -> dict[int, Headline]:
        """Return the articles that exist, without their texts, by id."""
        found = self._database.execute(
            f"SELECT id, title, url, read_at IS NOT NULL FROM articles WHERE id {IN_LIST}",
            [json_list(article_ids)],
        )
        return {
            article_id: Headline(id=article_id, title=title, url=url, is_read=bool(is_read))
            for article_id, title, url, is_read in found
        }

    def find_titles(self, words: str, *, limit: int) -> dict[int, tuple[str, str]]:
        """Return the title and site of articles by id, those added last first.

        Args:
            words: Each begins a word of the title.
            limit: How many at most.
        """
        wanted = _WORD.findall(unicodedata.normalize("NFC", words))
        if not wanted:
            return {}
        found = self._database.execute(
            "SELECT id, articles.title, coalesce(articles.site, '') "
            "FROM articles_fts JOIN articles ON articles.id = articles_fts.rowid "
            "WHERE articles_fts MATCH ? ORDER BY articles_fts.rowid DESC LIMIT ?",
            ["title : " + " AND ".join(f'"{word}"*' for word in wanted), limit],
        )
        return {article_id: (title, site) for article_id, title, site in found}

    def next_unread(self, article_id: int, *, fits: bool = False) -> Headline | None:
        """Return the unread article after this one, newest first; after the last one the first.

        Args:
            article_id: The article, which may be read itself.
            fits: Only those that can be suggested to a contact.
        """
        after, values = _source(search="", read=False, feed_id=None, language=None, fits=fits)
        time = "added_at, coalesce(published, added_at), id"
        this = f"SELECT {time} FROM articles WHERE id = ?"
        later = f"added_at <= (SELECT added_at FROM articles WHERE id = ?) AND ({time}) < ({this})"
        for condition in (later, "id <> ? AND id <> ?"):
            found = self._database.execute(
                f"SELECT id FROM {after} AND NOT hidden AND {condition} "
                "ORDER BY added_at DESC, coalesce(published, added_at) DESC, id DESC LIMIT 1",
                [*values, article_id, article_id],
            ).fetchone()
            if found:
                return self.headlines(found)[found[0]]
        return None

    def stories(self, article_ids: Iterable[int]) -> dict[int, int]:
        """Return the story of each article that exists, by article id."""
        found = self._database.execute(
            f"SELECT id, coalesce(story, id) FROM articles WHERE id {IN_LIST}",
            [json_list(article_ids)],
        )
        return dict(found.fetchall())

    def dates(self, article_ids: Iterable[int]) -> dict[int, datetime]:
        """Return when each article that exists was published, else added, by article id."""
        found = self._database.execute(
            f"SELECT id, coalesce(published, added_at) FROM articles WHERE id {IN_LIST}",
            [json_list(article_ids)],
        )
        return {article_id: datetime.fromisoformat(at) for article_id, at in found}

    def sites(self, article_ids: Iterable[int]) -> dict[int, str]:
        """Return the site of each article that exists, by article id; empty where it has none."""
        found = self._database.execute(
            f"SELECT id, coalesce(site, '') FROM articles WHERE id {IN_LIST}",
            [json_list(article_ids)],
        )
        return dict(found.fetchall())

    def by_url(self, url: str) -> StoredArticle | None:
        """Return the article with a canonical URL, or None."""
        return next(iter(self._select("WHERE url = ?", [url])), None)

    def by_title(self, title: str) -> tuple[StoredArticle, ...]:
        """Return up to two articles with this title, or else two whose title contains it.

        Two are enough to show that a title is ambiguous.
        """
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
        """Return one page of the articles, the best match or the newest first.

        Read articles are sorted by when they were read, others by when they were added and, within
        one poll, by when they were published.

        Args:
            search: Words that must all occur; the last one may be incomplete.
            read: Only read articles (True) or unread ones (False).
            feed_id: Only articles of this feed.
            language: Only articles in this language.
            fits: Only articles that can be suggested to a contact.
            limit: How many at most.
            offset: How many to skip first.
        """
        source, values = _source(
            search=search, read=read, feed_id=feed_id, language=language, fits=fits
        )
        time = "read_at" if read else "added_at"
        order = "rank" if search else f"{time} DESC, coalesce(published, added_at) DESC, id DESC"
        return self._query(
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
        """Return how many articles all pages have together; the arguments are those of `page`."""
        source, values = _source(
            search=search, read=read, feed_id=feed_id, language=language, fits=fits
        )
        (count,) = self._database.execute(f"SELECT count(*) FROM {source}", values).fetchone()
        return int(count)

    def languages(self) -> tuple[str, ...]:
        """Return the languages of all articles, the most common first."""
        found = self._database.execute(
            "SELECT language FROM articles WHERE language IS NOT NULL "
            "GROUP BY language ORDER BY count(*) DESC, language"
        )
        return tuple(row[0] for row in found)

    def add(
        self,
        article: Article,
        *,
        added_at: datetime,
        read_at: datetime | None = None,
        feed_id: int | None = None,
    ) -> int:
        """Add an article whose URL is new, and return its id."""
        row = row_mapping.article_row(article) | {
            "added_at": to_iso(added_at),
            "read_at": None if read_at is None else to_iso(read_at),
            "feed_id": feed_id,
        }
        return insert(self._database, "articles", row)

    def update(self, article_id: int, article: Article, *, at: datetime) -> None:
        """Replace what an article says, and keep what it said before as a version."""
        self._database.execute(
            "INSERT INTO article_versions (article_id, title, compressed_text, replaced_at) "
            "SELECT id, title, compressed_text, ? FROM articles WHERE id = ?",
            [to_iso(at), article_id],
        )
        row = row_mapping.article_row(article)
        del row["url"]
        update(self._database, "articles", article_id, row)

    def versions(self, article_id: int) -> tuple[ArticleVersion, ...]:
        """Return what an article said before it was changed, the latest version first."""
        found = self._database.query(
            "SELECT title, compressed_text, replaced_at FROM article_versions "
            "WHERE article_id = ? ORDER BY id DESC",
            [article_id],
        )
        return tuple(
            ArticleVersion(
                title=row["title"],
                text=read_text(row["compressed_text"]),
                until=datetime.fromisoformat(row["replaced_at"]),
            )
            for row in found
        )

    def set_url(self, article_id: int, url: str) -> None:
        """Set the URL to which the publisher moved an article; no other article may have it."""
        update(self._database, "articles", article_id, {"url": url})

    def damaged(self) -> tuple[int, ...]:
        """Return the ids of the articles whose title or text no longer has its checksum."""
        found = self._database.execute(
            "SELECT id, title, compressed_text, checksum FROM articles "
            "WHERE checksum IS NOT NULL ORDER BY id"
        )
        return tuple(
            article_id
            for article_id, title, compressed, saved in found
            if row_mapping.checksum(title, read_text(compressed)) != saved
        )

    def add_missing_checksums(self) -> None:
        """Compute the checksums of articles without one: libraries of before 0.1.0 had none."""
        found = self._database.execute(
            "SELECT id, title, compressed_text FROM articles WHERE checksum IS NULL"
        )
        self._database.conn.executemany(
            "UPDATE articles SET checksum = ? WHERE id = ?",
            [
                (row_mapping.checksum(title, read_text(compressed)), article_id)
                for article_id, title, compressed in found
            ],
        )

    def set_read(self, article_id: int, read_at: datetime | None) -> None:
        """Set when an article was read; None makes it unread."""
        value = None if read_at is None else to_iso(read_at)
        update(self._database, "articles", article_id, {"read_at": value})

    def add_tags(self, article_id: int, tags: Sequence[str], *, import_id: int | None) -> None:
        """Add tags to an article, and the import that it came from, if any."""
        found = self._database.execute("SELECT tags FROM articles WHERE id = ?", [article_id])
        known = json.loads(found.fetchone()[0])
        row: dict[str, Any] = {"tags": json.dumps([*dict.fromkeys([*known, *tags])])}
        if import_id is not None:
            row["import_id"] = import_id
        update(self._database, "articles", article_id, row)

    def remove(self, article_id: int) -> bool:
        """Remove an article, unless there was feedback on it: that is history, and stays.

        Returns:
            Whether it was removed.
        """
        gone = self._database.execute(
            f"DELETE FROM articles WHERE id = ? AND id NOT IN {WITH_FEEDBACK}", [article_id]
        )
        return bool(gone.rowcount)

    def set_hidden(self, article_id: int, *, hidden: bool) -> None:
        """Never suggest an article again, or do."""
        update(self._database, "articles", article_id, {"hidden": int(hidden)})

    def set_evergreen(self, article_id: int, *, evergreen: bool) -> None:
        """Never let an article fade behind newer ones, or do."""
        update(self._database, "articles", article_id, {"evergreen": int(evergreen)})

    def set_story(self, article_id: int, story: int) -> None:
        """Set the story of an article: the id of the first article with the same news."""
        update(self._database, "articles", article_id, {"story": story})

    def story_members(self, story: int) -> tuple[int, ...]:
        """Return the ids of the articles of a story, the first one first."""
        found = self._database.execute(
            "SELECT id FROM articles WHERE id = :story OR story = :story ORDER BY id",
            {"story": story},
        )
        return tuple(row[0] for row in found)

    def save_related(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Save pairs of articles that report one event."""
        self._database.conn.executemany(
            "INSERT OR IGNORE INTO related_coverage VALUES (?, ?)",
            [(min(pair), max(pair)) for pair in pairs],
        )

    def related(self, article_id: int) -> tuple[StoredArticle, ...]:
        """Return the articles that report the same event, the newest first."""
        return self._select(
            "WHERE id IN (SELECT other_id FROM related_coverage WHERE article_id = ? "
            "UNION SELECT article_id FROM related_coverage WHERE other_id = ?) ORDER BY id DESC",
            [article_id, article_id],
        )

    def save_shingles(self, article_id: int, signature: Sequence[int]) -> None:
        """Save the signature of an article, by which others with the same news are found."""
        self._database.conn.executemany(
            "INSERT OR IGNORE INTO shingles VALUES (?, ?)",
            [(value, article_id) for value in signature],
        )

    def sharing_shingles(
        self, signature: Sequence[int], *, except_id: int, limit: int = 5
    ) -> tuple[int, ...]:
        """Return the ids of other articles that share most of a signature, the most first."""
        found = self._database.execute(
            "SELECT article_id FROM shingles "
            f"WHERE hash {IN_LIST} AND article_id <> ? "
            "GROUP BY article_id ORDER BY count(*) DESC, article_id LIMIT ?",
            [json_list(signature), except_id, limit],
        )
        return tuple(row[0] for row in found)

    def _select(self, clause: str, values: Sequence[Any]) -> tuple[StoredArticle, ...]:
        return self._query(f"SELECT * FROM articles {clause}", values)

    def _query(self, query: str, values: Sequence[Any]) -> tuple[StoredArticle, ...]:
        found = self._database.query(query, list(values))
        return tuple(row_mapping.article(row) for row in found)


def _source(
    *, search: str, read: bool | None, feed_id: int | None, language: str | None, fits: bool
) -> tuple[str, list[Any]]:
    """Return what follows FROM in a query, and the values to bind."""
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
        conditions.append(
            "articles.id IN (SELECT article_id FROM matches "
            f"JOIN contacts ON contacts.id = contact_id WHERE {SUGGESTIBLE})"
        )
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    return source + where, values


def _fts_query(search: str) -> str:
    """Return the FTS5 query for what a user typed: all words, the last one as a prefix."""
    words = _WORD.findall(unicodedata.normalize("NFC", search))
    return " ".join(f'"{word}"' for word in words) + "*" if words else '""'
