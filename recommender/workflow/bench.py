"""The library laid out for matching: whole, or only what came since it was last learned from."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from recommender.matching.corpus import Corpus, NumberedTerms, corpus_from_numbers, with_terms
from recommender.matching.crowd import KeptCrowd, stretches
from recommender.matching.engine import Prepared, Scores, fit, levels, prepare, score
from recommender.matching.kept import Changed, Kept, aimed, keep, keep_changed
from recommender.matching.model import Shelf
from recommender.matching.profiles import Profile, ProfileSources, build_profile
from recommender.storage.library import Library
from recommender.workflow.freshness import matching_stamp
from recommender.workflow.sources import all_sources, sources_of

SMALL = 2_000  # up to so many articles all are matched again: it takes less than a second
REFERENCE = 10_000  # the newest articles, which stand for a larger library: months of reading
RENEWED = 0.2  # of the articles, or the people, learned from: so many new, and it is learned anew
NEAR_MISSES = 3  # kept for an article beside those who fit, to be shown as such

_PREPARED, _CHANGED, _CROWD = "prepared", "prepared since", "prepared crowd"
"""Under these names the library keeps what articles are held against: as it was learned, the
contacts who changed since, and what all make of each article. Triggers drop them."""


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
        changed: Of the contacts, those who changed since it was learned from, as it was read.
    """

    shelf: Shelf
    prepared: Prepared
    article_ids: tuple[int, ...]
    changed: bytes | None


@dataclass(frozen=True, kw_only=True)
class Again:
    """Contacts whose cards changed, and what everybody made of the articles before.

    Attributes:
        shelf: The articles that stand for the library, those that came since, and what taught.
        sources: What each profile was made of, by contact.
        prepared: Of these contacts.
        rows: The articles to hold them against.
        crowd: Of these articles, with these contacts as they are now.
        changed: All that changed since the library was learned from.
        basis: What was kept, as it was read.
    """

    shelf: Shelf
    sources: Mapping[int, ProfileSources]
    prepared: Prepared
    rows: NDArray[np.intp]
    crowd: KeptCrowd
    changed: Changed
    basis: tuple[bytes | None, ...]


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
    changed = library.derived(_CHANGED)
    kept = _read_kept(library)
    if kept is None:
        return None
    since = library.terms.after(int(kept.model.article_ids.max(initial=0)))
    recent = _load(library, {*since, *article_ids}, kept.columns)
    article_ids = tuple(one for one in article_ids if one in recent.rows)
    if not {recent.languages[recent.rows[one]] for one in article_ids} <= kept.languages:
        return None  # nobody's interests were read in that language
    near = kept.neighbours_of(recent, article_ids)
    beside = {other for found in near.values() for other in found}
    corpus = _load(library, {*article_ids, *beside}, kept.columns)
    shelf, prepared = kept.shelve(corpus, near)
    return Later(shelf=shelf, prepared=prepared, article_ids=article_ids, changed=changed)


def lay_out_again(library: Library, contact_ids: Sequence[int]) -> Again | None:
    """Load what it takes to hold some contacts anew; None where all must be prepared anew.

    The scale of scores stays as it was learned, until so many changed as would move it.
    """
    basis = _basis(library)
    learned = _read_kept(library, changed=False)
    if learned is None:
        return None
    changed = _read_changed(library, learned)
    told = changed.prepared.contact_ids.tolist() if changed else []
    if len({*told, *contact_ids}) > RENEWED * len(learned.prepared.contact_ids):
        return None
    kept = learned.exchanged(changed) if changed else learned
    known = kept.model.article_ids
    unmatched = set(library.terms.unmatched())
    later = [a for a in library.terms.after(int(known.max(initial=0))) if a not in unmatched]
    sources = sources_of(library, contact_ids)
    taught = {a for one in sources.values() for a in (*one.liked, *one.dismissed)}
    profiles = [build_profile(one, languages=kept.languages) for one in sources.values()]
    words = {term for profile in profiles for term in profile.terms()}
    corpus = with_terms(_load(library, {*known.tolist(), *later, *taught}, kept.columns), words)
    shelf = kept.shelve_all(corpus, kept.neighbours_of(corpus.part(later), later))
    article_ids = [*known.tolist(), *later]
    rows = np.array([corpus.rows[one] for one in article_ids], dtype=np.intp)
    crowd = _read_crowd(library, article_ids) or crowd_of(
        score(aimed(kept.prepared, shelf), shelf, rows=rows)
    )
    prepared = prepare(shelf, profiles, scale=kept.prepared.scale)
    places = np.flatnonzero(np.isin(kept.prepared.contact_ids, contact_ids))
    before = aimed(kept.prepared.part(places), shelf)
    exchanged = crowd.crowd.exchanged(levels(before, shelf)[rows], levels(prepared, shelf)[rows])
    if exchanged is None:
        return None
    return Again(
        shelf=shelf,
        sources=sources,
        prepared=prepared,
        rows=rows,
        crowd=replace(crowd, crowd=exchanged),
        changed=keep_changed(learned, changed, corpus, prepared),
        basis=basis,
    )


def keep_again(library: Library, again: Again) -> bool:
    """Keep what changed; False where others changed it meanwhile. Call it inside `write`."""
    if again.basis != _basis(library):
        return False
    library.keep_derived(_CHANGED, again.changed.to_bytes())
    library.keep_derived(_CROWD, again.crowd.to_bytes())
    return True


def keep_later(library: Library, later: Later, crowd: KeptCrowd) -> None:
    """Keep what all contacts make of articles that came later. Call it inside `write`."""
    body = library.derived(_CROWD)
    if body is None:
        return
    if library.derived(_CHANGED) == later.changed:
        library.keep_derived(_CROWD, KeptCrowd.from_bytes(body).joined(crowd).to_bytes())
    else:
        library.drop_derived(_CROWD)  # it is of other contacts than these articles' sums


def crowd_of(scores: Scores) -> KeptCrowd:
    """Return what to keep of everybody's scores."""
    n_contacts = scores.values.shape[1]
    bars = np.zeros(len(scores.values))
    if n_contacts >= NEAR_MISSES:
        place = n_contacts - NEAR_MISSES
        for at in stretches(len(bars)):
            bars[at] = np.partition(scores.values[at], place, axis=1)[:, place]
    return KeptCrowd(article_ids=scores.article_ids, crowd=scores.crowd, bars=bars)


def keep_prepared(
    library: Library, bench: Bench, prepared: Prepared, crowd: KeptCrowd | None
) -> None:
    """Keep what was prepared, for what comes next."""
    forget_prepared(library)
    library.keep_derived(_PREPARED, keep(bench.shelf, prepared, stamp=_stamp()).to_bytes())
    if crowd is not None:
        library.keep_derived(_CROWD, crowd.to_bytes())


def forget_prepared(library: Library) -> None:
    """Drop what was prepared."""
    for name in (_PREPARED, _CHANGED, _CROWD):
        library.drop_derived(name)


def _read_kept(library: Library, *, changed: bool = True) -> Kept | None:
    """Return what was prepared, where it stands for the library still."""
    if (body := library.derived(_PREPARED)) is None:
        return None
    kept = Kept.from_bytes(body)
    known = kept.model.article_ids
    since = library.terms.after(int(known.max(initial=0)))
    if kept.stamp != _stamp() or len(since) > RENEWED * len(known):
        return None
    told = _read_changed(library, kept) if changed else None
    return kept.exchanged(told) if told else kept


def _read_changed(library: Library, kept: Kept) -> Changed | None:
    body = library.derived(_CHANGED)
    return None if body is None else Changed.from_bytes(body, n_terms=len(kept.terms))


def _read_crowd(library: Library, article_ids: Sequence[int]) -> KeptCrowd | None:
    body = library.derived(_CROWD)
    return None if body is None else KeptCrowd.from_bytes(body).of(article_ids)


def _basis(library: Library) -> tuple[bytes | None, ...]:
    return tuple(library.derived(name) for name in (_PREPARED, _CHANGED, _CROWD))


def _stamp() -> str:
    return matching_stamp(0).decode()


def _load(library: Library, article_ids: Collection[int], columns: Mapping[str, int]) -> Corpus:
    """Return some articles as a corpus.

    Args:
        library: Where they stand.
        article_ids: Those without term counts are left out.
        columns: Of terms that have one; the others get the next ones.
    """
    stored = list(library.terms.of(article_ids))
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
