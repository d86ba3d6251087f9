"""Finds a contact, article or feed by id, email or URL, or an unambiguous part of its name."""

from ingest.errors import UrlError
from ingest.urls import canonical_url, split_login
from recommender.domain.articles import StoredArticle, Subscription
from recommender.domain.people import StoredContact
from recommender.errors import NotFoundError
from recommender.storage.library import Library


def find_contact(library: Library, name: str) -> StoredContact:
    """Return the contact with that id, email or name.

    Raises:
        NotFoundError: No contact matches, or several do.
    """
    if _is_number(name) and (known := library.contacts.get(int(name))):
        return known
    found = library.contacts.by_email(name) or library.contacts.by_name(name)
    if not found:
        raise NotFoundError(
            f"Nobody is called “{name}”. See everybody with: passalong contacts list"
        )
    if len(found) > 1:
        some = ", ".join(f"{contact.name} ({contact.id})" for contact in found[:5])
        raise NotFoundError(f"“{name}” could be {some}. Use the number in brackets.")
    return found[0]


def find_article(library: Library, name: str) -> StoredArticle:
    """Return the article with that id, URL or title.

    Raises:
        NotFoundError: No article matches, or several do.
    """
    if _is_number(name) and (known := library.articles.get(int(name))):
        return known
    if "://" in name and (at := library.articles.by_url(_canonical(name))):
        return at
    found = library.articles.by_title(name)
    if not found:
        raise NotFoundError(
            f"No article is called “{name}”. Search with: passalong articles search WORDS"
        )
    if len(found) > 1:
        some = ", ".join(f"“{article.title}” ({article.id})" for article in found[:5])
        raise NotFoundError(f"“{name}” could be {some}. Use the number in brackets.")
    return found[0]


def find_feed(library: Library, name: str) -> Subscription:
    """Return the subscription with that id, URL or title.

    Raises:
        NotFoundError: No feed matches, or several do.
    """
    name = split_login(name)[0]
    wanted = {name, _canonical(name)} if "://" in name else {name}
    found = [
        feed
        for feed in library.feeds.all()
        if str(feed.id) == name or feed.url in wanted or feed.title.casefold() == name.casefold()
    ]
    if not found:
        raise NotFoundError(f"No feed is called “{name}”. See them all with: passalong feeds list")
    if len(found) > 1:
        some = ", ".join(f"{feed.url} ({feed.id})" for feed in found[:5])
        raise NotFoundError(f"“{name}” could be {some}. Use the number in brackets.")
    return found[0]


def _is_number(name: str) -> bool:
    """Tell whether a name could be an id: SQLite integers have at most 18 whole digits."""
    return name.isdecimal() and len(name) <= 18


def _canonical(url: str) -> str:
    try:
        return canonical_url(url)
    except UrlError:
        return url
