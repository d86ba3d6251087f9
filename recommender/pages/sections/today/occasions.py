"""Below the card: the day's occasions, and what is worth reading next."""

from collections.abc import Iterator, Sequence
from datetime import datetime

import streamlit as st

from recommender.domain.occasions import OccasionKind, OccasionState
from recommender.pages.components.list_view import Row, RowAct, show_rows
from recommender.pages.sections.today import occasion_actions
from recommender.pages.sections.today.card import age
from recommender.pages.support import formatting, markup, page_context
from recommender.settings import Settings
from recommender.sharing.links import channel_for, link_for
from recommender.workflow.results import OccasionView, Review, WorthReading

LONGEST_REASON = 220  # characters: a sentence that mentions a contact may be very long
LONGEST_NOTE = 140  # characters of the rolodex note: a line or two


def strip(found: Sequence[OccasionView], settings: Settings, now: datetime) -> None:
    """Show reasons to write, each with a draft to open and all that can be said of it."""
    if not found:
        return
    markup.section("Worth a hello")
    if said := occasion_rows(found, settings, now, key="occasions"):
        occasion_actions.act(occasion_actions.say, *said, now)()
        st.rerun()


def occasion_rows(
    found: Sequence[OccasionView],
    settings: Settings,
    now: datetime,
    *,
    key: str,
    named: bool = True,
) -> tuple[OccasionView, OccasionState] | None:
    """Show occasions as a list, and return of which what was just said by a click in it.

    Args:
        found: One a person at most.
        settings: The usual channel.
        now: Aware.
        key: The list's own.
        named: Each says whose it is; without, the page says so already.
    """
    chosen = show_rows(
        [_row(view, settings, now, named=named) for view in found],
        key=key,
        label="Occasions",
    )
    if not chosen:
        return None
    view = next((view for view in found if view.contact.id == chosen[0]), None)
    if view is None:  # answered in another window since
        st.rerun()
    if chosen[1] == "open":
        page_context.navigate("contacts", contact=view.contact.id)
    return view, OccasionState(chosen[1])


def _row(view: OccasionView, settings: Settings, now: datetime, *, named: bool) -> Row:
    reason = formatting.shortened(view.occasion.reason, LONGEST_REASON)
    reason = reason[:1].upper() + reason[1:]
    last = view.contact.last_contact
    is_silence = view.occasion.kind is OccasionKind.QUIET
    touch = f"In touch {formatting.ago(last, now)}" if last and not is_silence else ""
    note = formatting.note_line(view.contact.notes, LONGEST_NOTE)
    aside = "draft opened" if view.occasion.state is OccasionState.OPENED else ""
    acts = (*draft_acts(view, settings), *_answers(view))
    if not named:
        return Row(id=view.contact.id, title=reason, aside=aside, acts=acts, opens=False)
    return Row(
        id=view.contact.id,
        title=view.contact.name,
        face=view.contact.name,
        aside=aside,
        lines=(
            " · ".join(part for part in (reason, touch) if part),
            note,
        ),
        acts=acts,
    )


def _answers(view: OccasionView) -> Iterator[RowAct]:
    name = formatting.short_name(view.contact)
    is_mention = view.occasion.kind is OccasionKind.MENTION
    answers = (
        (OccasionState.DONE, "Done", f"Done: in touch with {name}"),
        (OccasionState.SNOOZED, "Later", f"Later: {name} again in a week"),
        (OccasionState.NOT_THEM, "Not them", f"This is not {name}"),
        (OccasionState.NOT_NEEDED, "Skip", f"Skip {name} this time"),
    )
    for state, label, about in answers:
        if is_mention or state is not OccasionState.NOT_THEM:
            yield RowAct(name=state.value, label=label, about=about, quiet=True)


def worth_reading(plan: Review, now: datetime) -> None:
    """Show unread articles that would suit someone: to be read first, then passed on."""
    if not plan.worth_reading:
        return
    markup.section("Worth reading next", "Read it first, then pass it on.")
    chosen = show_rows(
        [
            Row(
                id=item.article.id,
                title=item.article.title,
                lines=(_for_whom(item, now),),
                acts=(RowAct(name="open", label="Read", about=f"Read {item.article.title}"),),
            )
            for item in plan.worth_reading
        ],
        key="worth_reading",
        label="Worth reading",
    )
    if chosen:
        page_context.navigate("articles", article=chosen[0], back="today")


def _for_whom(item: WorthReading, now: datetime) -> str:
    names = formatting.join_names(tuple(formatting.short_name(person) for person in item.contacts))
    about = (f"For {names}", item.article.site or "", age(item.article, now))
    return " · ".join(part for part in about if part)


def draft_acts(view: OccasionView, settings: Settings) -> tuple[RowAct, ...]:
    """Return the way to the occasion's draft, where the person can be reached by one."""
    channel = channel_for(view.contact, settings.channel)
    link = channel and link_for(view.draft, channel=channel.name, contact=view.contact, url="")
    if channel is None or not link or not link.url:
        return ()
    name = formatting.short_name(view.contact)
    return (
        RowAct(
            name=OccasionState.OPENED.value,
            label="Copy and open" if link.copies else "Write",
            about=f"Copy the note and open {name}'s profile" if link.copies else f"Write to {name}",
            href=link.url,
            same_tab=channel.same_tab,
            copies=view.draft.body if link.copies else "",
        ),
    )
