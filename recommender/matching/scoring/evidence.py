"""Evidence: what an article must show before it may fit a contact, whatever its score.

A score adds up words, and many words that mean little can outweigh one that means much. So an
article must besides cover enough of one interest, or of what a query learned.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from recommender.matching.index.article_index import ArticleIndex
from recommender.matching.index.sparse_rows import (
    chosen_entries,
    row_numbers,
    rows_in_use,
    spans,
    values_at,
)
from recommender.matching.profiles.profile import Phrase, Trust
from recommender.matching.profiles.queries import Queries
from recommender.matching.profiles.related_terms import ENOUGH_RELATED
from recommender.matching.text.terms import without_cjk_unigrams

# Coverage, mentions and focus only matter in small libraries: among 100 articles, coverage of 0.5
# loses .028 precision on Reuters and 0.8 loses .027 recall; a full mention of 1.3 loses .017
# precision and 2.2 loses .034 recall.
MIN_COVERAGE = 0.65  # of an interest's terms: two of three are enough, one of two isn't
FULL_MENTION = 1.8  # saturated count that counts in full: three to four mentions at mean length
MIN_FOCUS = 0.78  # of that, for at least one term: two words once each are chance
SHORT_INTEREST_TERMS = 3  # longer interests are descriptions, of which less is enough

NAMED_COVERAGE = 0.7  # of what notes name; 0.65 lets wrong fits pass, 0.75 loses right ones

ROUNDING = 0.01
MIN_COMPANIONS = 4  # related terms of which an article must have one; of fewer it may have none
LONG_ENOUGH = 60  # terms, of some 120 words; a note of fewer may do without companions
ALL_TERMS = 0.99  # of a query's shares, rounding aside

ENOUGH_WORDS = 2.5  # related words, of which half a phrase counts a half
NEARLY_HEADING = 0.8  # of the weight of an article's twentieth term; some 50 terms of 200 words

MIN_LEARNED_COVERAGE = 0.2  # of what was learned: a mean of articles has many terms, each one few


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Which articles give enough evidence for which contacts, both (n_articles, n_contacts).

    Attributes:
        enough: For a good match.
        strong: For a strong one too: the interest was stated, and in more than one broad word, or
            learned from likes.
        near: For naming the contact next to an article that fits nobody.
    """

    enough: NDArray[np.bool_]
    strong: NDArray[np.bool_]
    near: NDArray[np.bool_]


def find_evidence(
    index: ArticleIndex,
    queries: Queries,
    n_contacts: int,
    *,
    among: NDArray[np.bool_] | None = None,
) -> Evidence:
    """Return which articles cover enough of an interest, or of what was learned.

        coverage(q, d) = sum over the terms t of q of share(t) · min(c(t, d) / FULL_MENTION, 1)
        demand(q)      = MIN_COVERAGE · √(3 / max(terms of q, 3))

    with the saturated count c and equal shares of the terms of an interest. Besides, one of the
    terms must be a focus of the article (`_Said`), and one must head it. An interest that the
    user didn't state has demands of its own: a coverage of `NAMED_COVERAGE`, by a term that is rare
    and heads the article; all of its terms must head the article if it was only mentioned or
    guessed. No demand depends on the size of the library: what else is in it makes an article no
    better for anybody.

    A near miss must cover `MIN_COVERAGE` of an interest, by such a term.

    Args:
        index: The articles.
        queries: Of the contacts.
        n_contacts: How many contacts they are.
        among: The pairs that are asked for, shape (n_articles, n_contacts); None means all.
    """
    n_terms = np.array([_longest(phrase) for phrase in queries.phrases])
    length = np.sqrt(SHORT_INTEREST_TERMS / np.maximum(n_terms, SHORT_INTEREST_TERMS))
    cells, coverage = _covered(index, queries, min(MIN_COVERAGE, NAMED_COVERAGE) * length)
    if among is not None:
        asked = among[cells.rows, queries.owners[cells.queries]]
        cells, coverage = cells.chosen(asked), coverage[asked]
    covers = coverage >= MIN_COVERAGE * length[cells.queries]
    covers_named = coverage >= NAMED_COVERAGE * length[cells.queries]
    stated, named, mentioned_only, guessed = (
        np.array(
            [phrase is not None and phrase.trust is trust for phrase in queries.phrases],
            dtype=np.bool_,
        )[cells.queries]
        for trust in (Trust.FULL, Trust.NAMED, Trust.MENTIONED, Trust.GUESSED)
    )
    said = _said(index, queries, cells)
    is_pair_once = (n_terms[cells.queries] == 2) & ~said.repeats_all
    common = said.in_full & _keeps_company(index, queries, cells, 1.0 + is_pair_once)
    headed = common & np.where(mentioned_only | guessed, said.headed_by_all, said.headed_rarely)
    strong = stated & covers & said.in_focus & said.headed & common
    broad = np.array([p is not None and p.is_broad for p in queries.phrases], dtype=np.bool_)
    enough = (named | mentioned_only) & covers_named & headed
    near = np.where(mentioned_only, covers_named, (stated | named | guessed) & covers) & headed
    learned = _covers_learned(index, queries)
    related = _is_headed_by_related(index, queries), _speaks_of_related(index, queries)
    shape = index.corpus.n_articles, n_contacts

    def of_contacts(*found: _Cells) -> NDArray[np.bool_]:
        dense = np.zeros(shape, dtype=np.bool_)
        for one in found:
            dense[one.rows, queries.owners[one.queries]] = True
        return dense

    return Evidence(
        enough=of_contacts(cells.chosen(strong | enough), learned, *related),
        strong=of_contacts(cells.chosen(strong & ~broad[cells.queries]), learned),
        near=of_contacts(cells.chosen(strong | enough | near), learned, *related),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cells:
    """Some pairs of article and query: few of all, so that no array of all is needed.

    Attributes:
        rows: Of the articles, shape (n_cells,).
        queries: Positions of the queries, same shape.
    """

    rows: NDArray[np.intp]
    queries: NDArray[np.intp]

    def chosen(self, which: NDArray[np.bool_]) -> "_Cells":
        """Return some of them."""
        return _Cells(rows=self.rows[which], queries=self.queries[which])


def _cells_from(
    products: csr_array, least: NDArray[np.float64]
) -> tuple[_Cells, NDArray[np.float64]]:
    """Return the entries that reach the least value of their query, and their values.

    Args:
        products: Shape (n_queries, n_articles).
        least: Shape (n_queries,).
    """
    queries = row_numbers(products)
    reached = np.flatnonzero(products.data >= least[queries])
    cells = _Cells(rows=products.indices[reached].astype(np.intp), queries=queries[reached])
    return cells, products.data[reached]


def _covered(
    index: ArticleIndex, queries: Queries, least: NDArray[np.float64]
) -> tuple[_Cells, NDArray[np.float64]]:
    """Return where an article covers at least so much of an interest, and how much."""
    shares, mentions = rows_in_use(queries.shares, index.saturated_by_term)
    mentions.data = np.minimum(mentions.data / FULL_MENTION, 1.0)
    return _cells_from(csr_array(shares @ mentions), least)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """How articles say the terms of interests; each array has the shape (n_cells,).

    Attributes:
        in_focus: A term is repeated: single mentions of two are chance. "machine" and "learning"
            once each on a page about espresso are not machine learning.
        headed: A term heads the article.
        headed_rarely: A rare term, repeated, does.
        headed_by_all: So does a rare one, and all others, repeated.
        repeats_all: Each term is repeated.
        in_full: So it is, or the words are the user's own. An interest in M&A isn't
            met by mergers of galaxies that mention one acquisition.
    """

    in_focus: NDArray[np.bool_]
    headed: NDArray[np.bool_]
    headed_rarely: NDArray[np.bool_]
    headed_by_all: NDArray[np.bool_]
    repeats_all: NDArray[np.bool_]
    in_full: NDArray[np.bool_]


def _said(index: ArticleIndex, queries: Queries, cells: _Cells) -> _Said:
    shares = queries.shares
    sizes = np.diff(shares.indptr)[cells.queries]
    at = spans(shares.indptr[cells.queries], sizes)
    owners, terms, share = (
        np.repeat(np.arange(len(sizes)), sizes),
        shares.indices[at],
        shares.data[at],
    )
    entries = values_at(index.entry_numbers, cells.rows[owners], terms).astype(np.intp) - 1
    held = entries >= 0
    owners, terms, share, entries = owners[held], terms[held], share[held], entries[held]

    def sums(which: NDArray[np.bool_]) -> NDArray[np.float64]:
        sums = np.bincount(owners[which], weights=share[which], minlength=len(sizes))
        return np.asarray(sums, dtype=np.float64)

    heads, repeated = index.heads[entries], index.repeated[entries]
    rare = index.idf[terms] >= index.rare_from
    focus = index.saturated.data[entries] / FULL_MENTION >= MIN_FOCUS
    headed_rarely = sums(heads & repeated & rare) > 0
    repeats_all = sums(repeated) > ALL_TERMS
    others = np.array([bool(phrase and phrase.named) for phrase in queries.phrases], dtype=np.bool_)
    return _Said(
        in_focus=sums(focus & repeated) > 0,
        headed=sums(heads) > 0,
        headed_rarely=headed_rarely,
        headed_by_all=headed_rarely & (sums(heads & repeated) > ALL_TERMS),
        repeats_all=repeats_all,
        in_full=~others[cells.queries] | repeats_all,
    )


def _covers_learned(index: ArticleIndex, queries: Queries) -> _Cells:
    """Return where an article covers enough of what a query learned.

    Coverage is the share of the squared positive weights whose terms the article holds.
    """
    learned = queries.learned.copy()
    learned.data = np.maximum(learned.data, 0) ** 2
    learned.eliminate_zeros()
    if not learned.nnz:
        return _Cells(rows=np.empty(0, np.intp), queries=np.empty(0, np.intp))
    learned, held = rows_in_use(learned, index.saturated_by_term)
    products = csr_array(learned @ held.sign())
    return _cells_from(products, MIN_LEARNED_COVERAGE * queries.positive_mass)[0]


def _keeps_company(
    index: ArticleIndex, queries: Queries, cells: _Cells, least: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Return where an article has words that the list relates to an interest, besides its own.

    An article on the succession of plants after a fire has none of an heir's, however often it says
    succession. Half a phrase is half a word: "point" of "point guard". An interest of two terms
    needs one more, unless both are repeated: a violin spider doesn't make any, and has no luthier.
    Asked only of articles that are `LONG_ENOUGH`, where the list knows `MIN_COMPANIONS` in their
    language.

    Args:
        index: The articles.
        queries: The queries.
        cells: The pairs that are asked for.
        least: How many words each needs, shape (n_cells,).

    Returns:
        Shape (n_cells,); true for an interest that the list doesn't know.
    """
    related = _related_words(queries)
    n_known = np.zeros((len(index.languages) + 1, related.shape[0]))
    np.add.at(n_known, (index.languages_of(related.indices), row_numbers(related)), related.data)
    codes, places = np.unique(index.corpus.analyzers[cells.rows], return_inverse=True)
    languages = np.array([index.language(one) for one in codes.tolist()], dtype=np.intp)[places]
    asked = n_known[languages, cells.queries] >= MIN_COMPANIONS
    asked &= index.corpus.lengths[cells.rows] >= LONG_ENOUGH
    articles = csr_array(index.weighted[cells.rows[asked]])
    held = csr_array(articles.sign().multiply(csr_array(related[cells.queries[asked]])))
    found = np.ones(len(asked), dtype=np.bool_)
    found[asked] = np.asarray(held.sum(axis=1)) >= least[asked] - ROUNDING
    return found


def _related_words(queries: Queries) -> csr_array:
    """Return how far a related term that isn't stated is a word: 1, or less of a phrase."""
    words = queries.related.minimum(1)
    words = csr_array(words - words.multiply(queries.shares.sign()))
    words.eliminate_zeros()
    return words


def is_about_widened(index: ArticleIndex, queries: Queries) -> NDArray[np.bool_]:
    """Return which articles speak the words of which avoided topics, (n_articles, n_avoided)."""
    cells = _headed_by(index, queries.widened)
    found = np.zeros((index.corpus.n_articles, queries.widened.shape[0]), dtype=np.bool_)
    found[cells.rows, cells.queries] = True
    return found


def _is_headed_by_related(index: ArticleIndex, queries: Queries) -> _Cells:
    """Return where an article is headed by related words, enough without a stated one."""
    return _headed_by(index, queries.related)


def _speaks_of_related(index: ArticleIndex, queries: Queries) -> _Cells:
    """Return where an article uses several related words, though it repeats few of them.

    Each must weigh nearly as much as what heads the article: in a long text, some words of any
    topic stand by chance. One of them, or a stated one, must head the article, and be rare.
    """
    words, weights = rows_in_use(_related_words(queries), index.weighted_by_term)
    near = chosen_entries(
        weights, weights.data >= NEARLY_HEADING * index.heading_from[weights.indices]
    )
    least = np.full(len(queries.owners), ENOUGH_WORDS - ROUNDING)
    cells, _ = _cells_from(csr_array(words @ near.sign()), least)
    whole = chosen_entries(queries.related, queries.related.data >= ALL_TERMS)
    return _headed_rarely(index, csr_array(whole + queries.shares), cells)


def _headed_by(index: ArticleIndex, shares: csr_array) -> _Cells:
    """Return where the shares of the terms that head an article add up to `ENOUGH_RELATED`.

    One of them must be rare: much is said of a "market" and a "rate".

    Args:
        index: The articles.
        shares: A row for each query, or topic, shape (n_queries, n_terms).
    """
    least = np.full(shares.shape[0], ENOUGH_RELATED - ROUNDING)
    cells, _ = _cells_from(csr_array(shares @ index.heading_by_term), least)
    return _headed_rarely(index, shares, cells)


def _headed_rarely(index: ArticleIndex, shares: csr_array, cells: _Cells) -> _Cells:
    """Return those where a rare one of the query's terms, shape (n_queries, n_terms), heads it."""
    rare = chosen_entries(shares, index.idf[shares.indices] >= index.rare_from)
    found = values_at(csr_array(rare @ index.heading_by_term), cells.queries, cells.rows)
    return cells.chosen(found > 0)


def _longest(phrase: Phrase | None) -> int:
    """Return an interest's number of terms, in the language where it has most; 0 for None."""
    if phrase is None:
        return 0
    return max((len(without_cjk_unigrams(counts)) for counts in phrase.counts.values()), default=0)
