import pytest

from ingest.records import Birthday, Contact
from recommender.errors import NotPossibleError
from recommender.pages.sections.people.contact_form import form_values, parse_form

ANA = Contact(
    name="Ana Müller",
    given_name="Ana",
    emails=("ana@example.org", "a@example.net"),
    phones=("+49 30 1234",),
    organisation="Stromnetz",
    role="Planner",
    birthday=Birthday(month=2, day=29),
    interests="grid storage; maps",
    avoid="crypto",
    notes="Twins.",
    tags=("work", "energy"),
    cadence_days=30,
    languages=("de", "en"),
)


def test_a_card_that_is_shown_and_saved_stays_as_it_was() -> None:
    read = parse_form(form_values(ANA))
    assert read == {name: getattr(ANA, name) for name in read}


@pytest.mark.parametrize(
    ("field", "text", "says"),
    [
        ("name", "  ", "enter a name"),
        ("emails", "ana@", "an email address"),
        ("birthday", "soon", "soon"),
        ("cadence_days", "often", "a number of days"),
        ("cadence_days", "0", "a number of days"),
    ],
)
def test_a_field_that_cannot_be_is_named(field: str, text: str, says: str) -> None:
    with pytest.raises(NotPossibleError, match=says):
        parse_form(form_values(ANA) | {field: text})


def test_profile_links_are_read_with_and_without_their_scheme() -> None:
    typed = form_values(Contact(name="Ana")) | {
        "links": "linkedin.com/in/ana, https://ana.example/a,b"
    }

    links = parse_form(typed)["links"]

    assert links == ("http://linkedin.com/in/ana", "https://ana.example/a,b")
    assert parse_form(form_values(Contact(name="Ana", links=links)))["links"] == links


def test_what_is_no_link_is_refused() -> None:
    typed = form_values(Contact(name="Ana")) | {"links": "javascript:alert(1)"}

    with pytest.raises(NotPossibleError, match="a link"):
        parse_form(typed)
