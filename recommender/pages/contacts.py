"""The Contacts page: everyone in the library, searchable by any word of their details."""

from datetime import datetime
from functools import partial
from pathlib import Path

import streamlit as st

from recommender.care.contact_list import ContactFilter
from recommender.errors import NotFoundError
from recommender.pages.components.back_link import back_link
from recommender.pages.sections.imports.import_contacts import import_view
from recommender.pages.sections.imports.who_matters import interests_view
from recommender.pages.sections.people.contact_form import new_contact
from recommender.pages.sections.people.duplicates import show_duplicates
from recommender.pages.sections.people.meetings import show_meetings
from recommender.pages.sections.people.people_list import list_address, show_people
from recommender.pages.sections.people.person import show_person
from recommender.pages.support import markup, page_context
from recommender.storage.library import Library
from recommender.workflow.clock import utc_now
from recommender.workflow.exports import BookFormat, export_calendar, export_contacts

VIEW = "view"
ADD, IMPORT, DUPLICATES, COFFEE = "add", "import", "duplicates", "coffee"
INTERESTS = "interests"
WITHOUT_INTERESTS = {ContactFilter.NEEDS_INTERESTS, ContactFilter.NO_INTERESTS}


def show() -> None:
    """Draw the list, one person, the form for a new one, or a file's import."""
    with page_context.page() as library:
        now = utc_now()
        view, contact_id = st.query_params.get(VIEW), page_context.query_id("contact")
        if contact_id is None and view not in {ADD, IMPORT, DUPLICATES, COFFEE, INTERESTS}:
            _list(library, now)
            return
        back_link("contacts", "Contacts", **list_address())
        if contact_id is not None:
            _person(library, contact_id, now)
        elif view == COFFEE:
            show_meetings(library, now)
        elif page_context.hides_names():
            page_context.show_names("You can't add or import people while names are hidden.")
        elif view == INTERESTS:
            interests_view(library, now)
        elif view == ADD:
            new_contact(library, now)
        elif view == DUPLICATES:
            show_duplicates(library, now)
        else:
            import_view(library, now)


def _person(library: Library, contact_id: int, now: datetime) -> None:
    contact = page_context.visible(library.contacts.get(contact_id))
    if contact is None:
        raise NotFoundError("That person is no longer in the library.")
    show_person(library, contact, now)


def _list(library: Library, now: datetime) -> None:
    everybody = library.size().contacts
    with st.container(key="head", horizontal=True, vertical_alignment="center"):
        st.html("<h1>Contacts</h1>", width="content")
        if everybody:
            _add_button()
            _menu(library.path, now)
    if not everybody:
        markup.empty(
            "Nobody here yet",
            "Import your address book, or start with one person you'd send something to.",
        )
        with st.container(horizontal=True, horizontal_alignment="center"):
            _add_button()
            _import_button()
        return
    if st.query_params.get("filter") in WITHOUT_INTERESTS and st.button(
        "Pick who matters", key="who_matters", icon=":material/groups:"
    ):
        page_context.navigate("contacts", view=INTERESTS)
    show_people(library, now)


def _add_button() -> None:
    if st.button("Add a person", key="ways_add", type="primary"):
        page_context.navigate("contacts", view=ADD)


def _import_button() -> None:
    if st.button("Import a file", key="ways_import", icon=":material/upload_file:"):
        page_context.navigate("contacts", view=IMPORT)


def _menu(path: Path, now: datetime) -> None:
    """Show the menu of everything else that the page does with all contacts."""
    with st.popover("More"), st.container(key="contacts_menu"):
        _import_button()
        if st.button("Who to meet", key="ways_coffee", icon=":material/local_cafe:"):
            page_context.navigate("contacts", view=COFFEE)
        if st.button("Merge duplicates", key="ways_duplicates", icon=":material/merge:"):
            page_context.navigate("contacts", view=DUPLICATES)
        markup.muted("Export, for other programs")
        for label, name, written in (
            ("vCard", "contacts.vcf", BookFormat.VCARD),
            ("Table (CSV)", "contacts.csv", BookFormat.CSV),
        ):
            st.download_button(
                label,
                partial(_written, path, written),
                file_name=name,
                on_click="ignore",
                key=f"export_{written}",
                icon=":material/download:",
            )
        st.download_button(
            "Calendar of birthdays and reminders",
            partial(_calendar, path, now),
            file_name="passalong.ics",
            mime="text/calendar",
            on_click="ignore",
            key="export_calendar",
            icon=":material/event:",
        )


def _written(path: Path, form: BookFormat) -> bytes:
    """Return all contacts as a file; built on the click, not while the page is drawn."""
    with Library.open(path) as library:
        return export_contacts(library.contacts.all(), form)


def _calendar(path: Path, now: datetime) -> bytes:
    with Library.open(path) as library:
        return export_calendar(library, now=now)


if __name__ == "__main__":
    show()
