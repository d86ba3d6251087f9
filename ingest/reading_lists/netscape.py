"""The Netscape bookmark file, which every browser and many services export."""

from collections.abc import Iterator
from html.parser import HTMLParser

from ingest.files.importers import Confidence
from ingest.reading_lists.items import Found, ReadingList, collect, parse_timestamp
from ingest.reading_lists.registry import reading_list
from ingest.text.charset import decode_page

_BROWSERS_OWN = frozenset({"personal_toolbar_folder", "unfiled_bookmarks_folder"})


def _is_netscape(name: str, body: bytes) -> Confidence:  # noqa: ARG001 - recognised by content
    head = body[:2_000].lower()
    found = b"netscape-bookmark-file" in head or (b"<dl" in head and b"<dt" in head)
    return Confidence.LIKELY if found else Confidence.NONE  # services with more in it are surer


@reading_list(kind="bookmarks", title="Bookmarks (HTML)", recognises=_is_netscape)
def read_netscape(body: bytes, *, name: str) -> ReadingList:  # noqa: ARG001 - the signature of an importer
    """Return the pages of a bookmark file, with folders as tags."""
    parser = _Bookmarks()
    # <![CDATA[ is not part of the format, and a broken one makes the parser fail
    parser.feed(decode_page(body).replace("<![", "&lt;!["))
    parser.close()
    return collect("bookmarks", parser.found())


class _Bookmarks(HTMLParser):
    """Reads tags one by one: the format does not close its elements, so there is no tree."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._folders: list[str] = []
        self._next_folder = ""
        self._links: list[tuple[dict[str, str], list[str], str]] = []
        self._text: list[str] | None = None
        self._own_folder = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        match tag:
            case "dl":
                self._folders.append(self._next_folder)
                self._next_folder = ""
            case "h3":
                self._text = []
                self._own_folder = not _BROWSERS_OWN.isdisjoint(attributes)
            case "a":
                self._text = []
                folder = "/".join(filter(None, self._folders))
                self._links.append((attributes, self._text, folder))

    def handle_endtag(self, tag: str) -> None:
        if tag == "dl" and self._folders:
            self._folders.pop()
        elif tag == "h3" and self._text is not None:
            self._next_folder = "" if self._own_folder else "".join(self._text).strip()
        if tag in {"a", "h3"}:
            self._text = None

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def found(self) -> Iterator[Found]:
        """Yield the links, except the browser's internal ones."""
        for row, (attributes, title, folder) in enumerate(self._links, start=1):
            url = attributes.get("href", "")
            if url.startswith(("place:", "javascript:", "about:", "chrome:", "data:")):
                continue
            to_read = attributes.get("toread")
            yield Found(
                row=row,
                url=url,
                title="".join(title),
                added=parse_timestamp(attributes.get("add_date")),
                tags=[*attributes.get("tags", "").split(","), folder],
                read=None if to_read is None else to_read != "1",
            )
