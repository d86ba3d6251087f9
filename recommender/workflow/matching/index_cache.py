"""The library laid out for matching: whole, or only what came since it was last learned from."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from secrets import token_bytes

import numpy as np

from recommender.matching.index.article_index import ArticleIndex, fit
from recommender.matching.index.counts import Corpus, NumberedTerms, corpus_from_numbers, with_terms
from recommender.matching.index.postings import post
from recommender.matching.profiles.profile import Profile, ProfileSources, build_profile
from recommender.matching.scoring.fitted_queries import FittedQueries
from recommender.matching.scoring.popularity import CachedPopularity, batches
from recommender.matching.scoring.scorer import Scores
from recommender.matching.scoring.signals import signals_hash
from recommender.matching.snapshot import Changed, Snapshot, keep
from recommender.matching.versions import source_hash
from recommender.storage.library import Library
from recommender.workflow.matching.profile_sources import all_sources

SMALL = 2_000  # up to so many articles all are matched again: it takes less than a second
REFERENCE = 10_000  # the newest articles, which stand for a larger library: months of reading
RENEWED = 0.2  # of the articles, or the people, learned from: so many new, and it is learned anew
NEAR_MISSES = 3  # kept for an article beside those who fit, to be shown as such

PREPARED, CHANGED, CROWD = "prepared", "prepared since", "prepared crowd"
POSTINGS, SEAL = "prepared postings", "prepared seal"
"""Under these names the library keeps what articles are held against: as it was learned, the
contacts who changed since, what all make of each article, the articles that it was learned from by
their terms, and what tells one time that it was learned from another. Triggers drop them."""


@dataclass(frozen=True, kw_only=True)
class Bench:
    """The library laid out for matching.

    Attributes:
        index: What stands for the library; it knows the words of all profiles too.
        sources: What each profile was made of, by contact.
        since: The oldest article of the newest ones; 0 when no article was left out.
    """

    index: ArticleIndex
    sources: Mapping[int, ProfileSources]
    profiles: tuple[Profile, ...]
    since: int

    @property
    def corpus(self) -> Corpus:
        """Return the articles."""
        return self.index.corpus


@dataclass(frozen=True, kw_only=True)
class Later:
    """Articles that came after the library was learned from, and what to hold them against.

    Attributes:
        index: The articles, and those that are near them.
        article_ids: Those to match.
        changed: Of the contacts, those who changed since it was learned from, as it was read.
    """

    index: ArticleIndex
    fitted: FittedQueries
    article_ids: tuple[int, ...]
    changed: bytes | None


def lay_out(library: Library, article_ids: Iterable[int] = ()) -> Bench:
    """Load what matching needs, and learn from it.

    Args:
        library: What fits into `REFERENCE` is laid out whole.
        article_ids: That must be among them.
    """
    sources = all_sources(library)
    newest = library.terms.newest(REFERENCE)
    judged = {a for one in sources.values() for a in (*one.liked, *one.dismissed)}
    corpus = load(library, {*newest, *judged, *article_ids}, {})
    languages = set(corpus.languages)
    profiles = tuple(build_profile(one, languages=languages) for one in sources.values())
    model = fit(corpus)
    # an article to come may be the first that holds a word of theirs
    words = {term for profile in profiles for term in profile.terms()}
    return Bench(
        index=ArticleIndex(corpus=with_terms(corpus, words), model=model),
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
    changed = library.cache.get(CHANGED)
    kept = read_kept(library)
    if kept is None:
        return None
    since = library.terms.after(int(kept.model.article_ids.max(initial=0)))
    recent = load(library, {*since, *article_ids}, kept.columns)
    article_ids = tuple(one for one in article_ids if one in recent.rows)
    if not {recent.languages[recent.rows[one]] for one in article_ids} <= kept.languages:
        return None  # nobody's interests were read in that language
    near = kept.neighbours_of(recent, article_ids)
    beside = {other for found in near.values() for other in found}
    corpus = load(library, {*article_ids, *beside}, kept.columns)
    index, fitted = kept.shelve(corpus, near)
    return Later(index=index, fitted=fitted, article_ids=article_ids, changed=changed)


def keep_later(library: Library, later: Later, popularity: CachedPopularity) -> None:
    """Keep what all contacts make of articles that came later. Call it inside `write`."""
    body = library.cache.get(CROWD)
    if body is None:
        return
    if library.cache.get(CHANGED) == later.changed:
        library.cache.save(CROWD, CachedPopularity.from_bytes(body).joined(popularity).to_bytes())
    else:
        library.cache.drop(CROWD)  # it is of other contacts than these articles' sums


def popularity_of(scores: Scores) -> CachedPopularity:
    """Return what to keep of everybody's scores."""
    n_contacts = scores.values.shape[1]
    bars = np.zeros(len(scores.values))
    if n_contacts >= NEAR_MISSES:
        place = n_contacts - NEAR_MISSES
        for at in batches(len(bars)):
            bars[at] = np.partition(scores.values[at], place, axis=1)[:, place]
    return CachedPopularity(article_ids=scores.article_ids, popularity=scores.popularity, bars=bars)


def keep_prepared(
    library: Library, bench: Bench, fitted: FittedQueries, popularity: CachedPopularity | None
) -> None:
    """Keep what was prepared, for what comes next."""
    forget_prepared(library)
    library.cache.save(PREPARED, keep(bench.index, fitted, stamp=_stamp()).to_bytes())
    library.cache.save(POSTINGS, post(bench.index).to_bytes())
    library.cache.save(SEAL, token_bytes())
    if popularity is not None:
        library.cache.save(CROWD, popularity.to_bytes())


def forget_prepared(library: Library) -> None:
    """Drop what was prepared."""
    for name in (PREPARED, CHANGED, CROWD, POSTINGS, SEAL):
        library.cache.drop(name)


def read_kept(library: Library, *, changed: bool = True) -> Snapshot | None:
    """Return what was prepared, where it stands for the library still."""
    if (body := library.cache.get(PREPARED)) is None:
        return None
    kept = Snapshot.from_bytes(body)
    known = kept.model.article_ids
    since = library.terms.after(int(known.max(initial=0)))
    if kept.stamp != _stamp() or len(since) > RENEWED * len(known):
        return None
    told = read_changed(library, kept) if changed else None
    return kept.exchanged(told) if told else kept


def read_changed(library: Library, kept: Snapshot) -> Changed | None:
    """Return what changed since the library was learned from, beside what was learned."""
    body = library.cache.get(CHANGED)
    return None if body is None else Changed.from_bytes(body, n_terms=len(kept.terms))


def _stamp() -> str:
    return f"{source_hash()} {signals_hash()}"


def load(library: Library, article_ids: Collection[int], columns: Mapping[str, int]) -> Corpus:
    """Return some articles as a corpus.

    Args:
        library: Where they stand.
        article_ids: Those without term counts are left out.
        columns: Of terms that have one; the others get the next ones.
    """
    stored = list(library.terms.of_articles(article_ids))
    ids = np.frombuffer(b"".join(one.term_ids for one in stored), dtype=np.int32)
    used, places = np.unique(ids, return_inverse=True)
    vocabulary = dict(columns)
    numbers = np.array(
        [
            vocabulary.setdefault(term, len(vocabulary))
            for term in library.terms.names(used.tolist())
        ],
        dtype=np.int32,
    )
    ends = np.cumsum([len(one.term_ids) // ids.itemsize for one in stored])
    rows = (
        NumberedTerms(
            article_id=one.article_id,
            language=one.language,
            term_ids=term_ids,
            counts=np.frombuffer(one.counts, dtype=np.uint16),
        )
        for one, term_ids in zip(
            stored, np.split(numbers[places], ends), strict=False
        )  # the last part is empty
    )
    return corpus_from_numbers(rows, vocabulary)
