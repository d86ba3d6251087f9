"""The popularity of articles, with contacts replaced one by one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.matching.scoring.popularity import ArticlePopularity, Popularity, log_sum_exp

SCORES = st.lists(st.floats(0, 15), min_size=3, max_size=3)


@given(SCORES, SCORES, st.lists(SCORES, min_size=1, max_size=5))
def test_a_contact_who_is_replaced_counts_as_if_all_were_added_up_again(
    before: list[float], after: list[float], others: list[list[float]]
) -> None:
    rest = np.array(others).T
    sums = log_sum_exp(np.column_stack([before, rest])).without(np.array([before]).T)
    assert sums is not None
    found = sums.with_contacts(np.array([after]).T)
    expected = log_sum_exp(np.column_stack([after, rest]))
    assert found.n_contacts == expected.n_contacts
    assert found.logs == pytest.approx(expected.logs, abs=1e-6)


def test_a_new_contact_is_added_to_the_others() -> None:
    sums = log_sum_exp(np.array([[1.0, 2.0]])).without(np.empty((1, 0)))
    assert sums is not None
    assert sums.with_contacts(np.array([[3.0]])).logs == pytest.approx(
        log_sum_exp(np.array([[1.0, 2.0, 3.0]])).logs
    )


@given(SCORES, st.lists(SCORES, min_size=1, max_size=5))
def test_more_contacts_add_at_least_as_much_as_is_foreseen(
    some: list[float], others: list[list[float]]
) -> None:
    sums = log_sum_exp(np.array([some]).T)
    all_of_them = sums.with_contacts(np.array(others).T)
    least = sums.at_least_of(all_of_them.n_contacts)
    assert (least.soft_mean() <= all_of_them.soft_mean() + 1e-9).all()


def test_a_sum_that_is_nearly_all_one_contact_s_is_not_trusted_without_them() -> None:
    sums = log_sum_exp(np.array([[60.0, 0.0]]))
    assert sums.without(np.array([[60.0]])) is None
    assert sums.without(np.array([[0.0]])) is not None


def test_articles_are_joined_and_found_by_id() -> None:
    first = a_popularity({3: 1.0, 5: 2.0})
    joined = first.joined(a_popularity({5: 4.0, 9: 6.0})).of(np.array([9, 3, 5]))
    assert joined.article_ids.tolist() == [9, 3, 5]
    assert joined.nearest_from.tolist() == [6.0, 1.0, 4.0]
    assert joined.sums.logs.tolist() == [0.6, 0.1, 0.4]


def a_popularity(nearest_from: dict[int, float]) -> ArticlePopularity:
    values = np.array(list(nearest_from.values()))
    return ArticlePopularity(
        article_ids=np.array(list(nearest_from), dtype=np.int64),
        sums=Popularity(logs=values / 10, n_contacts=7),
        nearest_from=values,
    )
