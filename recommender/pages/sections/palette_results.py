"""What the command palette finds for some typed words: people, articles, feeds, or a link."""

from collections.abc import Mapping
from typing import Any

from ingest.errors import UrlError
from ingest.urls import canonical_url
from ingest.web.url_lists import pasted_urls
from recommender.care.name_search import find_names, fold
from recommender.pages.support import formatting, privacy
from recommender.pages.support.navigation import ADD_PAGE
from recommender.storage.library import Library
from recommender.workflow.user_settings import settings

MOST_PEOPLE, MOST_ARTICLES, MOST_FEEDS = 6, 6, 3
MOST_DATED = 300  # names among which those in touch last come first; more were no choice yet
LONGEST_LINK_SHOWN = 70


def search(library: Library, words: str) -> dict[str, Any]:
    """Return what the palette shows for some words, as `palette.js` reads it.

    Hidden names are hidden here, too: nobody is found by a name that the page doesn't show.
    """
    urls = pasted_urls(words)
    if urls:
        return {"links": _links(library, urls[0])}
    return {
        "people": _people(library, words, hidden=settings(library).privacy_mode),
        "articles": [
            _article(article_id, title, site)
            for article_id, (title, site) in library.articles.find_titles(
                words, limit=MOST_ARTICLES
            ).items()
        ],
        "feeds": _feeds(library.feeds.titles(), words),
    }


def _links(library: Library, url: str) -> list[dict[str, Any]]:
    try:
        known = library.articles.by_url(canonical_url(url))
    except UrlError:
        known = None
    if known is not None:
        return [_article(known.id, known.title, "in your library")]
    shown = url if len(url) <= LONGEST_LINK_SHOWN else url[:LONGEST_LINK_SHOWN] + "…"
    return [{"label": "Add this page", "aside": shown, "go": {"act": ADD_PAGE, "value": url}}]


def _people(library: Library, words: str, *, hidden: bool) -> list[dict[str, Any]]:
    names = library.contacts.all_names()
    if hidden:
        names = {contact_id: privacy.name_of(contact_id) for contact_id in names}
    fits = find_names(names, words)
    dated = list(fits)[:MOST_DATED]
    last = library.contacts.last_contacts(dated)
    dated.sort(key=lambda one: (fits[one], -last[one].timestamp() if one in last else 0))
    found = library.contacts.get_many(dated[:MOST_PEOPLE])
    people = []
    for contact_id in dated[:MOST_PEOPLE]:
        if contact_id not in found:  # forgotten between the two
            continue
        contact = privacy.redacted(found[contact_id]) if hidden else found[contact_id]
        people.append(
            {
                "label": contact.name,
                "initials": formatting.initials(contact.name),
                "hue": formatting.hue(contact.name),
                "aside": ", ".join(filter(None, (contact.role, contact.organisation))),
                "go": {"page": "contacts", "place": {"contact": contact_id}},
            }
        )
    return people


def _article(article_id: int, title: str, site: str) -> dict[str, Any]:
    return {
        "label": title,
        "aside": site,
        "go": {"page": "articles", "place": {"article": article_id}},
    }


def _feeds(titles: Mapping[int, str], words: str) -> list[dict[str, Any]]:
    wanted = fold(words).split()
    found = [
        {"label": title, "aside": "feed", "go": {"page": "feeds", "place": {"feed": feed_id}}}
        for feed_id, title in titles.items()
        if wanted and all(word in fold(title) for word in wanted)
    ]
    return found[:MOST_FEEDS]
