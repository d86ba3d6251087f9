"""The everyday set keeps its promises: kinds of contacts and articles, halves, grades."""

import csv
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from ingest.text.language import detect_language
from recommender.demo.material import load_material

EVERYDAY = Path(__file__).parents[3] / "data/quality/everyday"
ACRONYM = re.compile(r"\b(IT|M&A|R&D|US|AI|5G|GDPR)\b|C\+\+")
CONTACT_KEYS = {"avoid", "half", "languages", "notes", "organisation", "role"}
ARTICLE_KEYS = {"boilerplate", "looks_like", "topic", "unnamed"}


def read_rows(name: str) -> list[dict[str, Any]]:
    lines = (EVERYDAY / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


CONTACTS = read_rows("queries.jsonl")
ARTICLES = read_rows("corpus.jsonl")
TOPICS: dict[str, list[str]] = json.loads((EVERYDAY / "topics.json").read_text(encoding="utf-8"))
with (EVERYDAY / "qrels" / "test.tsv").open(encoding="utf-8", newline="") as table:
    GRADES = [
        (row["query-id"], row["corpus-id"], int(row["score"]))
        for row in csv.DictReader(table, delimiter="\t")
    ]
LIKED_BY = Counter(article for _, article, grade in GRADES if grade)
SUITED = Counter(contact for contact, _, grade in GRADES if grade)

KINDS = {
    "with avoided topics": [c for c in CONTACTS if "avoid" in c["metadata"]],
    "known by job and notes alone": [c for c in CONTACTS if not c["text"]],
    "whom nothing suits": [c for c in CONTACTS if not SUITED[c["_id"]]],
    "with acronyms": [c for c in CONTACTS if ACRONYM.search(c["text"] + str(c["metadata"]))],
    "in German or French": [c for c in CONTACTS if "languages" in c["metadata"]],
}


def words_in(text: str, topic: str) -> list[str]:
    """Return those of the topic's own words that stand in the text, in whatever case."""
    return [
        word
        for word in TOPICS[topic]
        if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE)
    ]


def own_text(article: dict[str, Any]) -> str:
    """Return the title and the text of an article without its boilerplate."""
    text: str = article["title"] + "\n" + article["text"]
    for line in article["metadata"].get("boilerplate", []):
        text = text.replace(line, "")
    return text


def test_half_of_the_contacts_are_held_out() -> None:
    halves = Counter(contact["metadata"]["half"] for contact in CONTACTS)
    assert halves == {"tuning": 20, "held-out": 20}


@pytest.mark.parametrize(
    ("kind", "least"),
    [
        ("with avoided topics", 8),
        ("known by job and notes alone", 8),
        ("whom nothing suits", 5),
        ("with acronyms", 6),
        ("in German or French", 8),
    ],
)
def test_each_kind_of_contact_is_in_both_halves(kind: str, least: int) -> None:
    halves = Counter(contact["metadata"]["half"] for contact in KINDS[kind])
    assert halves.total() >= least
    assert abs(halves["tuning"] - halves["held-out"]) <= 2


def test_rows_carry_known_metadata() -> None:
    assert {key for contact in CONTACTS for key in contact["metadata"]} == CONTACT_KEYS
    assert {key for article in ARTICLES for key in article["metadata"]} == ARTICLE_KEYS


def test_every_grade_is_of_a_known_pair_and_given_once() -> None:
    pairs = [(contact, article) for contact, article, _ in GRADES]
    assert len(set(pairs)) == len(pairs)
    assert {contact for contact, _ in pairs} <= {contact["_id"] for contact in CONTACTS}
    assert {article for _, article in pairs} <= {article["_id"] for article in ARTICLES}
    assert {grade for _, _, grade in GRADES} == {0, 1, 2}


def test_ids_are_unique() -> None:
    for rows in (CONTACTS, ARTICLES):
        ids = [row["_id"] for row in rows]
        assert len(set(ids)) == len(ids)


def test_an_article_that_does_not_name_its_topic_uses_none_of_its_words() -> None:
    unnamed = [article for article in ARTICLES if article["metadata"].get("unnamed")]
    named = {
        article["_id"]: words
        for article in unnamed
        if (words := words_in(own_text(article), article["metadata"]["topic"]))
    }
    assert named == {}


def test_a_look_alike_uses_a_word_of_the_topic_that_it_looks_like() -> None:
    for article in ARTICLES:
        for topic in article["metadata"].get("looks_like", []):
            text = article["title"] + "\n" + article["text"]
            assert words_in(text, topic), (article["_id"], topic)
            assert topic != article["metadata"].get("topic")


def test_each_topic_has_articles_that_do_not_name_it_and_look_alikes() -> None:
    unnamed = Counter(
        article["metadata"]["topic"] for article in ARTICLES if article["metadata"].get("unnamed")
    )
    alike = Counter(
        topic for article in ARTICLES for topic in article["metadata"].get("looks_like", [])
    )
    assert len(TOPICS) == 25
    assert [topic for topic in TOPICS if unnamed[topic] < 2 or alike[topic] < 2] == []


def test_boilerplate_is_marked_and_at_most_a_fifth_of_an_article() -> None:
    marked = [article for article in ARTICLES if "boilerplate" in article["metadata"]]
    assert len(marked) >= 10
    for article in marked:
        lines = article["metadata"]["boilerplate"]
        assert all(line in article["text"].split("\n\n") for line in lines)
        words = sum(len(line.split()) for line in lines)
        assert words <= 0.2 * len(article["text"].split()), article["_id"]


def test_articles_without_a_topic_suit_nobody() -> None:
    off_topic = [a["_id"] for a in ARTICLES if "topic" not in a["metadata"]]
    assert len(off_topic) >= 20
    assert [article for article in off_topic if LIKED_BY[article]] == []


def test_articles_suit_only_people_who_read_their_language() -> None:
    languages = {
        article["_id"]: detect_language(article["title"] + "\n" + article["text"])
        for article in ARTICLES
    }
    read = {contact["_id"]: contact["metadata"].get("languages", ["en"]) for contact in CONTACTS}
    assert [(c, a) for c, a, grade in GRADES if grade and languages[a] not in read[c]] == []


def test_the_demo_stands_in_it_word_for_word() -> None:
    texts = {article["_id"]: article["text"] for article in ARTICLES}
    for demo in load_material().articles:
        assert texts[demo.slug].split() == " ".join(demo.paragraphs).split()
