import pytest

from recommender.matching.profiles.role_topics import all_topics
from recommender.matching.profiles.work_affinity import work_affinity
from recommender.matching.text.terms import count_terms

PORTS = count_terms("Shore power in ports", "The ports plug in ships. A ship in port.", "en")


@pytest.mark.parametrize("role", ["Port Operations Manager", "Head of Ports"])
def test_a_job_in_ports_is_near_an_article_on_ports(role: str) -> None:
    assert work_affinity(role, PORTS, "en") > 0


@pytest.mark.parametrize("role", ["CEO", "Head of Operations", "Account Executive", "Teacher", ""])
def test_seniority_and_other_fields_are_not_near(role: str) -> None:
    assert work_affinity(role, PORTS, "en") == 0


def test_the_table_has_topics_in_two_languages() -> None:
    assert "batteries" in all_topics("en")
    assert all_topics("de")
    assert all_topics("xx") == ()
