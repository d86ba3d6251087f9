"""What is found for people of whom no interest is stated, on the sets of the benchmark."""

from tests.benchmarks.matching.day_one import (
    PEOPLE,
    judge,
    judge_likes,
    load_articles,
    load_people,
    match_people,
)


def test_people_known_by_notes_alone_get_a_right_first_fit() -> None:
    people = load_people(PEOPLE)
    slugs, corpus = load_articles()
    found = judge(people, slugs, match_people(people, corpus))
    assert found.firsts.count(True) >= 22
    assert found.firsts.count(False) <= 1
    assert found.others.count(False) <= 0.1 * len(found.others)


def test_one_like_finds_the_next_article_on_the_topic() -> None:
    found = judge_likes()
    assert found.firsts.count(True) >= 30  # of 58, many of which are alone on their topic
    assert found.others.count(False) <= 0.15 * len(found.others)
