"""Read and write OPML, the list of feeds that readers exchange; folders become tags and back."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from ingest.errors import ImportFileError, UrlError
from ingest.feeds.discovery import feed_url
from ingest.records import OutlineAttribute
from ingest.text.charset import decode_page
from ingest.text.clean import one_line
from ingest.text.html import title_text
from ingest.urls import absolute_url

NESTED = "/"  # separates the names of nested folders in a tag
_SLASH = "\u2215"  # replaces a slash in a folder's own name

_NAMESPACE = "urn:passalong:opml"
_COUNTS_AS_READ = f"{{{_NAMESPACE}}}countsAsRead"
_XML = "http://www.w3.org/XML/1998/namespace"  # its prefix `xml` is never declared
_OURS = frozenset({"text", "title", "xmlurl", "htmlurl", "category"})
_USUAL_TYPE = "rss"  # readers write it for Atom too
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_BARE_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)")
_SURROGATE = re.compile(  # a numeric reference to half a character, on which lxml fails
    r"&#(?:x0*d[89a-f][0-9a-f]{2}|0*(?:5529[6-9]|55[3-9]\d\d|56\d{3}|57[0-2]\d\d|573[0-3]\d|5734[0-3]));",
    re.IGNORECASE,
)
_EXPORT_ADVICE = "Export the subscriptions of your feed reader as OPML and import that file."


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A feed of a subscription list.

    Attributes:
        url: Of the feed.
        title: As the reader shows it; plain text, one line; may be empty.
        publisher_title: The publisher's own title, if it differs.
        site_url: The site it belongs to.
        tags: Its folders; nested ones joined by a slash.
        counts_as_read: Its entries were read elsewhere, such as starred items of a reader.
        others: Attributes of other readers, in the list's order.
    """

    url: str
    title: str = ""
    publisher_title: str | None = None
    site_url: str | None = None
    tags: tuple[str, ...] = ()
    counts_as_read: bool = False
    others: tuple[OutlineAttribute, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SkippedOutline:
    """A feed that was skipped: its number in the list, and why, without a full stop."""

    row: int
    reason: str


def read_opml(body: bytes, *, name: str) -> tuple[tuple[Outline, ...], tuple[SkippedOutline, ...]]:
    """Return the feeds of a subscription list, each once, in its order, and what was skipped.

    Args:
        body: The file's bytes.
        name: The file's name, for errors.

    Raises:
        ImportFileError: It is not OPML.
    """
    text = _XML_DECLARATION.sub("", _DOCTYPE.sub("", decode_page(body).replace("\0", "")))
    text = _BARE_AMPERSAND.sub("&amp;", _SURROGATE.sub("", text))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        root = etree.fromstring(text, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ImportFileError(name, "isn't an OPML file", _EXPORT_ADVICE) from error
    if root is None or _tag(root) != "opml":
        raise ImportFileError(name, "isn't an OPML file", _EXPORT_ADVICE)
    found: dict[str, Outline] = {}
    skipped: list[SkippedOutline] = []
    outlines = (element for element in root.iter() if _tag(element) == "outline")
    feeds = (element for element in outlines if _values(element).get("xmlurl"))
    for row, element in enumerate(feeds, 1):
        try:
            outline = _outline(element)
        except UrlError as error:
            reason = f"{one_line(error.subject)} {error.problem}"
            skipped.append(SkippedOutline(row=row, reason=reason))
            continue
        known = found.get(outline.url)
        found[outline.url] = outline if known is None else _in_both(known, outline)
    return tuple(found.values()), tuple(skipped)


def write_opml(outlines: tuple[Outline, ...], *, title: str) -> bytes:
    """Return a subscription list that `read_opml` reads back unchanged.

    Args:
        outlines: A feed with several tags is written into each folder, as readers expect.
        title: The list's title.
    """
    prefixes = _prefixes(outlines)
    spaces = (f" xmlns:{prefix}={quoteattr(space)}" for space, prefix in prefixes.items())
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<opml version="2.0"{"".join(spaces)}>',
        f"<head><title>{escape(one_line(title))}</title></head>",
        "<body>",
    ]
    top = _Folder()
    for outline in outlines:
        for tag in outline.tags or ("",):
            top.at(_folders(tag) if tag else []).outlines.append(outline)
    lines += top.lines(prefixes)
    return "\n".join([*lines, "</body>", "</opml>", ""]).encode("utf-8")


@dataclass(slots=True)
class _Folder:
    """A folder to write, with its feeds and folders."""

    folders: "dict[str, _Folder]" = field(default_factory=dict)
    outlines: list[Outline] = field(default_factory=list)

    def at(self, path: list[str]) -> "_Folder":
        """Return the folder at a path below this one, created if missing."""
        folder = self
        for name in path:
            folder = folder.folders.setdefault(name, _Folder())
        return folder

    def lines(self, prefixes: Mapping[str, str]) -> Iterator[str]:
        """Yield the folder's content as lines; `prefixes` by namespace."""
        yield from (_line(outline, prefixes) for outline in self.outlines)
        for name, folder in self.folders.items():
            yield f"<outline text={quoteattr(name)}>"
            yield from folder.lines(prefixes)
            yield "</outline>"


def _in_both(known: Outline, again: Outline) -> Outline:
    """Merge the outlines of a feed that is in several folders."""
    return replace(
        known,
        tags=tuple(dict.fromkeys(known.tags + again.tags)),
        counts_as_read=known.counts_as_read or again.counts_as_read,
        others=known.others or again.others,
    )


def _values(element: etree._Element) -> dict[str, str]:
    return {str(key).lower(): str(value) for key, value in element.attrib.items()}


def _outline(element: etree._Element) -> Outline:
    """Return the feed of one outline element.

    Raises:
        UrlError: Its URL cannot be fetched.
    """
    values = _values(element)
    url = feed_url(values["xmlurl"])
    shown, published = (
        "" if values.get(name) in {None, url, values["xmlurl"]} else values[name]
        for name in ("text", "title")
    )
    title = title_text(shown or published, is_html=False)
    publisher_title = title_text(published, is_html=False)
    return Outline(
        url=url,
        title=title,
        publisher_title=publisher_title if publisher_title not in {"", title} else None,
        site_url=_site(values.get("htmlurl")),
        tags=_tags(element, values.get("category", "")),
        counts_as_read=values.get(_COUNTS_AS_READ.lower()) == "true",
        others=_others(element),
    )


def _others(element: etree._Element) -> tuple[OutlineAttribute, ...]:
    """Return the attributes of other readers, except those that could not be written back."""
    prefixes = {space: prefix for prefix, space in element.nsmap.items() if prefix}
    found: list[OutlineAttribute] = []
    for key, value in element.attrib.items():
        space, _, local = str(key).removeprefix("{").rpartition("}")
        ours = not space and local.lower() in _OURS
        usual = not space and (local.lower(), str(value).lower()) == ("type", _USUAL_TYPE)
        if ours or usual or space == _NAMESPACE or ":" in local:
            continue  # a colon there is an undeclared prefix
        name = f"{prefixes.get(space, 'xml')}:{local}" if space else local
        found.append(
            OutlineAttribute(name=name, value=_NO_XML.sub("", str(value)), namespace=space)
        )
    return tuple(found)


def _tag(element: etree._Element) -> str:
    return str(element.tag).lower()


def _site(written: str | None) -> str | None:
    try:
        return absolute_url(written) if written else None
    except UrlError:  # the feed works without it
        return None


def _tags(element: etree._Element, category: str) -> tuple[str, ...]:
    """Return the tags of `category`, then the folders around the feed as one tag."""
    folders = [
        _as_part(one_line(str(folder.get("text") or folder.get("title") or "")))
        for folder in element.iterancestors()
        if _tag(folder) == "outline"
    ]
    around = NESTED.join(folder for folder in reversed(folders) if folder)
    named = (one_line(part).strip(NESTED) for part in category.split(","))
    return tuple(dict.fromkeys(tag for tag in (*named, around) if tag))


def _folders(tag: str) -> list[str]:
    """Return the folders of a tag, the outermost first."""
    parts = tag.split(NESTED) if _is_path(tag) else [tag]
    return [part.replace(_SLASH, NESTED) for part in parts]


def _as_part(folder: str) -> str:
    """Return a folder's name so that it does not look like a path."""
    return folder.replace(NESTED, _SLASH) if _is_path(folder) else folder


def _is_path(tag: str) -> bool:
    return all(part and part == part.strip() for part in tag.split(NESTED))


def _prefixes(outlines: Iterable[Outline]) -> dict[str, str]:
    """Return a prefix for each namespace: the one it came with, unless that is taken."""
    prefixes = {_NAMESPACE: "passalong"}
    for one in (one for outline in outlines for one in outline.others if one.namespace):
        wanted = one.name.partition(":")[0]
        taken = prefixes.values()
        free = (f"{wanted}{number}" for number in count(2) if f"{wanted}{number}" not in taken)
        if one.namespace not in (*prefixes, _XML):
            prefixes[one.namespace] = wanted if wanted not in taken else next(free)
    return prefixes


def _line(outline: Outline, prefixes: Mapping[str, str]) -> str:
    title = one_line(outline.title)
    others = {
        f"{prefixes.get(one.namespace, 'xml')}:{one.name.partition(':')[2]}"
        if one.namespace
        else one.name: one.value
        for one in outline.others
    }
    attributes = {
        "type": _USUAL_TYPE,
        "text": title or outline.url,
        "title": one_line(outline.publisher_title or "") or title,
        "xmlUrl": outline.url,
        "htmlUrl": outline.site_url or "",
        # preserves the order of several tags, which folders would lose
        "category": ",".join(outline.tags) if len(outline.tags) > 1 else "",
        "passalong:countsAsRead": "true" if outline.counts_as_read else "",
    }
    if any("," in tag for tag in outline.tags):
        attributes["category"] = ""
    every = {name: value for name, value in attributes.items() if value} | others
    written = (f"{name}={quoteattr(value)}" for name, value in every.items())
    return f"<outline {' '.join(written)}/>"
