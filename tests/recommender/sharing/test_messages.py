from datetime import date
from itertools import pairwise

import pytest

from ingest.records import Article, Contact
from recommender.domain.occasions import Occasion, OccasionKind
from recommender.domain.suggestions import Source, TermWeight
from recommender.settings import Settings
from recommender.sharing.interests import nameable_interests, spelled
from recommender.sharing.messages import Situation, compose, compose_occasion
from recommender.sharing.phrases import WORDINGS

URL = "https://press.example/roads?a=1&b=2"


def a_contact(name: str = "Ana Müller", **fields: object) -> Contact:
    return Contact(name=name, **{"emails": ("ana@mueller.example",), **fields})  # type: ignore[arg-type]  # fields are a test's own


def an_article(title: str = "Roads for bikes", text: str = "", **fields: object) -> Article:
    return Article(url=URL, title=title, text=text, **fields)  # type: ignore[arg-type]  # as above


def named(*terms: TermWeight, article: Article | None = None) -> tuple[str, ...]:
    about = " ".join(f"{term.interest} {term.interest}" for term in terms)
    return nameable_interests(terms, article or an_article(text=about), language="en")


def a_term(
    interest: str, weight: float = 1.0, source: Source = Source.STATED, term: str = "word"
) -> TermWeight:
    return TermWeight(term=term, weight=weight, interest=interest, source=source)


def an_occasion(kind: OccasionKind) -> Occasion:
    return Occasion(kind=kind, contact_id=1, day=date(2026, 11, 23), reason="")


CYCLING = an_article(text="Espresso, then cycling. An espresso before cycling.")


def test_a_draft_greets_says_what_it_is_about_gives_the_link_and_signs_off() -> None:
    message = compose(
        a_contact(), CYCLING, [a_term("espresso", 2), a_term("cycling")], Settings(your_name="Max")
    )

    assert message.recipient == "ana@mueller.example"
    assert message.subject == "Roads for bikes"
    assert message.body == (
        "Hi Ana,\n\n"
        "This one is about espresso and cycling. I thought of you.\n\n"
        f"{URL}\n\n"
        "Best,\nMax"
    )


def test_under_a_subject_as_people_write_them_the_title_stands_above_the_link() -> None:
    message = compose(a_contact(), CYCLING, [a_term("espresso")], Settings(), Situation(turn=1))

    assert message.subject == "Something on espresso"
    assert f"\n\nRoads for bikes\n{URL}\n\n" in message.body
    assert "espresso" not in message.body


def test_without_a_subject_the_title_stands_above_the_link() -> None:
    situation = Situation(shows_subject=False)

    assert (
        f"Roads for bikes\n{URL}" in compose(a_contact(), CYCLING, [], Settings(), situation).body
    )


@pytest.mark.parametrize("language", WORDINGS)
def test_two_drafts_in_a_row_share_no_sentence(language: str) -> None:
    contact = a_contact(languages=(language,))
    article = an_article(text=CYCLING.text, language=language)

    drafts = [
        compose(contact, article, [a_term("espresso")], Settings(), Situation(turn=turn))
        for turn in range(24)
    ]

    for one, following in pairwise(drafts):
        assert one.subject != following.subject
        assert one.body.splitlines()[2] != following.body.splitlines()[2]


def test_someone_silent_for_months_does_not_get_the_usual_subject() -> None:
    message = compose(a_contact(), CYCLING, [], Settings(), Situation(silent=True))

    assert message.subject == "It's been a while"
    assert "Roads for bikes" in message.body


def test_a_sensitive_interest_is_not_named_and_nobody_comes_to_mind() -> None:
    terms = [a_term("congenital heart defects", term="heart"), a_term("espresso", 0.1)]

    message = compose(a_contact(), CYCLING, terms, Settings())

    assert message.body.splitlines()[2] == "I thought you might find this useful."


def test_a_sensitive_title_is_passed_on_in_silence() -> None:
    article = an_article("After the funeral", text=CYCLING.text)

    assert "espresso" not in compose(a_contact(), article, [a_term("espresso")], Settings()).body


def test_an_article_in_another_language_is_announced_and_its_words_are_not_mixed_in() -> None:
    contact = a_contact(languages=("de",))
    article = an_article("Rain gardens", text="Rain gardens. Rain gardens.", language="en")

    body = compose(contact, article, [a_term("rain gardens")], Settings()).body

    assert "rain gardens" not in body
    assert body.count("auf Englisch") == 1


def test_a_sure_sentence_is_quoted_every_third_time_in_the_languages_marks() -> None:
    text = "Die Bahn.\nEin Bahnsteig ist 210 Meter lang, und am Ende des Bahnsteigs stehen alle."
    article = an_article("Warten", text=text, language="de")
    contact = a_contact(languages=("de",))
    terms = [a_term("Bahnsteige", term="Bahnsteig")]

    bodies = [
        compose(contact, article, terms, Settings(), Situation(turn=turn)).body for turn in range(3)
    ]

    assert "„" not in bodies[0] + bodies[1]
    assert f"\n\n„{text.splitlines()[1]}“\n\n" in bodies[2]


def test_a_person_with_a_title_is_written_to_formally() -> None:
    contact = a_contact("Dr. Ana Müller", languages=("de",))

    lines = compose(contact, an_article(), [], Settings()).body.splitlines()

    assert lines[0] == "Guten Tag Dr. Ana Müller,"
    assert "Sie" in lines[2]


def test_no_sign_off_can_be_chosen() -> None:
    settings = Settings(your_name="Max", sign_off="none")

    assert compose(a_contact(), an_article(), [], settings).body.endswith(URL)


def test_no_line_ends_in_a_blank() -> None:
    settings = Settings(body="{greeting} \n\n{url}\t\n -- \nMax ")

    body = compose(a_contact(), an_article(), [], settings).body

    assert body == f"Hi Ana,\n\n{URL}\n --\nMax"


def test_joiners_of_emoji_and_persian_stay() -> None:
    title = "\N{WOMAN}\u200d\N{ROCKET} \u0645\u06cc\u200c\u062e\u0648"

    assert compose(a_contact(), an_article(title), [], Settings()).subject == title


def test_a_template_may_quote_the_passage_that_fits() -> None:
    settings = Settings(body="{greeting}\n\n{excerpt}\n\n{url}")
    text = "Nothing here. " * 30 + "Espresso is brewed at nine bars."
    article = Article(url=URL, title="Bars", text=text)
    message = compose(a_contact(), article, [a_term("coffee", term="espresso")], settings)
    quoted = message.body.splitlines()[2]
    assert quoted.startswith("“… ")
    assert quoted.endswith("Espresso is brewed at nine bars.”")


def test_an_article_without_text_leaves_no_empty_quotation() -> None:
    settings = Settings(body="{greeting}\n\n{excerpt}\n\n{url}")
    assert compose(a_contact(), an_article(), [], settings).body == f"Hi Ana,\n\n{URL}"


def test_without_evidence_no_interest_is_named() -> None:
    body = compose(a_contact(), an_article(), [], Settings(your_name="Max")).body

    assert body == f"Hi Ana,\n\nI read this and thought of you.\n\n{URL}\n\nBest,\nMax"


def test_without_a_name_of_ones_own_the_sign_off_stands_alone() -> None:
    for turn in range(4):
        body = compose(a_contact(), an_article(), [], Settings(), Situation(turn=turn)).body
        assert body.endswith("\n\nBest,")


@pytest.mark.parametrize("language", WORDINGS)
def test_a_draft_is_in_the_language_of_the_contact(language: str) -> None:
    contact = a_contact(languages=(language,))

    body = compose(contact, CYCLING, [a_term("espresso")], Settings(language="en")).body

    assert body.startswith(WORDINGS[language].informal.greeting.format(first_name="Ana"))
    assert "espresso" in body


def test_a_language_without_wording_falls_back_to_the_users() -> None:
    contact = a_contact(languages=("fi",))

    assert compose(contact, an_article(), [], Settings(language="fr")).body.startswith("Bonjour")


def test_spanish_says_e_before_an_i() -> None:
    contact = a_contact(languages=("es-MX",))

    article = an_article(text="El cine y la historia. Historia del cine.")
    body = compose(contact, article, [a_term("cine", 2), a_term("historia")], Settings()).body

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

    article = an_article(text="Of bees and bees.")
    message = compose(a_contact(), article, [a_term("bees")], settings)

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
    assert named(a_term("bees", 2), a_term("honey", 2.5), a_term("hives", 3)) == ("hives", "honey")


def test_a_long_phrase_is_named_alone() -> None:
    assert named(a_term("keeping good teachers"), a_term("tea", 0.9)) == ("keeping good teachers",)


def test_terms_of_one_interest_count_together() -> None:
    assert named(a_term("tea", 1.5), a_term("bees", 1), a_term("bees", 1)) == ("bees", "tea")


def test_an_interest_that_hardly_counts_is_not_named_beside_a_strong_one() -> None:
    assert named(a_term("bees", 1), a_term("tea", 0.1)) == ("bees",)


def test_an_interest_is_named_only_of_an_article_that_is_about_it() -> None:
    passing = an_article(text="A cup of tea, and then the garden.")

    assert named(a_term("tea"), article=passing) == ()


def test_the_lighter_interest_does_not_stand_in_for_the_heavier_one() -> None:
    article = an_article(text="Tea and tea again.")

    assert named(a_term("container ports", 2), a_term("tea"), article=article) == ()


@pytest.mark.parametrize(
    "source",
    [Source.LEARNED, Source.EXPANSION, Source.OWN, Source.ROLE, Source.ORGANISATION],
)
def test_guesses_roles_and_employers_are_never_named(source: Source) -> None:
    assert named(a_term("bees", source=source)) == ()


def test_nothing_is_named_when_inference_made_the_match() -> None:
    assert named(a_term("bees", 1), a_term("tea", 9, Source.EXPANSION)) == ()


def test_words_of_a_note_are_named_only_where_the_article_has_them_side_by_side() -> None:
    barbecue = an_article("Barbecue in Texas", text="Barbecue.")

    assert named(a_term("Texas barbecue", source=Source.NOTES), article=barbecue) == ()

    assert named(a_term("likes Texas", source=Source.NOTES), article=barbecue) == ()
    assert named(a_term("barbecue", source=Source.NOTES), article=barbecue) == ("barbecue",)


def test_a_sentence_is_not_named_as_an_interest() -> None:
    assert named(a_term("everything that has to do with bees " * 2)) == ()


@pytest.mark.parametrize(
    ("typed", "text", "written"),
    [
        ("Grid Storage", "More grid storage is built.", "grid storage"),
        ("japan", "In the north of Japan they ride.", "Japan"),
        ("windkraft", "Viele bauen Windkraft aus.", "Windkraft"),
        ("GDPR", "the gdpr and so on", "GDPR"),
        ("Rain gardens", "A text without them.", "Rain gardens"),
    ],
)
def test_an_interest_is_spelled_as_within_the_articles_sentences(
    typed: str, text: str, written: str
) -> None:
    assert spelled(typed, text) == written


def test_a_birthday_mail_holds_a_wish_and_nothing_else() -> None:
    message = compose_occasion(
        a_contact(), an_occasion(OccasionKind.BIRTHDAY), Settings(your_name="Max")
    )

    assert message.subject == "Happy birthday!"
    assert message.body == "Hi Ana,\n\nHappy birthday!\n\nBest,\nMax"


def test_a_mail_to_someone_quiet_could_be_sent_as_it_is() -> None:
    message = compose_occasion(
        a_contact(languages=("de",)), an_occasion(OccasionKind.QUIET), Settings(your_name="Max")
    )

    assert message.subject == "Lange nichts voneinander gehört"
    assert message.body == (
        "Hallo Ana,\n\nich wollte mich einfach mal wieder melden.\n\nViele Grüße\nMax"
    )


@pytest.mark.parametrize("language", WORDINGS)
@pytest.mark.parametrize("kind", OccasionKind)
def test_every_occasion_has_words_in_every_language(kind: OccasionKind, language: str) -> None:
    contact = a_contact(languages=(language,))

    drafts = {compose_occasion(contact, an_occasion(kind), Settings(), turn=n) for n in range(2)}

    assert len({draft.body for draft in drafts}) == 2
    assert all(len(draft.body.split("\n\n")) == 3 and draft.subject for draft in drafts)


def test_an_occasion_has_no_article_so_words_about_it_vanish() -> None:
    settings = Settings(greeting="Hi {first_name}\nabout {title}")

    message = compose_occasion(a_contact(), an_occasion(OccasionKind.QUIET), settings)

    assert "title" not in message.body


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("The evening peak comes at six. Nobody likes the evening peak.", "the evening peak"),
        ("Planning for evening peak tariffs, and against evening peak.", "evening peak"),
        ("Evening peaks come at six. Nobody likes a peak in the evening.", "evening peak"),
    ],
)
def test_an_interest_gets_the_article_that_the_text_has(text: str, written: str) -> None:
    line = compose(
        a_contact(), an_article(text=text), [a_term("evening peak")], Settings()
    ).body.splitlines()[2]

    assert line == f"This one is about {written}. I thought of you."


def test_a_singular_that_cannot_stand_alone_is_not_named() -> None:
    text = "A pump is a machine. Your pump lifts water, and the pump of a mine lifts more."

    body = compose(a_contact(), an_article(text=text), [a_term("pump")], Settings()).body

    assert named(a_term("pump"), article=an_article(text=text)) == ("pump",)
    assert "pump" not in body


def test_an_article_on_illness_is_passed_on_as_useful_even_without_a_match() -> None:
    article = an_article(
        "Nineteen and missing", text="She left the clinic. The surgery went well. Then she moved."
    )

    body = compose(a_contact(), article, [], Settings()).body

    assert body.splitlines()[2] == "I thought you might find this useful."
