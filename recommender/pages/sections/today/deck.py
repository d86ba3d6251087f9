"""“Who does this make you think of?”: the deck on the page, and the interests that it offers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import streamlit as st

from recommender.pages.components.deck import deck_card, interest_chips, plain_faces
from recommender.pages.sections.today.card import about_text
from recommender.pages.support import formatting, markup, page_context, undo_toast
from recommender.pages.support.navigation import show_card
from recommender.sharing.titles import after_title
from recommender.storage.library import Library
from recommender.workflow.clock import utc_now
from recommender.workflow.people import contact_editing, proposals
from recommender.workflow.results import Question, Review
from recommender.workflow.today import deck
from recommender.workflow.today.deck import Answer

QUESTION = "Who does this make you think of?"
CARD = "deck_card"  # one key for all articles, so that the card is updated and not mounted again
CHIPS = "deck_interests"
EXCERPT = 420  # characters: three lines on a wide screen
_ARTICLE = "deck"  # in the query string: the article to ask about
_OPEN = "deck_open"  # in the session: an article's id, or 0 for the next one
_FOUND = "deck_found"  # what was searched last
_OFFER = "deck_offer"  # the phrases offered for whoever was just picked
_ANSWERS = "deck_answers"  # how many were given: one that was refused is asked for again
_ANSWERED = "deck_answered"  # something was answered or saved right before this run
_PICKED = "deck_picked"  # someone was picked on a page that can't show the card


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Phrases offered as the interests of a contact who was just picked."""

    suggestion_id: int
    contact_id: int
    phrases: tuple[str, ...]


def open_deck(article_id: int = 0) -> None:
    """Show the deck on Today, with an article or with the next one, whatever else is there."""
    st.session_state[_OPEN] = article_id


def ask_about(article_id: int) -> tuple[str, dict[str, int | str]]:
    """Return the page that asks who an article is for, and its query."""
    return "today", {_ARTICLE: article_id}


def is_open() -> bool:
    """Return whether the user asked for the deck."""
    return page_context.query_id(_ARTICLE) is not None or st.session_state.get(_OPEN) is not None


def is_answering() -> bool:
    """Return whether the user is in the middle of the deck: matching waits, so that keys don't."""
    answered = st.session_state.pop(_ANSWERED, None) is not None
    return answered or is_open() or st.session_state.get(_OFFER) is not None


def close_deck() -> None:
    """Show Today's cards again."""
    st.session_state.pop(_OPEN, None)
    st.query_params.pop(_ARTICLE, None)


def deck_view(library: Library, now: datetime) -> bool:
    """Show the question about the requested article, or about the next one.

    Somebody who is picked gets a card, which Today shows: other pages go there.

    Returns:
        Whether there was an article to ask about.
    """
    if st.session_state.pop(_PICKED, None) is not None:
        page_context.navigate("today")
    requested = page_context.query_id(_ARTICLE) or st.session_state.get(_OPEN)
    question = deck.ask(library, requested or None, now=now)
    if question is None:
        return False
    if page_context.hides_names():
        markup.section(question.article.title, QUESTION)
        page_context.show_names("The people are hidden while names are hidden.")
    else:
        deck_card(
            key=CARD, data=_data(library, question, now), on_answer=_answered, on_search=_searched
        )
    return True


def card_is_here() -> None:
    """Say that this page shows the card of whoever was picked."""
    st.session_state.pop(_PICKED, None)


def invitation(library: Library, label: str = QUESTION) -> None:
    """Show a button that opens the deck, where there is an article and someone to think of."""
    if library.size().contacts and deck.next_article(library) is not None:
        with st.container(horizontal=True, horizontal_alignment="center"):
            st.button(label, key="deck_invitation", type="tertiary", on_click=open_deck)


def offered_interests(library: Library, suggestion_id: int) -> None:
    """Offer the article's phrases above the card of whoever was just picked."""
    offer: Offer | None = st.session_state.get(_OFFER)
    if offer is None or offer.suggestion_id != suggestion_id or page_context.hides_names():
        return
    contact = library.contacts.get(offer.contact_id)
    if contact is None:
        return
    name = formatting.short_name(contact)
    these = "this" if len(offer.phrases) == 1 else "these"
    interest_chips(
        key=CHIPS,
        data={
            "pick": str(offer.suggestion_id),
            "contact": offer.contact_id,
            "question": f"Add {these} to {name}'s interests?",
            "phrases": list(offer.phrases),
        },
        on_save=_saved,
        on_skip=_skipped,
    )


def has_room(library: Library, plan: Review, limit: int, now: datetime) -> bool:
    """Return whether the deck belongs on Today without being asked for, and has an article."""
    room = deck.has_room(library, plan, suggestions_per_day=limit, now=now)
    return room and deck.next_article(library) is not None


def _data(library: Library, question: Question, now: datetime) -> dict[str, object]:
    article = question.article
    words = _searched_words(article.id)
    return {
        "id": article.id,
        "card": f"{library.path} {article.id}",  # in the demo the same number is another article
        "answers": st.session_state.get(_ANSWERS, 0),
        "title": article.title,
        "about": about_text(article, now),
        "excerpt": formatting.shortened(after_title(article.text, article.title), EXCERPT),
        "question": QUESTION,
        "hint": question.hint,
        "faces": plain_faces(question.faces),
        "found": {
            "words": words,
            "faces": plain_faces(deck.search(library, article, words, now=now)),
        },
    }


def _searched_words(article_id: int) -> str:
    found = st.session_state.get(_FOUND)
    return str(found["words"]) if found and int(found["article"]) == article_id else ""


def _searched() -> None:
    asked = st.session_state[CARD].search
    if asked:
        st.session_state[_FOUND] = dict(asked)


def _answered() -> None:
    given = st.session_state[CARD].answer
    if given:
        st.session_state[_ANSWERS] = st.session_state.get(_ANSWERS, 0) + 1
        page_context.callback(_keep_answer, given)()


def _keep_answer(library: Library, given: Mapping[str, int | None]) -> None:
    article_id = int(given["article"] or 0)
    contact_id = given["contact"]
    st.session_state.pop(_OFFER, None)
    st.session_state[_ANSWERED] = True
    if contact_id is None:
        _offer_undo(deck.nobody(library, article_id, now=utc_now()))
        if st.session_state.get(_OPEN):
            open_deck()
        st.query_params.pop(_ARTICLE, None)
        return
    phrases = deck.phrases_of(library, article_id)
    answer = deck.answer(library, article_id, int(contact_id), now=utc_now())
    assert answer.suggestion is not None, "someone was picked"
    _offer_undo(answer)
    st.session_state[_OFFER] = Offer(
        suggestion_id=answer.suggestion.id, contact_id=int(contact_id), phrases=phrases
    )
    st.session_state[_PICKED] = answer.suggestion.id
    close_deck()
    show_card(answer.suggestion.id)


def _offer_undo(given: Answer) -> None:
    if given.contact is None:
        status = f"Nobody for “{formatting.shortened(given.article.title, 60)}”."
    else:
        name = formatting.short_name(given.contact)
        awake = f" {name} is awake again." if given.woken else ""
        status = f"Picked for {name}.{awake}"
    undo_toast.offer(status, page_context.callback(_undo, given))


def _undo(library: Library, given: Answer) -> None:
    deck.undo(library, given)
    st.session_state.pop(_OFFER, None)
    open_deck(given.article.id)


def _saved() -> None:
    chosen = st.session_state[CHIPS].save
    if chosen:
        page_context.callback(_keep_interests, chosen)()


def _keep_interests(library: Library, chosen: Mapping[str, object]) -> None:
    contact_id, texts = int(str(chosen["contact"])), chosen["texts"]
    assert isinstance(texts, list), "the chips send a list"
    before = library.contacts.get(contact_id)
    st.session_state.pop(_OFFER, None)
    if before is None or not texts:
        return
    contact = proposals.accept(library, contact_id, [str(text) for text in texts], now=utc_now())
    if before.interests != contact.interests:
        undo_toast.offer(
            f"Added to {formatting.short_name(contact)}'s interests.",
            page_context.callback(_put_back, contact_id, before.interests),
        )


def _put_back(library: Library, contact_id: int, interests: str) -> None:
    contact_editing.edit_contact(library, contact_id, {"interests": interests}, now=utc_now())


def _skipped() -> None:
    if st.session_state[CHIPS].skip:
        st.session_state.pop(_OFFER, None)
        st.session_state[_ANSWERED] = True
