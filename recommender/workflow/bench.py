"""The library laid out for matching: whole, or only what came since it was last learned from."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from recommender.matching.corpus import Corpus, NumberedTerms, corpus_from_numbers, with_terms
from recommender.matching.engine import Prepared, fit
from recommender.matching.kept import Kept, keep
from recommender.matching.model import Shelf
from recommender.matching.profiles import Profile, ProfileSources, build_profile
from recommender.storage.library import Library
from recommender.workflow.freshness import matching_stamp
from recommender.workflow.sources import all_sources

SMALL = 2_000  # up to so many articles all are matched again: it takes less than a second
REFERENCE = 10_000  # the newest articles, which stand for a larger library: months of reading
RENEWED = 0.2  # of the articles learned from: so many later ones, and it is learned anew

_PREPARED = "prepared"
"""Under this name the library keeps what articles are held against; a trigger drops it."""


@dataclass(frozen=True, kw_only=True)
class Bench:
    """The library laid out for matching.

    Attributes:
        shelf: What stands for the library; it knows the words of all profiles too.
        sources: What each profile was made of, by contact.
        since: The oldest article of the newest ones; 0 when no article was left out.
    """

    shelf: Shelf
    sources: Mapping[int, ProfileSources]
    profiles: tuple[Profile, ...]
    since: int

    @property
    def corpus(self) -> Corpus:
        """Return the articles."""
        return self.shelf.corpus


@dataclass(frozen=True, kw_only=True)
class Later:
    """Articles that came after the library was learned from, and what to hold them against.

    Attributes:
        shelf: The articles, and those that are near them.
        article_ids: Those to match.
    """

    shelf: Shelf
    prepared: Prepared
    article_ids: tuple[int, ...]


def lay_out(library: Library, article_ids: Iterable[int] = ()) -> Bench:
    """Load what matching needs, and learn from it.

    Args:
        library: What fits into `REFERENCE` is laid out whole.
        article_ids: That must be among them.
    """
    sources = all_sources(library)
    newest = library.terms.newest(REFERENCE)
    taught = {a for one in sources.values() for a in (*one.liked, *one.dismissed)}
    corpus = _load(library, {*newest, *taught, *article_ids}, {})
    languages = set(corpus.languages)
    profiles = tuple(build_profile(one, languages=languages) for one in sources.values())
    model = fit(corpus)
    # an article to come may be the first that holds a word of theirs
    words = {term for profile in profiles for term in profile.terms()}
    return Bench(
        shelf=Shelf(corpus=with_terms(corpus, words), model=model),
        sources=sources,
        profiles=profiles,
        since=newest[0] if len(newest) == REFERENCE else 0,
    )


def lay_out_later(library: Library, article_ids: Sequence[int]) -> Later | None:
    """Load some articles and what was prepared; None where it must be prepared anew.

    Args:
        library: None of whose contacts changed since.
        article_ids: New or changed ones.
    """
    body = library.derived(_PREPARED)
    if body is None:
        return None
    kept = Kept.from_bytes(body)
    known = kept.model.article_ids
    since = library.terms.after(int(known.max(initial=0)))
    if kept.stamp != _stamp() or len(since) > RENEWED * len(known):
        return None
    recent = _load(library, {*since, *article_ids}, kept.columns)
    article_ids = tuple(one for one in article_ids if one in recent.rows)
    if not {recent.languages[recent.rows[one]] for one in article_ids} <= kept.languages:
        return None  # nobody's interests were read in that language
    near = kept.neighbours_of(recent, article_ids)
    beside = {other for found in near.values() for other in found}
    corpus = _load(library, {*article_ids, *beside}, kept.columns)
    shelf, prepared = kept.shelve(corpus, near)
    return Later(shelf=shelf, prepared=prepared, article_ids=article_ids)


def keep_prepared(library: Library, bench: Bench, prepared: Prepared) -> None:
    """Keep what was prepared, for what comes next."""
    library.keep_derived(_PREPARED, keep(bench.shelf, prepared, stamp=_stamp()).to_bytes())


def forget_prepared(library: Library) -> None:
    """Drop what was prepared."""
    library.drop_derived(_PREPARED)


def _stamp() -> str:
    return matching_stamp(0).decode()


def _load(library: Library, article_ids: Collection[int], columns: Mapping[str, int]) -> Corpus:
    """Return some articles as a corpus.

    Args:
        library: Where they stand.
        article_ids: Those without term counts are left out.
        columns: Of terms that have one; the others get the next ones.
    """
    rows = [
        NumberedTerms(
            article_id=terms.article_id,
            language=terms.language,
            term_ids=np.frombuffer(terms.term_ids, dtype=np.int32),
            counts=np.frombuffer(terms.counts, dtype=np.uint16),
        )
        for terms in library.terms.of(article_ids)
    ]
    used = np.unique(np.concatenate([row.term_ids for row in rows] or [np.empty(0, np.int32)]))
    vocabulary = dict(columns)
    numbers = np.array(
        [
            vocabulary.setdefault(term, len(vocabulary))
            for term in library.terms.names(used.tolist())
        ],
        dtype=np.int32,
    )
    numbered = (replace(row, term_ids=numbers[np.searchsorted(used, row.term_ids)]) for row in rows)
    return corpus_from_numbers(numbered, vocabulary)
