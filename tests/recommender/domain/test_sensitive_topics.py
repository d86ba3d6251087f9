"""What a draft never names, and what notes never decide by."""

import pytest

from recommender.domain.sensitive_topics import is_illness, is_private, is_sensitive

PRIVATE = (
    "chemotherapy since May",
    "Two kids, married to Ana",
    "going through a divorce",
    "lost her job, debts",
    "father died in March",
    "congenital heart defects",
    "Muslim, keeps Ramadan",
    "came out as gay",
    "active in the labour party",
    "hat Krebs",
    "frisch geschieden",
    "Seine Frau ist schwanger",
    "zwei Kinder",
    "Spielsucht",
    "hat Schulden",
    "est enceinte de six mois",
    "sa maladie de Crohn",
    "en deuil",
    "su marido murió",
    "tiene deudas",
    "laid off in May",
    "hit by layoffs",
    "after the layoff",
    "on unemployment",
    "von Entlassungen betroffen",
    "son licenciement",
    "está en el paro",
    "de la iglesia del barrio",
)
TOPICS = (
    "hospital logistics",
    "digital health",
    "public health policy",
    "Krankenhausbau",
    "Medizintechnik",
    "santé publique",
    "dispositivos médicos",
    "mortgages",
    "layoffs",
    "corporate bankruptcies",
    "Massenentlassungen",
    "licenciements",
    "despidos",
)
HARMLESS = (
    "grid storage",
    "container ports",
    "kind regards",  # German “Kind” is a child
    "los plásticos son baratos",  # in English a son
    "family offices",
    "technical debt",
    "children's books",
    "jewellery",
    "Christian Meier",
    "dead reckoning",
    "hat die Seen untersucht",
    "sucht neue Lieferanten",
    "Tochtergesellschaft in Lyon",
    "Stadtplanung",
    "design de sons",
    "energy policy",
    "brush strokes",
    "the Great Depression",
    "unemployment rates",
)


@pytest.mark.parametrize("text", PRIVATE)
def test_a_private_fact_is_private_and_sensitive(text: str) -> None:
    assert is_private(text)
    assert is_sensitive(text)


@pytest.mark.parametrize("text", TOPICS)
def test_a_field_people_work_in_is_not_private_but_is_not_named(text: str) -> None:
    assert not is_private(text)
    assert is_sensitive(text)


@pytest.mark.parametrize("text", HARMLESS)
def test_a_harmless_topic_is_neither(text: str) -> None:
    assert not is_sensitive(text)


def test_case_and_composition_of_letters_do_not_matter() -> None:
    assert is_sensitive("DIVORCE")
    assert is_sensitive("Depressio\u0301n")


def test_an_illness_is_told_from_other_private_facts() -> None:
    assert is_illness("chemotherapy since May")
    assert is_illness("Spielsucht")
    assert not is_illness("going through a divorce")
