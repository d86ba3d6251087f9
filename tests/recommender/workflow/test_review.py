"""The chain of a day: added, suggested, opened, sent, liked, and every step taken back."""

from collections.abc import Iterable
from datetime import timedelta

import pytest

from ingest.records import Birthday
from recommender.domain.articles import StoredArticle
from recommender.domain.occasions import OccasionKind
from recommender.domain.people import EventKind, StoredContact
from recommender.domain.suggestions import Message, Reason, State
from recommender.errors import NotFoundError, NotPossibleError
from recommender.storage.library import Library
from recommender.workflow import user_settings
from recommender.workflow.matching import match
from recommender.workflow.matching.finished import what_fits, who_fits
from recommender.workflow.matching.index_cache import FreshFit, fit_library
from recommender.workflow.matching.match import refresh_matches, score_for_everybody
from recommender.workflow.matching.staleness import save_matched_by
from recommender.workflow.people import contact_editing
from recommender.workflow.results import Review
from recommender.workflow.sync import pages
from recommender.workflow.today import review
from tests.builders import NOW, PLASTER, TRAINS, FakeWeb, a_contact, a_page, an_article

WEEK = timedelta(days=7)
TOMORROW = NOW + timedelta(days=1)
PAGES = {
    "https://press.example/bees": a_page(),
    "https://press.example/trains": a_page("The night train is back", TRAINS),
    "https://press.example/walls": a_page("Lime plaster on damp walls", PLASTER),
}


@pytest.fixture
def ana(library: Library) -> StoredContact:
    """Return somebody for whom there is an article about bees, beside two for others."""
    contact = contact_editing.add_contact(library, a_contact(), now=NOW)
    contact_editing.log_event(library, contact.id, EventKind.CALL, at=NOW - WEEK)
    pages.add_pages(library, tuple(PAGES), now=NOW, fetcher=FakeWeb(PAGES))
    return contact


@pytest.fixture
def bees(library: Library, ana: StoredContact) -> StoredArticle:
    article = library.articles.by_url("https://press.example/bees")
    assert article is not None
    return article


def today(library: Library, now: object = NOW) -> Review:
    return review.todays_review(library, now=now)  # type: ignore[arg-type]  # always a time


def ids(shown: Review) -> list[int]:
    return [card.suggestion.id for card in shown.cards]


@pytest.fixture
def card_id(library: Library, bees: StoredArticle) -> int:
    (suggestion_id,) = ids(today(library))
    return suggestion_id


def test_what_was_read_is_suggested_to_the_one_it_is_for(
    library: Library, ana: StoredContact, bees: StoredArticle
) -> None:
    (card,) = today(library).cards
    assert (card.contact.id, card.article.id) == (ana.id, bees.id)
    assert {term.interest for term in card.suggestion.terms} <= {"beekeeping", "honey"}


def test_a_draft_goes_to_their_address_with_the_link(library: Library, card_id: int) -> None:
    draft = review.card(library, card_id).draft
    assert draft.recipient == "ana@example.com"
    assert "https://press.example/bees" in draft.body.splitlines()


def test_an_empty_library_says_what_to_do(library: Library) -> None:
    assert "nobody to write to" in today(library).why_empty


def test_a_library_without_articles_is_matched_and_says_so(library: Library) -> None:
    contact_editing.add_contact(library, a_contact(), now=NOW)
    assert "No articles yet" in today(library).why_empty


def test_the_next_draft_to_one_person_is_worded_anew(
    library: Library, ana: StoredContact, card_id: int
) -> None:
    first = review.card(library, card_id).draft
    review.mark(library, card_id, State.SENT, now=NOW)
    trains = library.articles.by_url("https://press.example/trains")
    assert trains is not None

    second = review.suggest(library, article_id=trains.id, contact_id=ana.id, now=TOMORROW)

    written = review.card(library, second.id).draft
    assert written.subject != trains.title
    assert written.body.splitlines()[2] != first.body.splitlines()[2]


def test_a_draft_to_someone_silent_for_months_says_so(
    library: Library, ana: StoredContact, bees: StoredArticle
) -> None:
    later = NOW + timedelta(days=200)

    picked = review.suggest(library, article_id=bees.id, contact_id=ana.id, now=later)

    assert review.card(library, picked.id).draft.subject == "It's been a while"


def test_the_link_carries_the_draft(library: Library, card_id: int) -> None:
    link = review.link(library, card_id, channel="mail")
    assert link.url.startswith("mailto:ana@example.com?subject=Bees%20on%20the%20roof&body=")


def test_the_link_carries_the_edited_note(library: Library, card_id: int) -> None:
    edited = Message(recipient="ana@example.com", subject="S", body="A & B + Ü")
    link = review.link(library, card_id, channel="mail", message=edited)
    assert link.url.endswith("body=A%20%26%20B%20%2B%20%C3%9C")


def test_an_opened_note_leaves_the_plan_and_is_asked_about(library: Library, card_id: int) -> None:
    review.mark(library, card_id, State.OPENED, now=NOW)
    shown = today(library)
    assert (ids(shown), [card.suggestion.id for card in shown.asked]) == ([], [card_id])


def test_an_opened_note_keeps_the_text_it_had(library: Library, card_id: int) -> None:
    edited = Message(recipient="ana@example.com", subject="S", body="mine")
    review.mark(library, card_id, State.OPENED, now=NOW, message=edited)
    user_settings.choose(library, "your_name", "Robin")
    assert review.card(library, card_id).draft == edited


def test_the_question_whether_it_was_sent_fades(library: Library, card_id: int) -> None:
    review.mark(library, card_id, State.OPENED, now=NOW)
    assert today(library, NOW + WEEK).asked == ()


def test_what_was_sent_counts_as_contact(
    library: Library, card_id: int, ana: StoredContact
) -> None:
    review.mark(library, card_id, State.SENT, now=NOW)
    contact = library.contacts.get(ana.id)
    assert contact is not None
    assert contact.last_contact == NOW


def test_the_chain_goes_forth_and_all_the_way_back(
    library: Library, card_id: int, ana: StoredContact
) -> None:
    for state in (State.OPENED, State.SENT, State.LIKED):
        review.mark(library, card_id, state, now=NOW)
    states = [review.undo_feedback(library, suggestion_id=card_id, now=NOW).state for _ in range(3)]
    assert states == [State.SENT, State.OPENED, State.PROPOSED]
    assert ids(today(library)) == [card_id]
    assert [event.kind for event in library.contacts.events(ana.id)] == [EventKind.CALL]


def test_there_may_be_nothing_to_take_back(library: Library) -> None:
    with pytest.raises(NotFoundError, match="nothing to undo"):
        review.undo_feedback(library, now=NOW)


def test_the_last_word_is_taken_back_whatever_it_was_said_of(
    library: Library, card_id: int
) -> None:
    review.mark(library, card_id, State.SENT, now=NOW)
    assert review.undo_feedback(library, now=NOW).id == card_id


def test_what_they_liked_moves_their_profile(
    library: Library, card_id: int, ana: StoredContact, bees: StoredArticle
) -> None:
    before = library.matches.of_pair(contact_id=ana.id, article_id=bees.id)
    review.mark(library, card_id, State.LIKED, now=NOW)
    today(library)
    after = library.matches.of_pair(contact_id=ana.id, article_id=bees.id)
    assert before is not None
    assert after is not None
    assert after.score != before.score


@pytest.mark.parametrize("reason", [Reason.KNOWS_IT, Reason.TOO_SOON, "my own words"])
def test_a_dismissal_for_another_reason_teaches_nothing(
    library: Library, card_id: int, ana: StoredContact, bees: StoredArticle, reason: str
) -> None:
    before = library.matches.of_pair(contact_id=ana.id, article_id=bees.id)
    review.mark(library, card_id, State.DISMISSED, now=NOW, reason=reason)
    today(library)
    assert library.matches.of_pair(contact_id=ana.id, article_id=bees.id) == before


def test_what_was_dismissed_never_returns(library: Library, card_id: int) -> None:
    review.mark(library, card_id, State.DISMISSED, now=NOW, reason=Reason.KNOWS_IT)
    assert ids(today(library, NOW + 99 * WEEK)) == []


def test_what_was_put_off_returns_on_its_day_under_its_number(
    library: Library, card_id: int
) -> None:
    review.mark(library, card_id, State.SNOOZED, now=NOW)
    days = [ids(today(library, NOW + timedelta(days=day))) for day in (1, 6, 7)]
    assert days == [[], [], [card_id]]


def test_a_rehearsal_of_a_later_day_wakes_nothing(library: Library, card_id: int) -> None:
    review.mark(library, card_id, State.SNOOZED, now=NOW)
    today(library, NOW + WEEK)
    assert ids(today(library, TOMORROW)) == []


def test_nothing_is_put_off_until_today(library: Library, card_id: int) -> None:
    with pytest.raises(NotPossibleError, match="in the future"):
        review.mark(library, card_id, State.SNOOZED, now=NOW, until=NOW.date())


def test_a_number_that_is_no_suggestion_is_refused(library: Library) -> None:
    with pytest.raises(NotFoundError, match=r"no suggestion 77.*passalong today"):
        review.mark(library, 77, State.SENT, now=NOW)


def test_a_suggestion_keeps_its_number_while_the_day_is_planned_again(
    library: Library, card_id: int
) -> None:
    contact_editing.add_contact(
        library, a_contact("Ben", interests="night trains, railways"), now=NOW
    )
    contact_editing.log_event(library, 2, EventKind.CALL, at=NOW)
    user_settings.choose(library, "your_name", "Robin")
    assert card_id in ids(today(library))


def test_a_withdrawn_number_is_given_to_no_other_pair(library: Library, card_id: int) -> None:
    contact_editing.pause(library, 1)
    contact_editing.add_contact(library, a_contact("Ben"), now=NOW)
    assert card_id not in ids(today(library))


def test_a_paused_person_gets_no_suggestion(library: Library, card_id: int) -> None:
    contact_editing.pause(library, 1)
    assert ids(today(library)) == []


def test_a_dropped_article_is_suggested_to_nobody_until_it_is_taken_up_again(
    library: Library, card_id: int, bees: StoredArticle
) -> None:
    review.hide_article(library, bees.id, now=NOW)
    dropped = len(ids(today(library)))
    review.hide_article(library, bees.id, hidden=False, now=NOW)
    assert (dropped, len(ids(today(library)))) == (0, 1)


def test_an_edited_profile_is_matched_at_the_next_review(
    library: Library, card_id: int, ana: StoredContact
) -> None:
    contact_editing.edit_contact(
        library, ana.id, {"interests": "night trains, sleeping cars"}, now=NOW
    )
    (card,) = today(library).cards
    assert card.article.title == "The night train is back"


def test_an_unread_article_is_worth_reading_first(library: Library, ana: StoredContact) -> None:
    bees = library.articles.by_url("https://press.example/bees")
    assert bees is not None
    pages.mark_read(library, bees, None)
    shown = today(library)
    assert [(w.article.id, [c.id for c in w.contacts]) for w in shown.worth_reading] == [
        (bees.id, [ana.id])
    ]


def test_a_picked_pair_comes_first_though_it_does_not_fit(library: Library, card_id: int) -> None:
    walls = library.articles.by_url("https://press.example/walls")
    assert walls is not None
    picked = review.suggest(library, article_id=walls.id, contact_id=1, now=NOW)
    assert ids(today(library))[0] == picked.id


def test_the_pair_that_was_picked_last_comes_first(library: Library, ana: StoredContact) -> None:
    ben = contact_editing.add_contact(library, a_contact("Ben"), now=NOW)
    picked = [
        review.suggest(library, article_id=article.id, contact_id=contact_id, now=NOW).id
        for article, contact_id in zip(library.articles.page(), (ana.id, ben.id), strict=False)
    ]
    assert ids(today(library))[:2] == picked[::-1]


def test_a_picked_pair_stays_until_something_is_said_of_it(library: Library, card_id: int) -> None:
    picked = review.suggest(library, article_id=3, contact_id=1, now=NOW)
    assert picked.id in ids(today(library, NOW + WEEK))


def test_a_picked_pair_that_was_put_off_returns(library: Library, card_id: int) -> None:
    picked = review.suggest(library, article_id=3, contact_id=1, now=NOW)
    review.mark(library, picked.id, State.SNOOZED, now=NOW)
    assert picked.id in ids(today(library, NOW + WEEK))


def test_a_picked_pair_goes_with_its_article(library: Library, card_id: int) -> None:
    picked = review.suggest(library, article_id=3, contact_id=1, now=NOW)
    review.hide_article(library, 3, now=NOW)
    assert picked.id not in ids(today(library))


def test_a_picked_article_counts_as_read(library: Library, ana: StoredContact) -> None:
    article = library.articles.page()[0]
    pages.mark_read(library, article, None)
    review.suggest(library, article_id=article.id, contact_id=ana.id, now=NOW)
    again = library.articles.get(article.id)
    assert again is not None
    assert again.read_at == NOW


def test_a_dismissed_pair_may_be_picked_after_all(library: Library, card_id: int) -> None:
    review.mark(library, card_id, State.DISMISSED, now=NOW)
    suggestion = review.card(library, card_id).suggestion
    picked = review.suggest(
        library, article_id=suggestion.article_id, contact_id=suggestion.contact_id, now=NOW
    )
    assert (picked.id, picked.state) == (card_id, State.PROPOSED)


def test_nobody_gets_an_article_twice_not_even_when_picked(library: Library, card_id: int) -> None:
    suggestion = review.card(library, card_id).suggestion
    review.mark(library, card_id, State.SENT, now=NOW)
    with pytest.raises(NotPossibleError, match="already got “Bees on the roof”"):
        review.suggest(
            library, article_id=suggestion.article_id, contact_id=suggestion.contact_id, now=NOW
        )


def test_a_paused_person_cannot_be_picked(library: Library, card_id: int) -> None:
    contact_editing.pause(library, 1)
    with pytest.raises(NotPossibleError, match="Ana Ferreira is paused"):
        review.suggest(library, article_id=3, contact_id=1, now=NOW)


def test_a_dropped_article_cannot_be_picked(library: Library, card_id: int) -> None:
    review.hide_article(library, 3, now=NOW)
    with pytest.raises(NotPossibleError, match="is hidden"):
        review.suggest(library, article_id=3, contact_id=1, now=NOW)


def test_a_card_tells_who_got_the_article_and_when_it_becomes_a_broadcast(
    library: Library, card_id: int, bees: StoredArticle
) -> None:
    user_settings.choose(library, "people_per_article", "1")
    review.mark(library, card_id, State.SENT, now=NOW)
    ben = contact_editing.add_contact(library, a_contact("Ben"), now=NOW)
    picked = review.suggest(library, article_id=bees.id, contact_id=ben.id, now=NOW)
    card = review.card(library, picked.id)
    assert (card.also_sent_to, card.broadcast) == (("Ana Ferreira",), True)


def test_a_card_tells_what_they_got_last(library: Library, card_id: int) -> None:
    review.mark(library, card_id, State.SENT, now=NOW)
    picked = review.suggest(library, article_id=3, contact_id=1, now=NOW + WEEK)
    last = review.card(library, picked.id).last_sent
    assert last is not None
    assert (last.title, last.sent_at) == ("Bees on the roof", NOW)


def test_a_channel_that_is_none_is_refused(library: Library, card_id: int) -> None:
    with pytest.raises(NotPossibleError, match="pigeon"):
        review.link(library, card_id, channel="pigeon")


def test_somebody_without_an_address_is_offered_another_way(library: Library, card_id: int) -> None:
    contact_editing.edit_contact(library, 1, {"emails": ()}, now=NOW)
    with pytest.raises(NotPossibleError, match="copy"):
        review.link(library, card_id, channel="mail")


def test_matching_now_and_matching_kept_agree(
    library: Library, ana: StoredContact, bees: StoredArticle
) -> None:
    now = score_for_everybody(library, bees)
    (kept,) = (one.match for one in who_fits(library, bees.id) if one.match.fits)
    assert now.fits[0].tolist() == [True]
    assert now.values[0, now.columns[ana.id]] == pytest.approx(kept.score, rel=1e-9)
    assert what_fits(library, ana.id)[0].article.id == bees.id


def test_a_library_that_is_up_to_date_is_not_matched_again(
    library: Library, ana: StoredContact
) -> None:
    assert refresh_matches(library) == 0


def test_what_another_process_added_meanwhile_is_matched_next_time(
    library: Library, ana: StoredContact, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fit_slowly(opened: Library, article_ids: Iterable[int] = ()) -> FreshFit:
        fresh = fit_library(opened, article_ids)
        with Library.open(library.path) as other, other.write():
            article_id = other.articles.add(
                an_article("Trains", url="https://press.example/2", paragraphs=TRAINS), added_at=NOW
            )
            other.terms.save(article_id, {"en:train": 2}, analyzer_version=1)
            other.contacts.update(ana.id, a_contact(interests="night trains"))
        monkeypatch.setattr(match, "fit_library", fit_library)
        return fresh

    monkeypatch.setattr(match, "fit_library", fit_slowly)
    contact_editing.edit_contact(library, ana.id, {"interests": "plaster, damp walls"}, now=NOW)
    refresh_matches(library)
    assert library.cache.has_unmatched()
    assert library.matches.stale_contacts() == (ana.id,)


def test_somebody_forgotten_while_all_are_matched_is_left_out(
    library: Library, ana: StoredContact, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fit_slowly(opened: Library, article_ids: Iterable[int] = ()) -> FreshFit:
        fresh = fit_library(opened, article_ids)
        with Library.open(library.path) as other:
            contact_editing.forget(other, ana.id)
        return fresh

    monkeypatch.setattr(match, "fit_library", fit_slowly)
    contact_editing.edit_contact(library, ana.id, {"interests": "plaster, damp walls"}, now=NOW)
    refresh_matches(library)
    assert library.problems() == ()


def test_a_setting_of_the_environment_counts_at_once(
    library: Library, card_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PASSALONG_SUGGESTIONS_PER_DAY", "0")
    assert ids(today(library)) == []
    monkeypatch.delenv("PASSALONG_SUGGESTIONS_PER_DAY")
    assert len(ids(today(library))) == 1


def test_what_another_version_matched_is_matched_anew(library: Library, card_id: int) -> None:
    with library.write():
        library.matches.replace((), article_ids=[one.id for one in library.articles.page()])
        save_matched_by(library, "older older")
    assert len(ids(today(library))) == 1


def test_sent_it_is_asked_on_one_later_day_and_then_fades(library: Library, card_id: int) -> None:
    review.mark(library, card_id, State.OPENED, now=NOW)
    for day in (NOW, TOMORROW, TOMORROW):  # asked twice on one day is one question
        (card,) = today(library, day).asked
        review.remember_asked(library, card.suggestion, now=day)
    assert today(library, NOW + timedelta(days=2)).asked == ()
    assert review.undo_feedback(library, suggestion_id=card_id, now=NOW).state is State.PROPOSED


@pytest.fixture
def birthday_card(library: Library, ana: StoredContact, card_id: int) -> int:
    """Return the card of somebody whose birthday is tomorrow."""
    born = Birthday(month=TOMORROW.month, day=TOMORROW.day)
    contact_editing.edit_contact(library, ana.id, {"birthday": born}, now=NOW)
    return card_id


def test_an_article_and_an_occasion_for_one_person_are_one_card(
    library: Library, birthday_card: int
) -> None:
    plan = today(library)
    (card,) = plan.cards
    assert card.occasion
    assert card.occasion.kind is OccasionKind.BIRTHDAY
    assert plan.other_occasions == ()


def test_a_birthday_wish_goes_with_the_article_once_and_before_it(
    library: Library, birthday_card: int
) -> None:
    today(library)
    body = review.card(library, birthday_card).draft.body
    assert body.count("Happy birthday") == 1
    assert body.index("Happy birthday") < body.index("https://press.example/bees")


def test_a_birthday_that_is_days_ahead_is_not_wished_for_with_an_article(
    library: Library, ana: StoredContact, card_id: int
) -> None:
    day = NOW + timedelta(days=4)
    contact_editing.edit_contact(
        library, ana.id, {"birthday": Birthday(month=day.month, day=day.day)}, now=NOW
    )
    (card,) = today(library).cards
    assert card.occasion
    assert "birthday" not in card.draft.body
    review.mark(library, card_id, State.SENT, now=NOW)
    assert [view.occasion.kind for view in today(library).occasions] == [OccasionKind.BIRTHDAY]


def test_sending_the_card_answers_its_occasion_and_undo_asks_again(
    library: Library, birthday_card: int
) -> None:
    review.mark(library, birthday_card, State.OPENED, now=NOW)
    assert today(library).other_occasions == ()
    review.mark(library, birthday_card, State.SENT, now=NOW)
    assert today(library).occasions == ()
    review.undo_feedback(library, suggestion_id=birthday_card, now=NOW)
    assert [view.occasion.kind for view in today(library).occasions] == [OccasionKind.BIRTHDAY]


def test_what_is_marked_as_sent_twice_was_sent_once(library: Library, ana: StoredContact) -> None:
    (card,) = [one for one in today(library).cards if one.contact.id == ana.id]
    first = review.mark(library, card.suggestion.id, State.SENT, now=NOW)

    again = review.mark(library, card.suggestion.id, State.SENT, now=TOMORROW)

    assert again == first
    events = library.contacts.events(ana.id)
    assert [event.kind for event in events].count(EventKind.SENT) == 1
