"""What articles are held against, as bytes: kept in a library so that a new article costs itself.

An article that came later is compared with the heaviest terms of those that were learned from, and
held against the queries as they were prepared. A cache; it holds words of people's interests, so
it must go with any of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array, vstack

from recommender.domain.suggestions import Source
from recommender.matching.index.article_index import ArticleIndex, Model
from recommender.matching.index.counts import Corpus
from recommender.matching.index.neighbours import nearest
from recommender.matching.index.postings import Reference
from recommender.matching.index.serialization import Arrays, pack_arrays, unpack_arrays
from recommender.matching.index.weights import Weights
from recommender.matching.profiles.profile import Phrase
from recommender.matching.profiles.queries import Queries, stack_queries
from recommender.matching.scoring.fitted_queries import FittedQueries, Scale
from recommender.matching.scoring.signals import signals

_EXACT = ("stated", "shares", "avoided")
_ROUNDED = ("vectors", "expanded", "learned")  # to single precision: they are most of the bytes


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """What was prepared, and what it takes to find the neighbours of an article that came later.

    Attributes:
        stamp: Of the versions that prepared it.
        languages: Those of the articles it was learned from, as told; None where unknown.
        terms: In the order of the columns.
        model: What was learned.
        pruned: Each article's heaviest terms as unit rows, shape (n_articles, n_terms).
        fitted: Of all contacts.
    """

    stamp: str
    languages: frozenset[str | None]
    terms: tuple[str, ...]
    model: Model
    pruned: csr_array
    fitted: FittedQueries

    @cached_property
    def columns(self) -> dict[str, int]:
        """Return the column of each term."""
        return dict(zip(self.terms, range(len(self.terms)), strict=True))

    def neighbours_of(
        self, recent: Corpus, article_ids: Sequence[int]
    ) -> dict[int, dict[int, float]]:
        """Return the likeness of each article's neighbours, by id.

        Args:
            recent: What came later, the articles themselves among it; over `columns` and more.
            article_ids: Of the articles to look for.
        """
        if not article_ids:
            return {}
        pruned = ArticleIndex(corpus=recent, model=self.model).pruned
        old = ~np.isin(self.model.article_ids, recent.article_ids)
        among = vstack([_wide(self.pruned, pruned.shape[1])[old], pruned], format="csr")
        ids = np.concatenate([self.model.article_ids[old], recent.article_ids])
        rows = np.array([recent.rows[one] for one in article_ids], dtype=np.intp)
        near = nearest(csr_array(pruned[rows]), csr_array(among), own=rows + int(old.sum()))
        return {
            article_id: {
                int(ids[column]): float(likeness)
                for column, likeness in zip(
                    near.indices[near.indptr[place] : near.indptr[place + 1]],
                    near.data[near.indptr[place] : near.indptr[place + 1]],
                    strict=True,
                )
            }
            for place, article_id in enumerate(article_ids)
        }

    def shelve(
        self, corpus: Corpus, near: dict[int, dict[int, float]]
    ) -> tuple[ArticleIndex, FittedQueries]:
        """Return articles with their neighbours as a shelf, and what to hold them against.

        Args:
            corpus: The articles and all that are near them; over `columns` and more.
            near: From `neighbours_of`.
        """
        neighbours = csr_array(_likenesses(corpus, near))
        index = ArticleIndex(corpus=corpus, model=self.model, known_neighbours=neighbours)
        return index, re_encoded(self.fitted, index)

    def shelve_all(self, reference: Reference, near: dict[int, dict[int, float]]) -> ArticleIndex:
        """Return what was learned from as a shelf, with articles that came later.

        Args:
            reference: All of them; over `columns` and more. Some may have no neighbours.
            near: Of those that came later, from `neighbours_of`.
        """
        corpus = reference.corpus
        places = np.searchsorted(corpus.article_ids, self.model.article_ids)
        learned = self.model.neighbours.tocoo()
        later = _likenesses(corpus, near)
        values, rows, others = (
            np.concatenate(pair)
            for pair in (
                (learned.data, later.data),
                (places[learned.coords[0]], later.coords[0]),
                (places[learned.coords[1]], later.coords[1]),
            )
        )
        neighbours = csr_array((values, (rows, others)), shape=later.shape)
        known_coordinates = reference.coordinates_of(
            ArticleIndex(corpus=reference.beside, model=self.model).topic_coordinates
        )
        return ArticleIndex(
            corpus=corpus,
            model=self.model,
            known_neighbours=neighbours,
            known_coordinates=known_coordinates,
        )

    def subset(self, contact_ids: Sequence[int]) -> "Snapshot":
        """Return the same with what was prepared of some contacts alone."""
        return replace(self, fitted=_part(self.fitted, contact_ids))

    def exchanged(self, changed: "Changed") -> "Snapshot":
        """Return the same with what was prepared since of some contacts."""
        terms = (*self.terms, *changed.terms)
        queries = _widened(self.fitted.queries, len(terms))
        fitted = replace(self.fitted, queries=queries)
        return replace(self, terms=terms, fitted=_exchanged(fitted, changed.fitted))

    def to_bytes(self) -> bytes:
        """Write it down."""
        told = {
            "stamp": self.stamp,
            "languages": sorted(self.languages, key=str),
            "mean_length": self.model.weights.mean_length,
        }
        return _packed(
            told,
            self.terms,
            self.fitted,
            {
                "article_ids": self.model.article_ids,
                "idf": self.model.weights.idf,
                "topics": self.model.topics,
                **_written("heaviest", self.pruned, np.float32),
                **_written("neighbours", self.model.neighbours, np.float32),
            },
        )

    @classmethod
    def from_bytes(cls, body: bytes) -> "Snapshot":
        """Read what `to_bytes` wrote."""
        told, parts = unpack_arrays(body)
        terms, fitted = _unpacked(told, parts)
        return cls(
            stamp=told["stamp"],
            languages=frozenset(told["languages"]),
            terms=terms,
            model=Model(
                article_ids=parts["article_ids"],
                weights=Weights(idf=parts["idf"], mean_length=told["mean_length"]),
                topics=parts["topics"],
                neighbours=_read(parts, "neighbours", len(parts["article_ids"])),
            ),
            pruned=_read(parts, "heaviest", len(terms)),
            fitted=fitted,
        )


@dataclass(frozen=True, kw_only=True)
class Changed:
    """What was prepared of contacts whose cards changed since the library was learned from.

    Attributes:
        terms: Those that the library's own columns lack, in the order of the columns.
        fitted: Of these contacts.
    """

    terms: tuple[str, ...]
    fitted: FittedQueries

    def subset(self, contact_ids: Sequence[int]) -> "Changed":
        """Return the same of some contacts alone."""
        return replace(self, fitted=_part(self.fitted, contact_ids))

    def to_bytes(self) -> bytes:
        """Write it down."""
        return _packed({}, self.terms, self.fitted, {})

    @classmethod
    def from_bytes(cls, body: bytes, *, n_terms: int) -> "Changed":
        """Read what `to_bytes` wrote, beside a library of so many terms."""
        terms, fitted = _unpacked(*unpack_arrays(body), besides=n_terms)
        return cls(terms=terms, fitted=fitted)


def keep_changed(
    kept: Snapshot, before: Changed | None, corpus: Corpus, after: FittedQueries
) -> Changed:
    """Return all that changed since, with contacts who were prepared now.

    Args:
        kept: The library, nothing exchanged.
        before: What had changed already.
        corpus: Over whose terms the contacts are prepared; the library's and those that had
            changed come first.
        after: The contacts who changed now.
    """
    n_terms, first = len(kept.terms), before.terms if before else ()
    named = n_terms + len(first)
    new = after.queries.terms()
    new = new[new >= named]
    numbers = np.arange(corpus.counts.shape[1])
    numbers[new] = named + np.arange(len(new))
    terms = (*first, *(corpus.terms[column] for column in new.tolist()))
    width = n_terms + len(terms)
    after = replace(after, encoded_queries={}, queries=_renumbered(after.queries, numbers, width))
    if before is not None:
        queries = _widened(before.fitted.queries, width)
        after = _exchanged(replace(before.fitted, queries=queries), after)
    return Changed(terms=terms, fitted=after)


def re_encoded(fitted: FittedQueries, index: ArticleIndex) -> FittedQueries:
    """Return what was kept as it is held against the articles of a shelf."""
    queries = _widened(fitted.queries, index.corpus.counts.shape[1])
    encoded_queries = {
        name: kind.signal.encode(index, queries.vectors) for name, kind in signals().items()
    }
    return replace(fitted, queries=queries, encoded_queries=encoded_queries)


def keep(index: ArticleIndex, fitted: FittedQueries, *, stamp: str) -> Snapshot:
    """Keep what was prepared over a shelf."""
    return Snapshot(
        stamp=stamp,
        languages=frozenset(index.corpus.languages),
        terms=index.corpus.terms,
        model=index.model,
        pruned=index.pruned,
        fitted=fitted,
    )


def _likenesses(corpus: Corpus, near: dict[int, dict[int, float]]) -> coo_array:
    """Return the likeness of neighbours by their rows, shape (n_articles, n_articles)."""
    places = [
        (likeness, corpus.rows[one], corpus.rows[other])
        for one, found in near.items()
        for other, likeness in found.items()
    ]
    likenesses, rows, others = zip(*places, strict=True) if places else ((), (), ())
    numbers = [np.array(part, dtype=np.intp) for part in (rows, others)]
    shape = (corpus.n_articles, corpus.n_articles)
    return coo_array((np.array(likenesses, dtype=np.float64), (*numbers,)), shape=shape)


def _part(fitted: FittedQueries, contact_ids: Sequence[int]) -> FittedQueries:
    return fitted.subset(np.flatnonzero(np.isin(fitted.contact_ids, contact_ids)))


def _exchanged(fitted: FittedQueries, changed: FittedQueries) -> FittedQueries:
    """Return what is prepared with some contacts in the place of what they were; new ones last."""
    stay = np.flatnonzero(~np.isin(fitted.contact_ids, changed.contact_ids))
    first = fitted.subset(stay)
    return replace(
        fitted,
        contact_ids=np.concatenate([first.contact_ids, changed.contact_ids]),
        languages=(*first.languages, *changed.languages),
        queries=stack_queries([(0, first.queries), (len(stay), changed.queries)]),
        top10_mean=np.concatenate([first.top10_mean, changed.top10_mean]),
        thresholds=np.concatenate([first.thresholds, changed.thresholds]),
    )


def _widened(queries: Queries, n_terms: int) -> Queries:
    """Return the queries over more terms, none of which they hold."""
    return queries.mapped(lambda matrix: _wide(matrix, n_terms))


def _renumbered(queries: Queries, numbers: NDArray[np.intp], n_terms: int) -> Queries:
    """Return the queries with their terms in other columns."""

    def renumber(matrix: csr_array) -> csr_array:
        places = numbers[matrix.indices].astype(np.int32), matrix.indptr
        return csr_array((matrix.data, *places), shape=(matrix.shape[0], n_terms))

    return queries.mapped(renumber)


def _wide(matrix: csr_array, n_terms: int) -> csr_array:
    """Return a matrix over more terms, none of which it holds."""
    return csr_array((matrix.data, matrix.indices, matrix.indptr), shape=(matrix.shape[0], n_terms))


def _written(name: str, matrix: csr_array, kind: type[np.floating[Any]]) -> Arrays:
    return {
        f"{name}.data": matrix.data.astype(kind),
        f"{name}.indices": matrix.indices.astype(np.int32),
        f"{name}.indptr": matrix.indptr,
    }


def _read(parts: Arrays, name: str, n_terms: int) -> csr_array:
    indptr = parts[f"{name}.indptr"]
    return csr_array(
        (parts[f"{name}.data"].astype(np.float64), parts[f"{name}.indices"], indptr),
        shape=(len(indptr) - 1, n_terms),
    )


def _packed(
    told: dict[str, Any], terms: Sequence[str], fitted: FittedQueries, parts: Arrays
) -> bytes:
    """Write what was prepared with what else there is to tell."""
    queries = fitted.queries
    told = told | {
        "terms": terms,
        "phrases": [
            {"text": phrase.text, "source": phrase.source, "counts": phrase.counts}
            if phrase
            else None
            for phrase in queries.phrases
        ],
        "reads": [sorted(one) for one in fitted.languages],
        "spreads": dict(fitted.scale.score_std),
        "height": fitted.scale.mean_top10,
    }
    # which of two is the larger is asked only where something was learned
    learned = np.diff(queries.learned.indptr) > 0
    expanded = csr_array(queries.expanded * learned[:, None])
    expanded.eliminate_zeros()
    parts = parts | {
        "contact_ids": fitted.contact_ids,
        "heights": fitted.top10_mean,
        "lines": fitted.thresholds,
        "owners": queries.owners,
        "weights": queries.weights,
        "taught": queries.positive_mass,
        "avoided_by": queries.avoided_by,
    }
    for name in _EXACT:
        parts |= _written(name, getattr(queries, name), np.float64)
    for name in _ROUNDED:
        matrix = expanded if name == "expanded" else getattr(queries, name)
        parts |= _written(name, matrix, np.float32)
    return pack_arrays(told, parts)


def _unpacked(
    told: dict[str, Any], parts: Arrays, *, besides: int = 0
) -> tuple[tuple[str, ...], FittedQueries]:
    """Read what `_packed` wrote: the terms, and what was prepared.

    Args:
        told: As it lies in the file.
        parts: Likewise.
        besides: So many terms come before those that are told.
    """
    n_terms = besides + len(told["terms"])
    queries = Queries(
        owners=parts["owners"],
        phrases=tuple(_phrase(one) if one else None for one in told["phrases"]),
        weights=parts["weights"],
        positive_mass=parts["taught"],
        avoided_by=parts["avoided_by"],
        **{name: _read(parts, name, n_terms) for name in (*_EXACT, *_ROUNDED)},
    )
    fitted = FittedQueries(
        contact_ids=parts["contact_ids"],
        languages=tuple(frozenset(one) for one in told["reads"]),
        queries=queries,
        encoded_queries={},
        top10_mean=parts["heights"],
        thresholds=parts["lines"],
        scale=Scale(score_std=told["spreads"], mean_top10=told["height"]),
    )
    return tuple(told["terms"]), fitted


def _phrase(told: dict[str, Any]) -> Phrase:
    return Phrase(text=told["text"], source=Source(told["source"]), counts=told["counts"])
