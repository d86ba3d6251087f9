"""Simulated days: the plan's caps hold, articles arrive in time, and grades are counted."""

from datetime import UTC, datetime, timedelta

import numpy as np

from recommender.matching.evaluation.data_sets import Article, DataSet, JudgedContact
from recommender.planning.simulation import FIRST, FirstSuggestions, simulate_days

FIRST_DAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


def simulate(
    grades: list[list[int]], *, per_day: int, dates: list[datetime | None] | None = None
) -> FirstSuggestions:
    """Simulate days on which everything fits everybody, the first articles best."""
    shown = np.array(grades)
    data = DataSet(
        articles=tuple(
            Article(id=f"d{row}", title="", text="", language="en", published=date)
            for row, date in enumerate(dates or [None] * len(shown))
        ),
        contacts={f"q{column}": JudgedContact() for column in range(shown.shape[1])},
        judged={(f"q{c}", f"d{r}"): int(shown[r, c]) for r, c in np.argwhere(shown)},
    )
    values = np.linspace(9, 1, len(shown))[:, None] * np.ones(shown.shape)
    return simulate_days(data, values, np.ones(shown.shape, dtype=np.bool_), per_day=per_day)


def test_suggestions_are_counted_by_their_grade() -> None:
    found = simulate([[2, 1, 0]], per_day=12)  # one article, and two people get an article at most
    assert (found.very_good, found.good, found.wrong, found.days) == (1, 1, 0, 1)


def test_nobody_gets_more_on_a_day_than_the_user_wants() -> None:
    found = simulate([[1] * 30] * 40, per_day=2)
    assert (found.good, found.days) == (FIRST, FIRST // 2)


def test_a_contact_rests_before_the_next_suggestion() -> None:
    found = simulate([[1]] * 3, per_day=12)
    assert found.days == 15  # a week of rest after each


def test_nothing_is_suggested_before_it_arrives() -> None:
    later = FIRST_DAY + timedelta(days=4)
    found = simulate([[1, 1], [1, 1]], per_day=12, dates=[FIRST_DAY, later])
    assert found.days == 8  # both got the first at once, and rest until the eighth day
    alone = simulate([[1, 1], [0, 0]], per_day=12, dates=[later, FIRST_DAY])
    assert alone.good == 2


def test_a_set_that_fits_nobody_has_no_suggestions() -> None:
    data = DataSet(articles=(), contacts={"q": JudgedContact()}, judged={})
    nothing = np.zeros((0, 1))
    found = simulate_days(data, nothing, nothing > 0, per_day=2)
    assert found == FirstSuggestions(per_day=2, days=0, very_good=0, good=0, wrong=0)
