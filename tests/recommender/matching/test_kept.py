"""What was prepared, kept as bytes: an article that came later scores as if all were at hand."""

import numpy as np

from recommender.matching.index.article_index import ArticleIndex, fit
from recommender.matching.index.counts import Corpus, with_terms
from recommender.matching.scoring.fitted_queries import fit_queries
from recommender.matching.scoring.scorer import score
from recommender.matching.snapshot import Snapshot, keep
from tests.recommender.matching.pages import PAGES, a_corpus, a_profile

MANY = [(f"{title} {n}", text) for n in "abcd" for title, text in PAGES]
PROFILES = [a_profile(1, "espresso, chess"), a_profile(2, "wine"), a_profile(3, "zeppelins")]


def rows_of(corpus: Corpus, rows: list[int]) -> Corpus:
    """Return a few of the articles over the same terms."""
    return Corpus(
        article_ids=corpus.article_ids[rows],
        languages=tuple(corpus.languages[row] for row in rows),
        counts=corpus.counts[rows],
        vocabulary=corpus.vocabulary,
    )


def test_a_later_article_scores_as_if_the_library_were_laid_out() -> None:
    grown = a_corpus([*MANY, ("Espresso and zeppelins", f"Zeppelins. {PAGES[0][1]}")])
    new = grown.n_articles - 1
    known = int(max(grown.counts[:new].indices)) + 1  # terms are numbered as they come
    first = {term: column for term, column in grown.vocabulary.items() if column < known}
    learned = Corpus(
        article_ids=grown.article_ids[:new],
        languages=grown.languages[:new],
        counts=grown.counts[:new][:, :known],
        vocabulary=first,
    )
    words = {term for profile in PROFILES for term in profile.terms()}
    index = ArticleIndex(corpus=with_terms(learned, words), model=fit(learned))
    fitted = fit_queries(index, PROFILES)
    body = keep(index, fitted, stamp="1").to_bytes()
    kept = Snapshot.from_bytes(body)

    columns = {**kept.columns}
    for term in grown.vocabulary:
        columns.setdefault(term, len(columns))
    by_column = sorted(grown.vocabulary, key=lambda term: columns[term])
    order = [grown.vocabulary[term] for term in by_column]
    assert [columns[term] for term in by_column] == list(range(len(columns)))
    same = Corpus(
        article_ids=grown.article_ids,
        languages=grown.languages,
        counts=grown.counts[:, order],
        vocabulary=columns,
    )
    last = int(grown.article_ids[-1])
    near = kept.neighbours_of(rows_of(same, [new]), [last])
    beside = [same.rows[one] for one in near[last]]
    later, held = kept.shelve(rows_of(same, [new, *beside]), near)
    found = score(held, later, rows=np.array([0]))

    whole = ArticleIndex(corpus=same, model=index.model)
    expected = score(held, whole, rows=np.array([new]))
    assert near[last] == {
        int(same.article_ids[other]): like
        for other, like in zip(
            whole.neighbours[[new]].indices, whole.neighbours[[new]].data, strict=True
        )
    }
    assert np.allclose(found.values, expected.values, rtol=1e-6)
    assert found.fits.tolist() == expected.fits.tolist()
    assert found.values[0, 2] > 0


def test_what_is_read_back_is_what_was_written() -> None:
    corpus = a_corpus(MANY)
    index = ArticleIndex(corpus=corpus, model=fit(corpus))
    kept = keep(index, fit_queries(index, PROFILES), stamp="1")
    again = Snapshot.from_bytes(kept.to_bytes())
    assert (again.stamp, again.terms, again.languages) == (kept.stamp, kept.terms, kept.languages)
    assert again.fitted.queries.phrases == kept.fitted.queries.phrases
    asked = kept.fitted.queries
    assert np.allclose(again.fitted.queries.vectors.toarray(), asked.vectors.toarray())
    assert np.array_equal(again.fitted.queries.shares.toarray(), asked.shares.toarray())
    assert np.allclose(again.model.topics, kept.model.topics, atol=1e-6)
    assert np.array_equal(again.fitted.top10_mean, kept.fitted.top10_mean)


def test_an_article_that_changed_is_not_its_own_neighbour() -> None:
    corpus = a_corpus(MANY)
    index = ArticleIndex(corpus=corpus, model=fit(corpus))
    kept = keep(index, fit_queries(index, PROFILES), stamp="1")
    changed = int(corpus.article_ids[0])
    near = kept.neighbours_of(rows_of(corpus, [0]), [changed])
    assert near[changed]
    assert changed not in near[changed]
