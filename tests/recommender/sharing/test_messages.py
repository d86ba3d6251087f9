from datetime import date

import pytest

from ingest.records import Article, Contact
from recommender.domain.occasions import Occasion, OccasionKind
from recommender.domain.suggestions import Source, TermWeight
from recommender.settings import Settings
from recommender.sharing.messages import compose, compose_occasion, nameable_interests
from recommender.sharing.phrases import WORDINGS

URL = "https://press.example/roads?a=1&b=2"


def a_contact(name: str = "Ana Müller", **fields: object) -> Contact:
    return Contact(name=name, **{"emails": ("ana@mueller.example",), **fields})  # type: ignore[arg-type]  # fields are a test's own


def an_article(title: str = "Roads for bikes") -> Article:
    return Article(url=URL, title=title, text="")


def a_term(
    interest: str, weight: float = 1.0, source: Source = Source.STATED, term: str = "word"
) -> TermWeight:
    return TermWeight(term=term, weight=weight, interest=interest, source=source)


def an_occasion(kind: OccasionKind) -> Occasion:
    return Occasion(kind=kind, contact_id=1, day=date(2026, 11, 23), reason="")


def test_a_draft_greets_says_why_gives_the_link_and_signs_off() -> None:
    message = compose(
        a_contact(),
        an_article(),
        [a_term("espresso", 2), a_term("cycling")],
        Settings(your_name="Max"),
    )

    assert message.recipient == "ana@mueller.example"
    assert message.subject == "Roads for bikes"
    assert message.body == (
        "Hi Ana,\n\n"
        "You came to mind when I read this, because of espresso and cycling.\n\n"
        f"Roads for bikes\n{URL}\n\n"
        "Best wishes,\nMax"
    )


def test_a_template_may_quote_the_passage_that_fits() -> None:
    settings = Settings(body="{greeting}\n\n{excerpt}\n\n{url}")
    text = "Nothing here. " * 30 + "Espresso is brewed at nine bars."
    article = Article(url=URL, title="Bars", text=text)
    message = compose(a_contact(), article, [a_term("coffee", term="espresso")], settings)
    quoted = message.body.splitlines()[2]
    assert quoted.startswith("> ")
    assert quoted.endswith("Espresso is brewed at nine bars.")


def test_an_article_without_text_leaves_no_empty_quotation() -> None:
    settings = Settings(body="{greeting}\n\n{excerpt}\n\n{url}")
    assert compose(a_contact(), an_article(), [], settings).body == f"Hi Ana,\n\n{URL}"


def test_without_evidence_the_line_is_left_out_and_leaves_no_hole() -> None:
    body = compose(a_contact(), an_article(), [], Settings(your_name="Max")).body

    assert body == f"Hi Ana,\n\nRoads for bikes\n{URL}\n\nBest wishes,\nMax"


def test_without_a_name_of_ones_own_the_sign_off_stands_alone() -> None:
    assert compose(a_contact(), an_article(), [], Settings()).body.endswith("\n\nBest wishes,")


@pytest.mark.parametrize("language", WORDINGS)
def test_a_draft_is_in_the_language_of_the_contact(language: str) -> None:
    contact = a_contact(languages=(language,))

    body = compose(contact, an_article(), [a_term("espresso")], Settings(language="en")).body

    assert body.startswith(WORDINGS[language].greeting.format(first_name="Ana"))
    assert "espresso" in body


def test_a_language_without_wording_falls_back_to_the_users() -> None:
    contact = a_contact(languages=("fi",))

    assert compose(contact, an_article(), [], Settings(language="fr")).body.startswith("Bonjour")


def test_spanish_says_e_before_an_i() -> None:
    contact = a_contact(languages=("es-MX",))

    body = compose(contact, an_article(), [a_term("cine", 2), a_term("historia")], Settings()).body

    assert "cine e historia" in body


def test_an_organisation_is_greeted_without_a_name() -> None:
    message = compose(
        a_contact("Halden GmbH"), an_article(), [], Settings(greeting="Dear {first_name},")
    )

    assert message.body.startswith("Hello,\n")


def test_the_users_own_templates_are_followed() -> None:
    settings = Settings(
        your_name="Max",
        greeting="Dear {first_name}!",
        line="Thinking of your {interests}…",
        sign_off="Yours, {your_name}",
        subject="For {first_name}: {title}",
        body="{greeting}\n{line}\n{url}\n{sign_off}",
    )

    message = compose(a_contact(), an_article(), [a_term("bees")], settings)

    assert message.subject == "For Ana: Roads for bikes"
    assert message.body == f"Dear Ana!\nThinking of your bees…\n{URL}\nYours, Max"


def test_braces_in_a_title_are_never_read_as_a_template() -> None:
    message = compose(a_contact(), an_article("Use {url} and {x"), [], Settings())

    assert message.subject == "Use {url} and {x"


def test_a_subject_is_one_clean_line() -> None:
    message = compose(
        a_contact(), an_article("Roads\r\nBcc: all@evil.example\u202egpj"), [], Settings()
    )

    assert message.subject == "Roads Bcc: all@evil.examplegpj"


def test_an_address_that_could_carry_another_one_is_not_used() -> None:
    contact = a_contact(emails=("a@evil.example\r\nBcc: b@evil.example", "c,d@evil.example"))

    assert compose(contact, an_article(), [], Settings()).recipient == ""


def test_two_interests_are_named_at_most_the_weightiest_first() -> None:
    terms = [a_term("bees", 1), a_term("honey", 2), a_term("hives", 3)]

    assert nameable_interests(terms) == ("hives", "honey")


def test_terms_of_one_interest_count_together() -> None:
    terms = [a_term("tea", 1.5), a_term("bees", 1), a_term("Bees", 1)]

    assert nameable_interests(terms) == ("bees", "tea")


def test_an_interest_that_hardly_counts_is_not_named_beside_a_strong_one() -> None:
    assert nameable_interests([a_term("bees", 1), a_term("tea", 0.1)]) == ("bees",)


@pytest.mark.parametrize("source", [Source.LEARNED, Source.EXPANSION, Source.OWN])
def test_inferred_interests_are_never_named(source: Source) -> None:
    assert nameable_interests([a_term("bees", source=source)]) == ()


def test_nothing_is_named_when_inference_made_the_match() -> None:
    terms = [a_term("bees", 1), a_term("tea", 9, Source.EXPANSION)]

    assert nameable_interests(terms) == ()


def test_a_private_note_is_never_quoted_to_the_person() -> None:
    term = a_term("wife from Texas", source=Source.NOTES, term="barbecue")

    assert nameable_interests([term]) == ("barbecue",)


def test_a_sentence_is_not_named_as_an_interest() -> None:
    assert nameable_interests([a_term("everything that has to do with bees " * 2)]) == ()


def test_a_birthday_mail_holds_a_wish_and_nothing_else() -> None:
    message = compose_occasion(
        a_contact(), an_occasion(OccasionKind.BIRTHDAY), Settings(your_name="Max")
    )

    assert message.subject == "Happy birthday!"
    assert message.body == "Hi Ana,\n\nHappy birthday!\n\nBest wishes,\nMax"


def test_a_mail_to_someone_quiet_leaves_the_words_to_the_user() -> None:
    message = compose_occasion(
        a_contact(languages=("de",)), an_occasion(OccasionKind.QUIET), Settings(your_name="Max")
    )

    assert message.subject == "Hallo"
    assert message.body == "Hallo Ana,\n\n\n\nViele Grüße\nMax"


def test_an_occasion_has_no_article_so_words_about_it_vanish() -> None:
    settings = Settings(greeting="Hi {first_name}\nabout {title}")

    message = compose_occasion(a_contact(), an_occasion(OccasionKind.QUIET), settings)

    assert "title" not in message.body
