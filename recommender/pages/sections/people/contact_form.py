"""The form for contact details: parses and validates what was typed."""

import re
import zlib
from dataclasses import fields
from datetime import datetime
from typing import Any

import streamlit as st

from ingest.contacts.birthdays import parse_birthday
from ingest.contacts.deaths import parse_death
from ingest.records import Contact
from recommender.errors import NotPossibleError
from recommender.pages.support import markup, page_context
from recommender.pages.support.typed_fields import checked_email, checked_link
from recommender.storage.library import Library
from recommender.workflow.clock import utc_now
from recommender.workflow.matching.match import refresh_matches
from recommender.workflow.people.contact_editing import add_contact, edit_contact

NOBODY = Contact(name="?")
_LINK_SEPARATOR = re.compile(r"[,;]?\s+|[,;]$")  # a comma may be part of a link


def new_contact(library: Library, now: datetime) -> None:
    """Show the empty form; after saving, the new person's page opens."""
    markup.heading(
        "Add a person", "Their interests decide what they get. Everything else can wait."
    )
    typed = _form(NOBODY, key="new", submit="Add")
    if typed is None:
        return
    added = add_contact(library, Contact(**typed), now=now)
    refresh_matches(library)
    page_context.navigate("contacts", contact=added.id)


def edit_details(library: Library, contact_id: int, contact: Contact) -> bool:
    """Show the form filled with a contact's details; return True when it was saved."""
    as_it_is = zlib.crc32(repr(form_values(contact)).encode())  # new key after a change
    typed = _form(contact, key=f"edit_{contact_id}_{as_it_is}", submit="Save")
    if typed is None:
        return False
    edit_contact(library, contact_id, typed, now=utc_now())
    refresh_matches(library)
    return True


def parse_form(typed: dict[str, str]) -> dict[str, Any]:
    """Return a contact's fields from what was typed.

    Raises:
        NotPossibleError: A field is not valid.
    """
    name = " ".join(typed["name"].split())
    if not name:
        raise NotPossibleError("Please enter a name.")
    return {
        "name": name,
        "given_name": typed["given_name"].strip() or None,
        "emails": tuple(checked_email(line) for line in _listed(typed["emails"])),
        "phones": _listed(typed["phones"]),
        "links": tuple(
            checked_link(link) for link in _LINK_SEPARATOR.split(typed["links"]) if link
        ),
        "role": typed["role"].strip() or None,
        "organisation": typed["organisation"].strip() or None,
        "interests": typed["interests"].strip(),
        "avoid": typed["avoid"].strip(),
        "notes": typed["notes"].strip(),
        "tags": _listed(typed["tags"]),
        "languages": tuple(code.lower() for code in _listed(typed["languages"])),
        "birthday": _birthday(typed["birthday"].strip()),
        "died": parse_death(typed["died"]),
        "cadence_days": _days(typed["cadence_days"].strip()),
    }


def form_values(contact: Contact) -> dict[str, str]:
    """Return a contact's fields as the form shows them; the inverse of `parse_form`."""
    texts: dict[str, str] = {}
    for field in fields(Contact):
        value = getattr(contact, field.name)
        texts[field.name] = ", ".join(value) if isinstance(value, tuple) else str(value or "")
    return texts


def _form(contact: Contact, *, key: str, submit: str) -> dict[str, Any] | None:
    shown = form_values(contact)
    if contact is NOBODY:
        shown["name"] = ""
    typed: dict[str, str] = {}

    def line(name: str, label: str, placeholder: str = "") -> None:
        typed[name] = st.text_input(
            label, value=shown[name], placeholder=placeholder, key=f"{key}_{name}"
        )

    def lines(name: str, label: str, placeholder: str = "") -> None:
        typed[name] = st.text_area(
            label, value=shown[name], placeholder=placeholder, height=84, key=f"{key}_{name}"
        )

    with st.form(key, border=False):
        left, right = st.columns(2)
        with left:
            line("name", "Name")
        with right:
            line("emails", "Email", "separate with commas")
        lines("interests", "Interests", "grid storage, wild gardens, the history of maps")
        lines("avoid", "Never send", "topics they don't want")
        lines("notes", "Notes", "what you talked about, family, anything worth remembering")
        with st.expander("More"):
            left, right = st.columns(2)
            with left:
                line("given_name", "First name or nickname")
                line("role", "Role")
                line("phones", "Phone")
                line("links", "Profile links", "linkedin.com/in/ana, ana.example")
                line("birthday", "Birthday", "4 December, or 1979-12-04")
            with right:
                line("organisation", "Organisation")
                line("tags", "Tags", "work, family")
                line("languages", "Languages they read", "en, de")
                line("cadence_days", "Be in touch every … days")
                line("died", "Deceased", "a date, a year, or yes")
        submitted = st.form_submit_button(submit, type="primary")
    return parse_form(typed) if submitted else None


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split(r"[,;\n]", text) if part.strip())


def _birthday(text: str) -> Any:
    if not text:
        return None
    try:
        return parse_birthday(text)
    except ValueError as error:
        raise NotPossibleError(str(error)) from error


def _days(text: str) -> int | None:
    if not text:
        return None
    if not text.isdecimal() or not 1 <= int(text) <= 3650:
        raise NotPossibleError(f"“{text}” isn't a number of days from 1 to 3650.")
    return int(text)
