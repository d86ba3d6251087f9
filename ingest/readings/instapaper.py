"""Instapaper: a table of four to six columns, folders among them."""

import json
from collections.abc import Iterator

from ingest.readings.files import columns_of, table_rows
from ingest.readings.items import Found, ReadingList, collect, moment
from ingest.readings.registry import reading_list

_STATES = {"unread": False, "archive": True, "starred": True}  # a star is given after reading


@reading_list(
    kind="instapaper",
    title="Instapaper",
    recognises=lambda _name, body: {"url", "title", "selection", "folder"} <= columns_of(body),
)
def read_instapaper(body: bytes, *, name: str) -> ReadingList:
    """Return the pages of an Instapaper export."""
    return collect("instapaper", _found(body, name))


def _found(body: bytes, name: str) -> Iterator[Found]:
    for row, cells in table_rows(body, name=name):
        folder = cells.get("folder", "").strip()
        state = _STATES.get(folder.lower())
        own_folder = [folder] if state is None or folder.lower() == "starred" else []
        yield Found(
            row=row,
            url=cells.get("url", ""),
            title=cells.get("title", ""),
            added=moment(cells.get("timestamp")),
            tags=[*own_folder, *_tags(cells.get("tags", ""))],
            read=state,
        )


def _tags(cell: str) -> list[str]:
    try:
        tags = json.loads(cell or "[]")
    except ValueError:  # not a list, as one wrote it by hand
        return cell.split(",")
    return [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []
