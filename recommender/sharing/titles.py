"""Handles titles: without the name of the site for a mail, and repeated where a text begins."""

import re
from urllib.parse import urlsplit

from ingest.contacts.normalize import plain_line
from ingest.records import Article

_SEPARATOR = re.compile(r"\s+(?:\||-|–|—|·|•|::|»|«)\s+|\s*\|\s*")  # noqa: RUF001  dashes as sites write them
TITLE_WITHIN = 3  # lines; a section's name or a date may stand above the title
_MIN_BEGINNING = 20  # characters of a title that a heading may cut off
_MAX_SECTION = 2  # words; "Environment" in "Title | Environment | The Guardian"


def headline(article: Article) -> str:
    """Return the title without the site's name, and the section before it, at either end."""
    title = plain_line(article.title)
    pieces = _SEPARATOR.split(title)
    names = _names(article)
    if len(pieces) < 2:
        return title
    if _folded(pieces[-1]) in names:
        cut = _last_separator(title)
        return _without_section(title[: cut.start()].rstrip(), cut[0])
    if _folded(pieces[0]) in names:
        first = _SEPARATOR.search(title)
        return title[first.end() :].lstrip() if first else title
    return title


def title_line(text: str, title: str) -> int | None:
    """Return which of a text's first lines repeats the title, or None.

    A heading inside an article comes as its first line, or its second after a date; case,
    punctuation and a cut-off end make no difference.
    """
    wanted = _folded(title)
    for number, line in enumerate(text.split("\n", TITLE_WITHIN)[:TITLE_WITHIN]):
        found = _folded(line)
        if found and (
            found == wanted or (len(found) >= _MIN_BEGINNING and wanted.startswith(found))
        ):
            return number
    return None


def after_title(text: str, title: str) -> str:
    """Return what follows a heading that repeats the title; all of the text where none does."""
    number = title_line(text, title)
    return text if number is None else "\n".join(text.split("\n")[number + 1 :])


def _without_section(title: str, separator: str) -> str:
    if "|" in separator and "|" in title:
        rest, _, section = title.rpartition("|")
        if len(section.split()) <= _MAX_SECTION and rest.strip():
            return rest.rstrip()
    return title


def _last_separator(title: str) -> re.Match[str]:
    return list(_SEPARATOR.finditer(title))[-1]


def _names(article: Article) -> set[str]:
    """Return what a site may be called: its name, its host, and the host's own label."""
    host = (urlsplit(article.url).hostname or "").removeprefix("www.")
    labels = host.split(".")
    own = labels[-3] if len(labels) > 2 and len(labels[-2]) <= 3 else labels[0]
    site = plain_line(article.site or "")
    names = {site, site.removeprefix("The "), f"The {site}", host, own, f"the{own}"}
    names |= {label for label in labels[:-1] if len(label) > 3}
    return {_folded(name) for name in names} - {""}


def _folded(name: str) -> str:
    return re.sub(r"[\W_]", "", name.casefold())
