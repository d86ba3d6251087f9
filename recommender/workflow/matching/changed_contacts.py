"""Contacts who changed, held against the articles that stand for the library without the others.

Of those articles only what the contacts ask is read: their terms in all of them, and those articles
whole that answer best.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from recommender.matching.index.article_index import Shelf
from recommender.matching.index.counts import with_terms
from recommender.matching.index.postings import Postings, Reference
from recommender.matching.profiles.profile import ProfileSources, build_profile
from recommender.matching.profiles.query_expansion import build_queries, teachers
from recommender.matching.scoring.popularity import KeptCrowd
from recommender.matching.scoring.scorer import Basis, Prepared, Scores, levels, prepare, score
from recommender.matching.snapshot import Changed, aimed, keep_changed
from recommender.storage.library import Library
from recommender.workflow.matching.index_cache import (
    CHANGED,
    CROWD,
    POSTINGS,
    RENEWED,
    SEAL,
    crowd_of,
    load,
    read_changed,
    read_kept,
)
from recommender.workflow.matching.profile_sources import sources_of


@dataclass(frozen=True, kw_only=True)
class Again:
    """Contacts whose cards changed, and what everybody made of the articles before.

    Attributes:
        reference: The articles that stand for the library, those that came since, and what taught.
        shelf: The same, opened for these contacts.
        sources: What each profile was made of, by contact.
        prepared: Of these contacts.
        rows: The articles to hold them against.
        crowd: Of these articles, with these contacts as they are now.
        changed: All that changed since the library was learned from.
        basis: What was kept, as it was read.
    """

    reference: Reference
    shelf: Shelf
    sources: Mapping[int, ProfileSources]
    prepared: Prepared
    rows: NDArray[np.intp]
    crowd: KeptCrowd
    changed: Changed
    basis: tuple[bytes | None, ...]

    def hold(self) -> Scores:
        """Hold the articles against the contacts; what fits can be explained."""
        scores = score(self.prepared, self.shelf, rows=self.rows, crowd=self.crowd.crowd)
        fitting = self.rows[scores.fits.any(axis=1)]
        near = self.shelf.neighbours[fitting].indices
        shelf = _opened(self.shelf, self.reference, (), np.union1d(fitting, near))
        return replace(scores, basis=Basis(shelf=shelf, prepared=self.prepared))


def lay_out_again(library: Library, contact_ids: Sequence[int]) -> Again | None:
    """Load what it takes to hold some contacts anew; None where all must be prepared anew.

    The scale of scores stays as it was learned, until so many changed as would move it.
    """
    basis = _basis(library)
    learned, body = read_kept(library, changed=False), library.derived(POSTINGS)
    if learned is None or body is None:
        return None
    changed = read_changed(library, learned)
    told = changed.prepared.contact_ids.tolist() if changed else []
    if len({*told, *contact_ids}) > RENEWED * len(learned.prepared.contact_ids):
        return None
    before = learned.part(contact_ids)
    if changed is not None:
        before = before.exchanged(changed.part(contact_ids))
    known = learned.model.article_ids
    unmatched = set(library.terms.unmatched())
    later = [a for a in library.terms.after(int(known.max(initial=0))) if a not in unmatched]
    sources = sources_of(library, contact_ids)
    taught = {a for one in sources.values() for a in (*one.liked, *one.dismissed)}
    profiles = [build_profile(one, languages=learned.languages) for one in sources.values()]
    words = {term for profile in profiles for term in profile.terms()}
    beside = load(library, {*later, *taught}.difference(known.tolist()), before.columns)
    reference = Reference(postings=Postings.from_bytes(body), beside=with_terms(beside, words))
    shelf = before.shelve_all(reference, before.neighbours_of(reference.beside.part(later), later))
    said = [shelf.corpus.vocabulary[word] for word in words]
    best = teachers(_opened(shelf, reference, said), profiles)
    queries = build_queries(_opened(shelf, reference, said, best), profiles)
    asked = np.union1d(queries.terms(), before.prepared.queries.terms())
    opened = _opened(shelf, reference, asked)
    article_ids = [*known.tolist(), *later]
    rows = np.array([opened.corpus.rows[one] for one in article_ids], dtype=np.intp)
    crowd = _read_crowd(library, article_ids)
    if crowd is None:
        whole = _opened(shelf, reference, range(len(before.columns)))
        everybody = learned.exchanged(changed) if changed else learned
        crowd = crowd_of(score(aimed(everybody.prepared, whole), whole, rows=rows))
    prepared = prepare(opened, profiles, scale=learned.prepared.scale, queries=queries)
    were = levels(aimed(before.prepared, opened), opened)
    exchanged = crowd.crowd.exchanged(were[rows], levels(prepared, opened)[rows])
    if exchanged is None:
        return None
    return Again(
        reference=reference,
        shelf=opened,
        sources=sources,
        prepared=prepared,
        rows=rows,
        crowd=replace(crowd, crowd=exchanged),
        changed=keep_changed(learned, changed, opened.corpus, prepared),
        basis=basis,
    )


def keep_again(library: Library, again: Again) -> bool:
    """Keep what changed; False where others changed it meanwhile. Call it inside `write`."""
    if again.basis != _basis(library):
        return False
    library.keep_derived(CHANGED, again.changed.to_bytes())
    library.keep_derived(CROWD, again.crowd.to_bytes())
    return True


def _opened(
    shelf: Shelf,
    reference: Reference,
    columns: Iterable[int],
    rows: NDArray[np.intp] | None = None,
) -> Shelf:
    """Return the shelf with these terms, and these articles whole."""
    return replace(shelf, corpus=reference.opened(columns, rows))


def _read_crowd(library: Library, article_ids: Sequence[int]) -> KeptCrowd | None:
    body = library.derived(CROWD)
    return None if body is None else KeptCrowd.from_bytes(body).of(article_ids)


def _basis(library: Library) -> tuple[bytes | None, ...]:
    return tuple(library.derived(name) for name in (SEAL, CHANGED, CROWD))
