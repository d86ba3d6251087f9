"""The registry of reading lists."""

from ingest.errors import ImportFileError
from ingest.files.importers import Importers
from ingest.reading_lists.items import ReadingList

READING_LISTS = Importers[ReadingList]("ingest.reading_lists", noun="reading list")

reading_list = READING_LISTS.register
kinds = READING_LISTS.kinds
claims = READING_LISTS.claims
detect = READING_LISTS.detect


def read_reading_list(body: bytes, *, name: str, kind: str | None = None) -> ReadingList:
    """Return the pages of a reading list; its kind is detected by default.

    Raises:
        UnknownFileError: No kind recognises the file.
        ImportFileError: It cannot be read, or is empty.
    """
    found = READING_LISTS.read(body, name=name, kind=kind)
    if not found.items and not found.skipped:
        raise ImportFileError(name, "has no pages", "Export it again, with everything selected.")
    return found
