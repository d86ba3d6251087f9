"""How sure a difference is: paired bootstrap intervals over contacts and articles."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tests.benchmarks.matching.trials import Outcome

DRAWS = 1000
PAIR_DRAWS = 200  # each goes through all pairs of articles and contacts
COVERED = 0.95
FIGURES = ("ndcg@10", "who_mrr", "pair_ap")


def intervals(
    better: Sequence[Outcome], worse: Sequence[Outcome]
) -> dict[str, tuple[float, float]]:
    """Return 95 % intervals of the differences between two systems, per figure.

    Contacts are drawn for `ndcg@10`, articles for `who_mrr` and `pair_ap`, both systems' alike
    (Efron and Tibshirani 1993). Several outcomes of a system, from several seeds over the same
    judged articles, count by their mean.
    """
    random = np.random.default_rng(0)
    found = {}
    for name in ("ndcg@10", "who_mrr"):
        gains = _mean_of_each(better, name) - _mean_of_each(worse, name)
        drawn = random.integers(len(gains), size=(DRAWS, len(gains)))
        found[name] = _middle(gains[drawn].mean(axis=1))
    n_articles = len(better[0].values)
    times = random.multinomial(n_articles, np.full(n_articles, 1 / n_articles), size=PAIR_DRAWS)
    gains = _pair_ap_of_draws(better, times) - _pair_ap_of_draws(worse, times)
    found["pair_ap"] = _middle(gains)
    return found


def weighted_pair_ap(
    values: NDArray[np.float64], relevant: NDArray[np.bool_], times: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return the pooled average precision of many draws, as scikit-learn reckons it for one.

    The pairs are sorted once for all draws.

    Args:
        values: Shape (n_articles, n_contacts); so is `relevant`.
        relevant: Which pairs are.
        times: How often each draw holds each article, shape (n_draws, n_articles).

    Returns:
        Shape (n_draws,).
    """
    n_contacts = values.shape[1]
    order = np.argsort(-values.ravel(), kind="stable")
    ordered = values.ravel()[order]
    last = np.append(np.flatnonzero(np.diff(ordered)), len(order) - 1)  # of each tie
    hit, row = relevant.ravel()[order], order // n_contacts
    found = []
    for weights in times:
        pairs = np.cumsum(weights[row])[last]
        hits = np.cumsum(weights[row] * hit)[last]
        gained = np.diff(hits, prepend=0)
        precision = hits / np.maximum(pairs, 1)
        found.append(float((precision * gained).sum() / max(hits[-1], 1)))
    return np.array(found)


def _mean_of_each(outcomes: Sequence[Outcome], name: str) -> NDArray[np.float64]:
    topics = list(outcomes[0].each[name])
    each = np.array([[one.each[name][topic] for topic in topics] for one in outcomes])
    return np.asarray(each.mean(axis=0))


def _pair_ap_of_draws(outcomes: Sequence[Outcome], times: NDArray[np.int64]) -> NDArray[np.float64]:
    found = np.array([weighted_pair_ap(one.values, one.relevant, times) for one in outcomes])
    return np.asarray(found.mean(axis=0))


def _middle(values: NDArray[np.float64]) -> tuple[float, float]:
    low, high = np.quantile(values, [(1 - COVERED) / 2, (1 + COVERED) / 2])
    return float(low), float(high)
