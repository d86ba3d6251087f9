"""Builds the demo library, offline, through the same workflow functions as real use."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from ingest.errors import FetchError
from ingest.network.responses import PAGE_LIMIT, Response, Validators
from recommender.demo.material import DemoContact, Material, load_material
from recommender.demo.press import Printed, site
from recommender.domain.suggestions import State
from recommender.errors import LibraryError
from recommender.storage.library import Library
from recommender.workflow import user_settings
from recommender.workflow.lookup import find_article, find_contact
from recommender.workflow.people import contact_editing
from recommender.workflow.sync import feeds, pages, poll
from recommender.workflow.today import review

KNOWN_FOR = timedelta(days=400)  # over a year, so that yearly figures are full
USER = "Robin"


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltDemo:
    """How much the demo library holds."""

    feeds: int
    articles: int
    contacts: int
    suggestions: int


class OfflineWeb:
    """A fetcher that serves only the demo's own pages.

    Args:
        pages: Documents by URL.
    """

    def __init__(self, pages: Mapping[str, Printed]) -> None:
        self._pages = pages

    def fetch(
        self,
        url: str,
        *,
        validators: Validators | None = None,  # noqa: ARG002  every page is new
        limit: int = PAGE_LIMIT,  # noqa: ARG002  every page is small
    ) -> Response:
        """Return the page at a URL.

        Raises:
            FetchError: The demo has no such page.
        """
        page = self._pages.get(url)
        if page is None:
            raise FetchError(url, "is not part of the demo")
        return Response(url=url, body=page.body, content_type=page.content_type)


def build_demo(
    path: Path, *, now: datetime, progress: Callable[[str], None] = lambda _: None
) -> BuiltDemo:
    """Build the demo library, replacing an earlier one.

    Raises:
        LibraryError: The file holds a library that is not the demo.
    """
    _make_room(path)
    material = load_material()
    web = OfflineWeb(site(material, now))
    with Library.open(path) as library:
        with library.write():
            library.settings.save("demo", "yes")
        user_settings.choose(library, "your_name", USER)
        progress(f"Meeting {len(material.contacts)} people")
        for contact in material.contacts:
            _add_contact(library, contact, now)
        for feed in material.feeds:
            progress(f"Reading {feed.title}")
            feeds.add_feed(
                library, feed.url, now=now, fetcher=web, counts_as_read=feed.counts_as_read
            )
        poll.poll(library, now=now, fetcher=web)
        pages.add_pages(library, [page.url for page in material.pages], now=now, fetcher=web)
        _read(library, material, now)
        progress("Choosing for today")
        for contact in material.contacts:
            _send(library, contact, material, now)
        plan = review.todays_review(library, now=now)
        return BuiltDemo(
            feeds=plan.size.feeds,
            articles=plan.size.articles,
            contacts=plan.size.contacts,
            suggestions=len(plan.cards),
        )


def _make_room(path: Path) -> None:
    if not path.exists():
        return
    with Library.open(path) as library:
        size = library.size()
        if not library.settings.is_demo() and (size.contacts or size.articles or size.feeds):
            raise LibraryError(
                f"{path} holds a library of your own. The demo does not touch it: "
                "name another file with --library, or none."
            )
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _add_contact(library: Library, contact: DemoContact, now: datetime) -> None:
    added = contact_editing.add_contact(
        library, contact.card(now.astimezone().date()), now=now - KNOWN_FOR
    )
    if contact.paused:
        contact_editing.pause(library, added.id)
    for past in contact.history:
        contact_editing.log_event(
            library,
            added.id,
            past.kind,
            at=now - timedelta(days=past.days_ago),
            note=past.note,
        )


def _read(library: Library, material: Material, now: datetime) -> None:
    for article in material.articles:
        if article.read:
            found = find_article(library, article.url)
            read_at = now - timedelta(days=article.days_ago) / 2
            pages.mark_read(library, found, read_at)


def _send(library: Library, contact: DemoContact, material: Material, now: datetime) -> None:
    person = find_contact(library, contact.name)
    for past in contact.sent:
        then = now - timedelta(days=past.days_ago)
        address = next(a.url for a in material.articles if a.slug == past.article)
        suggestion = review.suggest(
            library,
            article_id=find_article(library, address).id,
            contact_id=person.id,
            now=then,
        )
        review.mark(library, suggestion.id, State.OPENED, now=then)
        review.mark(library, suggestion.id, State.SENT, now=then)
        if past.outcome is not State.SENT:
            review.mark(library, suggestion.id, past.outcome, now=then + timedelta(days=1))
