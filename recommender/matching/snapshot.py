"""The fitted state of a large library: what changes is scored by it, without another fit.

It holds the counts of the reference articles, the model fitted to them, everybody's queries with
their scale, and how popular each article is. New articles are scored for everybody. A contact who
changed replaces their own queries and their share of the popularity. A cache: it holds words of
people's interests, so the library drops it with any of them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, vstack

from recommender.domain.suggestions import Source
from recommender.matching.index.article_index import ArticleIndex, Model
from recommender.matching.index.counts import Corpus, stack, widen
from recommender.matching.index.neighbours import nearest
from recommender.matching.index.serialization import (
    Arrays,
    pack_arrays,
    pack_matrix,
    unpack_arrays,
    unpack_matrix,
)
from recommender.matching.index.weights import Weights
from recommender.matching.index.word_vectors import WordVectors
from recommender.matching.profiles.profile import Phrase, Profile, Trust
from recommender.matching.profiles.queries import Queries
from recommender.matching.profiles.query_expansion import build_queries
from recommender.matching.scoring.fitted_queries import (
    FittedQueries,
    Scale,
    contact_scores,
    encode,
    fit_queries,
)
from recommender.matching.scoring.popularity import ArticlePopularity, Popularity
from recommender.matching.scoring.scorer import Scores, ScoringContext, normalize, score

PARTS = ("articles", "queries", "popularity")  # as which a snapshot is written

_MATRICES = (
    "vectors", "stated", "expanded", "learned", "related", "shares", "avoided", "widened"
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """What was fitted, and what changed since.

    Attributes:
        index: The reference articles, over the terms of `fitted`.
        pruned: Their heaviest terms as unit rows, shape (n_articles, n_terms at the fit).
        fitted: Everybody's queries, not encoded.
        popularity: Of the reference articles, and of those scored since.
        rewritten: Reference articles whose text changed since; their counts here are outdated.
        refitted: Contacts whose queries were fitted since.
        grown: The reference articles and those added since, over the same terms; None where
            none were added. It isn't stored, nor are `added_ids`.
        added_ids: Those added.
    """

    index: ArticleIndex
    pruned: csr_array
    fitted: FittedQueries
    popularity: ArticlePopularity
    rewritten: frozenset[int] = frozenset()
    refitted: frozenset[int] = frozenset()
    grown: ArticleIndex | None = None
    added_ids: frozenset[int] = frozenset()

    @property
    def article_ids(self) -> NDArray[np.int64]:
        """Return the ids of the reference articles, rising, shape (n_articles,)."""
        return self.index.corpus.article_ids

    def with_vectors(self, vectors: WordVectors | None) -> "Snapshot":
        """Return the snapshot with the word vectors that it was fitted with; none are stored."""
        if vectors is self.index.vectors:
            return self
        index = replace(self.index, vectors=vectors)
        return replace(self, index=index, grown=None, added_ids=frozenset())

    def score_articles(
        self, added: Corpus, article_ids: Sequence[int], *, all_pairs: bool = True
    ) -> Scores:
        """Score articles for everybody.

        Args:
            added: All articles that are new or were rewritten since the fit, over the terms of
                the index and more; neighbours are found among these and the reference articles.
            article_ids: Those to score, of either kind.
            all_pairs: As in `score`.
        """
        index = self._extended(added, np.intersect1d(article_ids, added.article_ids))
        rows = index.rows_of(article_ids)
        index = index.subset(np.union1d(rows, index.neighbours[rows].indices))
        rows = index.rows_of(article_ids)
        return score(encode(index, self.fitted), index, rows=rows, all_pairs=all_pairs)

    def score_contacts(
        self, profiles: Sequence[Profile], *, all_pairs: bool = False
    ) -> "tuple[Scores, Snapshot] | None":
        """Score all articles for contacts who changed, and return the snapshot with them replaced.

        That is the reference articles, and those of `with_added`.

        The idf, the topics and the scale of scores stay as fitted. Of the other contacts only the
        popularity of the articles is needed.

        Args:
            profiles: Of the contacts as they are now.
            all_pairs: Keep all pairs; else those that fit and the articles' near misses.

        Returns:
            None where these contacts made up nearly all of an article's popularity: what is left
            without them can't be computed by subtraction.
        """
        index = self.index if self.grown is None else self.grown
        index = index.with_terms({term for one in profiles for term in one.terms()})
        before = self.fitted.of([one.contact_id for one in profiles])
        fitted = fit_queries(
            index, profiles, scale=self.fitted.scale, queries=build_queries(index, profiles)
        )
        known = np.intersect1d(self.popularity.article_ids, index.corpus.article_ids)
        popularity, rows = self.popularity.of(known), index.rows_of(known)
        before = encode(index, before)
        former = normalize(index, before, contact_scores(index, before).values)
        others = popularity.sums.without(former[rows])
        if others is None:
            return None
        scores = score(fitted, index, profiles=profiles, rows=rows, others=others)
        pairs = scores.pairs
        if not all_pairs:
            is_near = pairs.values > popularity.nearest_from[pairs.rows]
            pairs = pairs.chosen(pairs.fits | is_near)
        shown = rows[np.unique(pairs.rows)]
        explained = index.subset(np.union1d(shown, index.neighbours[shown].indices))
        fitted = scores.context.fitted
        context = ScoringContext(index=explained, fitted=fitted)
        replaced = replace(popularity, sums=scores.popularity)
        changed = self._with_contacts(index, fitted, replaced)
        return replace(scores, pairs=pairs, context=context), changed

    def with_articles(self, scored: ArticlePopularity) -> "Snapshot":
        """Return the snapshot with the popularity of articles that were scored for everybody."""
        is_known = np.isin(scored.article_ids, self.article_ids)
        is_new = scored.article_ids > self.article_ids.max(initial=0)
        rewritten = self.rewritten.union(scored.article_ids[is_known].tolist())
        # older articles than the reference stay out: contacts who change are not scored for them
        counted = scored.of(scored.article_ids[is_known | is_new])
        return replace(
            self,
            popularity=self.popularity.joined(counted),
            rewritten=rewritten,
            grown=None,
            added_ids=frozenset(),
        )

    def _with_contacts(
        self, index: ArticleIndex, changed: FittedQueries, popularity: ArticlePopularity
    ) -> "Snapshot":
        """Return the snapshot with some contacts replaced.

        Args:
            index: What they were scored in: that of this snapshot, or its `grown` one. Its terms
                become the snapshot's, so that it serves the next contact who changes.
            changed: The contacts.
            popularity: Of all articles, with these contacts as they are now.
        """
        vocabulary = index.corpus.vocabulary
        own = self.index.corpus
        own = replace(own, counts=widen(own.counts, len(vocabulary)), vocabulary=vocabulary)
        return replace(
            self,
            index=replace(self.index, corpus=own) if self.added_ids else index,
            grown=index if self.added_ids else None,
            fitted=self.fitted.mapped(lambda one: widen(one, len(vocabulary))).replaced(changed),
            popularity=popularity,
            refitted=self.refitted.union(changed.contact_ids.tolist()),
        )

    def with_added(self, added: Corpus) -> "Snapshot":
        """Return the snapshot with an index that holds new and rewritten articles too.

        Args:
            added: As in `score_articles`, and what contacts gave feedback on.
        """
        if not added.n_articles:
            return replace(self, grown=None, added_ids=frozenset())
        grown = replace(
            self._extended(added, added.article_ids),
            known_coordinates=self._coordinates(added),
            known_heading=self._heading(added),
            known_meanings=self._meanings(added),
        )
        return replace(self, grown=grown, added_ids=frozenset(added.article_ids.tolist()))

    def _extended(self, added: Corpus, sought: NDArray[np.int64]) -> ArticleIndex:
        """Return an index of the reference articles and those added.

        Args:
            added: Some of them may replace reference articles.
            sought: The added articles whose neighbours are wanted; the reference articles keep
                those that were fitted.
        """
        model, stay = self.index.model, self._unreplaced(added)
        index = ArticleIndex(
            corpus=stack(self.index.corpus.take(stay), added),
            model=model,
            vectors=self.index.vectors,
        )
        pruned = ArticleIndex(corpus=added, model=model).pruned
        rows = np.flatnonzero(np.isin(added.article_ids, sought))
        among = vstack([widen(self.pruned, pruned.shape[1])[stay], pruned], format="csr")
        found = nearest(csr_array(pruned[rows]), csr_array(among), own=rows + len(stay)).tocoo()
        fitted, place = model.neighbours.tocoo(), index.rows_of(self.article_ids)
        kept = np.isin(fitted.coords[0], stay)
        one = np.concatenate([place[fitted.coords[0][kept]], rows[found.coords[0]] + len(stay)])
        other = np.concatenate([place[fitted.coords[1][kept]], found.coords[1]])
        values = np.concatenate([fitted.data[kept], found.data])
        shape = index.corpus.n_articles, index.corpus.n_articles
        return replace(index, known_neighbours=csr_array((values, (one, other)), shape=shape))

    def _coordinates(self, added: Corpus) -> NDArray[np.float32]:
        """Return the topic coordinates of what `_extended` returns, (n_articles, n_topics)."""
        learned = self.index.topic_coordinates[self._unreplaced(added)]
        return np.concatenate(
            [learned, ArticleIndex(corpus=added, model=self.index.model).topic_coordinates]
        )

    def _heading(self, added: Corpus) -> NDArray[np.float32]:
        """Return `heading_from` of what `_extended` returns, shape (n_articles,)."""
        fitted = self.index.heading_from[self._unreplaced(added)]
        new = ArticleIndex(corpus=added, model=self.index.model).heading_from
        return np.concatenate([fitted, new])

    def _meanings(self, added: Corpus) -> NDArray[np.float32]:
        """Return the meanings of what `_extended` returns, shape (n_articles, n_dimensions)."""
        fitted = self.index.meanings[self._unreplaced(added)]
        new = ArticleIndex(corpus=added, model=self.index.model, vectors=self.index.vectors)
        return np.concatenate([fitted, new.meanings])

    def _unreplaced(self, added: Corpus) -> NDArray[np.intp]:
        """Return the rows of the reference articles that no added one replaces."""
        return np.flatnonzero(~np.isin(self.article_ids, added.article_ids))

    def to_parts(self, names: Iterable[str] = PARTS) -> dict[str, bytes]:
        """Return some parts as bytes; the articles, most of them, never change after a fit."""
        pack = {
            "articles": _pack_articles,
            "queries": _pack_queries,
            "popularity": _pack_popularity,
        }
        return {name: pack[name](self) for name in names}

    @classmethod
    def from_parts(cls, parts: Mapping[str, bytes]) -> "Snapshot":
        """Return the snapshot that `to_parts` wrote."""
        fields, arrays = unpack_arrays(parts["articles"])
        queries, query_arrays = unpack_arrays(parts["queries"])
        scored, scored_arrays = unpack_arrays(parts["popularity"])
        terms = fields["terms"] + queries["terms"]
        n_terms, article_ids = len(terms), arrays["article_ids"]
        languages = [fields["languages"][number] for number in arrays["languages"].tolist()]
        return cls(
            index=ArticleIndex(
                corpus=Corpus(
                    article_ids=article_ids,
                    languages=tuple(languages),
                    counts=unpack_matrix(arrays, "counts", n_terms),
                    vocabulary=dict(zip(terms, range(n_terms), strict=True)),
                ),
                model=Model(
                    article_ids=article_ids,
                    weights=Weights(idf=arrays["idf"], mean_length=fields["mean_length"]),
                    topics=arrays["topics"],
                    neighbours=unpack_matrix(arrays, "neighbours", len(article_ids)),
                ),
                known_coordinates=arrays["coordinates"],
                known_heading=arrays["heading"],
                known_meanings=arrays["meanings"],
            ),
            # no wider than at the fit: `_pack_queries` writes the terms that came since
            pruned=unpack_matrix(arrays, "pruned", len(fields["terms"])),
            fitted=_unpack_queries(queries, query_arrays, n_terms),
            popularity=ArticlePopularity(
                article_ids=scored_arrays["article_ids"],
                sums=Popularity(logs=scored_arrays["logs"], n_contacts=scored["n_contacts"]),
                nearest_from=scored_arrays["nearest_from"],
            ),
            rewritten=frozenset(scored["rewritten"]),
            refitted=frozenset(queries["refitted"]),
        )


def _renumbered(matrix: csr_array, columns: NDArray[np.int32], n_terms: int) -> csr_array:
    """Return a matrix with its terms in other columns."""
    places = columns[matrix.indices], matrix.indptr
    return csr_array((matrix.data, *places), shape=(matrix.shape[0], n_terms))


def _pack_articles(snapshot: Snapshot) -> bytes:
    index, model = snapshot.index, snapshot.index.model
    names = sorted(set(index.corpus.languages), key=str)
    numbers = [names.index(one) for one in index.corpus.languages]
    fields = {
        "terms": index.corpus.terms[: snapshot.pruned.shape[1]],
        "languages": names,
        "mean_length": model.weights.mean_length,
    }
    arrays: Arrays = {
        "article_ids": model.article_ids,
        "languages": np.array(numbers, dtype=np.uint16),
        "idf": model.weights.idf,
        "topics": model.topics,
        "coordinates": index.topic_coordinates,
        "heading": index.heading_from,
        "meanings": index.meanings,
        **pack_matrix("counts", index.corpus.counts),
        **pack_matrix("pruned", snapshot.pruned),
        **pack_matrix("neighbours", model.neighbours),
    }
    return pack_arrays(fields, arrays)


def _pack_queries(snapshot: Snapshot) -> bytes:
    fitted, queries = snapshot.fitted, snapshot.fitted.queries
    fields = {
        "terms": snapshot.index.corpus.terms[snapshot.pruned.shape[1] :],
        "refitted": sorted(snapshot.refitted),
        "phrases": [
            {
                "text": phrase.text,
                "source": phrase.source,
                "counts": phrase.counts,
                "trust": phrase.trust,
                "named": phrase.named,
            }
            if phrase
            else None
            for phrase in queries.phrases
        ],
        "languages": [sorted(one) for one in fitted.languages],
        "score_std": dict(fitted.scale.score_std),
        "mean_top10": fitted.scale.mean_top10,
    }
    # whether a term was learned or expanded is asked only of queries that learned something
    learned = np.diff(queries.learned.indptr) > 0
    expanded = csr_array(queries.expanded * learned[:, None])
    expanded.eliminate_zeros()
    arrays: Arrays = {
        "contact_ids": fitted.contact_ids,
        "top10_mean": fitted.top10_mean,
        "thresholds": fitted.thresholds,
        "owners": queries.owners,
        "weights": queries.weights,
        "positive_mass": queries.positive_mass,
        "avoided_by": queries.avoided_by,
    }
    for name in _MATRICES:
        arrays |= pack_matrix(name, expanded if name == "expanded" else getattr(queries, name))
    return pack_arrays(fields, arrays)


def _unpack_queries(fields: Mapping[str, Any], arrays: Arrays, n_terms: int) -> FittedQueries:
    queries = Queries(
        owners=arrays["owners"],
        phrases=tuple(_phrase(one) if one else None for one in fields["phrases"]),
        weights=arrays["weights"],
        positive_mass=arrays["positive_mass"],
        avoided_by=arrays["avoided_by"],
        **{name: unpack_matrix(arrays, name, n_terms) for name in _MATRICES},
    )
    return FittedQueries(
        contact_ids=arrays["contact_ids"],
        languages=tuple(frozenset(one) for one in fields["languages"]),
        queries=queries,
        encoded_queries={},
        top10_mean=arrays["top10_mean"],
        thresholds=arrays["thresholds"],
        scale=Scale(score_std=fields["score_std"], mean_top10=fields["mean_top10"]),
    )


def _phrase(fields: Mapping[str, Any]) -> Phrase:
    return Phrase(
        text=fields["text"],
        source=Source(fields["source"]),
        counts=fields["counts"],
        trust=Trust(fields["trust"]),
        named=fields["named"],
    )


def _pack_popularity(snapshot: Snapshot) -> bytes:
    scored = snapshot.popularity
    return pack_arrays(
        {"n_contacts": scored.sums.n_contacts, "rewritten": sorted(snapshot.rewritten)},
        {
            "article_ids": scored.article_ids,
            "logs": scored.sums.logs,
            "nearest_from": scored.nearest_from,
        },
    )
