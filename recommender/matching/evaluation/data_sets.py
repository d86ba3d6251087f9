"""Reads data sets in BEIR layout: `corpus.jsonl`, `queries.jsonl` and `qrels/test.tsv`."""

import gzip
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ingest.errors import ImportFileError
from ingest.text.language import detect_language

OUTCOMES = ("liked", "dismissed")
HALVES = ("tuning", "held-out")


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A document of the set.

    Attributes:
        language: ISO 639-1 code, detected; None where that fails.
        published: From `metadata.date`, aware, UTC where it names no zone; None without one.
    """

    id: str
    title: str
    text: str
    language: str | None
    published: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedContact:
    """A contact of the set, as the user would write them down.

    Attributes:
        interests: Stated, as typed; may be empty.
        avoid: Topics never to send, as typed.
        languages: ISO 639-1 codes; empty means any.
        half: One of `HALVES`: constants are tuned on the one and checked on the other.
    """

    interests: str = ""
    avoid: str = ""
    languages: tuple[str, ...] = ()
    notes: str = ""
    role: str = ""
    organisation: str = ""
    tags: tuple[str, ...] = ()
    half: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DataSet:
    """A data set: its queries are contacts, its documents are read articles.

    Attributes:
        contacts: By query id.
        judged: Grades of pairs (query id, document id): 1 fits, 2 fits very well, 0 doesn't. A
            pair that isn't listed counts as 0.
        feedback: `liked` or `dismissed` by pair: learned from, and left out of every ranking.
    """

    articles: tuple[Article, ...]
    contacts: Mapping[str, JudgedContact]
    judged: Mapping[tuple[str, str], int]
    feedback: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def with_contacts(self, queries: Collection[str]) -> "DataSet":
        """Return the set with some of its contacts only."""
        return replace(
            self,
            contacts={query: one for query, one in self.contacts.items() if query in queries},
            judged={pair: grade for pair, grade in self.judged.items() if pair[0] in queries},
            feedback={pair: said for pair, said in self.feedback.items() if pair[0] in queries},
        )

    def with_articles(self, documents: Collection[str]) -> "DataSet":
        """Return the set with some of its articles only."""
        return replace(
            self,
            articles=tuple(article for article in self.articles if article.id in documents),
            judged={pair: grade for pair, grade in self.judged.items() if pair[1] in documents},
            feedback={pair: said for pair, said in self.feedback.items() if pair[1] in documents},
        )


def read_data_set(directory: Path, *, feedback: Path | None = None) -> DataSet:
    """Read a data set, and the feedback of its contacts.

    Args:
        directory: Holds `corpus.jsonl` or `corpus.jsonl.gz`, `queries.jsonl`, `qrels/test.tsv`.
        feedback: Tab-separated, with the header `query-id corpus-id outcome`; None without any.

    Raises:
        ImportFileError: A file is missing or malformed; it names the line.
    """
    articles = read_articles(directory)
    contacts = {
        _text(row, "_id", place): _contact(row, place)
        for place, row in _read_json_lines(directory / "queries.jsonl")
    }
    judged = {}
    for place, (query, document, score) in _read_table(directory / "qrels" / "test.tsv"):
        try:
            judged[query, document] = int(score)
        except ValueError as error:
            raise ImportFileError(place, f"the score “{score}” is not a whole number") from error
    return DataSet(
        articles=articles,
        contacts=contacts,
        judged=judged,
        feedback=_read_feedback(feedback, {article.id for article in articles}, contacts)
        if feedback
        else {},
    )


def read_articles(directory: Path) -> tuple[Article, ...]:
    """Read the articles of a data set.

    Raises:
        ImportFileError: There are none, or a line is malformed.
    """
    return tuple(_article(row, place) for place, row in _read_json_lines(_corpus_file(directory)))


def _contact(row: Mapping[str, Any], place: str) -> JudgedContact:
    known = _metadata(row, place)
    half = known.get("half")
    if half is not None and half not in HALVES:
        raise ImportFileError(place, f"the half “{half}” is neither {' nor '.join(HALVES)}")
    return JudgedContact(
        interests=_text(row, "text", place),
        avoid=_text(known, "avoid", place, default=""),
        languages=_texts(known, "languages", place),
        notes=_text(known, "notes", place, default=""),
        role=_text(known, "role", place, default=""),
        organisation=_text(known, "organisation", place, default=""),
        tags=_texts(known, "tags", place),
        half=half,
    )


def _article(row: Mapping[str, Any], place: str) -> Article:
    title, text = _text(row, "title", place, default=""), _text(row, "text", place)
    return Article(
        id=_text(row, "_id", place),
        title=title,
        text=text,
        language=detect_language(f"{title}\n{text}"),
        published=_date(row, place),
    )


def _date(row: Mapping[str, Any], place: str) -> datetime | None:
    text = _metadata(row, place).get("date")
    if text is None:
        return None
    try:
        date = datetime.fromisoformat(text)
    except (TypeError, ValueError) as error:
        raise ImportFileError(place, f"the date “{text}” is not an ISO date") from error
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def _corpus_file(directory: Path) -> Path:
    for name in ("corpus.jsonl", "corpus.jsonl.gz"):
        if (directory / name).is_file():
            return directory / name
    raise ImportFileError(
        str(directory),
        "there is no corpus.jsonl or corpus.jsonl.gz",
        "A data set is a folder with corpus.jsonl, queries.jsonl and qrels/test.tsv.",
    )


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the place, for error messages, and the text of each line that isn't blank."""
    try:
        body = path.read_bytes()
        if path.suffix == ".gz":
            body = gzip.decompress(body)
        text = body.decode("utf-8-sig")
    except FileNotFoundError as error:
        raise ImportFileError(str(path), "there is no such file") from error
    except (OSError, EOFError) as error:
        raise ImportFileError(str(path), "the file cannot be read") from error
    except UnicodeDecodeError as error:
        raise ImportFileError(str(path), "the file is not UTF-8 text") from error
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield f"{path}, line {number}", line


def _read_json_lines(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for place, line in _lines(path):
        try:
            row = json.loads(line)
        except ValueError as error:
            raise ImportFileError(place, "this is not JSON") from error
        if not isinstance(row, dict):
            raise ImportFileError(place, "this is not a JSON object")
        yield place, row


def _read_table(path: Path) -> Iterator[tuple[str, tuple[str, str, str]]]:
    """Yield the place and the cells of each row of a table of three columns, without the header."""
    for number, (place, line) in enumerate(_lines(path)):
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) != 3:
            raise ImportFileError(place, f"this has {len(cells)} tab-separated columns, not 3")
        if number > 0:
            yield place, (cells[0], cells[1], cells[2])


def _read_feedback(
    path: Path, articles: Collection[str], contacts: Collection[str]
) -> dict[tuple[str, str], str]:
    found = {}
    for place, (query, document, outcome) in _read_table(path):
        if query not in contacts:
            raise ImportFileError(place, f"there is no contact “{query}” in the data set")
        if document not in articles:
            raise ImportFileError(place, f"there is no article “{document}” in the data set")
        if outcome not in OUTCOMES:
            raise ImportFileError(place, f"the outcome “{outcome}” is neither liked nor dismissed")
        found[query, document] = outcome
    return found


def _text(row: Mapping[str, Any], key: str, place: str, default: str | None = None) -> str:
    value = row.get(key, default)
    if not isinstance(value, str):
        raise ImportFileError(place, f"“{key}” is missing or not a text")
    return value


def _texts(row: Mapping[str, Any], key: str, place: str) -> tuple[str, ...]:
    values = row.get(key, [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise ImportFileError(place, f"“{key}” is not a list of texts")
    return tuple(values)


def _metadata(row: Mapping[str, Any], place: str) -> Mapping[str, Any]:
    """Return a row's own fields; BEIR keeps them apart from its standard ones."""
    found = row.get("metadata") or {}
    if not isinstance(found, dict):
        raise ImportFileError(place, "“metadata” is not a JSON object")
    return found
