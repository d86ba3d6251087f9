"""Today: one card at a time, the note on it opened with one click, and an end to it."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

import streamlit as st

from recommender.domain import Message, Reason
from recommender.pages import acts, frame, look, occasions, start, words
from recommender.pages.acts import Act, Done
from recommender.pages.card import article_html, broadcast_html, person_html
from recommender.pages.compose import compose_box, compose_data
from recommender.storage.library import Library
from recommender.workflow import people, review
from recommender.workflow.choices import settings
from recommender.workflow.clock import utc_now
from recommender.workflow.views import Card, Review

SNOOZES = {"Until tomorrow": 1, "For a week": 7, "For a month": 30}
REASONS = {
    Reason.NOT_THEIR_TOPIC: "Not their topic",
    Reason.KNOWS_IT: "They know it already",
    Reason.TOO_SOON: "Too soon to write again",
    Reason.NOT_GOOD: "Not a good article",
    Reason.OTHER: "Another reason",
}

_PLACE = "place"  # which card is shown
_DONE = "done"  # the last act of this visit


def show() -> None:
    """Draw the page."""
    now = utc_now()
    with frame.page() as library:
        plan = review.todays_review(library, now=now)
        if not plan.size.contacts and not plan.size.articles:
            start.welcome()
            return
        _head(plan)
        _bar(plan, now)
        if plan.cards:
            _card(library, plan.cards[_place(plan)], now)
        else:
            _end(plan)
        occasions.strip(plan)
        occasions.worth_reading(library, plan, now)


def act(deed: Callable[..., Done | None], *args: Any) -> Callable[[], None]:
    """Return a callback that does a deed on an open library and remembers how to undo it."""

    def remember(library: Library) -> None:
        st.session_state[_DONE] = deed(library, *args)

    return frame.doing(remember)


def note_opened(key: str, card: Card) -> None:
    """Record the note as it read when it was opened or copied."""
    opened = st.session_state[key].opened
    if opened:
        message = Message(
            recipient=card.draft.recipient, subject=opened["subject"], body=opened["body"]
        )
        act(acts.open_note, card, message, utc_now())()


def address_given(key: str, card: Card) -> None:
    """Put an e-mail address on the card of a person who had none."""
    address = st.session_state[key].address
    if address:
        emails = (address, *card.contact.emails)
        frame.doing(people.edit_contact, card.contact.id, {"emails": emails})()


def _head(plan: Review) -> None:
    with st.container(key="head", horizontal=True, vertical_alignment="center"):
        st.html("<h1>Today</h1>", width="content")
        if len(plan.cards) > 1:
            place, last = _place(plan), len(plan.cards) - 1
            st.html(f'<p class="pa-muted pa-place">{place + 1} of {last + 1}</p>', width="content")
            _turn("Back", place - 1, shortcut="k", disabled=place == 0)
            _turn("Next", place + 1, shortcut="j", disabled=place == last)


def _turn(label: str, to: int, *, shortcut: str, disabled: bool) -> None:
    st.button(
        label,
        key=f"turn_{label}",
        type="tertiary",
        icon=":material/chevron_right:" if label == "Next" else ":material/chevron_left:",
        icon_position="right" if label == "Next" else "left",
        shortcut=shortcut,
        disabled=disabled,
        on_click=lambda: st.session_state.update({_PLACE: to}),
    )


def _place(plan: Review) -> int:
    return max(0, min(int(st.session_state.get(_PLACE, 0)), len(plan.cards) - 1))


def _bar(plan: Review, now: datetime) -> None:
    """Show, at a place that is always taken, the last act with its undo, or “Sent it?”."""
    done: Done | None = st.session_state.get(_DONE)
    with st.container(key="bar", horizontal=True, vertical_alignment="center", gap="small"):
        if done is not None and done.act is not Act.OPENED:
            _last_act(done, plan, now)
        elif plan.asked:
            _sent_it(plan, now)
        else:
            st.html(f'<p class="pa-bar pa-muted">{look.text(_day_line(plan))}</p>')


def _last_act(done: Done, plan: Review, now: datetime) -> None:
    st.html(f'<p class="pa-bar" role="status">{_told(done, plan)}</p>')
    if done.act is Act.SNOOZED:
        days = st.menu_button("Change", tuple(SNOOZES), key="bar_snooze", type="tertiary")
        if days:
            act(acts.snooze_instead, done, now, SNOOZES[days])()
            st.rerun()
    if done.act is Act.DISMISSED and done.reason is None:
        reason = st.menu_button(
            "Say why",
            tuple(REASONS),
            key="bar_reason",
            type="tertiary",
            format_func=lambda reason: REASONS[reason],
        )
        if reason:
            act(acts.dismiss_because, done, now, reason)()
            st.rerun()
    st.button("Undo", key="bar_undo", shortcut="u", type="tertiary", on_click=act(acts.undo, done))


def _told(done: Done, plan: Review) -> str:
    who = f"<b>{look.text(words.called(done.card.contact))}</b>"
    match done.act:
        case Act.SENT:
            return f"Noted as sent to {who}."
        case Act.SNOOZED if done.until:
            return f"For {who} again on {words.short_day(done.until, plan.day)}."
        case Act.DISMISSED:
            why = f" ({look.text(done.reason)})" if done.reason else ""
            return f"Not for {who}{why}."
        case _:
            return "Dropped for everyone."


def _sent_it(plan: Review, now: datetime) -> None:
    card = plan.asked[-1]
    more = f" ({len(plan.asked) - 1} more to ask)" if len(plan.asked) > 1 else ""
    name = look.text(words.called(card.contact))
    st.html(f'<p class="pa-bar" role="status">Sent it to <b>{name}</b>?{more}</p>')
    st.button("Yes", key="bar_yes", on_click=act(acts.say_sent, card, now))
    st.button(
        "Not yet",
        key="bar_undo",
        shortcut="u",
        type="tertiary",
        on_click=act(acts.say_not_sent, card, now),
    )


def _day_line(plan: Review) -> str:
    day = words.long_day(plan.day)
    return f"{day}. {words.count(plan.done, 'note')} on the way." if plan.done else f"{day}."


def _card(library: Library, card: Card, now: datetime) -> None:
    key = f"compose_{card.suggestion.id}"
    with st.container(key="card"):
        why_now = card.suggestion.why_now
        st.html(person_html(card.contact, card.last_sent, why_now, now) + article_html(card, now))
        if card.broadcast:
            st.html(broadcast_html(card))
        compose_box(
            key=key,
            data=compose_data(card, settings(library)),
            on_opened=partial(note_opened, key, card),
            on_address=partial(address_given, key, card),
        )
        with st.container(key="acts", horizontal=True, vertical_alignment="center"):
            for label, shortcut, deed in (
                ("Snooze", "s", acts.snooze),
                ("Not for them", "x", acts.dismiss),
                ("Drop", "d", acts.drop),
            ):
                st.button(
                    label,
                    key=f"act_{shortcut}",
                    type="tertiary",
                    shortcut=shortcut,
                    on_click=act(deed, card, now),
                )
    st.html(
        '<p class="pa-keys"><kbd>↵</kbd> open the mail <kbd>E</kbd> edit the note '
        "<kbd>Ctrl ↵</kbd> open from the note</p>"
    )


def _end(plan: Review) -> None:
    if plan.done:
        look.empty("That is it for today", _farewell(plan))
    else:
        look.empty("Nothing to send today", plan.why_empty)


def _farewell(plan: Review) -> str:
    people = words.count(plan.done, "person has", "people have")
    return f"{people} something good to read because of you. {plan.why_empty}"


if __name__ == "__main__":
    show()
