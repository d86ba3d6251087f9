"""Reads data sets in BEIR layout: `corpus.jsonl`, `queries.jsonl` and `qrels/test.tsv`."""

import gzip
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ingest.errors import ImportFileError
from ingest.text.language import detect_language

OUTCOMES = ("liked", "dismissed")


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
class DataSet:
    """A data set: its queries are contacts, its documents are read articles.

    Attributes:
        interests: Stated interests by query id.
        judged: Relevance of pairs (query id, document id); from 1 on a document is relevant.
        feedback: `liked` or `dismissed` by pair: learned from, and left out of every ranking.
    """

    articles: tuple[Article, ...]
    interests: Mapping[str, str]
    judged: Mapping[tuple[str, str], int]
    feedback: Mapping[tuple[str, str], str] = field(default_factory=dict)


def read_data_set(directory: Path, *, feedback: Path | None = None) -> DataSet:
    """Read a data set, and the feedback of its contacts.

    Args:
        directory: Holds `corpus.jsonl` or `corpus.jsonl.gz`, `queries.jsonl`, `qrels/test.tsv`.
        feedback: Tab-separated, with the header `query-id corpus-id outcome`; None without any.

    Raises:
        ImportFileError: A file is missing or malformed; it names the line.
    """
    articles = tuple(
        _article(row, place) for place, row in _read_json_lines(_corpus_file(directory))
    )
    interests = {
        _text(row, "_id", place): _text(row, "text", place)
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
        interests=interests,
        judged=judged,
        feedback=_read_feedback(feedback, {article.id for article in articles}, interests)
        if feedback
        else {},
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
    metadata = row.get("metadata")
    text = metadata.get("date") if isinstance(metadata, dict) else None
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
    path: Path, articles: set[str], contacts: Mapping[str, str]
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
