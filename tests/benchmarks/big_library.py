"""A library of any size, written by direct rows: as it stands after years, in under a minute."""

import json
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from ingest.records import Article, Contact
from recommender.domain.people import EventKind
from recommender.domain.suggestions import State, Strength, TermWeight
from recommender.matching.scoring.signals import signals_hash
from recommender.matching.versions import ANALYZER_VERSION, source_hash
from recommender.storage.compression import compress_counts
from recommender.storage.library import Library
from recommender.storage.row_mapping import article_row, contact_row, terms_json, to_iso
from recommender.workflow.matching.semantic import vectors_stamp
from recommender.workflow.matching.staleness import save_matched_by

WORDS = (
    "grid", "battery", "peak", "harbour", "timetable", "hive", "honey", "ward", "clinic", "roast",
    "filter", "archive", "map", "trail", "render", "plaster", "brick", "storage", "forecast",
    "inverter", "sleeper", "carriage", "signal", "brood", "queen", "canal",
)  # fmt: skip
TAGS = ("client", "friend", "family", "press", "neighbour")
FEEDS = 100
MATCHES_AN_ARTICLE = 3
FIT = 0.2  # of the matches
MOST_MESSAGES = 3_000  # four years of two a day
WORDS_AN_ARTICLE = 400


def build_big_library(path: Path, *, articles: int, contacts: int, now: datetime) -> None:
    """Write a library of that many articles and contacts, matched and with a past."""
    chance = random.Random(articles)
    with Library.open(path) as library, library.write():
        connection = library._database.conn
        for name, rows in (
            ("feeds", _feeds(now)),
            ("contacts", _contacts(contacts, chance, now)),
            ("articles", _articles(articles, chance, now)),
            ("article_terms", _terms(articles)),
            ("matched_contacts", ({"contact_id": n + 1} for n in range(contacts))),
            ("matches", _matches(articles, contacts, chance)),
            ("events", _events(contacts, chance, now)),
            ("suggestions", _suggestions(articles, contacts, chance)),
        ):
            columns: tuple[str, ...] = ()
            batch = []
            for row in rows:
                columns = columns or tuple(row)
                batch.append(tuple(row.values()))
            marks = ", ".join("?" * len(columns))
            connection.executemany(
                f"INSERT OR IGNORE INTO {name} ({', '.join(columns)}) VALUES ({marks})", batch
            )
        _marks(library, chance, now)
        library.settings.save("your_name", "Robin")
        save_matched_by(library, f"{source_hash()} {signals_hash()} {vectors_stamp(library)}")


def _feeds(now: datetime) -> Iterator[dict[str, object]]:
    for n in range(FEEDS):
        yield {
            "url": f"https://site{n}.example/feed",
            "title": f"Site {n}",
            "added_at": to_iso(now - timedelta(days=900)),
            "last_polled": to_iso(now),
            "next_poll": to_iso(now + timedelta(hours=1)),
        }


def _contacts(number: int, chance: random.Random, now: datetime) -> Iterator[dict[str, object]]:
    for n in range(number):
        contact = Contact(
            name=f"{chance.choice(WORDS).title()} {chance.choice(WORDS).title()} {n}",
            emails=(f"person{n}@example.org",),
            organisation=f"{chance.choice(WORDS).title()} Works",
            role="Engineer",
            interests=", ".join(chance.sample(WORDS, 3)),
            notes="Met at the harbour, asked about the ramp project.",
            tags=(chance.choice(TAGS),),
        )
        yield contact_row(contact) | {"added_at": to_iso(now - timedelta(days=800))}


def _articles(number: int, chance: random.Random, now: datetime) -> Iterator[dict[str, object]]:
    text = " ".join(chance.choice(WORDS) for _ in range(WORDS_AN_ARTICLE))
    for n in range(number):
        came = now - timedelta(minutes=10 * n)
        article = Article(
            url=f"https://site{n % FEEDS}.example/{n}",
            title=" ".join(chance.sample(WORDS, 5)).capitalize(),
            text=f"{' '.join(chance.sample(WORDS, 8)).capitalize()}. {text}",
            site=f"Site {n % FEEDS}",
            language="en" if n % 5 else "de",
            published=came,
        )
        yield article_row(article) | {
            "added_at": to_iso(came),
            "read_at": to_iso(came) if n % 3 == 0 else None,
            "feed_id": n % FEEDS + 1,
        }


def _terms(articles: int) -> Iterator[dict[str, object]]:
    blank = compress_counts([])
    for n in range(articles):
        yield {
            "article_id": n + 1,
            "analyzer_version": ANALYZER_VERSION,
            "compressed_counts": blank,
            "matched": 1,
        }


def _matches(articles: int, contacts: int, chance: random.Random) -> Iterator[dict[str, object]]:
    for n in range(articles):
        for contact_id in chance.sample(range(1, contacts + 1), MATCHES_AN_ARTICLE):
            fits = chance.random() < FIT
            words = tuple(TermWeight(term=w, weight=0.5, interest=w) for w in WORDS[:3])
            yield {
                "contact_id": contact_id,
                "article_id": n + 1,
                "score": chance.random() + fits,
                "fits": int(fits),
                "strength": (Strength.GOOD if fits else Strength.WEAK).value,
                "terms": terms_json(words if fits else ()),
            }


def _events(contacts: int, chance: random.Random, now: datetime) -> Iterator[dict[str, object]]:
    for contact_id in range(1, contacts + 1):
        for _ in range(3):
            yield {
                "contact_id": contact_id,
                "kind": chance.choice((EventKind.CALL, EventKind.COFFEE)).value,
                "at": to_iso(now - timedelta(days=chance.randrange(20, 700))),
            }


def _suggestions(
    articles: int, contacts: int, chance: random.Random
) -> Iterator[dict[str, object]]:
    for _ in range(min(MOST_MESSAGES, articles // 2)):
        yield {
            "contact_id": chance.randrange(1, contacts + 1),
            "article_id": chance.randrange(1, articles + 1),
            "day": "2026-01-01",
            "position": 0,
            "score": 1.0,
            "strength": Strength.GOOD.value,
            "terms": json.dumps([]),
            "why_now": "",
        }


def _marks(library: Library, chance: random.Random, now: datetime) -> None:
    said = (State.SENT, State.SENT, State.LIKED, State.REPLIED, State.UNANSWERED, State.DISMISSED)
    connection = library._database.conn
    for suggestion_id, contact_id in connection.execute(
        "SELECT id, contact_id FROM suggestions"
    ).fetchall():
        at = now - timedelta(days=chance.randrange(10, 700))
        state = chance.choice(said)
        if state is not State.DISMISSED:
            connection.execute(
                "INSERT INTO feedback (suggestion_id, state, at) VALUES (?, 'sent', ?)",
                [suggestion_id, to_iso(at)],
            )
            connection.execute(
                "INSERT INTO events (contact_id, kind, at) VALUES (?, 'sent', ?)",
                [contact_id, to_iso(at)],
            )
        if state is not State.SENT:
            connection.execute(
                "INSERT INTO feedback (suggestion_id, state, at) VALUES (?, ?, ?)",
                [suggestion_id, state.value, to_iso(at + timedelta(days=2))],
            )
    connection.execute("INSERT OR IGNORE INTO matched_contacts SELECT id FROM contacts")
