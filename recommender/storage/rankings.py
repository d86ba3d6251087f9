"""Rankings of one contact's articles or one article's contacts, kept after they were asked for.

A cache: rows of the table `cache` whose names begin as those of the matching snapshot do, so that
the same triggers drop them with any contact or article that is deleted. A ranking is one line of
JSON for each match, so that only those that are asked for are decoded.
"""

import json
import zlib
from collections.abc import Iterable, Sequence

from sqlite_utils import Database

from recommender.domain.suggestions import Match
from recommender.storage import row_mapping
from recommender.storage.row_mapping import terms_json

_FORM = 1  # of the rows; a new form is a new name
_OF_CONTACT = f"prepared ranking {_FORM} of contact"
_OF_ARTICLE = f"prepared ranking {_FORM} of article"
_LEVEL = 1  # of zlib: reading is as fast as at any other
_COLUMNS = ("contact_id", "article_id", "score", "fits", "strength", "terms")


class Rankings:
    """Rows of `cache` that hold what scored above 0 when everything was last matched."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_contact(self, contact_id: int, *, limit: int | None) -> Sequence[Match] | None:
        """Return the best matches of a contact; None where not so many are kept."""
        return self._best(f"{_OF_CONTACT} {contact_id}", limit)

    def of_article(self, article_id: int, *, limit: int | None) -> Sequence[Match] | None:
        """Return the best matches of an article; None where not so many are kept."""
        return self._best(f"{_OF_ARTICLE} {article_id}", limit)

    def save_of_contact(self, contact_id: int, matches: Sequence[Match], *, is_all: bool) -> None:
        """Keep the best matches of a contact, with their terms.

        Args:
            contact_id: Whose they are.
            matches: Best first.
            is_all: Nothing else scored above 0.
        """
        self._save(f"{_OF_CONTACT} {contact_id}", matches, is_all=is_all)

    def save_of_article(self, article_id: int, matches: Sequence[Match], *, is_all: bool) -> None:
        """Keep the best matches of an article, as `save_of_contact` does."""
        self._save(f"{_OF_ARTICLE} {article_id}", matches, is_all=is_all)

    def drop(self, contact_ids: Iterable[int]) -> None:
        """Drop what is outdated when contacts were matched again: theirs, and all of articles."""
        self._database.conn.executemany(
            "DELETE FROM cache WHERE name = ?", [(f"{_OF_CONTACT} {one}",) for one in contact_ids]
        )
        self._database.execute("DELETE FROM cache WHERE name GLOB ?", [f"{_OF_ARTICLE} *"])

    def drop_all(self) -> None:
        """Drop every ranking: articles were matched."""
        self._database.execute("DELETE FROM cache WHERE name GLOB 'prepared ranking *'")

    def _best(self, name: str, limit: int | None) -> Sequence[Match] | None:
        row = self._database.execute("SELECT value FROM cache WHERE name = ?", [name]).fetchone()
        if row is None:
            return None
        first, *lines = zlib.decompress(row[0]).decode().split("\n")
        if not json.loads(first)["is_all"] and (limit is None or limit > len(lines)):
            return None
        return tuple(
            row_mapping.match(dict(zip(_COLUMNS, json.loads(line), strict=True)))
            for line in lines[:limit]
        )

    def _save(self, name: str, matches: Sequence[Match], *, is_all: bool) -> None:
        lines = [json.dumps({"is_all": is_all})]
        for one in matches:
            terms = terms_json(one.terms)
            row = (one.contact_id, one.article_id, one.score, one.fits, one.strength, terms)
            lines.append(json.dumps(row, ensure_ascii=False))
        self._database.execute(
            "INSERT OR REPLACE INTO cache VALUES (?, ?)",
            [name, zlib.compress("\n".join(lines).encode(), _LEVEL)],
        )
