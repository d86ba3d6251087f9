"""Read the rows of a CSV file of any program: encoding and delimiter are detected."""

import csv
import io
from collections import Counter

from ingest.errors import ImportFileError
from ingest.files.encodings import readings

DELIMITERS = ",;\t|"
_SAMPLE = 64 * 1024  # characters from which the delimiter is detected
_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def decode(body: bytes) -> str:
    """Return the text: by its byte order mark, else as UTF-8, else in the likeliest encoding."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if body.startswith(mark):
            return body.decode(encoding, "replace")
    if body[:200].count(0) > len(body[:200]) // 4:
        return body.decode("utf-16-be" if body[:1] == b"\0" else "utf-16-le", "replace")
    found = readings(body)
    return body.decode(found[0].encoding if found else "utf-8", "replace")


def read_rows(body: bytes, *, name: str) -> list[list[str]]:
    """Return the rows of a CSV file, numbered as in a spreadsheet.

    The delimiter is the one that splits most rows into the same number of cells.

    Raises:
        ImportFileError: A quotation mark is never closed.
    """
    text = decode(body)
    delimiter = _declared_delimiter(text) or _guess_delimiter(text[:_SAMPLE])
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append(row)  # noqa: PERF402  the number of rows before an error says where it is
    except csv.Error as error:
        raise ImportFileError(
            name,
            f"cannot be split into rows after row {len(rows)}",
            "A quotation mark may be missing there; correct it and import again.",
        ) from error
    return rows


def _declared_delimiter(text: str) -> str | None:
    first = text[:8].splitlines()[:1]
    return first[0][4] if first and len(first[0]) == 5 and first[0].startswith("sep=") else None


def _guess_delimiter(sample: str) -> str:
    def agreement(delimiter: str) -> tuple[float, int]:
        try:
            rows = list(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter))
        except csv.Error:
            return (0, 0)
        widths = Counter(len(row) for row in rows if row)
        width, votes = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        return (votes / widths.total(), width) if width > 1 else (0, 0)

    return max(DELIMITERS, key=agreement)
