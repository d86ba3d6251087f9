"""Why something is or isn't suggested today: each reason, and never at odds with Today."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.domain.articles import StoredArticle
from recommender.domain.people import EventKind, StoredContact
from recommender.domain.suggestions import Reason, State, WhyCode
from recommender.errors import PassalongError
from recommender.storage.library import Library
from recommender.workflow import user_settings
from recommender.workflow.matching.match import refresh_matches
from recommender.workflow.people import contact_editing
from recommender.workflow.results import Why
from recommender.workflow.today import review
from recommender.workflow.today.why import explain
from tests.builders import BEES, NOW, PLASTER, TRAINS, a_contact, an_article

SUPPORT = {WhyCode.SUGGESTED, WhyCode.FITS}
GERMAN = (
    "Die Imker der Stadt hatten ein gutes Jahr. Die Bienen am Kanal brachten mehr Honig als die "
    "Bienen auf den Feldern, denn die Linden blühten lange.",
    "Ein Imker achtet auf drei Dinge im Bienenstock: eine Königin, eine Brut ohne Lücken und "
    "genug Honig für den Winter. Bienen mögen keine Kälte.",
)


def fill(library: Library) -> None:
    """Put in three people and four articles; Ana and Ben keep bees, Cam rides night trains."""
    for name, fields in (
        ("Ana Ferreira", {}),
        ("Ben Okafor", {}),
        ("Cam Lee", {"interests": "night trains"}),
    ):
        contact = contact_editing.add_contact(library, a_contact(name, **fields), now=NOW)
        contact_editing.log_event(library, contact.id, EventKind.CALL, at=NOW - timedelta(days=200))
    for title, text, language in (
        ("Bees on the roof", BEES, "en"),
        ("The night train is back", TRAINS, "en"),
        ("Lime plaster on damp walls", PLASTER, "en"),
        ("Honig aus der Stadt", GERMAN, "de"),
    ):
        add(library, title, text, language=language)
    refresh_matches(library)


def add(library: Library, title: str, paragraphs: tuple[str, ...], **fields: Any) -> StoredArticle:
    url = f"https://press.example/{title.replace(' ', '-')}"
    with library.write():
        article_id = library.articles.add(
            an_article(title, url=url, paragraphs=paragraphs, **fields),
            added_at=NOW,
            read_at=NOW,
        )
    return article_by_id(library, article_id)


@pytest.fixture
def there(library: Library) -> Library:
    fill(library)
    return library


def contact_named(library: Library, name: str) -> StoredContact:
    (found,) = [contact for contact in library.contacts.all() if contact.name.startswith(name)]
    return found


def article_named(library: Library, word: str) -> StoredArticle:
    (found,) = [one for one in articles(library) if word in one.title]
    return found


def articles(library: Library) -> tuple[StoredArticle, ...]:
    return tuple(library.articles.get_many(range(1, 20)).values())


def article_by_id(library: Library, article_id: int) -> StoredArticle:
    article = library.articles.get(article_id)
    assert article is not None
    return article


def ask(library: Library, name: str = "Ana", word: str | None = "Bees", now: Any = NOW) -> Why:
    article = None if word is None else article_named(library, word)
    return explain(library, contact_named(library, name), article, now=now)


def codes(found: Why) -> list[WhyCode]:
    return [reason.code for reason in found.reasons]


def texts(found: Why) -> str:
    return " ".join(reason.text for reason in found.reasons)


def say(library: Library, state: State, name: str = "Ana", word: str = "Bees", **more: Any) -> None:
    """Record what happened to a pair, half a year ago unless said otherwise."""
    at = more.pop("at", NOW - timedelta(days=180))
    found = review.suggest(
        library,
        article_id=article_named(library, word).id,
        contact_id=contact_named(library, name).id,
        now=at,
    )
    review.mark(library, found.id, state, now=at, **more)


def test_a_suggestion_of_today_says_so_and_what_fits(there: Library) -> None:
    found = ask(there)
    assert (found.suggested, codes(found)) == (True, [WhyCode.SUGGESTED, WhyCode.FITS])
    assert "fits what Ana likes: beekeeping" in texts(found)


def test_an_opened_draft_is_on_today_while_it_is_asked_about(there: Library) -> None:
    say(there, State.OPENED, at=NOW)
    found = ask(there)
    assert (found.suggested, found.reasons[0].code) == (True, WhyCode.SUGGESTED)
    assert "asks whether you sent it" in texts(found)


def test_an_article_on_another_topic_is_below_the_threshold(there: Library) -> None:
    found = ask(there, word="plaster")
    assert not found.suggested
    assert WhyCode.BELOW_THRESHOLD in codes(found)
    assert "% of the score" in texts(found)


def test_an_interest_mentioned_once_is_too_little_evidence(there: Library) -> None:
    add(there, "The market", ("Stalls sold bread and honey.", *PLASTER))
    assert WhyCode.TOO_LITTLE_EVIDENCE in codes(ask(there, word="market"))


def test_an_avoided_topic_is_named(there: Library) -> None:
    ana = contact_named(there, "Ana")
    contact_editing.edit_contact(there, ana.id, {"avoid": "beekeepers, bees"}, now=NOW)
    found = ask(there)
    assert codes(found) == [WhyCode.AVOIDED]
    assert "bees" in texts(found)


def test_a_language_they_cannot_read_is_named(there: Library) -> None:
    ana = contact_named(there, "Ana")
    contact_editing.edit_contact(there, ana.id, {"languages": ("en",)}, now=NOW)
    found = ask(there, word="Honig")
    assert codes(found) == [WhyCode.LANGUAGE]
    assert found.reasons[0].text == "It's in German; Ana reads English."


def test_an_unread_article_waits_to_be_read(there: Library) -> None:
    with there.write():
        there.articles.set_read(article_named(there, "Bees").id, None)
    assert codes(ask(there)) == [WhyCode.UNREAD, WhyCode.FITS]


def test_a_rest_names_the_day_it_ends(there: Library) -> None:
    user_settings.choose(there, "rest_days", "14")
    say(there, State.SENT, word="plaster", at=NOW - timedelta(days=4))
    found = ask(there)
    assert codes(found) == [WhyCode.RESTING, WhyCode.FITS]
    assert "until 3 December" in texts(found)


def test_a_full_day_has_no_room(there: Library) -> None:
    user_settings.choose(there, "suggestions_per_day", "1")
    say(there, State.SENT, name="Cam", word="plaster", at=NOW)
    found = ask(there)
    assert codes(found) == [WhyCode.CAP, WhyCode.FITS]
    assert "per day" in texts(found)


def test_an_article_that_many_got_is_capped(there: Library) -> None:
    user_settings.choose(there, "people_per_article", "1")
    say(there, State.SENT, name="Ben")
    found = ask(there)
    assert codes(found) == [WhyCode.CAP, WhyCode.FITS]
    assert "1 person already" in texts(found)


def test_what_they_got_is_not_suggested_again(there: Library) -> None:
    say(there, State.SENT)
    found = ask(there)
    assert codes(found) == [WhyCode.SENT_BEFORE, WhyCode.FITS]
    assert "You sent it to Ana on 27 May." in texts(found)


def test_a_dismissal_comes_with_its_reason(there: Library) -> None:
    say(there, State.DISMISSED, reason=Reason.TOO_SOON)
    found = ask(there)
    assert WhyCode.DISMISSED in codes(found)
    assert "too soon" in texts(found)


def test_a_hidden_article_is_suggested_to_nobody(there: Library) -> None:
    review.hide_article(there, article_named(there, "Bees").id, now=NOW)
    assert codes(ask(there)) == [WhyCode.DISMISSED, WhyCode.FITS]


def test_a_snooze_names_its_day(there: Library) -> None:
    say(there, State.SNOOZED, at=NOW, until=(NOW + timedelta(days=9)).date())
    found = ask(there)
    assert codes(found) == [WhyCode.SNOOZED, WhyCode.FITS]
    assert "until 2 December" in texts(found)


def test_a_paused_contact_gets_nothing(there: Library) -> None:
    contact_editing.pause(there, contact_named(there, "Ana").id)
    assert codes(ask(there)) == [WhyCode.PAUSED, WhyCode.FITS]
    assert WhyCode.PAUSED in codes(ask(there, word=None))


def test_nothing_fits_a_contact_without_interests(there: Library) -> None:
    contact_editing.add_contact(there, a_contact("Dana Roy", interests=""), now=NOW)
    assert codes(ask(there, "Dana")) == [WhyCode.NO_PROFILE]
    assert codes(ask(there, "Dana", None)) == [WhyCode.NO_PROFILE]


def test_another_report_of_a_story_they_got_is_named(there: Library) -> None:
    bees = article_named(there, "Bees")
    other = add(there, "Roof hives", BEES)
    with there.write():
        there.articles.set_story(other.id, bees.story)
    say(there, State.SENT)
    found = ask(there, word="Roof hives")
    assert WhyCode.SAME_STORY in codes(found)
    assert "“Bees on the roof”" in texts(found)


def test_a_better_match_of_today_is_named(there: Library) -> None:
    user_settings.choose(there, "suggestions_per_day", "1")
    (card,) = review.todays_review(there, now=NOW).cards
    other = "Cam" if card.contact.name.startswith(("Ana", "Ben")) else "Ana"
    found = ask(there, other, "train" if other == "Cam" else "Bees")
    assert codes(found) == [WhyCode.BETTER_TODAY, WhyCode.FITS]
    assert "A better match has today's place." in texts(found)


def test_a_contact_s_suggestion_of_today_is_named(there: Library) -> None:
    found = ask(there, word=None)
    assert (found.article, found.suggested) == (None, True)
    assert "“Bees on the roof”" in texts(found)


def test_a_contact_whom_nothing_fits_hears_what_comes_closest(there: Library) -> None:
    contact_editing.add_contact(there, a_contact("Dana Roy", interests="harpsichords"), now=NOW)
    assert codes(ask(there, "Dana", None)) == [WhyCode.BELOW_THRESHOLD]


def test_what_comes_closest_without_evidence_has_no_percentage(there: Library) -> None:
    contact_editing.add_contact(there, a_contact("Dana Roy", emails=(), interests="figs"), now=NOW)
    add(there, "The market", ("Stalls sold bread and figs.", *PLASTER))
    found = ask(there, "Dana", None)
    assert codes(found) == [WhyCode.TOO_LITTLE_EVIDENCE]
    assert "says too little" in texts(found)
    assert "%" not in texts(found)


def test_a_contact_whose_best_article_is_unread_hears_which(there: Library) -> None:
    with there.write():
        there.articles.set_read(article_named(there, "train").id, None)
    found = ask(there, "Cam", None)
    assert codes(found) == [WhyCode.FITS, WhyCode.UNREAD]
    assert "“The night train is back”" in texts(found)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("filled") / "library.sqlite"
    with Library.open(path) as library:
        fill(library)
    return path


people = st.integers(1, 3)
pieces = st.integers(1, 4)
states = st.sampled_from([state for state in State if state is not State.PROPOSED])
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("mark"), people, pieces, states, st.integers(0, 20)),
        st.tuples(st.just("pick"), people, pieces),
        st.tuples(st.just("pause"), people),
        st.tuples(st.just("hide"), pieces),
        st.tuples(st.just("unread"), pieces),
        st.tuples(st.just("avoid"), people),
        st.tuples(
            st.sampled_from(["suggestions_per_day", "people_per_article", "rest_days"]),
            st.integers(0, 3),
        ),
    ),
    max_size=6,
)


def do(library: Library, step: tuple[Any, ...]) -> None:
    """Do one step that a user might; one that is refused does nothing."""
    try:
        match step:
            case ("mark", contact_id, article_id, state, days):
                at = NOW - timedelta(days=days)
                found = review.suggest(
                    library, article_id=article_id, contact_id=contact_id, now=at
                )
                review.mark(library, found.id, state, now=at)
            case ("pick", contact_id, article_id):
                review.suggest(library, article_id=article_id, contact_id=contact_id, now=NOW)
            case ("pause", contact_id):
                contact_editing.pause(library, contact_id)
            case ("hide", article_id):
                review.hide_article(library, article_id, now=NOW)
            case ("unread", article_id):
                with library.write():
                    library.articles.set_read(article_id, None)
            case ("avoid", contact_id):
                contact_editing.edit_contact(
                    library, contact_id, {"avoid": "bees, night trains"}, now=NOW
                )
            case (name, number):
                user_settings.choose(library, name, str(number))
    except PassalongError:
        return


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with TemporaryDirectory() as name:
        yield Path(name)


@settings(max_examples=30, deadline=None)
@given(steps=STEPS)
def test_the_answer_is_never_at_odds_with_today(
    filled: Path, folder: Path, steps: list[tuple[Any, ...]]
) -> None:
    path = folder / "copy.sqlite"
    shutil.copyfile(filled, path)
    with Library.open(path) as library:
        for step in steps:
            do(library, step)
        shown = review.todays_review(library, now=NOW)
        today = {(card.contact.id, card.article.id) for card in (*shown.cards, *shown.asked)}
        for contact in library.contacts.all():
            for article in (None, *articles(library)):
                found = explain(library, contact, article, now=NOW)
                expected = (
                    (contact.id, article.id) in today
                    if article
                    else any(contact.id == one for one, _ in today)
                )
                assert found.suggested == expected
                assert (WhyCode.SUGGESTED in codes(found)) == expected
                assert expected or set(codes(found)) - SUPPORT
