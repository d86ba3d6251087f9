"""One person: details, articles that fit, profile, timeline, and the form to edit them."""

from dataclasses import fields
from datetime import datetime
from functools import partial
from pathlib import Path

import streamlit as st

from ingest.records import Contact
from recommender.domain.occasions import OccasionState
from recommender.domain.people import EventKind, StoredContact
from recommender.domain.suggestions import SHARED_STATES
from recommender.pages.components.list_view import PAGE, Row, RowAct, page_of, show_rows, turn_pages
from recommender.pages.sections.people.contact_feeds import show_contact_feeds
from recommender.pages.sections.people.contact_form import edit_details
from recommender.pages.sections.people.profile import show_profile
from recommender.pages.sections.people.unmatched import show_unmatched
from recommender.pages.sections.today import occasion_actions
from recommender.pages.sections.today.occasions import occasion_rows
from recommender.pages.sections.why_not import WHY_NOT, not_suggested, show_why_not, why_not_act
from recommender.pages.support import formatting, markup, page_context, undo_toast
from recommender.pages.support.navigation import write_to
from recommender.sharing.channels import get_channel
from recommender.sharing.links import usable_channels
from recommender.storage.library import Library
from recommender.workflow.clock import local_day, utc_now
from recommender.workflow.maintenance import restore_leftovers
from recommender.workflow.matching.finished import match_first, what_fits
from recommender.workflow.matching.match import refresh_matches
from recommender.workflow.people.about import about
from recommender.workflow.people.contact_editing import (
    edit_contact,
    forget,
    log_event,
    pause,
    set_channel,
    sleep,
    unlog_event,
)
from recommender.workflow.people.timeline import timeline
from recommender.workflow.results import NamedMatch, TimelineRow
from recommender.workflow.today.occasions import occasions_with_contact, undo_occasion_feedback
from recommender.workflow.today.why import suggested_pairs
from recommender.workflow.user_settings import settings

MOST_FITS = 8
LOGGED = tuple(k for k in EventKind if k not in {EventKind.SENT, EventKind.CONNECTED})


def show_person(library: Library, contact: StoredContact, now: datetime) -> None:
    """Show a person."""
    st.html(_head(contact, now))
    if contact.asleep:
        _offer_to_wake(library, contact)
    fits, past, profile, card = st.tabs(("What fits", "History", "Profile", "Details"))
    with fits:
        _fits(library, contact, now)
    with past:
        _history(library, contact, now)
    with profile:
        show_profile(library, contact)
    with card:
        if page_context.hides_names():
            page_context.show_names("This is hidden while names are hidden.")
        else:
            if edit_details(library, contact.id, contact):
                undo_toast.offer("Saved.", page_context.callback(_put_back, contact))
                st.rerun()
            _channel(library, contact)
        show_contact_feeds(library, contact, now)
        _leave(library, contact)


def _head(contact: StoredContact, now: datetime) -> str:
    place = ", ".join(part for part in (contact.role, contact.organisation) if part)
    touch = f"In touch {formatting.ago(contact.last_contact, now)}" if contact.last_contact else ""
    born = f"Birthday {formatting.birthday(contact.birthday)}" if contact.birthday else ""
    ways = (*contact.emails[:2], *contact.phones[:1])
    states = (contact.why_paused, "asleep" if contact.asleep else "")
    chips = [markup.chip(state, kind="weak") for state in states if state]
    chips += [markup.chip(markup.text(tag), kind="tag") for tag in contact.tags]
    lines = (
        markup.text(place),
        markup.dotted(*ways),
        markup.profile_links(contact),
        markup.dotted(touch, born),
    )
    note = (
        f'<p class="pa-rolodex" dir="auto">{markup.text(contact.notes)}</p>'
        if contact.notes
        else ""
    )
    return (
        f'<div class="pa-person pa-whole">{markup.avatar(contact.name, size="large")}'
        f'<div class="pa-person-words"><h1 dir="auto">{markup.text(contact.name)}</h1>'
        + "".join(f'<p class="pa-muted">{line}</p>' for line in lines if line)
        + (f'<div class="pa-chips">{"".join(chips)}</div>' if chips else "")
        + f"{note}</div></div>"
    )


def _offer_to_wake(library: Library, contact: StoredContact) -> None:
    name = formatting.short_name(contact)
    with st.container(horizontal=True, vertical_alignment="center", key="asleep"):
        markup.muted(f"{name} is asleep: no reminders, and only strong matches are suggested.")
        if st.button("Wake", key="wake"):
            _sleep(library, contact.id, False)
            undo_toast.offer(f"{name} is awake.", page_context.callback(_sleep, contact.id, True))
            st.rerun()


def _sleep(library: Library, contact_id: int, asleep: bool) -> None:
    sleep(library, [contact_id], asleep=asleep)


def _fits(library: Library, contact: StoredContact, now: datetime) -> None:
    name = formatting.short_name(contact)
    match_first(library)  # edits in the list leave that to the next look
    if contact.died:
        markup.muted(f"{name} {contact.why_paused}. No suggestions, no reminders.")
        return
    if contact.paused:
        markup.muted(f"{name} is paused: nothing is suggested for them.")
    found = [m for m in what_fits(library, contact.id) if m.match.fits][:MOST_FITS]
    if not found:
        advice = (
            "Nothing in your library fits yet. That may change with more articles."
            if contact.interests.strip()
            else f"Add what {name} is interested in, under Details."
        )
        markup.empty("Nothing fits yet", advice)
        show_unmatched(library, contact)
        _why_nothing(library, contact, now)
        return
    said = library.suggestions.of_contact(contact.id)
    got = {suggestion.article_id for suggestion in said if suggestion.state in SHARED_STATES}
    absent = not_suggested(library, {(contact.id, m.article.id) for m in found}, now=now)
    clicked = show_rows(
        [
            _fit(m, got=m.article.id in got, absent=(contact.id, m.article.id) in absent)
            for m in found
        ],
        key="person_fits",
        label=f"What fits {name}",
    )
    show_unmatched(library, contact)
    _why_nothing(library, contact, now)
    if clicked and clicked[1] == "write":
        write_to(library, clicked[0], contact.id, now)
    elif clicked and clicked[1] == WHY_NOT:
        show_why_not(library, contact, library.articles.get(clicked[0]), now=now)
    elif clicked:
        page_context.navigate("articles", article=clicked[0])


def _why_nothing(library: Library, contact: StoredContact, now: datetime) -> None:
    """Offer the reasons, while Today suggests nothing for them."""
    if any(contact.id == one for one, _ in suggested_pairs(library, now=now)):
        return
    if st.button("Why nothing today?", key="person_why", type="tertiary"):
        show_why_not(library, contact, None, now=now)


def _fit(found: NamedMatch, *, got: bool, absent: bool) -> Row:
    """Return the row of an article that fits.

    Args:
        found: The article, for the person.
        got: They got it already.
        absent: It isn't suggested to them today.
    """
    article = found.article
    write = RowAct(name="write", label="Write", about=f"Write about {article.title}")
    return Row(
        id=article.id,
        title=article.title,
        aside="sent" if got else "",
        lines=(formatting.match_summary(found.match, unread=article.read_at is None),),
        acts=(
            *(() if got or found.contact.paused else (write,)),
            *((why_not_act(article.title),) if absent else ()),
        ),
    )


def _history(library: Library, contact: StoredContact, now: datetime) -> None:
    _waiting(library, contact, now)
    with (
        st.form("log", clear_on_submit=True, border=False),
        st.container(horizontal=True, vertical_alignment="bottom", key="log_row"),
    ):
        kind = st.selectbox(
            "What happened?",
            LOGGED,
            index=LOGGED.index(EventKind.COFFEE),
            format_func=lambda kind: formatting.event_label(kind).capitalize(),
        )
        note = st.text_input("Details", placeholder="optional")
        if st.form_submit_button("Save"):
            event = log_event(library, contact.id, kind, at=now, note=note.strip())
            undo_toast.offer(
                f"Logged: {formatting.event_label(kind)}.",
                page_context.callback(unlog_event, event.id),
            )
            st.rerun()
    moments = page_context.visible(timeline(library, contact.id))
    if not moments:
        markup.muted("Nothing here yet. What you send from here is logged automatically.")
        return
    pages = f"timeline_{contact.id}"
    first = page_of(len(moments), key=pages)
    items = "".join(_moment(moment, now) for moment in moments[first : first + PAGE])
    st.html(f'<ol class="pa-time">{items}</ol>')
    turn_pages(len(moments), key=pages)


def _moment(moment: TimelineRow, now: datetime) -> str:
    today = local_day(now)
    day = formatting.short_day(local_day(moment.at), today)
    what, about = formatting.event_label(moment.what).capitalize(), moment.note
    if moment.since:
        since = formatting.short_day(local_day(moment.since), today)
        about = f"{moment.times:,} times since {since}"
    return (
        f"<li><span>{markup.text(day)}</span><div><b>{markup.text(what)}</b> "
        f'<span dir="auto">{markup.text(about)}</span></div></li>'
    )


def _waiting(library: Library, contact: StoredContact, now: datetime) -> None:
    """Show the person's open occasion, answered with one click."""
    as_it_is = library.contacts.get(contact.id)  # unredacted: an occasion is found by the real name
    found = as_it_is and page_context.visible(occasions_with_contact(library, as_it_is, now=now))
    said = found and occasion_rows(
        found, settings(library), now, key="person_occasions", named=False
    )
    if said:
        done = occasion_actions.say(library, *said, now)
        undo_toast.offer(
            _TOLD[done.state], page_context.callback(undo_occasion_feedback, done.feedback_id)
        )
        st.rerun()


_TOLD = {
    OccasionState.OPENED: "Opened the draft. Click Done once it's sent.",
    OccasionState.DONE: "Marked as done.",
    OccasionState.SNOOZED: "Later: back in a week.",
    OccasionState.NOT_NEEDED: "Skipped.",
    OccasionState.NOT_THEM: "Marked as someone else. Passalong won't ask about them again.",
}


def _put_back(library: Library, contact: StoredContact) -> None:
    as_it_was = {f.name: getattr(contact, f.name) for f in fields(Contact)}
    edit_contact(library, contact.id, as_it_was, now=utc_now())
    refresh_matches(library)


def _pause(library: Library, contact_id: int, paused: bool) -> None:
    pause(library, contact_id, paused=paused)
    refresh_matches(library)


def _channel(library: Library, contact: StoredContact) -> None:
    titles = {channel.name: channel.title for channel in usable_channels(contact)}
    usual = get_channel(settings(library).channel).title
    key = f"channel_{contact.id}"

    def keep(opened: Library) -> None:
        set_channel(opened, contact.id, st.session_state[key] or None)

    st.selectbox(
        f"Open notes to {markup.plain(formatting.short_name(contact))} with",
        ("", *titles),
        index=("", *titles).index(contact.channel) if contact.channel in titles else 0,
        format_func=lambda name: titles[name] if name else f"Same as everyone ({usual})",
        key=key,
        on_change=page_context.callback(keep),
    )


def _everything(path: Path, contact: StoredContact, now: datetime) -> bytes:
    with Library.open(path) as library:
        return about(library, contact, now=now).encode("utf-8", "replace")


def _leave(library: Library, contact: StoredContact) -> None:
    name = formatting.short_name(contact)
    markup.section("Pause or delete")
    with st.container(horizontal=True, vertical_alignment="center"):
        if not contact.died and st.button("Resume" if contact.paused else "Pause", key="pause"):
            _pause(library, contact.id, not contact.paused)
            message = f"Resumed {name}." if contact.paused else f"Paused {name}."
            undo_toast.offer(message, page_context.callback(_pause, contact.id, contact.paused))
            st.rerun()
        if not contact.asleep and st.button("Let sleep", key="sleep"):
            _sleep(library, contact.id, True)
            undo_toast.offer(f"{name} is asleep.", page_context.callback(_sleep, contact.id, False))
            st.rerun()
        if not page_context.hides_names():
            st.download_button(
                f"Everything about {markup.plain(name)}",
                partial(_everything, library.path, contact, utc_now()),
                file_name="about.txt",
                mime="text/plain",
                on_click="ignore",
                key="about",
                icon=":material/download:",
                help="All that Passalong holds about them, for someone who asks.",
            )
        with st.popover("Delete"):
            markup.muted(f"This deletes {name} with all notes and history. You can't undo it.")
            for copy in restore_leftovers(library.path):
                markup.muted(f"{copy}, kept by a restore, may still hold {name}.")
            if st.button("Delete for good", key="forget", type="primary"):
                forget(library, contact.id)
                page_context.navigate("contacts")
