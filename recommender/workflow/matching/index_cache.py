"""Loads what matching needs: the articles' term counts, and the snapshot of the last fit."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from secrets import token_bytes

import numpy as np

from recommender.matching.index.article_index import ArticleIndex, fit
from recommender.matching.index.counts import Corpus, NumberedTerms, corpus_from_numbers, with_terms
from recommender.matching.profiles.profile import Profile, ProfileSources
from recommender.matching.profiles.saved_profiles import build_profiles
from recommender.matching.scoring.fitted_queries import FittedQueries, fit_queries, with_levels
from recommender.matching.scoring.popularity import NOT_SCORED, ArticlePopularity
from recommender.matching.scoring.scorer import Scores, score
from recommender.matching.scoring.signals import signals_of
from recommender.matching.snapshot import PARTS, Snapshot
from recommender.storage.library import Library
from recommender.workflow.matching.profile_sources import all_sources
from recommender.workflow.matching.scope import Fit
from recommender.workflow.matching.semantic import save_missing_words, word_vectors

REFERENCE = 10_000
"""The newest articles, which stand for a larger library: months of reading, fitted in seconds."""

_NO_COLUMNS: Mapping[str, int] = {}

_PROFILES = "prepared profiles"  # they hold words of people, as the snapshot does
# the last fit in this process: as versions are random, one that was not saved in the end isn't used
_kept: dict[Path, tuple[bytes, Snapshot]] = {}

_VERSION = "version"  # changes with each part, so that a writer notices what others wrote meanwhile


@dataclass(frozen=True, kw_only=True)
class FreshFit:
    """A library fitted now.

    Attributes:
        index: The reference articles, over the terms of all profiles too.
        fitted: Everybody's queries, without their levels.
        profiles: Theirs, in the same order.
        packed_profiles: They as bytes for the next fit; None where these are saved.
        sources: What each profile was made of, by contact.
        since: The id of the oldest reference article, where older ones are stored; else 0.
        vectors_stamp: Of the embedding that it was fitted with, which may be another one by now.
    """

    index: ArticleIndex
    fitted: FittedQueries
    profiles: Sequence[Profile]
    packed_profiles: bytes | None
    sources: Mapping[int, ProfileSources]
    since: int
    vectors_stamp: str

    def score(self, *, all_pairs: bool = True) -> Scores:
        """Score the articles for everybody; `all_pairs` as in `scorer.score`."""
        return score(self.fitted, self.index, profiles=self.profiles, all_pairs=all_pairs)

    def snapshot(self, scores: Scores) -> Snapshot:
        """Return the snapshot of this fit, with its scores."""
        return self._snapshot(scores.context.fitted, scores.summary())

    def as_cached(self) -> "CachedFit":
        """Return the fit as if it had been loaded."""
        fitted = with_levels(self.index, self.fitted, self.profiles)
        return CachedFit(version=b"", snapshot=self._snapshot(fitted, NOT_SCORED), later=())

    def _snapshot(self, fitted: FittedQueries, popularity: ArticlePopularity) -> Snapshot:
        return Snapshot(
            index=self.index, pruned=self.index.pruned, fitted=fitted, popularity=popularity
        )


@dataclass(frozen=True, kw_only=True)
class CachedFit:
    """The last fit as the library has it, and the articles that came since.

    Attributes:
        version: Of the cache; see `save_snapshot`.
        later: Articles that are new since the fit, matched or not, and rewritten ones.
    """

    version: bytes
    snapshot: Snapshot
    later: tuple[int, ...]

    def summary(self) -> Fit:
        """Return what the decision depends on."""
        known = self.snapshot.article_ids
        return Fit(
            n_articles=len(known),
            n_contacts=len(self.snapshot.fitted.contact_ids),
            languages=frozenset(self.snapshot.index.corpus.languages),
            n_new_articles=sum(one > known.max(initial=0) for one in self.later),
            refitted=self.snapshot.refitted,
        )


def fit_library(library: Library, article_ids: Iterable[int] = ()) -> FreshFit:
    """Fit the index and everybody's queries to the newest articles, and to those with feedback.

    Args:
        library: It is loaded in full up to `REFERENCE`.
        article_ids: Older articles to include.
    """
    _kept.clear()  # tens of megabytes that are out of date afterwards
    sources = all_sources(library)
    newest = library.terms.newest(REFERENCE)
    judged = {a for one in sources.values() for a in (*one.liked, *one.dismissed)}
    corpus = load_counts(library, {*newest, *judged, *article_ids})
    languages = set(corpus.languages)
    saved = library.cache.get(_PROFILES)
    profiles, packed = build_profiles(sources.values(), languages=languages, saved=saved)
    model = fit(corpus)
    # an article to come may be the first that holds a term of theirs
    terms = {term for profile in profiles for term in profile.terms()}
    vectors, vectors_stamp = word_vectors(library)
    save_missing_words(library)  # the embedding may have been named since terms were counted
    index = ArticleIndex(corpus=with_terms(corpus, terms), model=model, vectors=vectors)
    return FreshFit(
        index=index,
        fitted=fit_queries(index, profiles),
        profiles=profiles,
        packed_profiles=None if packed is saved else packed,
        sources=sources,
        since=newest[0] if len(newest) == REFERENCE else 0,
        vectors_stamp=vectors_stamp,
    )


def save_profiles(library: Library, packed: bytes) -> None:
    """Save profiles for the next fit; call it inside `write`."""
    library.cache.save(_PROFILES, packed)


def load_fit(library: Library) -> CachedFit | None:
    """Return the last fit; None where none is saved, or it was fitted with other vectors."""
    version, kept = saved_version(library), _kept.get(library.path)
    if kept is not None and version == kept[0]:
        snapshot = kept[1]
    else:
        loaded = _load_parts(library)
        if loaded is None:
            _kept.pop(library.path, None)
            return None
        version, snapshot = loaded
    vectors, _ = word_vectors(library)
    snapshot = snapshot.with_vectors(vectors)
    n_dimensions = 0 if vectors is None else vectors.of_texts([]).shape[1]
    signals = signals_of(snapshot.index)
    if snapshot.index.meanings.shape[1] != n_dimensions or (
        snapshot.fitted.scale.score_std.keys() != signals.keys()
    ):
        return None
    _keep(library, version, snapshot)
    later = library.terms.after(int(snapshot.article_ids.max(initial=0)))
    return CachedFit(
        version=version,
        snapshot=snapshot,
        later=(*sorted(snapshot.rewritten), *later),
    )


def _load_parts(library: Library) -> tuple[bytes, Snapshot] | None:
    names = {f"prepared {name}": name for name in (_VERSION, *PARTS)}
    # in one read: another process may write a new fit meanwhile
    parts = {names[key]: body for key, body in library.cache.get_many(names).items()}
    if len(parts) < len(names):
        return None
    return parts[_VERSION], Snapshot.from_parts(parts)


def _keep(library: Library, version: bytes, snapshot: Snapshot) -> None:
    """Keep a snapshot in memory for the next change; of one library at a time."""
    _kept.clear()
    _kept[library.path] = version, snapshot


def saved_version(library: Library) -> bytes | None:
    """Return the version of the saved snapshot; None where none is saved."""
    return library.cache.get(f"prepared {_VERSION}")


def is_unchanged(library: Library, version: bytes | None) -> bool:
    """Return whether the saved snapshot still has a version; None if there was none."""
    return saved_version(library) == version


def save_snapshot(library: Library, snapshot: Snapshot, parts: Collection[str] = PARTS) -> None:
    """Save some parts of a snapshot; call it inside `write`, after `is_unchanged`."""
    bodies, version = snapshot.to_parts(parts), token_bytes(8)
    for name, body in (*bodies.items(), (_VERSION, version)):
        library.cache.save(f"prepared {name}", body)
    if parts != PARTS:  # a fit is followed by other work than changes; it is read again for these
        _keep(library, version, snapshot)


def drop_snapshot(library: Library) -> None:
    """Drop what is saved of the last fit."""
    for name in (_VERSION, *PARTS):
        library.cache.drop(f"prepared {name}")


def load_counts(
    library: Library, article_ids: Collection[int], columns: Mapping[str, int] = _NO_COLUMNS
) -> Corpus:
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
