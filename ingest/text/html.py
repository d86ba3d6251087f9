"""HTML to plain text, as a browser would show it."""

import html
import re

import lxml.html
from lxml import etree

from ingest.text.clean import one_line, plain_text, without_invisible

_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
HTML_MARKER = re.compile(rf"<|{_ENTITY.pattern}")  # in a text that is declared as plain
_XML_DECLARATION = re.compile(r"<\?xml[^>]{0,200}\?>", re.IGNORECASE)
_MARKUP = re.compile(
    r"<(/?)(a|abbr|b|blockquote|br|cite|code|div|em|font|h[1-6]|i|img|li|mark|ol|p|pre|q|s|script"
    r"|small|span|strike|strong|style|sub|sup|u|ul)\b[^<>]*>",
    re.IGNORECASE,
)
_VOID = frozenset({"br", "img"})
_HIDDEN = frozenset(
    {"script", "style", "noscript", "template", "iframe", "applet", "svg", "head", "title"}
)
_BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption",
        "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav",
        "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul",
    }
)  # fmt: skip


def html_to_text(markup: str) -> str:
    """Return the text that a browser would show, cleaned."""
    if "<" not in markup:
        return plain_text(html.unescape(markup))
    root = parse_html(markup)
    return "" if root is None else plain_text("".join(_visible(root)))


def title_text(title: str, *, is_html: bool) -> str:
    """Return a title as one clean line.

    Args:
        title: As the publisher wrote it.
        is_html: Whether it is declared as HTML. Many titles are HTML without saying so; paired
            tags and entities are read as HTML anyway.
    """
    if is_html or _has_markup(title):
        return one_line(html_to_text(title))
    return one_line(html.unescape(title) if _ENTITY.search(title) else title)


def parse_html(markup: str) -> lxml.html.HtmlElement | None:
    """Return the root of a piece of HTML, or None where it is empty."""
    return parse_page(f"<html><body>{markup}")


def parse_page(markup: str) -> lxml.html.HtmlElement | None:
    """Return the root of a whole page, or None where it is empty."""
    try:
        return lxml.html.document_fromstring(_XML_DECLARATION.sub("", without_invisible(markup)))
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def _visible(root: lxml.html.HtmlElement) -> list[str]:
    """Return the pieces of visible text, with line ends around blocks."""
    pieces: list[str] = []
    hidden_depth = 0
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        tag = element.tag if isinstance(element.tag, str) else None
        if event == "start":
            hidden_depth += tag in _HIDDEN
            text = element.text
        else:
            hidden_depth -= event == "end" and tag in _HIDDEN
            text = element.tail
        if tag in _BLOCKS:
            pieces.append("\n")
        if text and not hidden_depth:
            # a line end in the source is a space to a browser
            pieces.append(text if tag == "pre" and event == "start" else text.replace("\n", " "))
    return pieces


def _has_markup(title: str) -> bool:
    """Tell whether the title has paired tags, or tags that stand alone such as `<br>`."""
    tags = [(match[1], match[2].lower()) for match in _MARKUP.finditer(title)]
    opened = {name for slash, name in tags if not slash}
    closed = {name for slash, name in tags if slash}
    return bool(opened & (closed | _VOID))
