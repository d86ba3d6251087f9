"""What tests arrange with: values by default, named where they matter, and a web that answers."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from html import escape
from typing import Any

from ingest.errors import FetchError
from ingest.network.responses import PAGE_LIMIT, Response, Validators
from ingest.records import Article, Contact
from recommender.domain.articles import Subscription
from recommender.domain.people import StoredContact
from recommender.domain.suggestions import Candidate, Match, State, Strength, Suggestion, TermWeight

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)

BEES = (
    "Beekeepers on the roofs of the city had a good year. The hives along the canal gave more "
    "honey than those in the fields, for the lime trees flowered long and late.",
    "A beekeeper looks for three things in a hive: a queen that lays, brood without gaps, and "
    "honey enough for the winter. Whoever opens the hive too often chills the brood.",
    "Honey from the city is tested every autumn. The bees filter what they gather so well that "
    "the honey holds no more soot than the honey of the villages.",
)
TRAINS = (
    "The night train to the coast is back after eleven years. It leaves the old station at ten "
    "in the evening, with two sleeping cars and one where bicycles ride along.",
    "A timetable for night trains has to find its way between freight trains and works on the "
    "track. The railway has therefore given each sleeper an hour to lose between the stations.",
    "Passengers in the sleeping car wake to the sound of the points before the terminus. The "
    "steward of the train brings coffee and says how many minutes the train is late.",
)
PLASTER = (
    "Lime plaster forgives a damp wall. The masons mix it the day before and let it stand, and "
    "throw it on in three coats, each thinner than the last one.",
    "Cement keeps the water in, and so the brick behind it crumbles with the first hard frost. "
    "An old wall wants to dry towards the room and towards the street.",
    "Whoever restores a facade begins with a knock of the hammer, and listens. Where the render "
    "sounds hollow it has come off, and the wall must be opened down to the brick.",
)


def an_article(
    title: str = "Bees on the roof",
    *,
    url: str = "https://press.example/bees",
    paragraphs: Iterable[str] = BEES,
    **fields: Any,
) -> Article:
    values: dict[str, Any] = {"language": "en", "site": "The Press", **fields}
    return Article(url=url, title=title, text="\n".join(paragraphs), **values)


def a_contact(name: str = "Ana Ferreira", **fields: Any) -> Contact:
    values: dict[str, Any] = {
        "emails": (f"{name.partition(' ')[0].lower()}@example.com",),
        "interests": "beekeeping, honey",
        **fields,
    }
    return Contact(name=name, **values)


def a_known_contact(
    contact_id: int = 1, name: str = "Ana Ferreira", **fields: Any
) -> StoredContact:
    values: dict[str, Any] = {"added_at": NOW, "last_contact": NOW, **fields}
    return StoredContact(id=contact_id, name=name, **values)


def a_candidate(contact_id: int = 1, article_id: int = 1, **fields: Any) -> Candidate:
    values: dict[str, Any] = {
        "score": 1.0,
        "story": article_id,
        "born": NOW,
        "read": True,
        **fields,
    }
    return Candidate(contact_id=contact_id, article_id=article_id, **values)


def a_match(contact_id: int = 1, article_id: int = 1, **fields: Any) -> Match:
    values: dict[str, Any] = {
        "score": 1.0,
        "fits": True,
        "strength": Strength.GOOD,
        "terms": (TermWeight(term="honey", weight=1.0, interest="honey"),),
        **fields,
    }
    return Match(contact_id=contact_id, article_id=article_id, **values)


def a_suggestion(
    contact_id: int = 1, article_id: int = 1, state: State = State.PROPOSED, **fields: Any
) -> Suggestion:
    values: dict[str, Any] = {
        "id": 1,
        "day": NOW.date(),
        "position": 0,
        "score": 1.0,
        "strength": Strength.GOOD,
        "terms": (),
        "why_now": "",
        **fields,
    }
    return Suggestion(contact_id=contact_id, article_id=article_id, state=state, **values)


def a_subscription(url: str = "https://press.example/feed", **fields: Any) -> Subscription:
    values: dict[str, Any] = {"id": 0, "title": "The Press", "added_at": NOW, **fields}
    return Subscription(url=url, **values)


def a_page(title: str = "Bees on the roof", paragraphs: Iterable[str] = BEES) -> str:
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    return (
        f'<!doctype html><html lang="en"><head><title>{escape(title)}</title></head>'
        f"<body><article><h1>{escape(title)}</h1>{body}</article></body></html>"
    )


def an_item(
    title: str = "Bees on the roof",
    *,
    link: str | None = "https://press.example/bees",
    key: str | None = None,
    paragraphs: Iterable[str] = BEES,
) -> str:
    body = escape("".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs))
    return (
        "<item>"
        f"<title>{escape(title)}</title>"
        + (f"<link>{escape(link)}</link>" if link else "")
        + f'<guid isPermaLink="false">{escape(key or link or title)}</guid>'
        + (f"<content:encoded>{body}</content:encoded>" if body else "")
        + "</item>"
    )


def an_rss_feed(*items: str, title: str = "The Press") -> str:
    return (
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>{escape(title)}</title><link>https://press.example/</link>"
        f"<description>News</description><language>en</language>{''.join(items)}</channel></rss>"
    )


class FakeWeb:
    """Answers from a dictionary, and remembers what it was asked for.

    Args:
        pages: By address: a document, an answer, or the error to raise.
    """

    def __init__(self, pages: Mapping[str, str | bytes | Response | Exception]) -> None:
        self.pages = dict(pages)
        self.asked: list[str] = []
        self.validators: list[Validators | None] = []

    def fetch(
        self, url: str, *, validators: Validators | None = None, limit: int = PAGE_LIMIT
    ) -> Response:
        del limit  # no page here is large
        self.asked.append(url)
        self.validators.append(validators)
        missing = FetchError(url, "the server says the page does not exist", status=404)
        page = self.pages.get(url, missing)
        if isinstance(page, Exception):
            raise page
        if isinstance(page, Response):
            return page
        return Response(url=url, body=page if isinstance(page, bytes) else page.encode())
