"""The articles that stand for a large library, by term, and shelves opened no further than asked.

Which articles hold a term is read off at once, as in any search engine (Zobel and Moffat 2006). A
shelf that knows a query's terms in all articles scores it as the whole shelf would, and costs those
terms alone. Where articles lie among the latent topics is kept beside the terms. A cache.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array, vstack

from recommender.matching.index.article_index import ArticleIndex
from recommender.matching.index.counts import Corpus, Totals
from recommender.matching.index.serialization import pack_arrays, unpack_arrays


@dataclass(frozen=True, kw_only=True)
class Postings:
    """Articles by their terms, as a library keeps them.

    Attributes:
        article_ids: Rising, shape (n_articles,).
        languages: As told per article.
        lengths: In terms, shape (n_articles,).
        places: Where the articles lie among the latent topics, shape (n_articles, n_topics).
        starts: Where the postings of each term begin, and where the last ones end, shape
            (n_terms + 1,).
        rows: Whose each posting is, rising within a term; in as few bytes as do, shape
            (n_postings,).
        counts: How often the article holds the term, likewise.
    """

    article_ids: NDArray[np.int64]
    languages: tuple[str | None, ...]
    lengths: NDArray[np.float64]
    places: NDArray[np.float64]
    starts: NDArray[np.int32]
    rows: NDArray[np.unsignedinteger]
    counts: NDArray[np.unsignedinteger]

    def to_bytes(self) -> bytes:
        """Write it down."""
        names = sorted(set(self.languages), key=str)
        numbers = np.array([names.index(one) for one in self.languages], dtype=np.int64)
        return pack_arrays(
            {"languages": names},
            {
                "article_ids": self.article_ids,
                "languages": numbers.astype(np.min_scalar_type(len(names))),
                "lengths": self.lengths,
                "places": self.places,
                "starts": self.starts,
                "rows": self.rows,
                "counts": self.counts,
            },
        )

    @classmethod
    def from_bytes(cls, body: bytes) -> "Postings":
        """Read what `to_bytes` wrote."""
        told, parts = unpack_arrays(body)
        names, numbers = told["languages"], parts.pop("languages")
        return cls(languages=tuple(names[one] for one in numbers.tolist()), **parts)


def post(index: ArticleIndex) -> Postings:
    """Return the articles of a shelf by their terms; the shelf's ids rise."""
    corpus = index.corpus
    by_term = corpus.counts.tocsc()
    return Postings(
        article_ids=corpus.article_ids,
        languages=corpus.languages,
        lengths=corpus.lengths,
        places=index.topic_coordinates,
        starts=by_term.indptr.astype(np.int32),
        rows=by_term.indices.astype(np.min_scalar_type(corpus.n_articles)),
        counts=by_term.data.astype(np.min_scalar_type(int(by_term.data.max(initial=0)))),
    )


@dataclass(frozen=True, kw_only=True)
class Reference:
    """The articles that stand for a library, with whole ones beside them.

    Attributes:
        postings: Of the former.
        beside: None of them is among the former; over their terms and more.
    """

    postings: Postings
    beside: Corpus

    @cached_property
    def corpus(self) -> Corpus:
        """Return all of them by rising id, no term of the former opened."""
        return self.opened(())

    def opened(self, columns: Iterable[int], rows: NDArray[np.intp] | None = None) -> Corpus:
        """Return all of them with the counts of some terms, and all counts of some articles.

        Args:
            columns: Of the terms.
            rows: Of the articles in `corpus`; none when None.
        """
        first, beside = self.postings, self.beside
        shape = len(first.article_ids), beside.counts.shape[1]
        wanted = np.zeros(len(first.rows), dtype=np.bool_)
        if rows is not None:
            whole = np.zeros(len(self._order), dtype=np.bool_)
            whole[rows] = True
            wanted = whole[self._places[: shape[0]]][first.rows]
        known = len(first.starts) - 1
        for column in columns:
            if column < known:
                wanted[first.starts[column] : first.starts[column + 1]] = True
        found = np.flatnonzero(wanted)
        starts = np.full(shape[1] + 1, len(found))
        starts[: known + 1] = np.searchsorted(found, first.starts)
        kept = first.counts[found].astype(np.uint16), first.rows[found].astype(np.int32)
        read = csc_array((*kept, starts.astype(np.int32)), shape=shape).tocsr()
        counts = csr_array(vstack([read, beside.counts], format="csr")[self._order])
        return Corpus(
            article_ids=self._ids[self._order],
            languages=self._languages,
            counts=counts,
            vocabulary=beside.vocabulary,
            totals=self._totals,
        )

    @cached_property
    def _ids(self) -> NDArray[np.int64]:
        return np.concatenate([self.postings.article_ids, self.beside.article_ids])

    @cached_property
    def _order(self) -> NDArray[np.intp]:
        return np.argsort(self._ids)

    @cached_property
    def _places(self) -> NDArray[np.intp]:
        places = np.empty_like(self._order)
        places[self._order] = np.arange(len(places))
        return places

    @cached_property
    def _languages(self) -> tuple[str | None, ...]:
        languages = (*self.postings.languages, *self.beside.languages)
        return tuple(languages[place] for place in self._order.tolist())

    @cached_property
    def _totals(self) -> Totals:
        frequencies = self.beside.document_frequencies.copy()
        frequencies[: len(self.postings.starts) - 1] += np.diff(self.postings.starts)
        lengths = np.concatenate([self.postings.lengths, self.beside.lengths])
        return Totals(lengths=lengths[self._order], document_frequencies=frequencies)

    def coordinates_of(self, beside: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return where all lie among the latent topics, from where those beside do."""
        return np.concatenate([self.postings.places, beside])[self._order]
