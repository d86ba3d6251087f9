"""The sender's prior: from which sites the user passes articles on, whoever they are for. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from recommender.domain.suggestions import Suggestion
from recommender.matching.evaluation.feedback_metrics import ENOUGH, HitRate, is_hit

MIN_SITE_DECISIONS = 5  # about a site; fewer aren't "often" or "rarely"
# of the user's usual rate, added to each site's: a site must be decided on as often to count half
PRIOR_DECISIONS = 10
LARGEST_FACTOR = 1.2  # light: between an occasion (1.15) and an overdue contact (1.3)
SMALLEST_CHANGE = 1.05  # a factor closer to 1 is 1, so that a reason shown is a reason that counts


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteHabit:
    """How often the user passes on articles from a site.

    Attributes:
        decided: Suggestions and picks from the site that were passed on, or dismissed for their
            content.
        factor: Of the score in the daily plan: above 1 for a site they pass on more from than
            from others, below 1 for less.
    """

    passed_on: int
    decided: int
    factor: float


def learn_habits(
    decided: Iterable[Suggestion], sites: Mapping[int, str]
) -> Mapping[str, SiteHabit]:
    """Return the user's habits by site; sites whose factor is 1 are left out.

        factor(site) = (passed_on + PRIOR_DECISIONS · usual) / (decided + PRIOR_DECISIONS) / usual

    within 1 / `LARGEST_FACTOR` and `LARGEST_FACTOR`, where `usual` is the share that the user
    passes on from all sites. Below `ENOUGH` decisions there are no habits.

    Args:
        decided: Suggestions with feedback.
        sites: By article id; empty where the article has none.
    """
    hits, counts = Counter[str](), Counter[str]()
    for one in decided:
        if (hit := is_hit(one)) is not None:
            counts[site := sites.get(one.article_id, "")] += 1
            hits[site] += hit
    found = {site: _habit(site, hits, counts) for site in counts}
    return {site: habit for site, habit in found.items() if habit is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class HabitFigures:
    """What later decisions say about the habits that were known before them.

    Attributes:
        often: Decisions on articles from sites whose factor was above 1.
        rarely: From sites whose factor was below 1.
        others: From all other sites, after the first `ENOUGH` decisions.
    """

    often: HitRate
    rarely: HitRate
    others: HitRate


def measure_habits(decided: Iterable[Suggestion], sites: Mapping[int, str]) -> HabitFigures:
    """Return how often the user passed on, by the habits learned from the decisions before.

    Picks teach, but aren't measured: the user chose them.

    Args:
        decided: Suggestions with feedback, in the order in which it was given.
        sites: By article id.
    """
    hits, counts = Counter[str](), Counter[str]()
    found = Counter[tuple[str, bool]]()
    for one in decided:
        if (hit := is_hit(one)) is None:
            continue
        site = sites.get(one.article_id, "")
        if counts.total() >= ENOUGH and not one.chosen:
            habit = _habit(site, hits, counts)
            found[
                "others" if habit is None else "often" if habit.factor > 1 else "rarely", hit
            ] += 1
        counts[site] += 1
        hits[site] += hit
    return HabitFigures(**{label: _rate(label, found) for label in ("often", "rarely", "others")})


def _habit(site: str, hits: Counter[str], counts: Counter[str]) -> SiteHabit | None:
    """Return the habit by the hits and the decisions of each site; None where it counts nothing."""
    n_hits, n_decided = hits.total(), counts.total()
    if not site or not n_hits or n_decided < ENOUGH or counts[site] < MIN_SITE_DECISIONS:
        return None
    usual = n_hits / n_decided
    rate = (hits[site] + PRIOR_DECISIONS * usual) / (counts[site] + PRIOR_DECISIONS)
    factor = min(max(rate / usual, 1 / LARGEST_FACTOR), LARGEST_FACTOR)
    if max(factor, 1 / factor) < SMALLEST_CHANGE:
        return None
    return SiteHabit(passed_on=hits[site], decided=counts[site], factor=factor)


def _rate(label: str, found: Counter[tuple[str, bool]]) -> HitRate:
    hits = found[label, True]
    return HitRate(label=label, decided=hits + found[label, False], hits=hits)
