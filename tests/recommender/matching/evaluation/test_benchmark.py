"""The benchmark measures what it says: halves kept apart, figures as by scikit-learn."""

from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics import average_precision_score

from recommender.matching.evaluation.data_sets import DataSet, read_data_set
from tests.benchmarks.matching.bootstrap import intervals, weighted_pair_ap
from tests.benchmarks.matching.report import TABLES, renew
from tests.benchmarks.matching.systems import ABLATIONS, bm25, cosine, passalong, without
from tests.benchmarks.matching.trials import run, small, whole, with_feedback

CRANFIELD = Path(__file__).parents[3] / "data/quality/cranfield"


@pytest.fixture(scope="module")
def cranfield() -> DataSet:
    return read_data_set(CRANFIELD)


def test_articles_drawn_twice_count_twice() -> None:
    random = np.random.default_rng(0)
    values = np.round(random.random((30, 4)), 1)  # with ties
    relevant = random.random((30, 4)) < values / 2
    times = random.multinomial(30, np.full(30, 1 / 30), size=5)
    expected = [
        average_precision_score(
            relevant.ravel(), values.ravel(), sample_weight=np.repeat(weights, 4)
        )
        for weights in times
    ]
    assert weighted_pair_ap(values, relevant, times) == pytest.approx(expected)


def test_articles_with_feedback_are_not_judged(cranfield: DataSet) -> None:
    trial = with_feedback(cranfield, 5, seed=0)
    judged = {cranfield.articles[row].id for row in trial.judged}
    assert trial.data.feedback
    assert not judged & {document for _, document in trial.data.feedback}


def test_a_larger_draw_contains_the_smaller_one(cranfield: DataSet) -> None:
    few, many = with_feedback(cranfield, 1, seed=1), with_feedback(cranfield, 5, seed=1)
    assert few.data.feedback.items() < many.data.feedback.items()


def test_a_liked_article_is_relevant_and_a_dismissed_one_is_not(cranfield: DataSet) -> None:
    said = with_feedback(cranfield, 5, seed=0).data.feedback
    relevant = {pair for pair, score in cranfield.judged.items() if score > 0}
    assert {pair for pair, outcome in said.items() if outcome == "liked"} <= relevant
    assert not {pair for pair, outcome in said.items() if outcome == "dismissed"} & relevant


@pytest.mark.nightly
@pytest.mark.parametrize("system", [cosine, bm25, passalong])
def test_every_system_learns_from_feedback(cranfield: DataSet, system: object) -> None:
    assert callable(system)
    before, after = (run(system, with_feedback(cranfield, n, seed=0)) for n in (0, 5))
    assert after.figures["pair_ap"] > before.figures["pair_ap"]


@pytest.mark.nightly
def test_an_interval_lies_around_the_difference(cranfield: DataSet) -> None:
    trial = whole(cranfield)
    ours, plain = run(passalong, trial), run(cosine, trial)
    for name, (low, high) in intervals([ours], [plain]).items():
        assert low < ours.figures[name] - plain.figures[name] < high


@pytest.mark.nightly
@pytest.mark.parametrize("part", ABLATIONS)
def test_an_ablation_changes_the_figures_and_is_undone(cranfield: DataSet, part: str) -> None:
    trial = small(cranfield, 400, seed=0)
    full = passalong(trial.data).values
    with without(part):
        lessened = passalong(trial.data).values
    assert not np.allclose(full, lessened)
    assert np.array_equal(passalong(trial.data).values, full)


def test_tables_are_replaced_between_their_markers_only() -> None:
    tables = TABLES["experiments.md"]
    document = "before\n" + "\n".join(
        f"<!-- figures: {name} -->before the war<!-- end -->" for name in tables
    )
    row = {
        "trial": "whole set",
        "system": "Passalong",
        "figures": dict.fromkeys(
            ["ndcg@10", "who_mrr", "pair_ap", "fits_precision", "fits_recall", "nobody_left_alone"],
            0.5,
        ),
    }
    renewed = renew(document, tables, {"bees": {"ranking": [row]}})
    assert renewed.startswith("before\n<!-- figures: comparison -->")
    assert "| bees | whole set | **Passalong** | **.500** |" in renewed
    assert "before the war" not in renewed


def test_a_document_without_a_marker_is_an_error() -> None:
    with pytest.raises(ValueError, match="figures: comparison"):
        renew("nothing", TABLES["experiments.md"], {})
