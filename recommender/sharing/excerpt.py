"""Chooses the passage of an article that best explains a match."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from recommender.domain.suggestions import TermWeight
from recommender.sharing.titles import after_title
from recommender.sharing.truncate import ELLIPSIS

# A sentence ends at its mark and closing quotes, before white space and what can begin another
# one; in Chinese and Japanese at the mark alone. “Dr. Ana”, “e.g. this” and “J. Smith” go on.
_CLOSING = "[\"'\u201c\u201d\u2019»)\\]]*"
_OPENING = "[\"'\u201c\u2018\u201e«(\\[¿¡]*"
_SENTENCE_END = re.compile(
    r"(?<!\b[A-Za-z])(?<!\bDr)(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bSt)(?<!\bProf)(?<!\bNo)(?<!\bNr)"
    r"(?<!\bJan)(?<!\bFeb)(?<!\bAug)(?<!\bSept)(?<!\bOct)(?<!\bNov)(?<!\bDec)(?<!\bvs)(?<!\bbzw)"
    rf"[.!?…]+{_CLOSING}\s+(?={_OPENING}[^\W_a-z])"
    "|(?<=[\u3002\uff01\uff1f])"
    r"|\s*\n\s*"
)
_STOP = re.compile(rf"[.!?…:;\u3002\uff01\uff1f]{_CLOSING}$")
_IDEOGRAPH = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """Part of an article's text.

    Attributes:
        text: One paragraph; an ellipsis stands where it was cut.
        marks: Where the matched terms stand in it, as (start, end), in order, never overlapping.
    """

    text: str
    marks: tuple[tuple[int, int], ...] = ()


def choose_excerpt(
    text: str, terms: Sequence[TermWeight], *, title: str = "", length: int = 320
) -> Excerpt:
    """Return the passage of whole sentences that holds the most weight of the terms.

    Each term counts once, so a passage on three of someone's interests wins over one that
    repeats a single word. Between equals the earlier passage wins; without terms that occur in
    the text, its beginning is returned. A passage never runs on from a line without a full stop,
    such as a heading, to the next.

    Args:
        text: The article's text, plain.
        terms: As they stand in the article, with their weights.
        title: The article's title; where the text begins with it, that line is left out.
        length: How many characters it may have, less the ellipses. A single sentence that is
            longer is cut at a word.
    """
    weights = {_fold(term.term): term.weight for term in terms if term.weight > 0}
    pattern = _pattern(weights)
    sentences = sentences_of(text, title=title)
    if not sentences:
        return Excerpt(text="")
    found = [
        {_fold(match[0]) for match in pattern.finditer(s)} if pattern else set() for s in sentences
    ]

    def worth(span: tuple[int, int]) -> float:
        held = set().union(*found[span[0] : span[1]])
        return sum(weights[term] for term in held)

    def rank(span: tuple[int, int]) -> tuple[float, bool]:
        alone = span[1] - span[0] == 1  # a date or a heading, if it has no full stop
        return worth(span), not alone or _STOP.search(sentences[span[0]]) is not None

    first, last = max(_passages(sentences, length), key=rank)  # of equals, max takes the first
    passage = " ".join(sentences[first:last])
    before, after = first > 0, last < len(sentences)
    if len(passage) > length:
        passage, cut_before, cut_after = _cut_sentence(passage, pattern, length)
        before, after = before or cut_before, after or cut_after
    shown = f"{ELLIPSIS + ' ' if before else ''}{passage}{' ' + ELLIPSIS if after else ''}"
    marks = tuple(match.span() for match in pattern.finditer(shown)) if pattern else ()
    return Excerpt(text=shown, marks=marks)


def sentences_of(text: str, *, title: str = "") -> list[str]:
    """Return a text's sentences, and its lines without a full stop, such as headings, as they are.

    A first line that only repeats the title is left out.
    """
    text = after_title(text, title)
    ends = [0, *(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]
    sentences = (" ".join(text[start:end].split()) for start, end in pairwise(ends))
    return [sentence for sentence in sentences if sentence]


def count_terms(passage: str, terms: Sequence[TermWeight]) -> tuple[int, float]:
    """Return how many of the terms a passage holds, and their weight."""
    weights = {_fold(term.term): term.weight for term in terms if term.weight > 0}
    pattern = _pattern(weights)
    found = {_fold(match[0]) for match in pattern.finditer(passage)} if pattern else set()
    return len(found), sum(weights[term] for term in found)


def _passages(sentences: Sequence[str], length: int) -> list[tuple[int, int]]:
    """Return for each sentence the longest passage that starts with it, at least itself."""
    passages: list[tuple[int, int]] = []
    last, size = 0, -1
    for first, sentence in enumerate(sentences):
        if last <= first:
            last, size = first + 1, len(sentence)
        while (
            last < len(sentences)
            and size + 1 + len(sentences[last]) <= length
            and _goes_on(sentences[last - 1], sentences[last])
        ):
            size += 1 + len(sentences[last])
            last += 1
        passages.append((first, last))
        size -= len(sentence) + 1
    return passages


def _goes_on(sentence: str, following: str) -> bool:
    """Return whether two pieces are one text; a line without a full stop may be a heading."""
    return _STOP.search(sentence) is not None or following[:1].islower()


def _cut_sentence(
    sentence: str, pattern: re.Pattern[str] | None, length: int
) -> tuple[str, bool, bool]:
    """Return so much of a long sentence around its first term, and whether each side was cut."""
    found = pattern.search(sentence) if pattern else None
    start = max(0, (found.start() if found else 0) - length // 3)
    start = min(start, len(sentence) - length)
    if start > 0:
        start = sentence.find(" ", start, start + length // 3) + 1 or start
    end = start + length
    if end < len(sentence):
        space = sentence.rfind(" ", start + length // 2, end + 1)
        end = space if space > 0 else end
    return sentence[start:end].strip(), start > 0, end < len(sentence)


def _pattern(weights: dict[str, float]) -> re.Pattern[str] | None:
    if not weights:
        return None
    longest_first = sorted(filter(None, weights), key=len, reverse=True)
    return re.compile("|".join(map(_term_pattern, longest_first)), re.IGNORECASE)


def _term_pattern(term: str) -> str:
    """Match a term as a whole word; between ideographs there are no word boundaries."""
    inner = r"\s+".join(map(re.escape, term.split()))
    before = "" if _IDEOGRAPH.match(term[0]) or not _is_word(term[0]) else r"(?<!\w)"
    after = "" if _IDEOGRAPH.match(term[-1]) or not _is_word(term[-1]) else r"(?!\w)"
    return before + inner + after


def _is_word(character: str) -> bool:
    return re.match(r"\w", character) is not None


def _fold(term: str) -> str:
    return " ".join(term.lower().split())
