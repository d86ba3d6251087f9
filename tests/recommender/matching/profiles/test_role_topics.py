import tomllib
from importlib.resources import files

import pytest

from recommender.matching import profiles
from recommender.matching.profiles.role_topics import (
    TABLE_FILE,
    content_words,
    organisation_topics,
    role_topics,
)
from recommender.matching.text.terms import is_informative, split_terms

FIELDS = tomllib.loads((files(profiles) / TABLE_FILE).read_text(encoding="utf-8"))["fields"]


@pytest.mark.parametrize(
    ("title", "topics"),
    [
        ("Head of Grid Planning", ("power grid", "batteries", "renewables")),
        ("Data Scientist", ("machine learning", "statistics")),
        ("Investment Associate", ("venture capital", "startups")),
        (
            "Senior Software Engineer @ Orbit",
            ("software engineering", "programming", "open source"),
        ),
        ("Account Executive", ("sales", "negotiation")),
        ("Professor of Marine Biology", ("oceans", "marine life")),
        ("M&A Manager", ("mergers and acquisitions", "private equity")),
        ("Community Nurse", ("nursing", "hospitals", "elderly care")),
    ],
)
def test_a_title_says_a_field(title: str, topics: tuple[str, ...]) -> None:
    assert role_topics(title) == topics


@pytest.mark.parametrize(
    ("title", "topic"),
    [
        ("Abteilungsleiterin Netzplanung", "Stromnetz"),
        ("Referent*in für Klimaschutz (m/w/d)", "Klimaschutz"),
        ("Leiter Marketing", "Werbung"),
        ("Oberärztin", "Medizin"),
        ("Entwickler:in", "Softwareentwicklung"),
    ],
)
def test_topics_are_in_the_language_of_the_title(title: str, topic: str) -> None:
    assert topic in role_topics(title)


@pytest.mark.parametrize(
    ("title", "topic"),
    [
        ("Nephrologist", "kidney disease"),
        ("Nephrologin", "Nierenkrankheiten"),
        ("Augenärztin", "Augenheilkunde"),
        ("Speech and Language Pathologist", "speech therapy"),
        ("Luthier", "musical instruments"),
        ("Geigenbauerin", "Instrumentenbau"),
        ("Tree Surgeon", "trees"),
        ("Cabinet Maker", "furniture"),
        ("Insolvency advisor", "insolvency"),
        ("Insolvenzverwalterin", "Insolvenzen"),
        ("Bankruptcy attorney", "law"),
        ("Sommelière", "wine"),
        ("Œnologue", "vin"),
        ("Boulangère", "boulangerie"),
        ("Avocate en droit des faillites", "tribunaux"),
        ("Abogada", "derecho"),
        ("Directora de cine", "cine"),
    ],
)
def test_specialities_crafts_and_feminine_forms_say_their_field(title: str, topic: str) -> None:
    assert topic in role_topics(title)


@pytest.mark.parametrize(
    "title",
    [
        "", "Partner", "Managing Partner", "CEO", "Co-Founder & CEO", "Manager", "Consultant",
        "Owner", "Student", "Managing Director", "Board Member", "Executive Assistant",
        "Geschäftsführer", "Geschäftsführende Gesellschafterin", "Wissenschaftlicher Mitarbeiter",
        "Personal Assistant", "Chief of Staff", "Vice President", "Independent Advisor",
        "CEO at Halden Health", "Retired", "Self-employed", "Gründer & Geschäftsführer (m/w/d)",
    ],
)  # fmt: skip
def test_a_title_of_seniority_says_nothing(title: str) -> None:
    assert role_topics(title) == ()


def test_content_words_leave_out_seniority_employer_and_function_words() -> None:
    assert content_words("Head of Grid Planning at Nordnetz") == ("Grid", "Planning")
    assert content_words("Leiterin der Stadtentwicklung bei Halden") == ("Stadtentwicklung",)
    assert content_words("Managing Partner & Co-Founder") == ()


def test_a_longer_key_wins() -> None:
    assert "design" in role_topics("Graphic Designer")
    assert role_topics("Product Designer")[0] == "user experience"


@pytest.mark.parametrize(
    ("title", "topics"),
    [
        ("Wind farm lawyer", ("wind power", "renewable energy", "law", "courts")),
        ("Offshore Wind Farms", ("wind power", "offshore wind")),
        ("Solar Farm Manager", ("solar power", "renewable energy")),
        ("Server farm operator", ("cloud computing", "Linux", "data centers")),
        ("Content farm editor", ("journalism", "newspapers")),
        ("Link farm owner", ()),
        ("Dairy Farm Manager", ("farming", "agriculture", "soil")),
    ],
)
def test_not_every_farm_is_of_a_farmer(title: str, topics: tuple[str, ...]) -> None:
    assert role_topics(title) == topics


@pytest.mark.parametrize(
    ("title", "topics"),
    [
        ("Solar developer", ("solar power", "solar panels", "batteries")),
        ("Solar farm developer", ("solar power", "renewable energy")),
        ("Developer of Wind Farms", ("wind power", "renewable energy")),
        ("Wind developer", ("wind power", "offshore wind")),
        ("Farm developer", ("farming", "agriculture", "soil")),
        ("Property developer", ("real estate", "rents")),
        ("Real Estate Developer", ("real estate", "rents")),
        ("Land developer", ("real estate", "rents")),
        ("Housing developer", ("affordable housing", "rents")),
        ("Renewable Energy Developer", (
            "renewable energy", "electricity prices", "energy storage",
        )),
        ("Project developer", ()),
        ("Business developer", ()),
        ("Senior Developer", ("software engineering", "programming", "open source")),
        ("Property Software Developer", (
            "software engineering", "programming", "real estate", "rents",
        )),
    ],
)  # fmt: skip
def test_who_develops_something_else_writes_no_software(
    title: str, topics: tuple[str, ...]
) -> None:
    assert role_topics(title) == topics


def test_an_organisation_named_after_a_wind_or_server_farm_has_no_soil() -> None:
    assert organisation_topics("Halden Solar Farm") == ("solar power", "renewable energy")
    assert organisation_topics("Halden Wind Farms Ltd") == ("wind power", "renewable energy")
    assert organisation_topics("Halden Server Farm") == ()
    assert "farming" in organisation_topics("Rivera Farm")


def test_a_title_of_two_fields_has_two_topics_of_each() -> None:
    assert role_topics("Sales Manager Solar") == (
        "solar power", "solar panels", "sales", "negotiation",
    )  # fmt: skip


def test_a_general_field_gives_way_to_a_specific_one() -> None:
    assert role_topics("Project Manager") == ("project management", "agile")
    assert role_topics("Project Manager Offshore Wind") == ("wind power", "offshore wind")


@pytest.mark.parametrize(
    ("name", "topic"),
    [
        ("Stromnetz Nord", "Stromnetz"),
        ("Halden Health", "public health"),
        ("Rivera Roasters", "coffee"),
        ("Orbit Robotics", "robotics"),
        ("Stadtwerke Halden GmbH", "Energiewende"),
    ],
)
def test_an_organisation_says_its_trade_by_a_common_noun(name: str, topic: str) -> None:
    assert topic in organisation_topics(name)


@pytest.mark.parametrize(
    "name",
    [
        "", "Apple", "Apple Inc.", "Shell", "Shell plc", "Orbit", "Amazon", "Orange", "Oracle",
        "Delta Air Lines", "Bosch", "Robert Bosch GmbH", "Target", "Gap", "Visa", "Meta", "Health",
        "Coffee Ltd", "Water Street Capital", "Red Bull", "Amazon Web Services", "Square",
    ],
)  # fmt: skip
def test_a_brand_named_like_a_thing_says_nothing(name: str) -> None:
    assert organisation_topics(name) == ()


def test_an_orbit_is_not_about_space_nor_a_shell_about_the_sea() -> None:
    assert not {"spaceflight", "astronomy"} & set(organisation_topics("Orbit Robotics"))
    assert not {"oceans", "marine life"} & set(organisation_topics("Shell Energy"))


def test_each_topic_can_be_matched() -> None:
    for field in FIELDS:
        for language in ("en", "de", "fr", "es"):
            for topic in field.get(language, ()):
                terms = split_terms(topic, language)
                assert 1 <= len(terms) <= 2, topic
                assert any(map(is_informative, terms)), topic


def test_no_key_stands_for_two_fields() -> None:
    for columns in (
        ("keys", "keys_de", "keys_fr", "keys_es"),
        ("names", "names_de"),
    ):
        owners: dict[str, int] = {}
        for number, field in enumerate(FIELDS):
            for key in {key for column in columns for key in field.get(column, ())}:
                assert owners.setdefault(key, number) == number, key


def test_an_employer_adds_no_field_that_the_title_says_in_any_language() -> None:
    assert "Krankenhäuser" in organisation_topics("Klinikum Nord")
    assert organisation_topics("Klinikum Nord", role="Hospital Manager") == ()
    assert "Krankenhäuser" in organisation_topics("Klinikum Nord", role="Data Scientist")
