"""Evaluation on a data set in BEIR layout, by the engine and the constants of every library."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytrec_eval
from numpy.typing import NDArray

from ingest.contacts.notes import without_facts
from ingest.errors import ImportFileError
from recommender.matching.evaluation.data_sets import (
    OUTCOMES,
    Article,
    DataSet,
    JudgedContact,
    read_articles,
    read_data_set,
)
from recommender.matching.evaluation.pair_metrics import measure_pairs, open_pairs
from recommender.matching.index.article_index import fit
from recommender.matching.index.counts import ArticleTerms, Corpus, build_corpus, with_terms
from recommender.matching.index.word_vectors import Embed, Spell, WordVectors
from recommender.matching.profiles.language_centres import language_centres
from recommender.matching.profiles.profile import Profile, ProfileSources, build_profile
from recommender.matching.scoring.ranking import TIE_DIGITS
from recommender.matching.scoring.scorer import Scores, match
from recommender.matching.text.terms import count_terms, surface_forms

RUN_DEPTH = 1000  # articles per contact in a run
WHO_RUN_DEPTH = 50  # contacts per article in a who-run


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """A data set, its ranking, and what that is worth.

    Attributes:
        data: The judged articles and contacts.
        ranking: Of these.
        figures: By name: counts, and figures from 0 to 1. docs/matching.md says what each measures.
    """

    data: DataSet
    ranking: Ranking
    figures: Mapping[str, float]


def evaluate(
    directory: Path,
    *,
    feedback: Path | None = None,
    half: str | None = None,
    others: Path | None = None,
    embed: Embed | None = None,
) -> Evaluation:
    """Rank a data set's articles and contacts, and measure the rankings.

    Args:
        directory: Holds `corpus.jsonl` or `corpus.jsonl.gz`, `queries.jsonl`, `qrels/test.tsv`.
        feedback: Tab-separated, with the header `query-id corpus-id outcome`; learned from first.
        half: Judge only the contacts of this half; the others are still contacts of the library.
        others: A data set whose articles are in the library too. They aren't judged.
        embed: Returns the vectors of texts; None matches by words alone.

    Raises:
        ImportFileError: A file is missing or malformed, or no contact is in the half.
    """
    data = read_data_set(directory, feedback=feedback)
    foreign = () if others is None else _renamed(read_articles(others))
    scores = score_data_set(replace(data, articles=(*data.articles, *foreign)), embed=embed)
    columns = [half is None or one.half == half for one in data.contacts.values()]
    if half is not None and not any(columns):
        raise ImportFileError(str(directory / "queries.jsonl"), f"no contact is in “{half}”")
    queries = [query for query, one in zip(data.contacts, columns, strict=True) if one]
    judged = data.with_contacts(queries)
    n_own = len(data.articles)
    values, fits = scores.values[:, columns], scores.fits[:, columns]
    ranking = rank_data_set(judged, values[:n_own], fits[:n_own])
    figures = measure(judged, ranking)
    if others is not None:
        figures["others"] = len(foreign)
        figures["others_left_alone"] = float((~fits[n_own:].any(axis=1)).mean()) if foreign else 1.0
    return Evaluation(data=judged, ranking=ranking, figures=figures)


def _renamed(articles: Iterable[Article]) -> tuple[Article, ...]:
    """Return another set's articles under ids that the data set's own can't have."""
    return tuple(replace(article, id=f"other\n{article.id}") for article in articles)


def score_data_set(data: DataSet, *, embed: Embed | None = None) -> Scores:
    """Fit the engine on a data set and score all pairs, with its feedback."""
    corpus = count_data_set(data)
    vectors = None
    if embed is not None:
        centres = language_centres(embed)
        vectors = WordVectors(embed=embed, spell=_spelled(data), centres=centres)
    profiles = data_set_profiles(data, corpus)
    # as a library does: that no article holds a word is known of it too
    known = with_terms(corpus, {term for one in profiles for term in one.terms()})
    return match(fit(corpus), known, profiles, vectors=vectors)


def _spelled(data: DataSet) -> Spell:
    """Return what spells terms as the data set's articles do."""
    words: dict[str, str] = {}
    for article in data.articles:
        for term, word in surface_forms(article.title, article.text, article.language).items():
            words.setdefault(term, word)
    return lambda terms: [words.get(term, "") for term in terms]


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
        query: {outcome: [] for outcome in OUTCOMES} for query in data.contacts
    }
    for (query, document), outcome in data.feedback.items():
        outcomes[query][outcome].append(row_of[document])
    return tuple(
        build_profile(
            _sources(
                column,
                contact,
                liked=tuple(outcomes[query]["liked"]),
                dismissed=tuple(outcomes[query]["dismissed"]),
            ),
            languages=set(corpus.languages),
        )
        for column, (query, contact) in enumerate(data.contacts.items())
    )


def rank_data_set(
    data: DataSet, values: NDArray[np.float64], fits: NDArray[np.bool_] | None = None
) -> Ranking:
    """Rank by scores, shape (n_articles, n_contacts); pairs that score 0 aren't listed."""
    fits = np.zeros(values.shape, dtype=np.bool_) if fits is None else fits
    documents = np.array([article.id for article in data.articles])
    queries = np.array(list(data.contacts))
    listed = np.where(open_pairs(data), np.round(values, TIE_DIGITS), 0.0)
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
    return means | measure_pairs(data, ranking.values, ranking.fits)


def write_run(path: Path, ranked: _Entries) -> None:
    """Write a ranking as a TREC run; the tag says which pairs fit."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for topic, entries in ranked.items():
            for place, (name, value, fits) in enumerate(entries, start=1):
                tag = "fits" if fits else "below"
                file.write(f"{topic} Q0 {name} {place} {value:.6f} {tag}\n")


def measure_each(data: DataSet, ranking: Ranking) -> dict[str, dict[str, float]]:
    """Return each contact's figures, and for `who_mrr` each article's, by figure."""
    judged = {pair: grade for pair, grade in data.judged.items() if pair not in data.feedback}
    found = _trec_figures(
        ranking.articles,
        judged,
        {"ndcg_cut_10": "ndcg@10", "map": "map", "P_1": "p@1", "recall_100": "recall@100"},
    )
    who_judged = {(document, query): score for (query, document), score in judged.items()}
    return found | _trec_figures(ranking.contacts, who_judged, {"recip_rank": "who_mrr"})


def _sources(
    column: int, contact: JudgedContact, *, liked: tuple[int, ...], dismissed: tuple[int, ...]
) -> ProfileSources:
    return ProfileSources(
        contact_id=column,
        stated=contact.interests,
        avoid=contact.avoid,
        notes=without_facts(contact.notes),
        role=contact.role,
        organisation=contact.organisation,
        tags=contact.tags,
        languages=contact.languages,
        liked=liked,
        dismissed=dismissed,
    )


def _ranked(
    names: NDArray[np.str_], values: NDArray[np.float64], fits: NDArray[np.bool_], depth: int
) -> list[tuple[str, float, bool]]:
    # of equal ones the later article first, as in `ranking.rank`
    order = np.lexsort((-np.arange(len(values)), -values))[:depth]
    return [(str(names[i]), float(values[i]), bool(fits[i])) for i in order if values[i] > 0]


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
