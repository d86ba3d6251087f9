"""Measures matching on a data set in BEIR layout; the engine and settings of every day, untuned."""

import gzip
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytrec_eval
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score

from ingest.errors import ImportFileError
from recommender.matching.corpus import ArticleTerms, build_corpus
from recommender.matching.engine import Scores, fit, match
from recommender.matching.profiles import ProfileSources, build_profile
from recommender.matching.ranking import TIE_DIGITS
from recommender.matching.terms import count_terms

RUN_DEPTH = 1000  # articles per contact in a run
WHO_RUN_DEPTH = 50  # contacts per article in a who-run

_OUTCOMES = ("liked", "dismissed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A document of the set."""

    id: str
    title: str
    text: str
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DataSet:
    """A data set: its queries are contacts, its documents are read articles.

    Attributes:
        interests: Stated interests by query id.
        judged: Pairs (query id, document id) with their relevance.
        feedback: Pairs with their outcome, learned and left out of every ranking.
    """

    articles: tuple[Article, ...]
    interests: Mapping[str, str]
    judged: Mapping[tuple[str, str], int]
    feedback: Mapping[tuple[str, str], str] = field(default_factory=dict)


def evaluate(
    directory: Path,
    *,
    feedback: Path | None = None,
    run: Path | None = None,
    who_run: Path | None = None,
) -> dict[str, float]:
    """Rank a data set and measure the ranking.

    Args:
        directory: Holds `corpus.jsonl` or `corpus.jsonl.gz`, `queries.jsonl`, `qrels/test.tsv`.
        feedback: A table with the header `query-id corpus-id outcome`, parted by tabs.
        run: Where to write the articles per contact, as TREC writes runs.
        who_run: Where to write the contacts per article.

    Returns:
        Figures by name; see docs/matching.md for what each means.

    Raises:
        ImportFileError: A file is missing or not as it should be.
    """
    data = read_data_set(directory, feedback=feedback)
    scores = score_data_set(data)
    ranked, ranked_who = _rank(data, scores)
    if run is not None:
        _write_run(run, ranked)
    if who_run is not None:
        _write_run(who_run, ranked_who)
    return measure(data, scores)


def read_data_set(directory: Path, *, feedback: Path | None = None) -> DataSet:
    """Read a data set, with feedback where there is some.

    Raises:
        ImportFileError: A file is missing or not as it should be.
    """
    articles = tuple(
        Article(
            id=_text(row, "_id", place),
            title=_text(row, "title", place, default=""),
            text=_text(row, "text", place),
        )
        for place, row in _read_json_lines(_corpus_file(directory))
    )
    interests = {
        _text(row, "_id", place): _text(row, "text", place)
        for place, row in _read_json_lines(directory / "queries.jsonl")
    }
    judged = {}
    for place, (query, document, score) in _read_table(directory / "qrels" / "test.tsv"):
        try:
            judged[query, document] = int(score)
        except ValueError as error:
            raise ImportFileError(place, f"the score “{score}” is not a whole number") from error
    return DataSet(
        articles=articles,
        interests=interests,
        judged=judged,
        feedback=_read_feedback(feedback, {article.id for article in articles}, interests)
        if feedback
        else {},
    )


def score_data_set(data: DataSet) -> Scores:
    """Score every article for every contact, after learning from the feedback."""
    corpus = build_corpus(
        ArticleTerms(
            article_id=row,
            language=article.language,
            counts=count_terms(article.title, article.text, article.language),
        )
        for row, article in enumerate(data.articles)
    )
    row_of = {article.id: row for row, article in enumerate(data.articles)}
    outcomes: dict[str, dict[str, list[int]]] = {
        query: {outcome: [] for outcome in _OUTCOMES} for query in data.interests
    }
    for (query, document), outcome in data.feedback.items():
        outcomes[query][outcome].append(row_of[document])
    profiles = [
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
    ]
    return match(fit(corpus), corpus, profiles)


def measure(data: DataSet, scores: Scores) -> dict[str, float]:
    """Measure scores against the judgements, with figures from standard libraries."""
    ranked, ranked_who = _rank(data, scores)
    judged = {pair: score for pair, score in data.judged.items() if pair not in data.feedback}
    figures = _trec_figures(
        ranked,
        judged,
        {"ndcg_cut_10": "ndcg@10", "map": "map", "P_1": "p@1", "recall_100": "recall@100"},
    )
    who_judged = {(document, query): score for (query, document), score in judged.items()}
    figures |= _trec_figures(ranked_who, who_judged, {"recip_rank": "who_mrr"})
    return figures | _pair_figures(data, scores, judged)


_Ranking = Mapping[str, list[tuple[str, float, bool]]]


def _rank(data: DataSet, scores: Scores) -> tuple[_Ranking, _Ranking]:
    """Return the articles per contact and the contacts per article, those above 0."""
    documents = np.array([article.id for article in data.articles])
    queries = np.array(list(data.interests))
    open_pairs = _open_pairs(data)
    values = np.where(open_pairs, np.round(scores.values, TIE_DIGITS), 0.0)
    ranked = {
        str(query): _ranked(documents, values[:, column], scores.fits[:, column], RUN_DEPTH)
        for column, query in enumerate(queries)
    }
    ranked_who = {
        str(document): _ranked(queries, values[row], scores.fits[row], WHO_RUN_DEPTH)
        for row, document in enumerate(documents)
    }
    return ranked, ranked_who


def _ranked(
    names: NDArray[np.str_], values: NDArray[np.float64], fits: NDArray[np.bool_], depth: int
) -> list[tuple[str, float, bool]]:
    # of equals the later one first, as everywhere
    order = np.lexsort((-np.arange(len(values)), -values))[:depth]
    return [(str(names[i]), float(values[i]), bool(fits[i])) for i in order if values[i] > 0]


def _open_pairs(data: DataSet) -> NDArray[np.bool_]:
    """Return which pairs are ranked: all but those learned from, (n_articles, n_contacts)."""
    row_of = {article.id: row for row, article in enumerate(data.articles)}
    column_of = {query: column for column, query in enumerate(data.interests)}
    pairs = np.ones((len(row_of), len(column_of)), dtype=np.bool_)
    for query, document in data.feedback:
        pairs[row_of[document], column_of[query]] = False
    return pairs


def _trec_figures(
    ranked: _Ranking, judged: Mapping[tuple[str, str], int], names: Mapping[str, str]
) -> dict[str, float]:
    qrels: dict[str, dict[str, int]] = {}
    for (topic, document), score in judged.items():
        qrels.setdefault(topic, {})[document] = score
    qrels = {topic: scores for topic, scores in qrels.items() if max(scores.values()) > 0}
    # distinct falling scores: the evaluator would break ties its own way
    runs = {
        topic: {
            document: float(-place) for place, (document, _, _) in enumerate(ranked.get(topic, []))
        }
        for topic in qrels
    }
    per_topic = pytrec_eval.RelevanceEvaluator(qrels, set(names)).evaluate(runs)
    return {
        name: float(np.mean([per_topic.get(topic, {}).get(measure, 0.0) for topic in qrels] or [0]))
        for measure, name in names.items()
    }


def _pair_figures(
    data: DataSet, scores: Scores, judged: Mapping[tuple[str, str], int]
) -> dict[str, float]:
    """Return what depends on scores being comparable between contacts, and on what fits."""
    row_of = {article.id: row for row, article in enumerate(data.articles)}
    column_of = {query: column for column, query in enumerate(data.interests)}
    relevant = np.zeros(scores.values.shape, dtype=np.bool_)
    for (query, document), score in judged.items():
        if score > 0 and query in column_of and document in row_of:
            relevant[row_of[document], column_of[query]] = True
    open_pairs = _open_pairs(data)
    fits = scores.fits & open_pairs
    nobodys = ~relevant.any(axis=1)
    hits = float((fits & relevant).sum())
    return {
        "pair_ap": float(average_precision_score(relevant[open_pairs], scores.values[open_pairs]))
        if relevant.any()
        else 0.0,
        "fits_precision": hits / max(float(fits.sum()), 1.0),
        "fits_recall": hits / max(float(relevant.sum()), 1.0),
        "nobody_left_alone": float((~fits[nobodys].any(axis=1)).mean()) if nobodys.any() else 1.0,
    }


def _write_run(path: Path, ranked: _Ranking) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for topic, entries in ranked.items():
            for place, (name, value, fits) in enumerate(entries, start=1):
                tag = "fits" if fits else "below"
                file.write(f"{topic} Q0 {name} {place} {value:.6f} {tag}\n")


def _corpus_file(directory: Path) -> Path:
    for name in ("corpus.jsonl", "corpus.jsonl.gz"):
        if (directory / name).is_file():
            return directory / name
    raise ImportFileError(
        str(directory),
        "there is no corpus.jsonl or corpus.jsonl.gz",
        "A data set is a folder with corpus.jsonl, queries.jsonl and qrels/test.tsv.",
    )


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    """Yield each line that is not blank with the place it stands at."""
    try:
        body = path.read_bytes()
        if path.suffix == ".gz":
            body = gzip.decompress(body)
        text = body.decode("utf-8-sig")
    except FileNotFoundError as error:
        raise ImportFileError(str(path), "there is no such file") from error
    except (OSError, EOFError) as error:
        raise ImportFileError(str(path), "the file cannot be read") from error
    except UnicodeDecodeError as error:
        raise ImportFileError(str(path), "the file is not UTF-8 text") from error
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield f"{path}, line {number}", line


def _read_json_lines(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for place, line in _lines(path):
        try:
            row = json.loads(line)
        except ValueError as error:
            raise ImportFileError(place, "this is not JSON") from error
        if not isinstance(row, dict):
            raise ImportFileError(place, "this is not a JSON object")
        yield place, row


def _read_table(path: Path) -> Iterator[tuple[str, tuple[str, str, str]]]:
    """Yield the rows of a table of three columns below its header."""
    for number, (place, line) in enumerate(_lines(path)):
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) != 3:
            raise ImportFileError(place, f"there are {len(cells)} columns parted by tabs, not 3")
        if number > 0:
            yield place, (cells[0], cells[1], cells[2])


def _read_feedback(
    path: Path, articles: set[str], contacts: Mapping[str, str]
) -> dict[tuple[str, str], str]:
    found = {}
    for place, (query, document, outcome) in _read_table(path):
        if query not in contacts:
            raise ImportFileError(place, f"there is no contact “{query}” in the data set")
        if document not in articles:
            raise ImportFileError(place, f"there is no article “{document}” in the data set")
        if outcome not in _OUTCOMES:
            raise ImportFileError(place, f"the outcome “{outcome}” is neither liked nor dismissed")
        found[query, document] = outcome
    return found


def _text(row: Mapping[str, Any], key: str, place: str, default: str | None = None) -> str:
    value = row.get(key, default)
    if not isinstance(value, str):
        raise ImportFileError(place, f"“{key}” is missing or not a text")
    return value
