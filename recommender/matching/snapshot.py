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
from recommender.matching.index.article_index import Model, Shelf
from recommender.matching.index.counts import Corpus
from recommender.matching.index.neighbours import nearest
from recommender.matching.index.postings import Reference
from recommender.matching.index.serialization import Arrays, pack_arrays, unpack_arrays
from recommender.matching.index.weights import Weights
from recommender.matching.profiles.profile import Phrase
from recommender.matching.profiles.queries import Queries, stack_queries
from recommender.matching.scoring.scorer import Prepared, Scale
from recommender.matching.scoring.signals import signals

_EXACT = ("stated", "shares", "avoided")
_ROUNDED = ("vectors", "expanded", "learned")  # to single precision: they are most of the bytes


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What was prepared, and what it takes to find the neighbours of an article that came later.

    Attributes:
        stamp: Of the versions that prepared it.
        languages: Those of the articles it was learned from, as told; None where unknown.
        terms: In the order of the columns.
        model: What was learned.
        heaviest: Each article's heaviest terms as unit rows, shape (n_articles, n_terms).
        prepared: Of all contacts.
    """

    stamp: str
    languages: frozenset[str | None]
    terms: tuple[str, ...]
    model: Model
    heaviest: csr_array
    prepared: Prepared

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
        sharp = Shelf(corpus=recent, model=self.model).sharp
        old = ~np.isin(self.model.article_ids, recent.article_ids)
        among = vstack([_wide(self.heaviest, sharp.shape[1])[old], sharp], format="csr")
        ids = np.concatenate([self.model.article_ids[old], recent.article_ids])
        rows = np.array([recent.rows[one] for one in article_ids], dtype=np.intp)
        near = nearest(csr_array(sharp[rows]), csr_array(among), own=rows + int(old.sum()))
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

    def shelve(self, corpus: Corpus, near: dict[int, dict[int, float]]) -> tuple[Shelf, Prepared]:
        """Return articles with their neighbours as a shelf, and what to hold them against.

        Args:
            corpus: The articles and all that are near them; over `columns` and more.
            near: From `neighbours_of`.
        """
        neighbours = csr_array(_likenesses(corpus, near))
        shelf = Shelf(corpus=corpus, model=self.model, near=neighbours)
        return shelf, aimed(self.prepared, shelf)

    def shelve_all(self, reference: Reference, near: dict[int, dict[int, float]]) -> Shelf:
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
        located = reference.located(Shelf(corpus=reference.beside, model=self.model).places)
        return Shelf(corpus=corpus, model=self.model, near=neighbours, located=located)

    def part(self, contact_ids: Sequence[int]) -> "Kept":
        """Return the same with what was prepared of some contacts alone."""
        return replace(self, prepared=_part(self.prepared, contact_ids))

    def exchanged(self, changed: "Changed") -> "Kept":
        """Return the same with what was prepared since of some contacts."""
        terms = (*self.terms, *changed.terms)
        queries = _widened(self.prepared.queries, len(terms))
        prepared = replace(self.prepared, queries=queries)
        return replace(self, terms=terms, prepared=_exchanged(prepared, changed.prepared))

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
            self.prepared,
            {
                "article_ids": self.model.article_ids,
                "idf": self.model.weights.idf,
                "topics": self.model.topics,
                **_written("heaviest", self.heaviest, np.float32),
                **_written("neighbours", self.model.neighbours, np.float32),
            },
        )

    @classmethod
    def from_bytes(cls, body: bytes) -> "Kept":
        """Read what `to_bytes` wrote."""
        told, parts = unpack_arrays(body)
        terms, prepared = _unpacked(told, parts)
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
            heaviest=_read(parts, "heaviest", len(terms)),
            prepared=prepared,
        )


@dataclass(frozen=True, kw_only=True)
class Changed:
    """What was prepared of contacts whose cards changed since the library was learned from.

    Attributes:
        terms: Those that the library's own columns lack, in the order of the columns.
        prepared: Of these contacts.
    """

    terms: tuple[str, ...]
    prepared: Prepared

    def part(self, contact_ids: Sequence[int]) -> "Changed":
        """Return the same of some contacts alone."""
        return replace(self, prepared=_part(self.prepared, contact_ids))

    def to_bytes(self) -> bytes:
        """Write it down."""
        return _packed({}, self.terms, self.prepared, {})

    @classmethod
    def from_bytes(cls, body: bytes, *, n_terms: int) -> "Changed":
        """Read what `to_bytes` wrote, beside a library of so many terms."""
        terms, prepared = _unpacked(*unpack_arrays(body), besides=n_terms)
        return cls(terms=terms, prepared=prepared)


def keep_changed(kept: Kept, before: Changed | None, corpus: Corpus, after: Prepared) -> Changed:
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
    after = replace(after, aims={}, queries=_renumbered(after.queries, numbers, width))
    if before is not None:
        queries = _widened(before.prepared.queries, width)
        after = _exchanged(replace(before.prepared, queries=queries), after)
    return Changed(terms=terms, prepared=after)


def aimed(prepared: Prepared, shelf: Shelf) -> Prepared:
    """Return what was kept as it is held against the articles of a shelf."""
    queries = _widened(prepared.queries, shelf.corpus.counts.shape[1])
    aims = {name: kind.signal.aims(shelf, queries.vectors) for name, kind in signals().items()}
    return replace(prepared, queries=queries, aims=aims)


def keep(shelf: Shelf, prepared: Prepared, *, stamp: str) -> Kept:
    """Keep what was prepared over a shelf."""
    return Kept(
        stamp=stamp,
        languages=frozenset(shelf.corpus.languages),
        terms=shelf.corpus.terms,
        model=shelf.model,
        heaviest=shelf.sharp,
        prepared=prepared,
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


def _part(prepared: Prepared, contact_ids: Sequence[int]) -> Prepared:
    return prepared.part(np.flatnonzero(np.isin(prepared.contact_ids, contact_ids)))


def _exchanged(prepared: Prepared, changed: Prepared) -> Prepared:
    """Return what is prepared with some contacts in the place of what they were; new ones last."""
    stay = np.flatnonzero(~np.isin(prepared.contact_ids, changed.contact_ids))
    first = prepared.part(stay)
    return replace(
        prepared,
        contact_ids=np.concatenate([first.contact_ids, changed.contact_ids]),
        languages=(*first.languages, *changed.languages),
        queries=stack_queries([(0, first.queries), (len(stay), changed.queries)]),
        heights=np.concatenate([first.heights, changed.heights]),
        lines=np.concatenate([first.lines, changed.lines]),
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


def _packed(told: dict[str, Any], terms: Sequence[str], prepared: Prepared, parts: Arrays) -> bytes:
    """Write what was prepared with what else there is to tell."""
    queries = prepared.queries
    told = told | {
        "terms": terms,
        "phrases": [
            {"text": phrase.text, "source": phrase.source, "counts": phrase.counts}
            if phrase
            else None
            for phrase in queries.phrases
        ],
        "reads": [sorted(one) for one in prepared.languages],
        "spreads": dict(prepared.scale.spreads),
        "height": prepared.scale.height,
    }
    # which of two is the larger is asked only where something was learned
    learned = np.diff(queries.learned.indptr) > 0
    expanded = csr_array(queries.expanded * learned[:, None])
    expanded.eliminate_zeros()
    parts = parts | {
        "contact_ids": prepared.contact_ids,
        "heights": prepared.heights,
        "lines": prepared.lines,
        "owners": queries.owners,
        "weights": queries.weights,
        "taught": queries.taught,
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
) -> tuple[tuple[str, ...], Prepared]:
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
        taught=parts["taught"],
        avoided_by=parts["avoided_by"],
        **{name: _read(parts, name, n_terms) for name in (*_EXACT, *_ROUNDED)},
    )
    prepared = Prepared(
        contact_ids=parts["contact_ids"],
        languages=tuple(frozenset(one) for one in told["reads"]),
        queries=queries,
        aims={},
        heights=parts["heights"],
        lines=parts["lines"],
        scale=Scale(spreads=told["spreads"], height=told["height"]),
    )
    return tuple(told["terms"]), prepared


def _phrase(told: dict[str, Any]) -> Phrase:
    return Phrase(text=told["text"], source=Source(told["source"]), counts=told["counts"])
