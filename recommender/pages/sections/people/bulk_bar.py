"""What can be done with the selected contacts of the list; each act has one undo."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime

import streamlit as st

from recommender.domain.people import StoredContact
from recommender.matching.profiles.profile import split_interests
from recommender.pages.support import formatting, markup, page_context, undo_toast
from recommender.storage.library import Library
from recommender.workflow.maintenance import restore_leftovers
from recommender.workflow.people import bulk_editing
from recommender.workflow.people.bulk_editing import BulkEdit
from recommender.workflow.people.contact_editing import forget_all
from recommender.workflow.people.merging import merge_contacts, undo_merge

SELECTED = "people_selected"
USUAL_DAYS = 60
ASKED_WIDTH = 320  # pixels of a question: sentences as wide as they are cover the list
MOST_PROPOSED = 3  # for each contact: the surest
MOST_AT_ONCE = 100  # contacts whose proposals can be added together: two pages, which were seen
LONGEST_DAYS = 3_650

Contacts = Mapping[int, StoredContact]


def selected_ids() -> frozenset[int]:
    """Return the ids of the selected contacts, including those outside the current filter."""
    ids: frozenset[int] = st.session_state.get(SELECTED, frozenset())
    return ids


def proposals_for(
    library: Library, contacts: Collection[StoredContact]
) -> dict[int, tuple[str, ...]]:
    """Return the interests proposed for those who have none; nothing while names are hidden."""
    without = [contact for contact in contacts if not contact.interests.strip()]
    if not without or page_context.hides_names():
        return {}
    from recommender.workflow.people.proposals import propose  # imports NumPy

    return {
        contact_id: tuple(one.text for one in found[:MOST_PROPOSED])
        for contact_id, found in propose(library, without).items()
        if found
    }


def show_bulk_bar(
    library: Library, found: Sequence[int], tags: Sequence[str], now: datetime
) -> None:
    """Show what can be done with the selected contacts; nothing while none is selected.

    Args:
        library: Where they are changed.
        found: The ids of all contacts that the list shows, on all its pages.
        tags: The tags that contacts have.
        now: Aware.
    """
    ids = selected_ids()
    if not ids:
        return
    contacts = library.contacts.get_many(sorted(ids))
    with st.container(key="people_bar", horizontal=True, vertical_alignment="center"):
        hidden = len(ids.difference(found))
        more = f", {hidden:,} not shown" if hidden else ""
        st.html(f'<p role="status"><b>{len(ids):,} selected</b>{more}</p>', width="content")
        if len(found) > len(ids) and not hidden:
            st.button(
                f"Select all {len(found):,}",
                key="bulk_all",
                type="tertiary",
                on_click=_select,
                args=(frozenset(found),),
            )
        _add_interests(library, contacts)
        _add_tag(library, contacts, tags)
        _set_cadence(library, contacts)
        _set_states(library, contacts)
        _delete(library, contacts)
        # what comes and goes with the next tick stands last: an open question before it would close
        if len(contacts) == 2:
            _merge(library, contacts, now)
        st.button(
            "",
            key="bulk_none",
            type="tertiary",
            icon=":material/close:",
            help="Clear the selection",
            on_click=_select,
            args=(frozenset(),),
        )


def _add_interests(library: Library, contacts: Contacts) -> None:
    with st.popover("Add interests", type="tertiary"):
        with st.form("bulk_interests", border=False):
            text = st.text_input(
                "Interests, separated by commas", placeholder="grid storage, wild gardens"
            )
            added = st.form_submit_button(f"Add to {_people(contacts)}", type="primary")
        topics = split_interests(text)
        if added and topics:
            what = formatting.join_names(tuple(f"“{topic}”" for topic in topics))
            edit = bulk_editing.add_interests(library, contacts, topics)
            _done(edit, lambda people: f"Added {what} to {people}.")
        few = len(contacts) <= MOST_AT_ONCE
        proposed = proposals_for(library, contacts.values()) if few else {}
        if proposed:
            people = formatting.count(len(proposed), "person", "people")
            markup.muted("Or add to each person what their row proposes in grey.")
            if st.button(f"Add the proposals of {people}", key="bulk_proposed"):
                edit = bulk_editing.add_interests_each(library, proposed)
                _done(edit, lambda people: f"Added the proposed interests of {people}.")


def _add_tag(library: Library, contacts: Contacts, tags: Sequence[str]) -> None:
    with st.popover("Tag", type="tertiary"), st.form("bulk_tag", border=False):
        tag = st.selectbox(
            "Tag",
            tags,
            index=None,
            accept_new_options=True,
            placeholder="Choose or type a tag",
        )
        tagged = st.form_submit_button(f"Tag {_people(contacts)}", type="primary")
        if tagged and tag and tag.strip():
            edit = bulk_editing.add_tag(library, contacts, tag)
            _done(edit, lambda people: f"Tagged {people} “{tag}”.")


def _set_cadence(library: Library, contacts: Contacts) -> None:
    with st.popover("Cadence", type="tertiary"):
        with st.form("bulk_cadence", border=False):
            days = int(
                st.number_input("Be in touch every … days", 1, LONGEST_DAYS, USUAL_DAYS, step=1)
            )
            chosen = st.form_submit_button(f"Set for {_people(contacts)}", type="primary")
        if chosen:
            edit = bulk_editing.set_cadence(library, contacts, days)
            _done(
                edit,
                lambda people: f"Set a cadence of {formatting.count(days, 'day')} for {people}.",
            )
        if st.button("Use the default", key="bulk_default", type="tertiary"):
            edit = bulk_editing.set_cadence(library, contacts, None)
            _done(edit, lambda people: f"Reset the cadence of {people}.")


def _set_states(library: Library, contacts: Contacts) -> None:
    """Offer to pause contacts and let them sleep, and the reverse where one already is."""
    for sets, field, label, message in (
        (True, "paused", "Pause", "Paused {}."),
        (False, "paused", "Resume", "Resumed {}."),
        (True, "asleep", "Let sleep", "Asleep now: {}."),
        (False, "asleep", "Wake", "Woke {}."),
    ):
        if all(getattr(contact, field) == sets for contact in contacts.values()):
            continue
        if not sets and not any(getattr(contact, field) for contact in contacts.values()):
            continue
        if st.button(label, key=f"bulk_{label}", type="tertiary"):
            change = bulk_editing.set_paused if field == "paused" else bulk_editing.set_asleep
            _done(change(library, contacts, sets), message.format)


def _merge(library: Library, contacts: Contacts, now: datetime) -> None:
    first, second = (page_context.visible(contact) for contact in contacts.values())
    with st.popover("Merge", type="tertiary"), st.container(width=ASKED_WIDTH):
        markup.muted(
            "Both become one contact, with the emails, notes and history of both. "
            "Whose name and job stay?"
        )
        for kept, other in ((first, second), (second, first)):
            facts = (kept.name, kept.role, kept.organisation, *kept.emails[:1])
            label = markup.plain(", ".join(filter(None, facts)))
            if st.button(label, key=f"bulk_keep_{kept.id}"):
                merge_contacts(library, kept_id=kept.id, other_id=other.id, now=now)
                _select(frozenset())
                undo_toast.offer(
                    f"Merged {other.name} into {kept.name}.", page_context.callback(undo_merge)
                )
                st.rerun()


def _delete(library: Library, contacts: Contacts) -> None:
    with st.popover("Delete", type="tertiary"), st.container(width=ASKED_WIDTH):
        names = tuple(page_context.visible(contact).name for contact in contacts.values())
        markup.muted(
            f"This deletes {formatting.join_names(names)}, with notes and history, and leaves no "
            "trace. You can't undo it."
        )
        for copy in restore_leftovers(library.path):
            markup.muted(f"{copy}, kept by a restore, may still hold them.")
        if st.button(f"Delete {_people(contacts)} for good", key="bulk_delete", type="primary"):
            forget_all(library, contacts)
            _select(frozenset())
            undo_toast.dismiss()  # its text or its undo may concern someone who was just deleted
            st.rerun()


def _done(edit: BulkEdit, message: Callable[[str], str]) -> None:
    """Clear the selection, and offer to undo what was done."""
    text = message(formatting.count(len(edit.changes), "person", "people"))
    undo_toast.offer(text, page_context.callback(bulk_editing.undo_edit, edit))
    _select(frozenset())
    st.rerun()


def _people(contacts: Contacts) -> str:
    return formatting.count(len(contacts), "person", "people")


def _select(ids: frozenset[int]) -> None:
    st.session_state[SELECTED] = ids
