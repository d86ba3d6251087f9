"""Related words: a curated list of other names, parts and companions of topics, a file per kind.

Each file has tables by language and relation; a key is a topic, its words separated by commas:

    [en.same]      "AI" = "artificial intelligence"        the same thing: counts as stated
    [en.short]     "human resources" = "HR"                its short form, which isn't named by it
    [en.narrower]  "basketball" = "NBA, EuroLeague"        a part that stands for the whole
    [en.near]      "basketball" = "rebound, point guard"   a companion, said of other things too
    [en.de]        "electric car" = "Elektroauto, E-Auto"  the same thing in another language

Only names ("same") and translations hold in both directions: NBA is basketball, but basketball is
more than the NBA. A companion needs another one: a court may be anything, a court with a rebound is
basketball. A word of several senses that no companion settles stays out of the list.
"""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files
from itertools import islice, product

from recommender.matching.text.terms import interest_terms

MAX_NAMES = 4  # other names of an interest, by language: each is scored like an interest

Form = tuple[str, ...]
"""The terms of a topic, in order."""


class Relation(StrEnum):
    """The relation of a related word to its topic."""

    NARROWER = "narrower"
    """A part that stands for the topic: it needs no companion."""
    NEAR = "near"
    """A companion: it needs another."""
    BROADER = "broader"
    """The whole that the topic is a part of, by the reverse of NARROWER."""
    SIBLING = "sibling"
    """Another part of that whole, or a companion of it."""


INTEREST_SHARES: Mapping[Relation, float] = {
    Relation.NARROWER: 2.0,
    Relation.NEAR: 1.0,
    Relation.BROADER: 0.5,  # one of the whole's is no evidence for the part
    Relation.SIBLING: 0.0,
}
# who avoids a league is spared its sport, where an article says so by two words
AVOIDED_SHARES: Mapping[Relation, float] = {
    Relation.NARROWER: 2.0,
    Relation.NEAR: 1.0,
    Relation.BROADER: 1.0,
    Relation.SIBLING: 1.0,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedPhrase:
    """A related word or phrase, as the list spells it, and its terms."""

    text: str
    terms: frozenset[str]
    relation: Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherName:
    """Another name of an interest.

    Attributes:
        text: What stands in the place of the interest's own words, as the list spells it.
        terms: Of the whole interest by this name.
    """

    text: str
    terms: Form


@dataclass(frozen=True, slots=True, eq=False)
class _Topic:
    """A topic in one language: all its names, and what the list says of them."""

    names: list[str] = field(default_factory=list)
    short: list[str] = field(default_factory=list)
    narrower: list[str] = field(default_factory=list)
    near: list[str] = field(default_factory=list)
    wholes: list["_Topic"] = field(default_factory=list)
    translations: dict[str, list[str]] = field(default_factory=dict)


def other_names(terms: Sequence[str], language: str) -> tuple[OtherName, ...]:
    """Return an interest with one of its topics named otherwise.

    "AI regulation" is also "artificial intelligence regulation". Empty where no topic in it has
    another name.
    """
    parts = _parts(terms, language)
    found: dict[Form, OtherName] = {}
    for place, part in enumerate(parts):
        topic = _topics(language).get(part)
        # not within a longer interest: palm oil is no petroleum
        names = [*topic.names, *(topic.short if len(parts) == 1 else ())] if topic else []
        for form, name in _spelled(names, language).items():
            whole = tuple(t for one in (*parts[:place], form, *parts[place + 1 :]) for t in one)
            # a shorter name would leave more weight to the rest: "money FX" finds any money
            if form != part and (len(parts) == 1 or len(form) >= len(part)):
                found.setdefault(whole, OtherName(text=name, terms=whole))
    return tuple(islice(found.values(), MAX_NAMES))


def translations(text: str, language: str) -> tuple[OtherName, ...]:
    """Return an interest in a language that it wasn't written in.

    Empty where the list can't translate the whole of it, or it is written in that language.
    """
    found: dict[Form, OtherName] = {}
    for source in _languages():
        if source != language and (terms := tuple(interest_terms(text, source))):
            topics = _topics(source)
            parts = _parts(terms, source)
            if all(part in topics for part in parts):
                names = [topics[part].translations.get(language, []) for part in parts]
                for chosen in product(*names):
                    name = " ".join(chosen)
                    form = _form(name, language)
                    found.setdefault(form, OtherName(text=name, terms=form))
    return tuple(islice(found.values(), MAX_NAMES))


def related_phrases(terms: Sequence[str], language: str) -> tuple[RelatedPhrase, ...]:
    """Return the related words of an interest that is one topic of the list, its parts first.

    Empty for an interest that says more than the topic: the words of football aren't those of
    women's football. Words such as "industry" and "news" say no more.
    """
    parts = _parts(terms, language)
    generic = _generic_terms(language)
    own = [part for part in parts if not generic.issuperset(part)] or parts
    topic = _topics(language).get(own[0]) if len(own) == 1 else None
    if topic is None:
        return ()
    found: dict[Form, RelatedPhrase] = {}
    for relation, texts in (
        (Relation.NARROWER, topic.narrower),
        (Relation.NEAR, topic.near),
        (Relation.BROADER, [name for whole in topic.wholes for name in whole.names]),
        (
            Relation.SIBLING,
            [name for whole in topic.wholes for name in (*whole.narrower, *whole.near)],
        ),
    ):
        for text in texts:
            form = _form(text, language)
            if form and form not in found and form not in own:
                found[form] = RelatedPhrase(text=text, terms=frozenset(form), relation=relation)
    names = _spelled(topic.names, language)
    return tuple(phrase for form, phrase in found.items() if form not in names)


def _parts(terms: Sequence[str], language: str) -> tuple[Form, ...]:
    """Return an interest's terms in parts: the longest topics from its beginning, or one term."""
    topics, longest = _topics(language), _longest(language)
    parts: list[Form] = []
    start = 0
    while start < len(terms):
        rest = tuple(terms[start : start + longest])
        forms = (rest[:n] for n in range(len(rest), 0, -1))
        part = next((form for form in forms if form in topics), rest[:1])
        parts.append(part)
        start += len(part)
    return tuple(parts)


def _spelled(names: Iterable[str], language: str) -> dict[Form, str]:
    """Return names by their terms; those without any are left out."""
    found: dict[Form, str] = {}
    for name in names:
        if form := _form(name, language):
            found.setdefault(form, name)
    return found


@cache
def _form(name: str, language: str) -> Form:
    """Return the terms of a name of the list; most are asked for several times."""
    return tuple(interest_terms(name, language))


@cache
def _longest(language: str) -> int:
    return max(map(len, _topics(language)), default=1)


@cache
def _generic_terms(language: str) -> frozenset[str]:
    words = list_tables().get((language, "generic"), {}).get("words", "")
    return frozenset(term for word in split_words(words) for term in _form(word, language))


@cache
def _topics(language: str) -> Mapping[Form, _Topic]:
    """Return the topics of a language by the terms of each of their names."""
    own = {relation: table for (code, relation), table in list_tables().items() if code == language}
    abroad = {
        code: table for (code, relation), table in list_tables().items() if relation == language
    }
    topics: dict[Form, _Topic] = {}
    named = [(key, *split_words(words)) for key, words in own.get("same", {}).items()]
    named += [split_words(words) for table in abroad.values() for words in table.values()]
    named += [(key,) for relation, table in own.items() for key in table if relation != "generic"]
    for names in named:
        _add_names(topics, names, language)
    for code in own.keys() & set(_languages()):
        for topic, words in _rows(topics, own[code], language):
            topic.translations.setdefault(code, []).extend(words)
    for code, table in abroad.items():
        for key, translated in table.items():
            topic = topics[_form(split_words(translated)[0], language)]
            topic.translations.setdefault(code, []).append(key)
    for topic, words in _rows(topics, own.get("short", {}), language):
        topic.short.extend(words)
    for topic, words in _rows(topics, own.get(Relation.NEAR, {}), language):
        topic.near.extend(words)
    for topic, words in _rows(topics, own.get(Relation.NARROWER, {}), language):
        topic.narrower.extend(words)
        for part in words:
            _add_names(topics, (part,), language).wholes.append(topic)
    return topics


def _add_names(topics: dict[Form, _Topic], names: Iterable[str], language: str) -> _Topic:
    """Return the topic that has these names from now on: a known one, or a new one."""
    spelled = _spelled(names, language)
    known = {id(topics[form]): topics[form] for form in spelled if form in topics}
    topic, *others = list(known.values()) or [_Topic()]
    names = [name for other in others for name in other.names]
    names += [name for form, name in spelled.items() if form not in topics]
    topic.names.extend(names)
    topics |= dict.fromkeys(_spelled(names, language), topic)
    return topic


def _rows(
    topics: Mapping[Form, _Topic], table: Mapping[str, str], language: str
) -> Iterator[tuple[_Topic, tuple[str, ...]]]:
    """Yield each topic of a table with its words."""
    for key, words in table.items():
        yield topics[_form(key, language)], split_words(words)


@cache
def _languages() -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for code, _ in list_tables()))


@cache
def list_tables() -> Mapping[tuple[str, str], Mapping[str, str]]:
    """Return the tables of all files, by language and relation: words by topic."""
    found: defaultdict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for file in sorted(files(__name__).iterdir(), key=lambda one: one.name):
        if file.name.endswith(".toml"):
            for code, tables in tomllib.loads(file.read_text(encoding="utf-8")).items():
                for relation, table in tables.items():
                    for key, words in table.items():
                        known = found[code, relation].get(key)
                        found[code, relation][key] = f"{known}, {words}" if known else words
    return found


def listed_texts() -> Mapping[str, tuple[str, ...]]:
    """Return all topics and words of the list as they are written, by language."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for (code, relation), table in list_tables().items():
        if relation != "generic":
            found[code].extend(table)
            spoken = relation if relation in _languages() else code
            for words in table.values():
                found[spoken].extend(split_words(words))
    return {code: tuple(dict.fromkeys(texts)) for code, texts in found.items()}


def split_words(words: str) -> tuple[str, ...]:
    """Return the words of a row."""
    return tuple(word for part in words.split(",") if (word := part.strip()))
