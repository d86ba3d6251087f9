"""Evaluation on a data set in BEIR layout, by the engine and the constants of every library."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytrec_eval
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score

from recommender.matching.evaluation.data_sets import OUTCOMES, DataSet, read_data_set
from recommender.matching.index.article_index import fit
from recommender.matching.index.counts import ArticleTerms, Corpus, build_corpus
from recommender.matching.profiles.profile import Profile, ProfileSources, build_profile
from recommender.matching.scoring.ranking import TIE_DIGITS
from recommender.matching.scoring.scorer import Scores, match
from recommender.matching.text.terms import count_terms

RUN_DEPTH = 1000  # articles per contact in a run
WHO_RUN_DEPTH = 50  # contacts per article in a who-run


def evaluate(
    directory: Path,
    *,
    feedback: Path | None = None,
    run: Path | None = None,
    who_run: Path | None = None,
) -> dict[str, float]:
    """Rank a data set's articles and contacts, and measure the rankings.

    Args:
        directory: Holds `corpus.jsonl` or `corpus.jsonl.gz`, `queries.jsonl`, `qrels/test.tsv`.
        feedback: Tab-separated, with the header `query-id corpus-id outcome`; learned from first.
        run: Where to write the articles per contact, as a TREC run.
        who_run: Where to write the contacts per article, likewise.

    Returns:
        Figures by name, 0 to 1; docs/matching.md says what each measures.

    Raises:
        ImportFileError: A file is missing or malformed.
    """
    data = read_data_set(directory, feedback=feedback)
    scores = score_data_set(data)
    ranking = rank_data_set(data, scores.values, scores.fits)
    if run is not None:
        _write_run(run, ranking.articles)
    if who_run is not None:
        _write_run(who_run, ranking.contacts)
    return measure(data, ranking)


def score_data_set(data: DataSet) -> Scores:
    """Fit the engine on a data set and score all pairs, with its feedback."""
    corpus = count_data_set(data)
    return match(fit(corpus), corpus, data_set_profiles(data, corpus))


def count_data_set(data: DataSet) -> Corpus:
    """Count the terms of a data set's articles; an article's id is its position in the set."""
    return build_corpus(
        ArticleTerms(
            article_id=row,
            language=article.language,
            counts=count_terms(article.title, article.text, article.language),
        )
        for row, article in enumerate(data.articles)
    )


def data_set_profiles(data: DataSet, corpus: Corpus) -> tuple[Profile, ...]:
    """Build the profiles of a data set's contacts, with its feedback."""
    row_of = {article.id: row for row, article in enumerate(data.articles)}
    outcomes: dict[str, dict[str, list[int]]] = {
        query: {outcome: [] for outcome in OUTCOMES} for query in data.interests
    }
    for (query, document), outcome in data.feedback.items():
        outcomes[query][outcome].append(row_of[document])
    return tuple(
        build_profile(
            ProfileSources(
                contact_id=column,
                stated=text,
                liked=tuple(outcomes[query]["liked"]),
                dismissed=tuple(outcomes[query]["dismissed"]),
            ),
            languages=set(corpus.languages),
        )
        for column, (query, text) in enumerate(data.interests.items())
    )


_Entries = Mapping[str, list[tuple[str, float, bool]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """Rankings by some system; pairs with feedback are left out.

    Attributes:
        values: Scores, shape (n_articles, n_contacts).
        fits: Same shape.
        articles: Per contact, the articles above 0, best first: id, score, whether it fits.
        contacts: Per article, the contacts above 0, likewise.
    """

    values: NDArray[np.float64]
    fits: NDArray[np.bool_]
    articles: _Entries
    contacts: _Entries


def rank_data_set(
    data: DataSet, values: NDArray[np.float64], fits: NDArray[np.bool_] | None = None
) -> Ranking:
    """Rank by scores, shape (n_articles, n_contacts); pairs that score 0 aren't listed."""
    fits = np.zeros(values.shape, dtype=np.bool_) if fits is None else fits
    documents = np.array([article.id for article in data.articles])
    queries = np.array(list(data.interests))
    listed = np.where(_open_pairs(data), np.round(values, TIE_DIGITS), 0.0)
    return Ranking(
        values=values,
        fits=fits,
        articles={
            str(query): _ranked(documents, listed[:, column], fits[:, column], RUN_DEPTH)
            for column, query in enumerate(queries)
        },
        contacts={
            str(document): _ranked(queries, listed[row], fits[row], WHO_RUN_DEPTH)
            for row, document in enumerate(documents)
        },
    )


def measure(data: DataSet, ranking: Ranking) -> dict[str, float]:
    """Return the figures of a ranking, by pytrec_eval and scikit-learn, means over contacts."""
    means = {
        name: float(np.mean(list(each.values()) or [0.0]))
        for name, each in measure_each(data, ranking).items()
    }
    return means | _pair_figures(data, ranking)


def measure_each(data: DataSet, ranking: Ranking) -> dict[str, dict[str, float]]:
    """Return each contact's figures, and for `who_mrr` each article's, by figure."""
    judged = _judged(data)
    found = _trec_figures(
        ranking.articles,
        judged,
        {"ndcg_cut_10": "ndcg@10", "map": "map", "P_1": "p@1", "recall_100": "recall@100"},
    )
    who_judged = {(document, query): score for (query, document), score in judged.items()}
    return found | _trec_figures(ranking.contacts, who_judged, {"recip_rank": "who_mrr"})


def relevant_pairs(data: DataSet) -> NDArray[np.bool_]:
    """Return which ranked pairs are judged relevant, shape (n_articles, n_contacts)."""
    row_of = {article.id: row for row, article in enumerate(data.articles)}
    column_of = {query: column for column, query in enumerate(data.interests)}
    relevant = np.zeros((len(row_of), len(column_of)), dtype=np.bool_)
    for (query, document), score in _judged(data).items():
        if score > 0 and query in column_of and document in row_of:
            relevant[row_of[document], column_of[query]] = True
    return relevant


def _judged(data: DataSet) -> dict[tuple[str, str], int]:
    return {pair: score for pair, score in data.judged.items() if pair not in data.feedback}


def _ranked(
    names: NDArray[np.str_], values: NDArray[np.float64], fits: NDArray[np.bool_], depth: int
) -> list[tuple[str, float, bool]]:
    # of equal ones the later article first, as in `ranking.rank`
    order = np.lexsort((-np.arange(len(values)), -values))[:depth]
    return [(str(names[i]), float(values[i]), bool(fits[i])) for i in order if values[i] > 0]


def _open_pairs(data: DataSet) -> NDArray[np.bool_]:
    """Return which pairs are ranked, those without feedback, shape (n_articles, n_contacts)."""
    row_of = {article.id: row for row, article in enumerate(data.articles)}
    column_of = {query: column for column, query in enumerate(data.interests)}
    pairs = np.ones((len(row_of), len(column_of)), dtype=np.bool_)
    for query, document in data.feedback:
        pairs[row_of[document], column_of[query]] = False
    return pairs


def _trec_figures(
    ranked: _Entries, judged: Mapping[tuple[str, str], int], names: Mapping[str, str]
) -> dict[str, dict[str, float]]:
    qrels: dict[str, dict[str, int]] = {}
    for (topic, document), score in judged.items():
        qrels.setdefault(topic, {})[document] = score
    qrels = {topic: scores for topic, scores in qrels.items() if max(scores.values()) > 0}
    # ranks instead of scores: pytrec_eval breaks ties in its own way
    runs = {
        topic: {
            document: float(-place) for place, (document, _, _) in enumerate(ranked.get(topic, []))
        }
        for topic in qrels
    }
    found = pytrec_eval.RelevanceEvaluator(qrels, set(names)).evaluate(runs)
    return {
        name: {topic: found.get(topic, {}).get(measure, 0.0) for topic in qrels}
        for measure, name in names.items()
    }


def _pair_figures(data: DataSet, ranking: Ranking) -> dict[str, float]:
    """Return the figures of all pairs in one list, and of the threshold."""
    relevant, open_pairs = relevant_pairs(data), _open_pairs(data)
    fits = ranking.fits & open_pairs
    nobodys = ~relevant.any(axis=1)
    hits = float((fits & relevant).sum())
    return {
        "pair_ap": float(average_precision_score(relevant[open_pairs], ranking.values[open_pairs]))
        if relevant.any()
        else 0.0,
        "fits_precision": hits / max(float(fits.sum()), 1.0),
        "fits_recall": hits / max(float(relevant.sum()), 1.0),
        "nobody_left_alone": float((~fits[nobodys].any(axis=1)).mean()) if nobodys.any() else 1.0,
    }


def _write_run(path: Path, ranked: _Entries) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for topic, entries in ranked.items():
            for place, (name, value, fits) in enumerate(entries, start=1):
                tag = "fits" if fits else "below"
                file.write(f"{topic} Q0 {name} {place} {value:.6f} {tag}\n")
