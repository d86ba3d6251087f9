"""Maps rows to domain values and back: dicts stop here. Knows no SQL."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any
from zlib import crc32

from ingest.records import Article, Birthday, Contact, OutlineAttribute
from ingest.urls import split_login
from recommender.domain.articles import StoredArticle, Subscription
from recommender.domain.people import Event, EventKind, StoredContact
from recommender.domain.suggestions import (
    Match,
    Message,
    Source,
    State,
    Strength,
    Suggestion,
    TermWeight,
)
from recommender.storage.compression import compress_text, read_text

Row = Mapping[str, Any]

_SOURCES = {one.value: one for one in Source}  # a call of Source takes four times as long


def to_iso(time: datetime) -> str:
    """Return a time in UTC as ISO 8601 text, whose order is the order of time."""
    return time.astimezone(UTC).isoformat(timespec="seconds")


def from_iso(text: str | None) -> datetime | None:
    """Return the time that `to_iso` wrote."""
    return None if text is None else datetime.fromisoformat(text)


def article_row(article: Article) -> dict[str, Any]:
    """Return the columns of `articles` that an article fills."""
    return {
        "url": article.url,
        "title": article.title,
        "compressed_text": compress_text(article.text),
        "author": article.author,
        "site": article.site,
        "language": article.language,
        "published": None if article.published is None else to_iso(article.published),
        "is_excerpt": int(article.is_excerpt),
        "checksum": checksum(article.title, article.text),
    }


def checksum(title: str, text: str) -> int:
    """Return the CRC-32 of an article, which reveals damage that SQLite overlooks."""
    return crc32(f"{title}\0{text}".encode())


def article(row: Row) -> StoredArticle:
    """Return the article of a row of `articles`."""
    return StoredArticle(
        id=row["id"],
        url=row["url"],
        title=row["title"],
        text=read_text(row["compressed_text"]),
        author=row["author"],
        site=row["site"],
        language=row["language"],
        published=from_iso(row["published"]),
        is_excerpt=bool(row["is_excerpt"]),
        added_at=datetime.fromisoformat(row["added_at"]),
        read_at=from_iso(row["read_at"]),
        story=row["story"] or row["id"],
        feed_id=row["feed_id"],
        hidden=bool(row["hidden"]),
        tags=tuple(json.loads(row["tags"])),
        evergreen=bool(row["evergreen"]),
    )


def contact_row(contact: Contact) -> dict[str, Any]:
    """Return the columns of `contacts` that a contact fills."""
    return {
        "name": contact.name,
        "given_name": contact.given_name,
        "emails": _list(contact.emails),
        "phones": _list(contact.phones),
        "links": _list(contact.links),
        "organisation": contact.organisation,
        "role": contact.role,
        "birthday": None if contact.birthday is None else str(contact.birthday),
        "interests": contact.interests,
        "avoid": contact.avoid,
        "notes": contact.notes,
        "tags": _list(contact.tags),
        "cadence_days": contact.cadence_days,
        "languages": _list(contact.languages),
        "died": contact.died,
    }


def stored_contact_row(contact: StoredContact) -> dict[str, Any]:
    """Return the columns of `contacts` that the user can change."""
    return contact_row(contact) | {
        "paused": int(contact.paused and contact.died is None),
        "asleep": int(contact.asleep),
        "channel": contact.channel,
    }


def read_list(text: str) -> tuple[str, ...]:
    """Return a list of texts. Most are empty, and then need no parser."""
    return () if text == "[]" else tuple(json.loads(text))


def contact(row: Row) -> StoredContact:
    """Return the contact of a row of `contacts` joined with its `last_contact`."""
    return StoredContact(
        id=row["id"],
        name=row["name"],
        given_name=row["given_name"],
        emails=read_list(row["emails"]),
        phones=read_list(row["phones"]),
        links=read_list(row["links"]),
        organisation=row["organisation"],
        role=row["role"],
        birthday=_birthday(row["birthday"]),
        interests=row["interests"],
        avoid=row["avoid"],
        notes=row["notes"],
        tags=read_list(row["tags"]),
        cadence_days=row["cadence_days"],
        languages=read_list(row["languages"]),
        added_at=datetime.fromisoformat(row["added_at"]),
        paused=bool(row["paused"]) or row["died"] is not None,
        died=row["died"],
        asleep=bool(row["asleep"]),
        last_contact=from_iso(row["last_contact"]),
        channel=row["channel"],
    )


def subscription(row: Row) -> Subscription:
    """Return the subscription of a row of `feeds` joined with its number of `articles`."""
    return Subscription(
        id=row["id"],
        url=row["url"],
        login=row["login"],
        title=row["title"],
        added_at=datetime.fromisoformat(row["added_at"]),
        site_url=row["site_url"],
        language=row["language"],
        tags=tuple(json.loads(row["tags"])),
        counts_as_read=bool(row["counts_as_read"]),
        articles=row["articles"],
        etag=row["etag"],
        last_modified=row["last_modified"],
        content_hash=row["content_hash"],
        last_polled=from_iso(row["last_polled"]),
        next_poll=from_iso(row["next_poll"]),
        last_error=row["last_error"],
        failures=row["failures"],
        retired=bool(row["retired"]),
        ttl_minutes=row["ttl_minutes"],
        skip_hours=tuple(json.loads(row["skip_hours"])),
        skip_days=tuple(json.loads(row["skip_days"])),
        moved_from=row["moved_from"],
        moved_at=from_iso(row["moved_at"]),
        publisher_title=row["publisher_title"],
        opml=tuple(
            OutlineAttribute(namespace=namespace, name=name, value=value)
            for namespace, name, value in json.loads(row["opml"])
        ),
    )


def subscription_row(feed: Subscription) -> dict[str, Any]:
    """Return the columns of `feeds` that a subscription fills, all but how it was added.

    A login in the URL is kept apart from it.
    """
    url, login = split_login(feed.url)
    return {
        "url": url,
        "login": login or feed.login,
        "title": feed.title,
        "site_url": feed.site_url and split_login(feed.site_url)[0],
        "language": feed.language,
        "tags": _list(feed.tags),
        "counts_as_read": int(feed.counts_as_read),
        "etag": feed.etag,
        "last_modified": feed.last_modified,
        "content_hash": feed.content_hash,
        "last_polled": None if feed.last_polled is None else to_iso(feed.last_polled),
        "next_poll": None if feed.next_poll is None else to_iso(feed.next_poll),
        "last_error": feed.last_error,
        "failures": feed.failures,
        "retired": int(feed.retired),
        "ttl_minutes": feed.ttl_minutes,
        "skip_hours": json.dumps(feed.skip_hours),
        "skip_days": json.dumps(feed.skip_days),
        "moved_from": feed.moved_from and split_login(feed.moved_from)[0],
        "moved_at": None if feed.moved_at is None else to_iso(feed.moved_at),
        "publisher_title": feed.publisher_title,
        "opml": json.dumps(
            [[one.namespace, one.name, one.value] for one in feed.opml], ensure_ascii=False
        ),
    }


def terms_json(terms: tuple[TermWeight, ...]) -> str:
    """Return the terms of a match as JSON."""
    return json.dumps(
        [[t.term, t.weight, t.interest, t.source.value] for t in terms], ensure_ascii=False
    )


def match(row: Row) -> Match:
    """Return the match of a row of `matches`."""
    return Match(
        article_id=row["article_id"],
        contact_id=row["contact_id"],
        score=row["score"],
        fits=bool(row["fits"]),
        strength=Strength(row["strength"]),
        terms=_terms(row["terms"]),
    )


def suggestion(row: Row) -> Suggestion:
    """Return the suggestion of a row of `suggestions` joined with its latest feedback."""
    opened = row["opened_subject"]
    return Suggestion(
        id=row["id"],
        contact_id=row["contact_id"],
        article_id=row["article_id"],
        day=_date(row["day"]),
        position=row["position"],
        score=row["score"],
        strength=Strength(row["strength"]),
        terms=_terms(row["terms"]),
        why_now=row["why_now"],
        state=State(row["state"]),
        chosen=bool(row["chosen"]),
        message=None
        if opened is None
        else Message(recipient=row["opened_recipient"], subject=opened, body=row["opened_body"]),
        marked_at=from_iso(row["at"]),
        shared_at=from_iso(row["shared_at"]),
        until=_date(row["until"]),
        reason=row["reason"],
    )


def event(row: Row) -> Event:
    """Return the event of a row of `events` joined with its feedback."""
    return Event(
        id=row["id"],
        contact_id=row["contact_id"],
        kind=EventKind(row["kind"]),
        at=datetime.fromisoformat(row["at"]),
        note=row["note"],
        suggestion_id=row["suggestion_id"],
    )


def _terms(text: str) -> tuple[TermWeight, ...]:
    return tuple(
        TermWeight(term=term, weight=weight, interest=interest, source=_SOURCES[source])
        for term, weight, interest, source in json.loads(text)
    )


def _date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _list(values: tuple[str, ...]) -> str:
    return json.dumps(list(values), ensure_ascii=False)


def _birthday(text: str | None) -> Birthday | None:
    if text is None:
        return None
    year, month, day = text.rsplit("-", 2)
    return Birthday(
        month=int(month), day=int(day), year=None if year.startswith("-") else int(year)
    )
