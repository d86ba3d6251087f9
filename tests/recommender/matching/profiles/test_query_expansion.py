"""What expansion adds to a query."""

from recommender.matching.index.article_index import ArticleIndex, fit
from recommender.matching.profiles.query_expansion import build_queries
from tests.recommender.matching.pages import PAGES, a_corpus, a_profile


def added(interest: str, term: str) -> float:
    """Return how much of a term the library adds to an interest."""
    corpus = a_corpus(PAGES)
    queries = build_queries(
        ArticleIndex(corpus=corpus, model=fit(corpus)), [a_profile(1, interest)]
    )
    return float(queries.expanded[0, corpus.vocabulary[term]])


def test_expansion_adds_terms_of_the_best_articles() -> None:
    assert added("espresso", "en:crema") > 0


def test_a_narrow_query_expands_from_its_one_good_article() -> None:
    # “machine” stands in the article on espresso and in the one on sepsis
    broad = added("machine", "en:hospit") / added("machine", "en:crema")
    claim = "machine grinder baristas tamp beans"
    assert added(claim, "en:hospit") / added(claim, "en:crema") < broad / 10
