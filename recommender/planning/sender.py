"""The sender's prior: which sites and topics the user passes on, whoever they are for. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt

from recommender.domain.suggestions import Suggestion, TermWeight
from recommender.matching.evaluation.feedback_metrics import ENOUGH, HitRate, is_hit

MIN_DECISIONS = 5  # about a site or a topic; fewer aren't "often" or "rarely"
MIN_CONTACTS = 2  # that they were about: with one, it is their taste, which matching learns
# of the user's usual rate, added to each rate; 5 loses .011 for a user who cares for all alike
PRIOR_DECISIONS = 10
SURE = 1.28  # standard errors from the usual rate; below, it may well be chance
LARGEST_FACTOR = 1.2  # light: between an occasion (1.15) and an overdue contact (1.3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """How often the user passes on articles from a site, or on a topic.

    Attributes:
        decided: Suggestions and picks that were passed on, or dismissed for their content.
        factor: Of the score in the daily plan: above 1 where they pass on more than usually, below
            1 where less.
    """

    passed_on: int
    decided: int
    factor: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """The user's habits that count; what isn't listed has the factor 1.

    Attributes:
        sites: By the article's site.
        topics: By the interest that a match is most about (`topic_of`).
    """

    sites: Mapping[str, Habit] = field(default_factory=dict)
    topics: Mapping[str, Habit] = field(default_factory=dict)

    def factor(self, *, site: str, topic: str) -> float:
        """Return what a match's score in the daily plan is multiplied by."""
        factor = 1.0
        for habit in (self.sites.get(site), self.topics.get(topic)):
            factor *= habit.factor if habit else 1.0
        return _limited(factor)


def topic_of(terms: Sequence[TermWeight]) -> str:
    """Return the interest that the heaviest term of a match stands for; empty without terms."""
    return terms[0].interest.casefold() if terms else ""


def learn_habits(decided: Iterable[Suggestion], sites: Mapping[int, str]) -> Habits:
    """Return the user's habits.

        factor = (passed_on + PRIOR_DECISIONS · usual) / (decided + PRIOR_DECISIONS) / usual

    within 1 / `LARGEST_FACTOR` and `LARGEST_FACTOR`, where `usual` is the share that the user
    passes on of everything. It is a habit from `SURE` standard errors on. Below `ENOUGH` decisions
    there are none.

    Args:
        decided: Suggestions with feedback.
        sites: By article id; empty where the article has none.
    """
    of_sites, of_topics = _Tally(), _Tally()
    for one, hit, site, topic in _outcomes(decided, sites):
        of_sites.add(site, one.contact_id, hit=hit)
        of_topics.add(topic, one.contact_id, hit=hit)
    return Habits(sites=of_sites.habits(), topics=of_topics.habits())


@dataclass(frozen=True, slots=True, kw_only=True)
class HabitFigures:
    """What later decisions say about the habits that were known before them.

    Attributes:
        often: Decisions on matches whose factor was above 1.
        rarely: On matches whose factor was below 1.
        others: On all other matches, after the first `ENOUGH` decisions.
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
    of_sites, of_topics = _Tally(), _Tally()
    found = Counter[tuple[str, bool]]()
    for one, hit, site, topic in _outcomes(decided, sites):
        if of_sites.decided.total() >= ENOUGH and not one.chosen:
            known = Habits(sites=of_sites.habits([site]), topics=of_topics.habits([topic]))
            factor = known.factor(site=site, topic=topic)
            found["others" if factor == 1 else "often" if factor > 1 else "rarely", hit] += 1
        of_sites.add(site, one.contact_id, hit=hit)
        of_topics.add(topic, one.contact_id, hit=hit)
    return HabitFigures(**{label: _rate(label, found) for label in ("often", "rarely", "others")})


class _Tally:
    """Counts decisions by site or by topic."""

    def __init__(self) -> None:
        self.hits = Counter[str]()
        self.decided = Counter[str]()
        self._contacts: dict[str, set[int]] = {}

    def add(self, name: str, contact_id: int, *, hit: bool) -> None:
        """Count a decision; an empty name counts toward the usual rate only."""
        self.hits[name] += hit
        self.decided[name] += 1
        self._contacts.setdefault(name, set()).add(contact_id)

    def habits(self, names: Iterable[str] | None = None) -> dict[str, Habit]:
        """Return the habits of some names, or of all."""
        chosen = self.decided if names is None else names
        found = {name: self._habit(name) for name in chosen if name}
        return {name: habit for name, habit in found.items() if habit is not None}

    def _habit(self, name: str) -> Habit | None:
        n_hits, n_decided = self.hits.total(), self.decided.total()
        if n_decided < ENOUGH or not n_hits or self.decided[name] < MIN_DECISIONS:
            return None
        if len(self._contacts[name]) < MIN_CONTACTS:
            return None
        usual = n_hits / n_decided
        own_hits, own_decided = self.hits[name], self.decided[name]
        error = sqrt(own_decided * usual * (1 - usual))
        if abs(own_hits - own_decided * usual) <= SURE * error:
            return None
        rate = (own_hits + PRIOR_DECISIONS * usual) / (own_decided + PRIOR_DECISIONS)
        return Habit(passed_on=own_hits, decided=own_decided, factor=_limited(rate / usual))


def _outcomes(
    decided: Iterable[Suggestion], sites: Mapping[int, str]
) -> Iterator[tuple[Suggestion, bool, str, str]]:
    """Yield each suggestion that is a hit or a miss, whether it is a hit, its site and topic."""
    for one in decided:
        if (hit := is_hit(one)) is not None:
            yield one, hit, sites.get(one.article_id, ""), topic_of(one.terms)


def _limited(factor: float) -> float:
    return min(max(factor, 1 / LARGEST_FACTOR), LARGEST_FACTOR)


def _rate(label: str, found: Counter[tuple[str, bool]]) -> HitRate:
    hits = found[label, True]
    return HitRate(label=label, decided=hits + found[label, False], hits=hits)
