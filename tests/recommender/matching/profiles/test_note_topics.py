"""Topics in notes: what is taken from them, and what never is."""

import pytest

from recommender.matching.profiles.note_topics import is_sorting_tag, note_topics


@pytest.mark.parametrize(
    ("notes", "topics"),
    [
        (
            "Met at Intersolar. Interested in container ports, rail freight and inland shipping.",
            ("container ports", "rail freight", "inland shipping"),
        ),
        ("Cardiology; wearables; sleep research.", ("Cardiology", "wearables", "sleep research")),
        ("Ask about the evening ramp project.", ("evening ramp project",)),
        ("We talked about how cities handle heavy rain", ("how cities handle heavy rain",)),
        ("Big sailing nerd, lives in Kiel", ("sailing",)),
        ("Works on grid-forming inverters at a utility", ("grid-forming inverters",)),
        (
            "Interessiert sich für Nachtzüge, Fahrplanpolitik und alte Bahnhöfe.",
            ("Nachtzüge", "Fahrplanpolitik", "Bahnhöfe"),
        ),
        ("Kennengelernt in Köln. Forscht zu Stadtklima.", ("Stadtklima",)),
        ("Themen: Schöffen, Amtsgericht", ("Schöffen", "Amtsgericht")),
        (
            "Passionnée par le pain au levain et les fours à bois",
            ("pain au levain", "fours à bois"),
        ),
    ],
)
def test_topics_follow_a_cue_or_stand_in_a_list(notes: str, topics: tuple[str, ...]) -> None:
    assert note_topics(notes).named == topics


@pytest.mark.parametrize(
    ("notes", "topics"),
    [
        ("Loves the New York Knicks and LA Lakers", ("New York Knicks", "LA Lakers")),
        ("Fan of New Zealand wines, old castles", ("New Zealand wines", "castles")),
        ("Interested in LA, Los Angeles housing", ("LA", "Los Angeles housing")),
        ("Interested in new batteries", ("batteries",)),
        ("aviation, aircraft orders, Boeing 787", ("aviation", "aircraft orders", "Boeing 787")),
    ],
)
def test_a_name_of_several_words_stays_whole(notes: str, topics: tuple[str, ...]) -> None:
    assert note_topics(notes).named == topics


@pytest.mark.parametrize(
    ("notes", "topics"),
    [
        ("Überlegt, ein Café zu eröffnen", ()),
        ("Überlegt, nach Köln zu ziehen und Herbst Marmelade zu kochen", ()),
        ("Versucht, Imker zu werden", ()),
        ("Kocht im Herbst Marmelade", ()),
        ("Interessiert sich für Wärmepumpen, überlegt, eine einzubauen", ("Wärmepumpen",)),
        ("Liebt es, Brot zu backen", ("Brot backen",)),
        ("Hält Vorträge zu Bienen", ("Bienen",)),
    ],
)
def test_a_german_plan_is_no_topic(notes: str, topics: tuple[str, ...]) -> None:
    found = note_topics(notes)
    assert (found.named, found.mentioned) == (topics, ())


@pytest.mark.parametrize(
    "notes",
    [
        "Met at the espresso bar in Lisbon, 2019",
        "Munich",
        "tel +351 900 555 014, office 3",
        "Anna Schmidt",
        "tall, plays second violin, used to work in a control room",
        "Innovation, growth, leadership",
        "Wants numbers, not adjectives.",
        "I owe her a dinner for the tasting she gave my team.",
        "slow in the mornings; likes to be called late",
    ],
)
def test_where_you_met_and_how_they_are_is_no_topic(notes: str) -> None:
    assert note_topics(notes).named == ()


@pytest.mark.parametrize(
    "private",
    [
        "His wife Anna has MS",
        "going through a divorce",
        "in debt since the house",
        "Interested in clinics since her cancer diagnosis",
        "Daughter Meera just started to row",
        "Building a viola for his niece Saga",
        "Seine Frau ist krank, nicht ansprechen",
        "Hat Schulden, Scheidung läuft",
        "laid off in May",
        "votes Green",
        "Off the wagon since Easter",
        "Recovering gambler",
        "She's expecting in October",
        "Was let go from the bank",
        "Devout, at Mass every Sunday",
        "Mental breakdown after the merger",
        "Ist wieder trocken",
        "Ehe kriselt",
        "Beileid zum Vater",
    ],
)
def test_private_facts_are_never_read(private: str) -> None:
    found = note_topics(f"{private}. Loves sailing.")
    assert found.named == ("sailing",)
    assert not found.mentioned


@pytest.mark.parametrize(
    ("notes", "topics"),
    [
        (
            "Retail chains in trouble, layoffs, WeWork drama",
            ("Retail chains in trouble", "layoffs", "WeWork drama"),
        ),
        ("Sailing, debt, jazz piano", ("Sailing", "jazz piano")),
        ("Two kids, loves sailing and jazz", ("sailing", "jazz")),
        ("Divorced last year, into trail running", ("trail running",)),
        ("affected by the layoffs at Meta, loves sailing", ("sailing",)),
        (
            "Hat zwei Kinder, liebt Nachtzüge und alte Bahnhöfe",
            ("Nachtzüge", "Bahnhöfe"),
        ),
    ],
)
def test_of_a_sentence_with_a_private_clause_the_other_clauses_are_read(
    notes: str, topics: tuple[str, ...]
) -> None:
    found = note_topics(notes)
    assert (found.named, found.mentioned) == (topics, ())


@pytest.mark.parametrize(
    "notes",
    [
        "Her son is in prison, asked about visiting hours",
        "Twins Ida and Duarte, both mad about cranes",
        "Daughter in Bern, studies marine biology",
        "Chemo, wigs, ginger tea",
        "His wife has MS, loves adaptive bikes",
        "In debt since the house, talked about cheap flats",
        "His kids and the local hospital",
        "hit by layoffs",
    ],
)
def test_what_may_be_about_a_private_fact_is_not_read(notes: str) -> None:
    found = note_topics(notes)
    assert (found.named, found.mentioned) == ((), ())


def test_what_follows_a_negation_is_dropped() -> None:
    assert note_topics("Loves batteries, not crypto or football.").named == ("batteries",)
    assert note_topics("Cardiology; wearables. NOT crypto.").named == ("Cardiology", "wearables")
    assert note_topics("Not interested in heat pumps any more").named == ()
    assert note_topics("Mag Nachtzüge, Flüge nicht.").named == ("Nachtzüge",)


def test_prose_next_to_a_private_fact_or_a_named_topic_is_not_read() -> None:
    found = note_topics("Had a stroke last year. Walks with a stick. Builds model ships.")
    assert (found.named, found.mentioned) == (("model ships",), ())
    found = note_topics("Had a stroke last year. Paper conservation is her world.")
    assert (found.named, found.mentioned) == ((), ())


def test_a_sensitive_field_is_read_where_it_is_named_and_not_from_prose() -> None:
    assert note_topics("Covers election results and polling").named == (
        "election results",
        "polling",
    )
    assert note_topics("Her election night was long").mentioned == ()


def test_words_that_stand_together_in_prose_are_mentioned() -> None:
    found = note_topics("Her thing is paper conservation.")
    assert (found.named, found.mentioned) == ((), ("paper conservation",))


def test_names_in_prose_are_not_mentioned() -> None:
    assert note_topics("Something with the Web Summit people").mentioned == ()


def test_a_short_line_is_a_topic_among_others_and_alone_it_may_be_anything() -> None:
    assert note_topics("- composting toilets\n- rain barrels").named == (
        "composting toilets",
        "rain barrels",
    )
    assert note_topics("Broken heart").named == ()


def test_only_the_beginning_of_long_notes_is_read() -> None:
    pasted = "Dear all, see below. " * 5_000
    assert note_topics(f"Loves sailing.\n{pasted}\nLoves rowing.").named == ("sailing",)


def test_a_long_list_is_cut() -> None:
    listed = ", ".join(f"sort{number} of tea" for number in range(40))
    assert len(note_topics(f"Interested in {listed}").named) == 10


@pytest.mark.parametrize(
    "tag",
    [
        *("Client", "friends", "VIP", "Familie", "imported 2024", "A-list", "myContacts"),
        *("Golf club", "School parents", "Wedding guests", "Starred in Android", "Ski trip"),
        *("Hot lead", "Lost deal", "Decision maker", "Q3 pipeline", "Prio 1", "Xmas card list"),
        *("Handwerker", "Eltern Kita", "Stammkunden", "Freunde aus Uni", "Board / Investors"),
    ],
)
def test_some_tags_only_sort_people(tag: str) -> None:
    assert is_sorting_tag(tag)


@pytest.mark.parametrize("tag", ["beekeeping", "night trains", "garden design", "hotel industry"])
def test_a_tag_may_be_a_topic(tag: str) -> None:
    assert not is_sorting_tag(tag)
