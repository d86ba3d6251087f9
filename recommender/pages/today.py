"""The Today page: one card at a time, its note opened with one click, and an end."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial

import streamlit as st

from recommender.domain.suggestions import Message
from recommender.pages.components.compose import compose_box, compose_data
from recommender.pages.sections.people.contact_form import checked_email
from recommender.pages.sections.today import (
    action_bar,
    checklist,
    deck,
    occasions,
    reason_actions,
    welcome,
)
from recommender.pages.sections.today.card import article_html, broadcast_html, person_html
from recommender.pages.support import formatting, markup, page_context, undo_toast
from recommender.pages.support.navigation import show_card, shown_card
from recommender.settings import Settings
from recommender.storage.library import Library
from recommender.workflow.clock import utc_now
from recommender.workflow.people import contact_editing
from recommender.workflow.results import Card, Review
from recommender.workflow.today import actions, review
from recommender.workflow.user_settings import choose, settings, unchoose

BOX = "compose"  # one key for all cards, so that the box is updated and not mounted again
LONGEST_NOW = 110  # characters of an occasion; a sentence that mentions a person may be long
_PLACE = "place"  # index of the card shown last


def show() -> None:
    """Draw the page."""
    now = utc_now()
    with page_context.page() as library:
        match = not deck.is_answering()
        plan = page_context.visible(review.todays_review(library, now=now, match=match))
        if not plan.size.contacts and not plan.size.articles:
            welcome.welcome(library, now)
            return
        place = _place(plan)
        deck_is_open = deck.is_open()
        _head(plan, place, turns=not deck_is_open)
        action_bar.show(library, plan, now)
        chosen = settings(library)
        deck.card_is_here()
        if deck_is_open:
            _deck(library, plan, now)
        elif plan.cards:
            card = plan.cards[place]
            with st.container(key="deck_offer"):  # always there: else the note is mounted again
                deck.offered_interests(library, card.suggestion.id)
            _card(card, chosen, now)
            if card.suggestion.chosen:
                deck.invitation(library, "Next article")
            elif plan.done + len(plan.cards) < chosen.suggestions_per_day:
                deck.invitation(library)
        else:
            _end(library, plan, chosen, now)
        checklist.show(library, plan, chosen, now)
        occasions.strip(plan.other_occasions, chosen, now)
        occasions.worth_reading(library, plan, now)


def note_opened() -> None:
    """Record the note's text as it was when it was opened or copied."""
    opened = st.session_state[BOX].opened
    if opened:
        page_context.callback(_record, opened)()


def address_given() -> None:
    """Save an email address for a contact who had none."""
    given = st.session_state[BOX].address
    if given:
        page_context.callback(_keep_address, given)()


def channel_chosen() -> None:
    """Save another channel for this contact."""
    chosen = st.session_state[BOX].channel
    if chosen:
        page_context.callback(_keep_channel, chosen)()


def name_given() -> None:
    """Save the name to sign with, for a user who has not given one."""
    given = st.session_state[BOX].signed
    if given:
        page_context.callback(_keep_name, given)()


def _record(library: Library, opened: Mapping[str, str]) -> None:
    # by the id that the box sends: the card drawn by now may be another one
    card = review.card(library, int(opened["id"]))
    message = Message(
        recipient=card.draft.recipient, subject=opened["subject"], body=opened["body"]
    )
    action_bar.remember_action(actions.open_note(library, card, message, utc_now()))


def _keep_address(library: Library, given: Mapping[str, str]) -> None:
    contact = review.card(library, int(given["id"])).contact
    emails = (checked_email(given["address"]), *contact.emails)
    edit = partial(contact_editing.edit_contact, now=utc_now())
    edit(library, contact.id, {"emails": emails})
    undo_toast.offer(
        f"Saved {formatting.short_name(contact)}'s email address.",
        page_context.callback(edit, contact.id, {"emails": contact.emails}),
    )


def _keep_name(library: Library, given: Mapping[str, str]) -> None:
    name = given["name"]
    choose(library, "your_name", name)
    undo_toast.offer(
        f"Your notes are signed “{name}”.", page_context.callback(unchoose, "your_name")
    )


def _keep_channel(library: Library, chosen: Mapping[str, str]) -> None:
    contact = review.card(library, int(chosen["id"])).contact
    usual = settings(library).channel
    contact_editing.set_channel(
        library, contact.id, None if chosen["name"] == usual else chosen["name"]
    )
    undo_toast.offer(
        f"Notes to {formatting.short_name(contact)} will open this way from now on.",
        page_context.callback(contact_editing.set_channel, contact.id, contact.channel),
    )


def _head(plan: Review, place: int, *, turns: bool) -> None:
    with st.container(key="head", horizontal=True, vertical_alignment="center"):
        st.html("<h1>Today</h1>", width="content")
        if turns and len(plan.cards) > 1:
            last = len(plan.cards) - 1
            st.html(f'<p class="pa-muted pa-place">{place + 1} of {last + 1}</p>', width="content")
            _turn(plan, "Back", place - 1, shortcut="k", disabled=place == 0)
            _turn(plan, "Next", place + 1, shortcut="j", disabled=place == last)


def _turn(plan: Review, label: str, to: int, *, shortcut: str, disabled: bool) -> None:
    st.button(
        label,
        key=f"turn_{label}",
        type="tertiary",
        icon=":material/chevron_right:" if label == "Next" else ":material/chevron_left:",
        icon_position="right" if label == "Next" else "left",
        shortcut=shortcut,
        disabled=disabled,
        on_click=lambda: show_card(plan.cards[to].suggestion.id),
    )


def _place(plan: Review) -> int:
    """Return the index of the card to show: the requested one, else the one now in its place."""
    named = shown_card()
    places = [n for n, card in enumerate(plan.cards) if card.suggestion.id == named]
    before = int(st.session_state.get(_PLACE, 0))
    place = places[0] if places else min(before, max(0, len(plan.cards) - 1))
    st.session_state[_PLACE] = place
    return place


def _card(card: Card, chosen: Settings, now: datetime) -> None:
    with st.container(key="card"):
        reason = formatting.shortened(card.occasion.reason, LONGEST_NOW) if card.occasion else ""
        why_now = reason[:1].upper() + reason[1:] or card.suggestion.why_now
        st.html(person_html(card.contact, card.last_sent, why_now, now) + article_html(card, now))
        reason_actions.show(card, now)
        if card.broadcast:
            st.html(broadcast_html(card))
        data = compose_data(card, chosen)
        if page_context.hides_names():
            page_context.show_names("The note is hidden while names are.")
        else:
            compose_box(
                key=BOX,
                data=data,
                on_opened=note_opened,
                on_address=address_given,
                on_channel=channel_chosen,
                on_signed=name_given,
            )
        with st.container(key="acts", horizontal=True, vertical_alignment="center"):
            for label, shortcut, deed in (
                ("Snooze", "s", actions.snooze),
                ("Not for them", "x", actions.dismiss),
                ("Drop", "d", actions.hide),
            ):
                st.button(
                    label,
                    key=f"act_{shortcut}",
                    type="tertiary",
                    shortcut=shortcut,
                    on_click=action_bar.on_action(deed, card, now),
                )
    if (
        data["channel"] and not page_context.hides_names()
    ):  # without a channel Enter has nothing to open
        st.html(
            '<p class="pa-keys"><kbd>↵</kbd> open the message <kbd>E</kbd> edit the note '
            "<kbd>Ctrl ↵</kbd> open from the note</p>"
        )


def _deck(library: Library, plan: Review, now: datetime) -> None:
    """Show the deck that the user asked for."""
    if not deck.deck_view(library, now):
        markup.empty("No articles left", "You've been asked about everything you've read.")
    cards = formatting.count(len(plan.cards), "card")
    with st.container(horizontal=True, horizontal_alignment="center"):
        st.button(
            f"Back to today's {cards}" if plan.cards else "Done",
            key="deck_close",
            type="tertiary",
            on_click=deck.close_deck,
        )


def _end(library: Library, plan: Review, chosen: Settings, now: datetime) -> None:
    if deck.has_room(library, plan, chosen.suggestions_per_day, now):
        if plan.done:
            markup.muted(_show_end_of_day(plan, chosen))
        deck.deck_view(library, now)
        return
    if plan.done:
        markup.empty("That's it for today", _show_end_of_day(plan, chosen), kind="done")
    elif plan.size.contacts and plan.size.articles:
        markup.empty("Nothing to send today", plan.why_empty)  # else the first steps say it
    deck.invitation(library)


def _show_end_of_day(plan: Review, chosen: Settings) -> str:
    """Sum up the day; an opened note counts as sent only once the user says so."""
    waiting = {card.contact.id: formatting.short_name(card.contact) for card in plan.asked}
    sent = [
        formatting.short_name(person) for person in plan.sent_or_opened if person.id not in waiting
    ]
    said = []
    if sent:
        has = "has" if len(sent) == 1 else "have"
        said.append(f"{formatting.join_names(tuple(sent))} {has} something good to read.")
    if waiting:
        names = formatting.join_names(tuple(waiting.values()))
        one = len(waiting) == 1
        said.append(
            f"Your {'draft' if one else 'drafts'} to {names} {'is' if one else 'are'} waiting to "
            "be sent."
        )
    if plan.done < chosen.suggestions_per_day:
        said.append(plan.why_empty)
    elif plan.worth_reading:
        said.append("If you have five more minutes, there's one to read below.")
    return " ".join(said)


if __name__ == "__main__":
    show()
