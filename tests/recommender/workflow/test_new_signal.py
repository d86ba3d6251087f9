"""A signal added to a library above the size up to which each change matches everything."""

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.sparse import csr_array

from recommender.matching.index.article_index import ArticleIndex
from recommender.matching.index.sparse_rows import row_numbers
from recommender.matching.profiles.queries import Queries
from recommender.matching.scoring import signals as registry
from recommender.matching.scoring.signals import EncodedQueries, signal
from recommender.storage.library import Library
from recommender.workflow.matching.finished import what_fits
from recommender.workflow.matching.match import refresh_matches
from recommender.workflow.people import contact_editing
from tests.builders import NOW, a_contact, an_article

STORED = 2_101


class Presence:
    """The article holds the query's words, however often."""

    def encode(self, index: ArticleIndex, queries: Queries) -> EncodedQueries:
        del index
        return queries.vectors

    def scores(self, index: ArticleIndex, encoded_queries: EncodedQueries) -> NDArray[np.float64]:
        present = csr_array(index.weighted.sign())
        return np.asarray((present @ csr_array(csr_array(encoded_queries).T)).toarray())

    def pair_scores(
        self, index: ArticleIndex, rows: NDArray[np.intp], encoded_queries: EncodedQueries
    ) -> NDArray[np.float64]:
        present = csr_array(index.weighted[rows].sign())
        return np.asarray((present * csr_array(encoded_queries)).sum(axis=1))

    def contributions(
        self, index: ArticleIndex, rows: NDArray[np.intp], encoded_queries: EncodedQueries
    ) -> NDArray[np.float64]:
        articles = csr_array(index.weighted[rows])
        queries = csr_array(encoded_queries)
        return np.asarray(queries[row_numbers(articles), articles.indices])


def shelve(library: Library, first: int, count: int) -> None:
    with library.write():
        for number in range(first, first + count):
            words = ("honey", "trains", "plaster")[number % 3]
            library.articles.add(
                an_article(
                    f"{words} {number}",
                    url=f"https://press.example/{number}",
                    paragraphs=[f"All about {words}, {words} and number{number}."],
                ),
                added_at=NOW,
            )


def test_everything_is_matched_again_by_the_signals_that_are_registered_now(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = contact_editing.add_contact(library, a_contact(interests="honey"), now=NOW)
    contact_editing.add_contact(library, a_contact("Ben", interests="trains"), now=NOW)
    shelve(library, 0, STORED)
    refresh_matches(library)
    before = {one.match.article_id: one.match.score for one in what_fits(library, ana.id)}
    monkeypatch.setattr(registry, "_REGISTRY", dict(registry.signals()))
    signal("presence", weight=3.0, typical_std=0.2, grows=False)(Presence)

    assert refresh_matches(library) > 0
    after = {one.match.article_id: one.match.score for one in what_fits(library, ana.id)}
    assert before.keys() <= after.keys()
    assert all(after[one] != before[one] for one in before)
    assert refresh_matches(library) == 0

    shelve(library, STORED, 3)
    contact_editing.edit_contact(library, ana.id, {"interests": "plaster"}, now=NOW)
    refresh_matches(library)
    assert {found.article.title.split()[0] for found in what_fits(library, ana.id)} == {"plaster"}
