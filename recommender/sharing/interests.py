"""Chooses the interests that a draft may name, and spells them as its sentence needs them."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from ingest.contacts.normalize import plain_line
from ingest.records import Article
from recommender.domain.sensitive_topics import is_sensitive
from recommender.domain.suggestions import Source, TermWeight
from recommender.sharing.excerpt import sentences_of

MIN_SHARE = 0.2  # of the score; a smaller part did not make the match, and naming it would mislead
SECOND_SHARE = 0.4  # of the first interest's weight, below which the second is not named
LONGEST_INTEREST = 40  # characters; longer is a sentence, not a topic
MOST_WORDS = 5  # likewise
MAX_INTERESTS = 2
LONG_PHRASE = 3  # words; an interest of so many is named alone, two of them make no sentence
MIN_MENTIONS = (
    2  # of its words on average, for an article to be about it; one in a title counts two
)
LEAD = 15  # sentences in which an article says what it is about
SENSITIVE_SHARE = 0.3  # of them; of the demo's 75 articles five have more, all on illness or injury
_LEAD_LENGTH = 5000  # characters; more than fifteen sentences have

# An interest is "in" an article if all its words are, whatever their endings. Of a long word the
# last letters may differ (battery, batteries); of a short one a plural (port, ports).
_WORD = re.compile(r"[\w+#&]+")
_OUTER = " ,;.:!?\"'“”„«»"
_NO_TOPIC = re.compile(r"[@:/()\[\]{}<>|…]")
_MIN_STEM = 4
_ENDING = 3  # characters
_NAMED = frozenset({Source.STATED, Source.NOTES, Source.TAGS})
_SENTENCE_START = re.compile(r"(?:^|[.!?:…\n]|[\"“„«(])\s*$")
# Words that an interest may have and an article need not: articles, prepositions, "and".
_SMALL_WORDS = frozenset(
    [
        *("a", "an", "and", "for", "from", "in", "of", "on", "or", "the", "to", "with"),
        *("der", "die", "das", "den", "dem", "des", "ein", "eine", "für", "im", "mit", "und"),
        *("von", "zu", "zur", "à", "au", "aux", "d", "de", "du", "en", "et", "l", "la", "le"),
        *("les", "pour", "sur", "un", "une", "con", "del", "el", "las", "los", "para", "por"),
        *("sobre", "y", "e"),
    ]
)

# English and Spanish words that make a noun definite or countable.
_DETERMINERS = frozenset(
    [
        *("the", "a", "an", "this", "that", "each", "every", "one", "my", "your", "his", "her"),
        *("its", "our", "their", "el", "la", "los", "las", "un", "una", "este", "esta", "ese"),
        *("esa", "cada", "su", "sus"),
    ]
)


def nameable_interests(
    terms: Sequence[TermWeight],
    article: Article,
    *,
    language: str,
    drop: Sequence[str] = (),
    determiners: Sequence[str] = (),
) -> tuple[str, ...]:
    """Return the interests that a draft can say the article is about, at most two.

    The heaviest comes first. Empty where

    - the nameable ones make less than `MIN_SHARE` of the score: the match rests on inference;
    - the heaviest is sensitive, too long for a sentence, or not what the article is about;
    - the article is in another language than the draft, and so are the interests it matches.

    Args:
        terms: The match's terms.
        article: What they match; it must be about an interest, not just contain a word of it.
        language: The draft's.
        drop: Articles that are left out at the start of an interest.
        determiners: Articles that an interest gets where the text mostly has one before it.
    """
    if article.language and article.language != language:
        return ()
    total = sum(term.weight for term in terms if term.weight > 0)
    weights: defaultdict[str, float] = defaultdict(float)
    spelling: dict[str, str] = {}
    stated: set[str] = set()
    for term in terms:
        words = plain_line(_own_words(term)).strip(_OUTER)
        if words and term.weight > 0:
            weights[words.casefold()] += term.weight
            spelling.setdefault(words.casefold(), words)
            if term.source is Source.STATED:
                stated.add(words.casefold())
    if not weights or sum(weights.values()) < MIN_SHARE * total:
        return ()
    strongest = max(weights.values())
    named: list[str] = []
    for key in sorted(weights, key=lambda key: -weights[key])[:MAX_INTERESTS]:
        topic = _topic(spelling[key], drop)
        if weights[key] < SECOND_SHARE * strongest or not topic or not _is_about(article, topic):
            break  # naming only what weighs less would miss what the article is about
        if key not in stated and not _stands_in(article, topic):
            break  # the user's own words on them, unless the article uses them too
        written = _as_noun(spelled(topic, article.text), article.text, determiners)
        if not written:
            break
        named.append(written)
    long = any(len(written.split()) >= LONG_PHRASE for written in named)
    return tuple(named[:1] if long else named)


def touches_sensitive(terms: Sequence[TermWeight], article: Article) -> bool:
    """Return whether a match or its article is on a topic that a draft passes over in silence.

    An article is, by its title or by what its first sentences speak of.
    """
    matched = (term for term in terms if term.weight > 0)
    if is_sensitive(article.title) or any(
        is_sensitive(words) for term in matched for words in (term.term, _own_words(term))
    ):
        return True
    first = sentences_of(article.text[:_LEAD_LENGTH], title=article.title)[:LEAD]
    return sum(map(is_sensitive, first)) > SENSITIVE_SHARE * len(first)


def spelled(interest: str, text: str) -> str:
    """Return an interest in the case in which an article's text writes its words.

    A word that the text has in lower case becomes lower case ("Grid Storage": grid storage); one
    that it always capitalizes within a sentence is a proper noun, or German ("japan": Japan).
    Others stay as they are: GDPR, iPad, C++.
    """
    words = interest.split(" ")
    return " ".join(_spelled_word(word, text) for word in words)


def _as_noun(topic: str, text: str, determiners: Sequence[str]) -> str:
    """Return a topic as it follows "about": with the article that it needs, if that is certain.

    A singular that the text uses with an article or a possessive ("the evening peak", "a hip")
    cannot stand without one. It gets the definite one if the text has that, twice at least and
    mostly; otherwise there is no telling, and an empty text is returned.
    """
    if not determiners or topic.endswith("s"):
        return topic
    phrase = re.escape(topic)
    found = re.findall(rf"(?:(\w+)\s+)?(?<!\w){phrase}(?!\w)", text, re.IGNORECASE)
    before = Counter(word.casefold() for word in found)
    definite = {word: before[word] for word in determiners if before[word]}
    if sum(before[word] for word in _DETERMINERS) <= len(found) / 2:
        return topic
    if sum(definite.values()) > len(found) / 2 and sum(definite.values()) >= MIN_MENTIONS:
        return f"{max(definite, key=lambda word: definite[word])} {topic}"
    return ""


def _topic(interest: str, drop: Sequence[str]) -> str:
    """Return an interest as a topic that a sentence can hold; empty where it is not one."""
    words = interest.split()
    if len(words) > 1 and words[0].casefold() in drop:
        words = words[1:]
    topic = " ".join(words)
    if not 0 < len(topic) <= LONGEST_INTEREST or len(words) > MOST_WORDS:
        return ""
    return "" if _NO_TOPIC.search(topic) or is_sensitive(topic) else topic


def _own_words(term: TermWeight) -> str:
    """Return the words behind a term, if a draft may name them.

    Learned and expanded terms are guesses; a role or an employer is no topic; what a contact
    writes is theirs to say.
    """
    return term.interest if term.source in _NAMED else ""


def _is_about(article: Article, topic: str) -> bool:
    """Return whether title and text hold all words of a topic, and often enough."""
    words = [w for w in _WORD.findall(topic.casefold()) if w not in _SMALL_WORDS]
    title, text = article.title.casefold(), article.text.casefold()
    counts = [
        MIN_MENTIONS * len(_pattern(word).findall(title)) + len(_pattern(word).findall(text))
        for word in words
    ]
    return bool(words) and min(counts) > 0 and sum(counts) >= MIN_MENTIONS * len(words)


def _stands_in(article: Article, topic: str) -> bool:
    """Return whether the article has a topic's words side by side."""
    return topic.casefold() in f"{article.title}\n{article.text}".casefold()


def _pattern(word: str) -> re.Pattern[str]:
    """Return what finds a word, in lower case, whatever its ending."""
    stem = word if len(word) < _MIN_STEM else word[: max(_MIN_STEM, len(word) - _ENDING)]
    ending = r"\w{0,5}" if len(stem) < len(word) else r"(?:s|es|n|en|e)?"
    return re.compile(rf"(?<!\w){re.escape(stem)}{ending}(?!\w)")


def _spelled_word(word: str, text: str) -> str:
    if word[1:] != word[1:].lower() or not word[:1].isalpha():
        return word  # GDPR, iPad
    pattern = re.compile(_pattern(word.casefold()).pattern, re.IGNORECASE)
    within = [
        found[0]
        for found in pattern.finditer(text)
        if not _SENTENCE_START.search(text[max(0, found.start() - 3) : found.start()])
    ]
    if any(found[0].islower() for found in within):
        return word.lower()
    return word[:1].upper() + word[1:] if within else word
