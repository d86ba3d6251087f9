"""The interests of a person that can't be matched yet: why, and what to do about it."""

import streamlit as st

from recommender.domain.people import StoredContact
from recommender.matching.profiles.unmatched import Why
from recommender.pages.support import markup, page_context, undo_toast
from recommender.storage.library import Library
from recommender.workflow.clock import utc_now
from recommender.workflow.matching.match import refresh_matches
from recommender.workflow.matching.unmatched import find_unmatched, reason
from recommender.workflow.people import contact_editing


def show_unmatched(library: Library, contact: StoredContact) -> None:
    """Show which interests can't be matched yet, each with the reason, if there are any.

    What one rules out moves to the topics to avoid with a click, and the person is matched again.
    """
    found = find_unmatched(library, contact)
    if not found or page_context.hides_names():
        return
    markup.section("Can't match this yet")
    for place, one in enumerate(found):
        with st.container(horizontal=True, vertical_alignment="center"):
            markup.muted(reason(one))
            if one.why is Why.RULED_OUT:
                st.button(
                    f"Move {markup.plain(f'“{one.words[0]}”')} to Avoid",
                    key=f"to_avoid_{place}",
                    on_click=_to_avoid,
                    args=(contact, one.interest, one.words[0]),
                )


def _to_avoid(contact: StoredContact, interest: str, topic: str) -> None:
    page_context.callback(_moved, contact.id, interest)()
    undo_toast.offer(
        f"“{topic}” moved to Avoid.",
        page_context.callback(_put_back, contact.id, contact.interests, contact.avoid),
    )


def _moved(library: Library, contact_id: int, interest: str) -> None:
    contact_editing.move_to_avoid(library, contact_id, interest, now=utc_now())
    refresh_matches(library)


def _put_back(library: Library, contact_id: int, interests: str, avoid: str) -> None:
    changes = {"interests": interests, "avoid": avoid}
    contact_editing.edit_contact(library, contact_id, changes, now=utc_now())
    refresh_matches(library)
