"""Many notes as people keep them: how many of their topics are found, and what never is."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

from recommender.matching.profiles.note_topics import note_topics

NOTES = Path("tests/data/day-one/notes.toml")
PRECISION, RECALL = 0.9, 0.7  # .98 and .93 when written; room for rules that do better elsewhere

_SMALL_WORDS = frozenset(
    [
        "of",
        "a",
        "the",
        "in",
        "to",
        "for",
        "and",
        "de",
        "la",
        "le",
        "les",
        "der",
        "die",
        "das",
        "von",
        "zu",
        "im",
        "el",
        "los",
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note and what a reader takes from it."""

    text: str
    topics: tuple[str, ...]
    fair: tuple[str, ...]
    private: tuple[str, ...]
    never: tuple[str, ...]


def load_notes() -> tuple[Note, ...]:
    rows = tomllib.loads(NOTES.read_text("utf-8"))["notes"]
    lists = ("topics", "fair", "private", "never")
    return tuple(
        Note(text=row["text"], **{name: tuple(row.get(name, ())) for name in lists}) for row in rows
    )


def is_same(topic: str, expected: str) -> bool:
    """Return whether two topics differ by one word at most, small words aside."""
    first, second = (
        {word for word in re.findall(r"\w+", text.casefold()) if word not in _SMALL_WORDS}
        for text in (topic, expected)
    )
    return bool(first & second) and len(first ^ second) <= 1


def begins_word(word: str, text: str) -> bool:
    return re.search(rf"\b{re.escape(word)}", text.casefold()) is not None


@pytest.mark.parametrize("note", load_notes(), ids=lambda note: note.text[:30])
def test_private_facts_and_circumstances_stay_out(note: Note) -> None:
    found = note_topics(note.text)
    topics = "\n".join((*found.named, *found.mentioned))
    assert not [word for word in note.never if begins_word(word, topics)]
    assert not [word for word in note.private if begins_word(word, topics)]


def test_most_topics_are_found_and_few_others() -> None:
    right = named = found = expected = 0
    for note in load_notes():
        topics = note_topics(note.text).named
        suits = [any(is_same(topic, one) for one in (*note.topics, *note.fair)) for topic in topics]
        right, named = right + sum(suits), named + len(suits)
        found += sum(any(is_same(topic, one) for topic in topics) for one in note.topics)
        expected += len(note.topics)
    assert right / named >= PRECISION
    assert found / expected >= RECALL
