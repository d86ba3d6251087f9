"""Returns an article's title as a mail says it: without the name of the site."""

import re
from urllib.parse import urlsplit

from ingest.contacts.normalize import plain_line
from ingest.records import Article

_SEPARATOR = re.compile(r"\s+(?:\||-|–|—|·|•|::|»|«)\s+|\s*\|\s*")  # noqa: RUF001  dashes as sites write them
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
    return re.sub(r"\W", "", name.casefold())
