"""The deck: which article is asked about, who is offered, and what an answer does."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from recommender.domain.articles import StoredArticle
from recommender.domain.people import EventKind, StoredContact
from recommender.domain.suggestions import Source, State
from recommender.errors import NotFoundError, NotPossibleError
from recommender.planning import faces
from recommender.storage.library import Library
from recommender.workflow.matching import match
from recommender.workflow.people import contact_editing
from recommender.workflow.results import Card
from recommender.workflow.today import deck, review
from tests.builders import BEES, NOW, PLASTER, TRAINS, a_contact, a_match, an_article
from tests.commands import run

DAY = timedelta(days=1)


def put(library: Library, title: str, *, read: bool = True, days: int = 0, **fields: Any) -> int:
    url = f"https://press.example/{title.replace(' ', '-')}"
    with library.write():
        return library.articles.add(
            an_article(title, url=url, **fields),
            added_at=NOW,
            read_at=NOW - days * DAY if read else None,
        )


def know(library: Library, name: str, **fields: Any) -> StoredContact:
    contact = a_contact(name, **{"interests": "", **fields})
    return contact_editing.add_contact(library, contact, now=NOW)


def asked(library: Library) -> StoredArticle | None:
    question = deck.ask(library, now=NOW)
    return None if question is None else question.article


def names(library: Library, article_id: int) -> list[str]:
    question = deck.ask(library, article_id, now=NOW)
    assert question is not None
    return [face.contact.name for face in question.faces]


def test_the_article_read_last_is_asked_about_first(library: Library) -> None:
    put(library, "Old", days=3)
    new = put(library, "New")
    article = asked(library)
    assert article is not None
    assert article.id == new


@pytest.mark.parametrize(
    "fields", [{"read": False}, {"paragraphs": ["Too short to pass on."]}], ids=str
)
def test_an_unread_or_short_article_is_not_asked_about(library: Library, fields: Any) -> None:
    put(library, "One", **fields)
    assert asked(library) is None


def test_a_hidden_article_is_not_asked_about(library: Library) -> None:
    review.hide_article(library, put(library, "One"), now=NOW)
    assert asked(library) is None


def test_an_article_that_someone_has_a_suggestion_for_is_not_asked_about(library: Library) -> None:
    ana = know(library, "Ana Ferreira")
    review.suggest(library, article_id=put(library, "One"), contact_id=ana.id, now=NOW)
    assert asked(library) is None


def test_an_article_for_nobody_is_not_asked_about_until_that_is_undone(library: Library) -> None:
    article_id = put(library, "One")
    given = deck.nobody(library, article_id, now=NOW)
    assert asked(library) is None
    deck.undo(library, given)
    assert asked(library) is not None


def test_another_report_of_the_story_is_not_asked_about_either(library: Library) -> None:
    first, second = put(library, "One"), put(library, "Two")
    with library.write():
        library.articles.set_story(second, first)
    deck.nobody(library, first, now=NOW)
    assert asked(library) is None


def test_an_article_near_someone_comes_before_one_read_later(library: Library) -> None:
    ana = know(library, "Ana Ferreira")
    near = put(library, "Near", days=3)
    put(library, "New")
    with library.write():
        library.matches.replace([a_match(ana.id, near, fits=False)])
    article = asked(library)
    assert article is not None
    assert article.id == near


def test_everybody_awake_is_offered_where_there_are_six_or_fewer(library: Library) -> None:
    people = {know(library, name).name for name in ("Ana A", "Ben B", "Cem C", "Dan D", "Eva E")}
    assert set(names(library, put(library, "One"))) == people


def test_six_are_offered_of_many(library: Library) -> None:
    for number in range(9):
        know(library, f"Person {number}", emails=())
    assert len(names(library, put(library, "One"))) == 6


def test_paused_and_sleeping_contacts_are_not_offered(library: Library) -> None:
    contact_editing.pause(library, know(library, "Ana A").id)
    contact_editing.sleep(library, [know(library, "Ben B").id])
    assert names(library, put(library, "One")) == []


def test_who_got_the_article_is_not_offered(library: Library) -> None:
    ana, article_id = know(library, "Ana A"), put(library, "One")
    sent = review.suggest(library, article_id=article_id, contact_id=ana.id, now=NOW)
    review.mark(library, sent.id, State.SENT, now=NOW)
    assert names(library, article_id) == []


def test_the_nearest_contact_is_first_and_the_reason_is_told(library: Library) -> None:
    for name in ("Ana A", "Ben B"):
        contact_editing.log_event(library, know(library, name).id, EventKind.CALL, at=NOW)
    cem, article_id = know(library, "Cem C"), put(library, "One")
    with library.write():
        library.matches.replace([a_match(cem.id, article_id, fits=False)])
    question = deck.ask(library, article_id, now=NOW)
    assert question is not None
    assert question.faces[0].contact.name == "Cem C"
    assert question.faces[0].why == "interested in honey"


def test_a_job_that_fits_the_article_comes_before_recent_contact(library: Library) -> None:
    for number in range(7):
        person = know(library, f"Person {number}", emails=(), role="CEO")
        contact_editing.log_event(library, person.id, EventKind.CALL, at=NOW)
    know(library, "Rita Rail", role="Railway Planner")
    article_id = put(library, "The night train is back", paragraphs=TRAINS)
    question = deck.ask(library, article_id, now=NOW)
    assert question is not None
    assert (question.faces[0].contact.name, question.faces[0].why) == (
        "Rita Rail",
        "Railway Planner",
    )


LAYOFFS = [
    "WeWork lays off a third of its staff. The layoffs at WeWork begin in March, and the company "
    "gives up forty of its offices. The layoffs are its third round.",
]


@pytest.mark.parametrize(
    ("notes", "why"),
    [
        ("Retail chains in trouble, layoffs, WeWork drama", "from your notes: layoffs"),
        ("Ex-WeWork, met at the Lisbon summit in May", "from your notes: WeWork"),
    ],
)
def test_whose_notes_share_words_with_the_article_comes_before_recent_contact(
    library: Library, notes: str, why: str
) -> None:
    for number in range(7):
        person = know(library, f"Person {number}", emails=(), role="CEO")
        contact_editing.log_event(library, person.id, EventKind.CALL, at=NOW)
    know(library, "Dana Retail", notes=notes)
    article_id = put(library, "WeWork announces layoffs", paragraphs=LAYOFFS)
    match.refresh_matches(library)
    question = deck.ask(library, article_id, now=NOW)
    assert question is not None
    assert (question.faces[0].contact.name, question.faces[0].related) == ("Dana Retail", True)
    assert question.faces[0].why == why
    assert question.hint == ""


@pytest.mark.parametrize(
    "notes",
    [
        "Laid off by WeWork in May",
        "His wife works at WeWork",
        "Not interested in WeWork",
        "met through Anna Wework",
    ],
)
def test_private_facts_negations_and_surnames_share_nothing_and_that_is_said(
    library: Library, notes: str
) -> None:
    know(library, "Dana Retail", notes=notes)
    article_id = put(library, "WeWork announces layoffs", paragraphs=LAYOFFS)
    question = deck.ask(library, article_id, now=NOW)
    assert question is not None
    assert not question.faces[0].related
    assert question.faces[0].why == "one of your contacts"
    assert question.hint == faces.UNRELATED


def test_the_phrases_are_what_the_article_is_about(library: Library) -> None:
    question = deck.ask(
        library, put(library, "The night train is back", paragraphs=TRAINS), now=NOW
    )
    assert question is not None
    assert question.phrases[0] == "night train"


def test_an_interest_of_another_contact_is_a_phrase_where_the_article_is_about_it(
    library: Library,
) -> None:
    know(library, "Ana A", interests="lime plaster, beekeeping")
    article_id = put(library, "Lime plaster on damp walls", paragraphs=PLASTER)
    question = deck.ask(library, article_id, now=NOW)
    assert question is not None
    assert question.phrases[0] == "lime plaster"
    assert "beekeeping" not in question.phrases


def test_a_pick_is_the_first_card_of_today_and_adds_the_accepted_interests(
    library: Library,
) -> None:
    ana, article_id = know(library, "Ana Ferreira", interests="opera"), put(library, "One")
    deck.answer(library, article_id, ana.id, ["honey", "Opera"], now=NOW)
    card, *_ = review.todays_review(library, now=NOW).cards
    assert (card.contact.id, card.article.id) == (ana.id, article_id)
    assert card.contact.interests == "opera, honey"


def test_a_pick_without_interests_leaves_the_contact_as_it_is(library: Library) -> None:
    ana = know(library, "Ana Ferreira")
    deck.answer(library, put(library, "One"), ana.id, now=NOW)
    assert library.contacts.get(ana.id) == ana


def test_an_undone_pick_leaves_everything_as_before(library: Library) -> None:
    ana = know(library, "Ana Ferreira", interests="opera")
    contact_editing.sleep(library, [ana.id])
    before = library.contacts.get(ana.id)
    article_id = put(library, "One", read=False)
    given = deck.answer(library, article_id, ana.id, ["honey"], now=NOW)
    assert library.contacts.get(ana.id) != before
    deck.undo(library, given)
    assert library.contacts.get(ana.id) == before
    assert review.todays_review(library, now=NOW).cards == ()
    article = library.articles.get(article_id)
    assert article is not None
    assert article.read_at is None


def test_an_undone_pick_leaves_what_was_written_since(library: Library) -> None:
    ana = know(library, "Ana Ferreira", interests="opera")
    given = deck.answer(library, put(library, "One"), ana.id, ["honey"], now=NOW)
    contact_editing.edit_contact(library, ana.id, {"interests": "opera, tea"}, now=NOW)
    deck.undo(library, given)
    contact = library.contacts.get(ana.id)
    assert contact is not None
    assert contact.interests == "opera, tea"


def test_a_pick_wakes_who_was_asleep(library: Library) -> None:
    ana = know(library, "Ana Ferreira")
    contact_editing.sleep(library, [ana.id])
    assert deck.answer(library, put(library, "One"), ana.id, now=NOW).woken
    awake = library.contacts.get(ana.id)
    assert awake is not None
    assert not awake.asleep


def test_a_paused_contact_cannot_be_picked(library: Library) -> None:
    ana, article_id = know(library, "Ana Ferreira"), put(library, "One")
    contact_editing.pause(library, ana.id)
    with pytest.raises(NotPossibleError, match="paused"):
        deck.answer(library, article_id, ana.id, now=NOW)
    assert asked(library) is not None


def test_an_article_that_is_gone_cannot_be_asked_about(library: Library) -> None:
    with pytest.raises(NotFoundError):
        deck.ask(library, 99, now=NOW)


def test_search_finds_sleepers_by_their_notes_and_names_first(library: Library) -> None:
    article_id = put(library, "One")
    know(library, "Ana A", notes="knows Ben from Bremen")
    contact_editing.sleep(library, [know(library, "Ben B").id])
    article = library.articles.get(article_id)
    assert article is not None
    found = deck.search(library, article, "ben", now=NOW)
    assert [face.contact.name for face in found] == ["Ben B", "Ana A"]
    assert [face.blocked for face in found] == ["", ""]


def test_search_says_who_cannot_be_picked(library: Library) -> None:
    article_id = put(library, "One")
    contact_editing.pause(library, know(library, "Ana A").id)
    article = library.articles.get(article_id)
    assert article is not None
    (ana,) = deck.search(library, article, "ana", now=NOW)
    assert ana.blocked == "paused"


@pytest.mark.parametrize(("answers", "room"), [(1, True), (2, False)])
def test_a_day_has_room_for_two_questions(library: Library, answers: int, room: bool) -> None:
    know(library, "Ana Ferreira", interests="opera")
    for number in range(answers):
        deck.nobody(library, put(library, f"Bees {number}", paragraphs=BEES), now=NOW)
    plan = review.todays_review(library, now=NOW)
    assert deck.has_room(library, plan, suggestions_per_day=3, now=NOW) == room


def test_there_is_room_while_nobody_has_interests(library: Library) -> None:
    know(library, "Ana Ferreira")
    for number in range(3):
        deck.nobody(library, put(library, f"Bees {number}", paragraphs=BEES), now=NOW)
    plan = review.todays_review(library, now=NOW)
    assert deck.has_room(library, plan, suggestions_per_day=3, now=NOW)


@pytest.fixture
def path(library: Library) -> Path:
    know(library, "Ana Ferreira", role="Beekeeper", organisation="City of Porto")
    put(library, "Bees on the roof")
    return library.path


def test_who_answers_with_the_article_the_faces_and_the_phrases(path: Path) -> None:
    document = run(path, "--now", NOW.isoformat(), "who", "--json").document
    assert document["article"]["title"] == "Bees on the roof"
    assert document["faces"] == [
        {
            "contact_id": 1,
            "name": "Ana Ferreira",
            "why": "Beekeeper at City of Porto",
            "related": True,
        }
    ]
    assert document["phrases"]


def test_who_says_that_nothing_is_left(library: Library) -> None:
    found = run(library.path, "who", "--json")
    assert (found.status, found.document) == (0, {"article": None, "faces": [], "phrases": []})
    assert "No articles left" in run(library.path, "who").out


def test_pick_answers_as_today_does(path: Path) -> None:
    now = ("--now", NOW.isoformat())
    picked = run(path, *now, "pick", "1", "Ana", "--interest", "bees", "--json").document
    assert picked == run(path, *now, "today", "--json").document["suggestions"][0]
    assert picked["draft"]["to"] == "ana@example.com"
    assert picked["contact"]["interests"] == "bees"


def test_pick_refuses_who_is_paused(path: Path, library: Library) -> None:
    contact_editing.pause(library, 1)
    refused = run(path, "pick", "1", "Ana")
    assert refused.status == 1
    assert "paused" in refused.err


def test_a_picks_draft_follows_the_interests_saved_for_it_and_their_undo(library: Library) -> None:
    ana = know(library, "Ana Ferreira")
    for number, text in enumerate((BEES, TRAINS, PLASTER)):
        put(library, f"Article {number}", paragraphs=text)
    deck.answer(library, 1, ana.id, now=NOW)

    def card() -> Card:
        return review.todays_review(library, now=NOW).cards[0]

    assert (card().suggestion.terms, "beekeepers" in card().draft.body) == ((), False)
    contact_editing.edit_contact(library, ana.id, {"interests": "beekeepers"}, now=NOW)
    assert {term.source for term in card().suggestion.terms} == {Source.STATED}
    assert "beekeepers" in card().draft.body
    contact_editing.edit_contact(library, ana.id, {"interests": ""}, now=NOW)
    assert (card().suggestion.terms, "beekeepers" in card().draft.body) == ((), False)


def test_a_pick_that_fits_by_nothing_is_called_the_users_own(path: Path) -> None:
    now = ("--now", NOW.isoformat())
    run(path, *now, "pick", "1", "Ana")
    told = run(path, *now, "today").out
    assert "your own pick" in told
    assert "weak match" not in told
