"""Takes a score apart into the article's words, each with the interest that it answers to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from recommender.domain import Source, TermWeight
from recommender.matching.corpus import Corpus
from recommender.matching.engine import (
    INTEREST_POWER,
    NEIGHBOUR_SHARE,
    Basis,
    Model,
    Scores,
    match,
)
from recommender.matching.neighbours import heaviest_of
from recommender.matching.profiles import Profile
from recommender.matching.terms import plain_word
from recommender.matching.weights import entries

SHOWN_FROM = 0.02  # of the score; smaller shares are added to their interest's larger ones
LEARNED_INTEREST = "what they liked"  # in place of an interest's words


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kin:
    """A neighbour of an article."""

    row: int
    likeness: float
    common: Mapping[int, float]


def explain(
    model: Model, corpus: Corpus, profile: Profile, article_id: int, surfaces: Mapping[str, str]
) -> tuple[TermWeight, ...]:
    """Take apart the score of an article for one contact who stands alone."""
    return explain_match(
        match(model, corpus, [profile]),
        article_id=article_id,
        contact_id=profile.contact_id,
        surfaces=surfaces,
    )


def explain_match(
    scores: Scores, *, article_id: int, contact_id: int, surfaces: Mapping[str, str]
) -> tuple[TermWeight, ...]:
    """Take a score apart into the article's terms.

    The words' part falls to the words themselves; the topics' part to the words that place the
    article among the topics; a neighbour's part to the words that make it a neighbour.

    Args:
        scores: That hold the article and the contact.
        article_id: Of `scores.article_ids`.
        contact_id: Of `scores.contact_ids`.
        surfaces: Terms to words as they stand in the article, from `terms.surfaces`.

    Returns:
        Largest weight first; the weights sum to the score. Empty when the score is 0.
    """
    column = scores.columns[contact_id]
    value = float(scores.values[scores.rows[article_id], column])
    if value <= 0:
        return ()
    basis = scores.basis
    row = basis.shelf.corpus.rows[article_id]
    queries = np.flatnonzero(basis.prepared.queries.owners == column).tolist()
    kin = _kin(basis, row)
    found: dict[tuple[int, int], float] = {}
    for query in queries:
        shares = _shares(basis, row, query, kin)
        part = max(sum(shares.values()) * basis.prepared.queries.weights[query], 0.0)
        # the derivative of the interests' norm: an interest that says more explains more
        factor = basis.prepared.queries.weights[query] * part ** (INTEREST_POWER - 1)
        for term, share in shares.items():
            if factor > 0 and share != 0:
                found[query, term] = share * factor
    total = sum(found.values())
    if total <= 0:
        return ()
    scaled = {key: share * value / total for key, share in found.items()}
    explained = [
        _name(basis, query, term, share, surfaces)
        for (query, term), share in _gather(scaled, value).items()
    ]
    return tuple(sorted(explained, key=lambda part: (-part.weight, part.term)))


def _shares(basis: Basis, row: int, query: int, kin: Sequence[_Kin]) -> dict[int, float]:
    """Return what each term of an article adds to its score for a query; they sum to it."""
    terms, _ = entries(basis.shelf.weighted, row)
    found = dict(zip(terms.tolist(), basis.shares(row, query).tolist(), strict=True))
    for one in kin:
        lent = NEIGHBOUR_SHARE * basis.shelf.trust * one.likeness * basis.raw(one.row, query)
        if lent == 0:
            continue
        for term, share in one.common.items():
            found[term] = found.get(term, 0.0) + lent * share
    return found


def _kin(basis: Basis, row: int) -> list[_Kin]:
    """Return an article's neighbours with the terms that make them alike."""
    near, likenesses = entries(basis.shelf.neighbours, row)
    return [
        _Kin(row=neighbour, likeness=likeness, common=_common_terms(basis, row, neighbour))
        for neighbour, likeness in zip(near.tolist(), likenesses.tolist(), strict=True)
    ]


def _common_terms(basis: Basis, row: int, neighbour: int) -> dict[int, float]:
    """Return the terms that make two articles alike, with their shares, which sum to 1."""
    terms, weights = heaviest_of(*entries(basis.shelf.units, row))
    others, their_weights = heaviest_of(*entries(basis.shelf.units, neighbour))
    common, place, other_place = np.intersect1d(
        terms, others, assume_unique=True, return_indices=True
    )
    shares = weights[place] * their_weights[other_place]
    return dict(zip(common.tolist(), (shares / shares.sum()).tolist(), strict=True))


def _gather(shares: Mapping[tuple[int, int], float], value: float) -> dict[tuple[int, int], float]:
    """Add the small shares to the larger ones in proportion; the sum stays."""
    shown = {key: share for key, share in shares.items() if share >= SHOWN_FROM * value}
    if not shown:
        best = max(shares, key=lambda key: shares[key])
        return {best: value}
    factor = value / sum(shown.values())
    return {key: share * factor for key, share in shown.items()}


def _name(
    basis: Basis, query: int, term: int, share: float, surfaces: Mapping[str, str]
) -> TermWeight:
    name = basis.shelf.corpus.terms[term]
    phrase = basis.prepared.queries.phrases[query]
    return TermWeight(
        term=surfaces.get(name, plain_word(name)),
        weight=share,
        interest=phrase.text if phrase else LEARNED_INTEREST,
        source=_source(basis, query, term),
    )


def _source(basis: Basis, query: int, term: int) -> Source:
    queries = basis.prepared.queries
    phrase = queries.phrases[query]
    if phrase is not None and _weight(queries.stated, query, term) > 0:
        return phrase.source
    learned = _weight(queries.learned, query, term)
    return Source.LEARNED if learned > _weight(queries.expanded, query, term) else Source.EXPANSION


def _weight(queries: csr_array, query: int, term: int) -> float:
    terms, weights = entries(queries, query)
    return float(weights[terms == term].sum())
