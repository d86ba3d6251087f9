"""Instapaper: a table of four to six columns with folders, or a page of lists."""

import json
from collections.abc import Iterator

from ingest.files.containers import columns_of, saved_links, table_rows
from ingest.reading_lists.items import Found, ReadingList, collect, parse_timestamp
from ingest.reading_lists.registry import reading_list

_STATES = {"unread": False, "archive": True, "starred": True}  # people star what they have read


def _is_instapaper(name: str, body: bytes) -> bool:  # noqa: ARG001 - recognised by content
    return {"url", "title", "selection", "folder"} <= columns_of(
        body
    ) or b"<title>instapaper: export" in body[:2_000].lower()


@reading_list(kind="instapaper", title="Instapaper", recognises=_is_instapaper)
def read_instapaper(body: bytes, *, name: str) -> ReadingList:
    """Return the pages of an Instapaper export."""
    found = _in_page(body) if body.lstrip()[:1] == b"<" else _in_table(body, name)
    return collect("instapaper", found)


def _in_table(body: bytes, name: str) -> Iterator[Found]:
    for row, cells in table_rows(body, name=name):
        own_folder, state = _folder(cells.get("folder", ""))
        yield Found(
            row=row,
            url=cells.get("url", ""),
            title=cells.get("title", ""),
            added=parse_timestamp(cells.get("timestamp")),
            tags=[*own_folder, *_tags(cells.get("tags", ""))],
            read=state,
        )


def _in_page(body: bytes) -> Iterator[Found]:
    for row, (heading, element) in enumerate(saved_links(body), start=1):
        own_folder, state = _folder(heading)
        yield Found(
            row=row,
            url=element.get("href") or "",
            title=str(element.text_content()),
            tags=own_folder,
            read=state,
        )


def _folder(name: str) -> tuple[list[str], bool | None]:
    """Return a folder as a tag, and whether its pages were read; a state is not a tag."""
    name = name.strip()
    state = _STATES.get(name.lower())
    return ([name] if state is None or name.lower() == "starred" else []), state


def _tags(cell: str) -> list[str]:
    try:
        tags = json.loads(cell or "[]")
    except (ValueError, RecursionError):  # not JSON: edited by hand
        return cell.split(",")
    return [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []
