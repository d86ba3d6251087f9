"""The list of contacts: search, filters and order from the address, and edits in its rows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import streamlit as st

from recommender.care.cadence import is_due
from recommender.care.contact_list import (
    ContactFilter,
    ContactOrder,
    arrange,
    count_by_filter,
    count_tags,
    times_overdue,
)
from recommender.domain.people import StoredContact
from recommender.pages.components.list_view import first_on_page, turn_pages
from recommender.pages.components.list_view.table import (
    Heard,
    TableRow,
    new_edits,
    selection,
    show_table,
)
from recommender.pages.sections.people.bulk_bar import (
    SELECTED,
    proposals_for,
    selected_ids,
    show_bulk_bar,
)
from recommender.pages.support import formatting, list_query, markup, page_context, undo_toast
from recommender.pages.support.list_query import ListFilter
from recommender.settings import Settings
from recommender.storage.library import Library
from recommender.workflow.people import bulk_editing
from recommender.workflow.people.bulk_editing import BulkEdit
from recommender.workflow.user_settings import settings as chosen_settings

PAGE = 50  # rows a page; a row is a third as high as one of other lists
FILTERS = {
    ContactFilter.ALL: "Everyone",
    ContactFilter.NEEDS_INTERESTS: "Needs interests",
    ContactFilter.NO_INTERESTS: "No interests yet",
    ContactFilter.OVERDUE: "Overdue",
    ContactFilter.AWAKE: "Awake",
    ContactFilter.ASLEEP: "Asleep",
    ContactFilter.PAUSED: "Paused",
}
ORDERS = {
    ContactOrder.NAME: "By name",
    ContactOrder.LAST_CONTACT: "By last contact",
    ContactOrder.OVERDUE: "Most overdue first",
    ContactOrder.ADDED: "Recently added first",
}
_TABLE = "people_table"
_HEARD = "people_heard"
_SEARCH = ListFilter(name="q", key="contacts_search")
_FILTER = ListFilter(name="filter", key="people_filter", usual=ContactFilter.ALL)
_TAG = ListFilter(name="tag", key="people_tag")
_SORT = ListFilter(name="sort", key="people_sort", usual=ContactOrder.NAME)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListView:
    """What the address asks the list to show."""

    words: str
    wanted: ContactFilter
    tag: str
    order: ContactOrder


def list_address() -> dict[str, str]:
    """Return the part of the address that says what the list shows, for links back to it."""
    return list_query.in_address(_SEARCH, _FILTER, _TAG, _SORT)


def show_people(library: Library, now: datetime) -> None:
    """Show the contacts that the address asks for, and how to choose others."""
    settings = chosen_settings(library)
    summaries = library.contacts.summaries()
    overdue = times_overdue(summaries, settings=settings, now=now)
    tags = count_tags(summaries)
    view = _view()
    _filters(view, count_by_filter(summaries, overdue), tags)
    found = arrange(summaries, overdue, wanted=view.wanted, tag=view.tag, order=view.order)
    if view.words:
        holding = frozenset(library.contacts.search_ids(view.words))
        found = tuple(contact_id for contact_id in found if contact_id in holding)
    st.session_state[SELECTED] = selected_ids() & {summary.id for summary in summaries}
    show_bulk_bar(library, found, tuple(tags), now)
    if not found:
        markup.empty("Nobody found", "Try fewer words, or show everyone.")
        return
    first = first_on_page(len(found), size=PAGE)
    contacts = library.contacts.get_many(found[first : first + PAGE])
    shown = [contacts[contact_id] for contact_id in found[first : first + PAGE]]
    proposed = proposals_for(library, shown)
    opened = show_table(
        [
            table_row(
                page_context.visible(contact),
                proposed=proposed.get(contact.id, ()),
                settings=settings,
                now=now,
            )
            for contact in shown
        ],
        key=_TABLE,
        label="Contacts",
        first=first,
        selected=selected_ids(),
        heard=_heard(),
        editable=True,
        order=view.order,
        on_edit=page_context.callback(_save_edits),
        on_select=page_context.callback(_take_selection, frozenset(contacts)),
        on_sort=_sort,
    )
    turn_pages(len(found), size=PAGE)
    if opened is not None:
        page_context.navigate("contacts", contact=opened, **list_address())


def table_row(
    contact: StoredContact, *, proposed: Sequence[str] = (), settings: Settings, now: datetime
) -> TableRow:
    """Return a contact as a row of the table.

    Args:
        contact: Who.
        proposed: Interests to accept.
        settings: The cadences.
        now: Aware.
    """
    return TableRow(
        id=contact.id,
        name=contact.name,
        work=", ".join(part for part in (contact.role, contact.organisation) if part),
        interests=one_line(contact.interests),
        proposed="" if contact.died else ", ".join(proposed),
        aside=formatting.ago(contact.last_contact, now) if contact.last_contact else "",
        due=is_due(contact, settings=settings, now=now),
        asleep=contact.asleep,
        left_out="died" if contact.died else contact.why_paused,
    )


def one_line(interests: str) -> str:
    """Return interests on one line that means the same: a line break parts them as “;” does."""
    return "; ".join(line.strip(" ;,\t") for line in interests.splitlines() if line.strip(" ;,\t"))


def _view() -> ListView:
    wanted, order = _FILTER.value(), _SORT.value()
    return ListView(
        words=_SEARCH.value(),
        wanted=ContactFilter(wanted) if wanted in set(ContactFilter) else ContactFilter.ALL,
        tag=_TAG.value(),
        order=ContactOrder(order) if order in set(ContactOrder) else ContactOrder.NAME,
    )


def _filters(view: ListView, counts: dict[ContactFilter, int], tags: dict[str, int]) -> None:
    """Show search, filters and order; each change goes to the address."""
    spelled = {tag.casefold(): tag for tag in tags}
    list_query.show_values(
        {
            _SEARCH: view.words,
            _FILTER: view.wanted,
            _TAG: spelled.get(view.tag.casefold(), ""),
            _SORT: view.order,
        }
    )
    with st.container(key="people_filters", horizontal=True):
        list_query.search_field(_SEARCH, placeholder="Name, place, interest, tag")
        st.selectbox(
            "Show",
            [
                one
                for one in ContactFilter
                if counts[one] or one in {ContactFilter.ALL, view.wanted}
            ],
            format_func=lambda one: f"{FILTERS[one]} ({counts[one]:,})",
            label_visibility="collapsed",
            key=_FILTER.key,
            on_change=_FILTER.keep,
        )
        if tags:
            st.selectbox(
                "Tag",
                ["", *tags],
                format_func=lambda tag: f"{tag} ({tags[tag]:,})" if tag else "Any tag",
                label_visibility="collapsed",
                key=_TAG.key,
                on_change=_TAG.keep,
            )
        st.selectbox(
            "Order",
            list(ContactOrder),
            format_func=ORDERS.__getitem__,
            label_visibility="collapsed",
            key=_SORT.key,
            on_change=_SORT.keep,
        )


def _heard() -> Heard:
    heard: Heard = st.session_state.get(_HEARD, Heard())
    return heard


def _sort() -> None:
    _SORT.choose(str(st.session_state[_TABLE].sort))


def _take_selection(_library: Library, page: frozenset[int]) -> None:
    ids, number = selection(_TABLE)
    st.session_state[SELECTED] = (selected_ids() - page) | (ids & page)
    st.session_state[_HEARD] = replace(_heard(), selection=number)


def _save_edits(library: Library) -> None:
    """Save what was done in the rows, and offer to undo it."""
    edits = new_edits(_TABLE, _heard())
    if not edits:
        return
    st.session_state[_HEARD] = replace(_heard(), edits=edits[-1].number)
    done: list[BulkEdit] = []
    for edit in edits:
        if edit.act == "wake":
            done.append(bulk_editing.set_asleep(library, [edit.id], False))
        else:
            done.append(bulk_editing.write_interests(library, edit.id, edit.text))
    contact = page_context.visible(library.contacts.get(edits[-1].id))
    assert contact is not None, "it was just edited"
    wakes = edits[-1].act == "wake"
    message = f"{contact.name} is awake." if wakes else f"Saved {contact.name}'s interests."
    if len(edits) > 1:
        message = f"Saved {len(edits)} changes."
    undo_toast.offer(message, page_context.callback(_undo, tuple(reversed(done))))


def _undo(library: Library, edits: tuple[BulkEdit, ...]) -> None:
    for edit in edits:
        bulk_editing.undo_edit(library, edit)
