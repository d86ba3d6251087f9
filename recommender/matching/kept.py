"""What articles are held against, as bytes: kept in a library so that a new article costs itself.

An article that came later is compared with the heaviest terms of those that were learned from, and
held against the queries as they were prepared. A cache; it holds words of people's interests, so
it must go with any of them.
"""

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, vstack

from recommender.domain import Source
from recommender.matching.corpus import Corpus
from recommender.matching.engine import Prepared, Scale
from recommender.matching.model import Model, Shelf
from recommender.matching.neighbours import heaviest, nearest
from recommender.matching.profiles import Phrase
from recommender.matching.queries import Queries
from recommender.matching.signals import signals
from recommender.matching.weights import Weights

_EXACT = ("stated", "shares", "avoided")
_ROUNDED = ("vectors", "expanded", "learned")  # to single precision: they are most of the bytes


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What was prepared, and what it takes to find the neighbours of an article that came later.

    Attributes:
        stamp: Of the versions that prepared it.
        languages: Those of the articles it was learned from, as told; None where unknown.
        terms: In the order of the columns.
        model: What was learned, but for the neighbours, which are looked up.
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
        return {term: column for column, term in enumerate(self.terms)}

    def neighbours_of(
        self, recent: Corpus, article_ids: Sequence[int]
    ) -> dict[int, dict[int, float]]:
        """Return the likeness of each article's neighbours, by id.

        Args:
            recent: What came later, the articles themselves among it; over `columns` and more.
            article_ids: Of the articles to look for.
        """
        sharp = heaviest(Shelf(corpus=recent, model=self.model).units)
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
        places = [
            (corpus.rows[one], corpus.rows[other], likeness)
            for one, found in near.items()
            for other, likeness in found.items()
        ]
        rows, others, likeness = zip(*places, strict=True) if places else ((), (), ())
        shape = (corpus.n_articles, corpus.n_articles)
        neighbours = csr_array((np.array(likeness, dtype=np.float64), (rows, others)), shape=shape)
        shelf = Shelf(corpus=corpus, model=self.model, near=neighbours)
        queries = _widened(self.prepared.queries, corpus.counts.shape[1])
        aims = {name: kind.signal.aims(shelf, queries.vectors) for name, kind in signals().items()}
        return shelf, replace(self.prepared, queries=queries, aims=aims)

    def to_bytes(self) -> bytes:
        """Write it down."""
        queries = self.prepared.queries
        told = {
            "stamp": self.stamp,
            "languages": sorted(self.languages, key=str),
            "terms": self.terms,
            "phrases": [
                {"text": phrase.text, "source": phrase.source, "counts": phrase.counts}
                if phrase
                else None
                for phrase in queries.phrases
            ],
            "reads": [sorted(one) for one in self.prepared.languages],
            "spreads": dict(self.prepared.scale.spreads),
            "height": self.prepared.scale.height,
            "mean_length": self.model.weights.mean_length,
        }
        # which of two is the larger is asked only where something was learned
        learned = np.diff(queries.learned.indptr) > 0
        expanded = csr_array(queries.expanded * learned[:, None])
        expanded.eliminate_zeros()
        parts: dict[str, NDArray[Any]] = {
            "told": np.frombuffer(json.dumps(told).encode(), dtype=np.uint8),
            "article_ids": self.model.article_ids,
            "idf": self.model.weights.idf,
            "topics": self.model.topics.astype(np.float32),
            "contact_ids": self.prepared.contact_ids,
            "heights": self.prepared.heights,
            "lines": self.prepared.lines,
            "owners": queries.owners,
            "weights": queries.weights,
            "taught": queries.taught,
            "avoided_by": queries.avoided_by,
            **_written("heaviest", self.heaviest, np.float32),
        }
        for name in _EXACT:
            parts |= _written(name, getattr(queries, name), np.float64)
        for name in _ROUNDED:
            matrix = expanded if name == "expanded" else getattr(queries, name)
            parts |= _written(name, matrix, np.float32)
        file = io.BytesIO()
        np.savez(file, **parts)  # type: ignore[arg-type]  # the stub takes them for a flag
        return file.getvalue()

    @classmethod
    def from_bytes(cls, body: bytes) -> "Kept":
        """Read what `to_bytes` wrote."""
        with np.load(io.BytesIO(body), allow_pickle=False) as parts:
            told = json.loads(parts["told"].tobytes())
            n_terms = len(told["terms"])
            article_ids = parts["article_ids"]
            queries = Queries(
                owners=parts["owners"],
                phrases=tuple(_phrase(one) if one else None for one in told["phrases"]),
                weights=parts["weights"],
                taught=parts["taught"],
                avoided_by=parts["avoided_by"],
                **{name: _read(parts, name, n_terms) for name in (*_EXACT, *_ROUNDED)},
            )
            n_articles = len(article_ids)
            return cls(
                stamp=told["stamp"],
                languages=frozenset(told["languages"]),
                terms=tuple(told["terms"]),
                model=Model(
                    article_ids=article_ids,
                    weights=Weights(idf=parts["idf"], mean_length=told["mean_length"]),
                    topics=parts["topics"].astype(np.float64),
                    neighbours=csr_array((n_articles, n_articles)),
                ),
                heaviest=_read(parts, "heaviest", n_terms),
                prepared=Prepared(
                    contact_ids=parts["contact_ids"],
                    languages=tuple(frozenset(one) for one in told["reads"]),
                    queries=queries,
                    aims={},
                    heights=parts["heights"],
                    lines=parts["lines"],
                    scale=Scale(spreads=told["spreads"], height=told["height"]),
                ),
            )


def keep(shelf: Shelf, prepared: Prepared, *, stamp: str) -> Kept:
    """Keep what was prepared over a shelf."""
    names = shelf.corpus.terms
    return Kept(
        stamp=stamp,
        languages=frozenset(shelf.corpus.languages),
        terms=tuple(names[column] for column in range(shelf.corpus.counts.shape[1])),
        model=shelf.model,
        heaviest=heaviest(shelf.units),
        prepared=prepared,
    )


def _widened(queries: Queries, n_terms: int) -> Queries:
    """Return the queries over more terms, none of which they hold."""
    return replace(
        queries,
        vectors=_wide(queries.vectors, n_terms),
        stated=_wide(queries.stated, n_terms),
        expanded=_wide(queries.expanded, n_terms),
        learned=_wide(queries.learned, n_terms),
        shares=_wide(queries.shares, n_terms),
        avoided=_wide(queries.avoided, n_terms),
    )


def _wide(matrix: csr_array, n_terms: int) -> csr_array:
    """Return a matrix over more terms, none of which it holds."""
    return csr_array((matrix.data, matrix.indices, matrix.indptr), shape=(matrix.shape[0], n_terms))


def _written(name: str, matrix: csr_array, kind: type[np.floating[Any]]) -> dict[str, NDArray[Any]]:
    return {
        f"{name}.data": matrix.data.astype(kind),
        f"{name}.indices": matrix.indices.astype(np.int32),
        f"{name}.indptr": matrix.indptr,
    }


def _read(parts: Any, name: str, n_terms: int) -> csr_array:
    indptr = parts[f"{name}.indptr"]
    return csr_array(
        (parts[f"{name}.data"].astype(np.float64), parts[f"{name}.indices"], indptr),
        shape=(len(indptr) - 1, n_terms),
    )


def _phrase(told: dict[str, Any]) -> Phrase:
    return Phrase(text=told["text"], source=Source(told["source"]), counts=told["counts"])
