"""Contacts who changed, held against the articles that stand for the library without the others.

Of those articles only what the contacts ask is read: their terms in all of them, and those articles
whole that answer best.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from recommender.matching.index.article_index import ArticleIndex
from recommender.matching.index.counts import with_terms
from recommender.matching.index.postings import Postings, Reference
from recommender.matching.profiles.profile import ProfileSources, build_profile
from recommender.matching.profiles.query_expansion import build_queries, feedback_documents
from recommender.matching.scoring.fitted_queries import FittedQueries, fit_queries
from recommender.matching.scoring.popularity import CachedPopularity
from recommender.matching.scoring.scorer import Scores, ScoringContext, normalized_scores, score
from recommender.matching.snapshot import Changed, keep_changed, re_encoded
from recommender.storage.library import Library
from recommender.workflow.matching.index_cache import (
    CHANGED,
    CROWD,
    POSTINGS,
    RENEWED,
    SEAL,
    load,
    popularity_of,
    read_changed,
    read_kept,
)
from recommender.workflow.matching.profile_sources import sources_of


@dataclass(frozen=True, kw_only=True)
class Again:
    """Contacts whose cards changed, and what everybody made of the articles before.

    Attributes:
        reference: The articles that stand for the library, those that came since, and what taught.
        index: The same, opened for these contacts.
        sources: What each profile was made of, by contact.
        fitted: Of these contacts.
        rows: The articles to hold them against.
        popularity: Of these articles, with these contacts as they are now.
        changed: All that changed since the library was learned from.
        context: What was kept, as it was read.
    """

    reference: Reference
    index: ArticleIndex
    sources: Mapping[int, ProfileSources]
    fitted: FittedQueries
    rows: NDArray[np.intp]
    popularity: CachedPopularity
    changed: Changed
    context: tuple[bytes | None, ...]

    def hold(self) -> Scores:
        """Hold the articles against the contacts; what fits can be explained."""
        scores = score(
            self.fitted, self.index, rows=self.rows, popularity=self.popularity.popularity
        )
        fitting = self.rows[scores.fits.any(axis=1)]
        near = self.index.neighbours[fitting].indices
        index = _opened(self.index, self.reference, (), np.union1d(fitting, near))
        return replace(scores, context=ScoringContext(index=index, fitted=self.fitted))


def lay_out_again(library: Library, contact_ids: Sequence[int]) -> Again | None:
    """Load what it takes to hold some contacts anew; None where all must be prepared anew.

    The scale of scores stays as it was learned, until so many changed as would move it.
    """
    context = _basis(library)
    learned, body = read_kept(library, changed=False), library.cache.get(POSTINGS)
    if learned is None or body is None:
        return None
    changed = read_changed(library, learned)
    told = changed.fitted.contact_ids.tolist() if changed else []
    if len({*told, *contact_ids}) > RENEWED * len(learned.fitted.contact_ids):
        return None
    before = learned.subset(contact_ids)
    if changed is not None:
        before = before.exchanged(changed.subset(contact_ids))
    known = learned.model.article_ids
    unmatched = set(library.terms.unmatched())
    later = [a for a in library.terms.after(int(known.max(initial=0))) if a not in unmatched]
    sources = sources_of(library, contact_ids)
    judged = {a for one in sources.values() for a in (*one.liked, *one.dismissed)}
    profiles = [build_profile(one, languages=learned.languages) for one in sources.values()]
    words = {term for profile in profiles for term in profile.terms()}
    beside = load(library, {*later, *judged}.difference(known.tolist()), before.columns)
    reference = Reference(postings=Postings.from_bytes(body), beside=with_terms(beside, words))
    index = before.shelve_all(
        reference, before.neighbours_of(reference.beside.subset(later), later)
    )
    said = [index.corpus.vocabulary[word] for word in words]
    best = feedback_documents(_opened(index, reference, said), profiles)
    queries = build_queries(_opened(index, reference, said, best), profiles)
    asked = np.union1d(queries.terms(), before.fitted.queries.terms())
    opened = _opened(index, reference, asked)
    article_ids = [*known.tolist(), *later]
    rows = np.array([opened.corpus.rows[one] for one in article_ids], dtype=np.intp)
    popularity = _read_popularity(library, article_ids)
    if popularity is None:
        whole = _opened(index, reference, range(len(before.columns)))
        everybody = learned.exchanged(changed) if changed else learned
        popularity = popularity_of(score(re_encoded(everybody.fitted, whole), whole, rows=rows))
    fitted = fit_queries(opened, profiles, scale=learned.fitted.scale, queries=queries)
    were = normalized_scores(re_encoded(before.fitted, opened), opened)
    exchanged = popularity.popularity.exchanged(were[rows], normalized_scores(fitted, opened)[rows])
    if exchanged is None:
        return None
    return Again(
        reference=reference,
        index=opened,
        sources=sources,
        fitted=fitted,
        rows=rows,
        popularity=replace(popularity, popularity=exchanged),
        changed=keep_changed(learned, changed, opened.corpus, fitted),
        context=context,
    )


def keep_again(library: Library, again: Again) -> bool:
    """Keep what changed; False where others changed it meanwhile. Call it inside `write`."""
    if again.context != _basis(library):
        return False
    library.cache.save(CHANGED, again.changed.to_bytes())
    library.cache.save(CROWD, again.popularity.to_bytes())
    return True


def _opened(
    index: ArticleIndex,
    reference: Reference,
    columns: Iterable[int],
    rows: NDArray[np.intp] | None = None,
) -> ArticleIndex:
    """Return the shelf with these terms, and these articles whole."""
    return replace(index, corpus=reference.opened(columns, rows))


def _read_popularity(library: Library, article_ids: Sequence[int]) -> CachedPopularity | None:
    body = library.cache.get(CROWD)
    return None if body is None else CachedPopularity.from_bytes(body).of(article_ids)


def _basis(library: Library) -> tuple[bytes | None, ...]:
    return tuple(library.cache.get(name) for name in (SEAL, CHANGED, CROWD))
