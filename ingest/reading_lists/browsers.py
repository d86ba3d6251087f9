"""Bookmark files of Chrome and its relatives, and of Firefox."""

from collections.abc import Callable, Iterator
from typing import Any

from ingest.errors import ImportFileError
from ingest.files.containers import json_of, text_of
from ingest.reading_lists.items import (
    Found,
    ReadingList,
    collect,
    parse_chrome_timestamp,
    parse_timestamp,
)
from ingest.reading_lists.registry import reading_list

_PACKED = b"mozLz40\0"  # Firefox's own compression
_DEEPEST = 100  # nested folders; real bookmarks have a few

Node = dict[str, Any]


def _is_chrome(name: str, body: bytes) -> bool:  # noqa: ARG001 - recognised by content
    document = json_of(body)
    return isinstance(document, dict) and isinstance(document.get("roots"), dict)


def _is_firefox(name: str, body: bytes) -> bool:  # noqa: ARG001 - recognised by content
    document = json_of(body)
    return body.startswith(_PACKED) or (
        isinstance(document, dict) and document.get("type") == "text/x-moz-place-container"
    )


@reading_list(kind="chrome", title="Chrome bookmarks", recognises=_is_chrome)
def read_chrome(body: bytes, *, name: str) -> ReadingList:  # noqa: ARG001 - the signature of an importer
    """Return the pages of the `Bookmarks` file of Chrome, Edge, Brave or Vivaldi."""
    document = json_of(body)
    roots = document["roots"].values() if _is_chrome("", body) else ()
    return collect("chrome", _numbered(roots, _chrome_page, label="name"))


@reading_list(kind="firefox", title="Firefox bookmarks (JSON)", recognises=_is_firefox)
def read_firefox(body: bytes, *, name: str) -> ReadingList:
    """Return the pages of a backup of Firefox's bookmarks.

    Raises:
        ImportFileError: It is one of Firefox's automatic, compressed backups.
    """
    if body.startswith(_PACKED):
        raise ImportFileError(
            name,
            "is a compressed backup of bookmarks, which only Firefox can read",
            "In Firefox, open Manage Bookmarks, choose Import and Backup, then Backup. Import "
            "the .json file that it saves.",
        )
    document = json_of(body)
    roots = _children(document) if _is_firefox("", body) else ()
    return collect("firefox", _numbered(roots, _firefox_page, label="title"))


def _chrome_page(node: Node, row: int, folder: str) -> Found | None:
    if node.get("type") != "url":
        return None
    return Found(
        row=row,
        url=text_of(node.get("url")),
        title=text_of(node.get("name")),
        added=parse_chrome_timestamp(node.get("date_added")),
        tags=[folder],
    )


def _firefox_page(node: Node, row: int, folder: str) -> Found | None:
    url = text_of(node.get("uri"))
    if node.get("type") != "text/x-moz-place" or url.startswith("place:"):
        return None
    return Found(
        row=row,
        url=url,
        title=text_of(node.get("title")),
        added=parse_timestamp(node.get("dateAdded")),
        tags=[*text_of(node.get("tags")).split(","), folder],
    )


def _numbered(
    roots: Any, page: Callable[[Node, int, str], Found | None], *, label: str
) -> Iterator[Found]:
    """Yield the pages; the names of the browser's top folders are not used as tags."""
    row = 0
    for root in roots:
        for node, folder in _walk(root, (), label):
            found = page(node, row + 1, folder)
            if found is not None:
                row += 1
                yield found


def _walk(parent: Any, folders: tuple[str, ...], label: str) -> Iterator[tuple[Node, str]]:
    if len(folders) > _DEEPEST:
        return
    for node in _children(parent):
        yield node, "/".join(filter(None, folders))
        yield from _walk(node, (*folders, text_of(node.get(label))), label)


def _children(node: Any) -> list[Node]:
    children = node.get("children") if isinstance(node, dict) else None
    return [one for one in children if isinstance(one, dict)] if isinstance(children, list) else []
