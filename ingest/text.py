"""Strangers' text made plain: no HTML, no control or direction marks, no lone surrogates.

Everything that a feed, page or file says about itself passes through here before it is kept.
"""

import codecs
import html
import re
import unicodedata
from itertools import islice

import lxml.html
from lxml import etree

LONGEST_LINE = 500  # characters; longer titles and names are not titles and names

_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # controls
    "\xad\u200b\u2060\ufeff"  # soft hyphen, zero width space and joiners that only break words
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"  # direction marks and overrides
    "\ufdd0-\ufdef\ufff9-\uffff\ud800-\udfff]"  # noncharacters, lone surrogates
)
_LINE_ENDS = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_SPACES = re.compile(r"[^\S\n]+")
_BLANK_LINES = re.compile(r" ?\n[ \n]*")
_XML_DECLARATION = re.compile(r"<\?xml[^>]{0,200}\?>", re.IGNORECASE)
_MARKUP = re.compile(
    r"<(/?)(a|abbr|b|blockquote|br|cite|code|div|em|font|h[1-6]|i|img|li|mark|ol|p|pre|q|s|script"
    r"|small|span|strike|strong|style|sub|sup|u|ul)\b[^<>]*>",
    re.IGNORECASE,
)
_VOID = frozenset({"br", "img"})
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{1,8}(?:[-_][A-Za-z0-9]{1,8}){0,3}")
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
HTML_MARKER = re.compile(rf"<|{_ENTITY.pattern}")  # in a text that is said to be plain
_MAIL_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w.-]{1,250}")
_DECLARED_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""",
    re.IGNORECASE,
)
_HEADER_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, which it begins like
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEAD_BYTES = 4_096  # where a page may declare its character set; the standard says 1,024
_BROWSERS_SAY = {  # what pages call by one name and mean by another, as browsers read them
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
}
_WIDE = {"utf-16": "utf-16-le", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be"}
_SEVEN_BIT = ("iso-2022", "hz", "utf-7")  # these look like ASCII, hence like UTF-8
_NOT_OF_PAGES = frozenset({"punycode", "idna", "undefined", "unicode_escape", "raw_unicode_escape"})

_SILENT = frozenset(
    {"script", "style", "noscript", "template", "iframe", "applet", "svg", "head", "title"}
)
_BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption",
        "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav",
        "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul",
    }
)  # fmt: skip


def one_line(text: str) -> str:
    """Return the text as one clean line, for titles and names."""
    line = " ".join(plain_text(text).split())
    return line if len(line) <= LONGEST_LINE else line[: LONGEST_LINE - 1].rstrip() + "…"


def plain_text(text: str) -> str:
    """Return the text without unseen characters; paragraphs parted by one line end."""
    text = _UNSEEN.sub("", _LINE_ENDS.sub("\n", text))
    text = _BLANK_LINES.sub("\n", _SPACES.sub(" ", text)).strip()
    return unicodedata.normalize("NFC", text)


def has_letters(text: str, least: int) -> bool:
    """Tell whether a text holds so many letters, looking no further than it must."""
    return len(list(islice(filter(str.isalpha, text), least))) == least


def html_to_text(markup: str) -> str:
    """Return what a browser would show of the markup, as plain text."""
    if "<" not in markup:
        return plain_text(html.unescape(markup))
    root = parse_html(markup)
    return "" if root is None else plain_text("".join(_visible(root)))


def title_text(title: str, *, is_html: bool) -> str:
    """Return a title as one clean line.

    Args:
        title: As the publisher wrote it.
        is_html: Whether they said that it is HTML; many write HTML without saying so, so tags
            that come in pairs and entities are taken for HTML anyway.
    """
    if is_html or _has_markup(title):
        return one_line(html_to_text(title))
    return one_line(html.unescape(title) if _ENTITY.search(title) else title)


def byline(author: str | None) -> str | None:
    """Return the name out of `a@b.example (Ada)` or `Ada <a@b.example>`."""
    if author is None:
        return None
    return _MAIL_ADDRESS.sub("", author).strip(" ()<>[],;") or author


def language_tag(declared: str | None) -> str | None:
    """Return a declared language as it is written, such as `en-GB`; None for what is no tag."""
    tag = (declared or "").strip()
    return tag if _LANGUAGE_TAG.fullmatch(tag) else None


def parse_html(markup: str) -> lxml.html.HtmlElement | None:
    """Return the root of a piece of HTML, or None where there is nothing in it."""
    return parse_page(f"<html><body>{markup}")


def parse_page(markup: str) -> lxml.html.HtmlElement | None:
    """Return the root of a whole page, or None where there is nothing in it."""
    try:
        return lxml.html.document_fromstring(_XML_DECLARATION.sub("", _UNSEEN.sub("", markup)))
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def decode_page(body: bytes, content_type: str | None = None) -> str:
    """Return a page's characters, in the set that it or its server declares.

    Args:
        body: The bytes of an HTML or text file.
        content_type: The server's header; a byte order mark outranks it, it outranks the page.
    """
    for bom, name in _BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(name, "replace")
    header = _HEADER_CHARSET.search(content_type or "")
    wide = _WIDE.get(header[1].lower()) if header else None
    if wide and b"\0" in body[:_HEAD_BYTES]:
        return body.decode(wide, "replace")
    declared = _DECLARED_CHARSET.search(body[:_HEAD_BYTES])
    codec = (
        _codec(header[1] if header else None)
        or _codec(declared[1].decode("ascii") if declared else None)
        or "cp1252"
    )
    if not codec.startswith(_SEVEN_BIT) and is_utf8(body):
        codec = "utf-8"
    return body.decode(codec, "replace")


def is_utf8(body: bytes) -> bool:
    """Tell whether the bytes are UTF-8; text that passes for it is hardly ever anything else."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _codec(name: str | None) -> str | None:
    """Return a character set that Python can read under the name that browsers read it."""
    if name is None:
        return None
    codec = _BROWSERS_SAY.get(name.lower(), name.lower())
    if codec in _NOT_OF_PAGES:
        return None
    try:
        b"a".decode(codec)
    except (LookupError, UnicodeDecodeError):
        return None  # unknown, a coding of bytes such as "hex", or none in which ASCII is readable
    return codec


def _visible(root: lxml.html.HtmlElement) -> list[str]:
    """Return the pieces of text that show, with line ends around blocks."""
    pieces: list[str] = []
    silent_depth = 0
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        tag = element.tag if isinstance(element.tag, str) else None
        if event == "start":
            silent_depth += tag in _SILENT
            text = element.text
        else:
            silent_depth -= event == "end" and tag in _SILENT
            text = element.tail
        if tag in _BLOCKS:
            pieces.append("\n")
        if text and not silent_depth:
            # source line ends are spaces to a browser
            pieces.append(text if tag == "pre" and event == "start" else text.replace("\n", " "))
    return pieces


def _has_markup(title: str) -> bool:
    """Tell whether tags come in pairs, or stand alone where they may."""
    tags = [(match[1], match[2].lower()) for match in _MARKUP.finditer(title)]
    opened = {name for slash, name in tags if not slash}
    closed = {name for slash, name in tags if slash}
    return bool(opened & (closed | _VOID))
