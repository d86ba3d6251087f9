"""The interest chips: a row a person, with proposed interests to select and add to."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from recommender.domain.people import InterestProposal, StoredContact
from recommender.pages.support import formatting

LONGEST_NOTE = 160  # characters of the notes: enough to remember someone by
SOURCES = {
    "notes": "Your notes",
    "picked": "What you picked",
    "tags": "Tags",
    "role": "Job title",
    "organisation": "Employer",
}

_FILES = Path(__file__).parent


@cache
def _chips() -> Callable[..., Any]:
    return st.components.v2.component(
        "passalong_interest_chips",
        html=(_FILES / "chips.html").read_text(encoding="utf-8"),
        css=(_FILES / "chips.css").read_text(encoding="utf-8"),
        js=(_FILES / "chips.js").read_text(encoding="utf-8"),
        isolate_styles=False,
    )


def interest_chips(
    people: Sequence[StoredContact],
    proposals: Mapping[int, Sequence[InterestProposal]],
    *,
    name: str,
    key: str,
    on_done: Callable[[], None],
) -> None:
    """Show a row a person, with what is proposed for them as chips; the sure ones are selected.

    Args:
        people: The people in order.
        proposals: What to propose, by contact id.
        name: Of this round; the browser keeps what was selected in one.
        key: The widget key; `chosen_interests` reads what it holds.
        on_done: Called when the user saves.
    """
    _chips()(
        key=key,
        data={
            "round": name,
            "people": [_person(one, proposals.get(one.id, ())) for one in people],
        },
        on_done_change=on_done,
    )


def chosen_interests(key: str) -> dict[int, tuple[str, ...]] | None:
    """Return what the user saves, by contact id; None where they don't.

    Args:
        key: The widget key.
    """
    done = st.session_state[key].done
    if not done:
        return None
    return {int(one["id"]): tuple(map(str, one["texts"])) for one in done["answers"]}


def _person(contact: StoredContact, proposals: Sequence[InterestProposal]) -> dict[str, Any]:
    by_source: dict[str, list[dict[str, object]]] = {source: [] for source in SOURCES}
    for one in proposals:
        by_source[one.source].append({"text": one.text, "why": one.why, "sure": one.sure})
    works = ", ".join(filter(None, (contact.role, contact.organisation)))
    return {
        "id": contact.id,
        "name": contact.name,
        "initials": formatting.initials(contact.name),
        "hue": formatting.hue(contact.name),
        "works": works,
        "notes": formatting.note_line(contact.notes, LONGEST_NOTE),
        "groups": [
            {"label": SOURCES[source], "chips": chips}
            for source, chips in by_source.items()
            if chips
        ],
    }
