"""The Today page: one card at a time, its note opened with one click, and an end."""

from datetime import datetime

import streamlit as st

from recommender.pages.sections.today import (
    action_bar,
    card_actions,
    checklist,
    deck,
    end_of_day,
    occasions,
    welcome,
)
from recommender.pages.support import formatting, markup, page_context
from recommender.pages.support.navigation import show_card, shown_card
from recommender.settings import Settings
from recommender.storage.library import Library
from recommender.workflow.clock import utc_now
from recommender.workflow.results import Review
from recommender.workflow.today import review
from recommender.workflow.user_settings import settings

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
        _head(library, plan, place, now, turns=not deck_is_open)
        chosen = settings(library)
        deck.card_is_here()
        if deck_is_open:
            _deck(library, plan, now)
        elif plan.cards:
            card = plan.cards[place]
            with st.container(key="deck_offer"):  # always there: else the note is mounted again
                deck.offered_interests(library, card.suggestion.id)
            card_actions.show(card, chosen, now)
            if card.suggestion.chosen:
                deck.invitation(library, "Next article")
            elif plan.done + len(plan.cards) < chosen.suggestions_per_day:
                deck.invitation(library)
        else:
            _end(library, plan, chosen, now)
        checklist.show(library, plan, chosen, now)
        occasions.strip(plan.other_occasions, chosen, now)
        occasions.worth_reading(plan, now)


def _head(library: Library, plan: Review, place: int, now: datetime, *, turns: bool) -> None:
    """Show the title, the bar, and the way to the other cards."""
    # by its key the page has room for two columns before the card is there
    key = "today_head_wide" if turns and plan.cards else "today_head"
    with st.container(key=key, horizontal=True, vertical_alignment="center"):
        st.html("<h1>Today</h1>", width="content")
        action_bar.show(library, plan, now)
        if turns and len(plan.cards) > 1:
            last = len(plan.cards) - 1
            with st.container(key="turn", horizontal=True, vertical_alignment="center"):
                st.html(
                    f'<p class="pa-muted pa-place">{place + 1} of {last + 1}</p>', width="content"
                )
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
            markup.muted(end_of_day.summary(plan, chosen))
        deck.deck_view(library, now)
        return
    if plan.done:
        end_of_day.show_end_of_day(plan, chosen)
    elif plan.size.contacts and plan.size.articles:
        markup.empty("Nothing to send today", plan.why_empty)  # else the first steps say it
    deck.invitation(library)


if __name__ == "__main__":
    show()
