"""Loads the demo's material: feeds, pages and contacts, with dates relative to a clock."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from importlib.resources import files
from typing import Any

from ingest.records import Birthday, Contact
from recommender.domain.people import EventKind
from recommender.domain.suggestions import State

CONTACTS_FILE = "contacts.toml"
PAGES_FILE = "pages.toml"


class FeedFormat(StrEnum):
    """The formats of demo feeds."""

    RSS = "rss"
    ATOM = "atom"
    RDF = "rdf"
    JSON = "json"


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoArticle:
    """One article of the demo.

    Attributes:
        slug: Its name within the material, unique.
        site: The publication that it appeared in.
        days_ago: Published so many days before the clock.
        read: Robin read it outside of the feed.
        meant_for: Names of the contacts it was written for: the answer key of the tests, which
            the product never sees.
        same_story_as: The slug of the article that this one reprints, if it does.
    """

    slug: str
    url: str
    title: str
    author: str
    site: str
    language: str
    days_ago: int
    read: bool
    paragraphs: tuple[str, ...]
    tags: tuple[str, ...] = ()
    meant_for: tuple[str, ...] = ()
    same_story_as: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoFeed:
    """One feed of the demo.

    Attributes:
        full_text: Its items carry the whole text; otherwise a summary, and the page is fetched.
        counts_as_read: Robin read its articles elsewhere.
    """

    slug: str
    title: str
    url: str
    site_url: str
    language: str
    format: FeedFormat
    full_text: bool
    counts_as_read: bool
    articles: tuple[DemoArticle, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoEvent:
    """An event on a demo contact's timeline."""

    kind: EventKind
    days_ago: int
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoSending:
    """An article that was sent to a demo contact, and the outcome."""

    article: str
    days_ago: int
    outcome: State


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoContact:
    """One person of the demo.

    Attributes:
        contact: All that an address book would say, but for the birthday.
        birthday_in_days: From the clock's day to the next birthday.
    """

    contact: Contact
    birthday_in_days: int
    birth_year: int | None = None
    paused: bool = False
    history: tuple[DemoEvent, ...] = ()
    sent: tuple[DemoSending, ...] = ()

    @property
    def name(self) -> str:
        """The full name."""
        return self.contact.name

    def card(self, today: date) -> Contact:
        """Return the contact, with its birthday relative to today."""
        day = today + timedelta(days=self.birthday_in_days)
        birthday = Birthday(month=day.month, day=day.day, year=self.birth_year)
        return replace(self.contact, birthday=birthday)


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Everything the demo library is built from; `pages` were saved without a feed."""

    feeds: tuple[DemoFeed, ...]
    pages: tuple[DemoArticle, ...]
    contacts: tuple[DemoContact, ...]

    @property
    def articles(self) -> tuple[DemoArticle, ...]:
        """All articles: those of the feeds in their order, then the saved pages."""
        return *(article for feed in self.feeds for article in feed.articles), *self.pages


def load_material() -> Material:
    """Return the material that is shipped with the package."""
    library = files("recommender.demo") / "library"
    tables = {
        file.name: tomllib.loads(file.read_text(encoding="utf-8"))
        for file in library.iterdir()
        if file.name.endswith(".toml")
    }
    people = tables.pop(CONTACTS_FILE)["contacts"]
    pages = tables.pop(PAGES_FILE)["articles"]
    return Material(
        feeds=tuple(
            _read_feed(name.removesuffix(".toml"), tables[name]) for name in sorted(tables)
        ),
        pages=tuple(_read_article(table) for table in pages),
        contacts=tuple(_read_contact(table) for table in people),
    )


def _read_feed(slug: str, table: Mapping[str, Any]) -> DemoFeed:
    title, language = table["title"], table["language"]
    return DemoFeed(
        slug=slug,
        title=title,
        url=table["url"],
        site_url=table["site_url"],
        language=language,
        format=FeedFormat(table["format"]),
        full_text=table["full_text"],
        counts_as_read=table["counts_as_read"],
        articles=tuple(
            _read_article({"site": title, "language": language, **article})
            for article in table["articles"]
        ),
    )


def _read_article(table: Mapping[str, Any]) -> DemoArticle:
    return DemoArticle(
        slug=table["slug"],
        url=table["url"],
        title=table["title"],
        author=table["author"],
        site=table["site"],
        language=table["language"],
        days_ago=table["days_ago"],
        read=table["read"],
        paragraphs=tuple(" ".join(block.split()) for block in table["text"].split("\n\n")),
        tags=tuple(table["tags"]),
        meant_for=tuple(table["meant_for"]),
        same_story_as=table.get("same_story_as"),
    )


def _read_contact(table: Mapping[str, Any]) -> DemoContact:
    return DemoContact(
        contact=Contact(
            name=table["name"],
            given_name=table["given_name"],
            emails=tuple(table["emails"]),
            phones=tuple(table.get("phones", ())),
            links=tuple(table.get("links", ())),
            organisation=table["organisation"],
            role=table["role"],
            interests=table["interests"],
            avoid=table["avoid"],
            notes=table["notes"],
            tags=tuple(table["tags"]),
            cadence_days=table["cadence_days"],
            languages=tuple(table["languages"]),
        ),
        birthday_in_days=table["birthday_in_days"],
        birth_year=table.get("birth_year"),
        paused=table.get("paused", False),
        history=tuple(
            DemoEvent(kind=EventKind(event["kind"]), days_ago=event["days_ago"], note=event["note"])
            for event in table.get("history", ())
        ),
        sent=tuple(
            DemoSending(
                article=sending["article"],
                days_ago=sending["days_ago"],
                outcome=State(sending["outcome"]),
            )
            for sending in table.get("sent", ())
        ),
    )
