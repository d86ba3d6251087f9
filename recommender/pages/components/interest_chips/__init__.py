"""The interest chips: one person after another, with proposed interests to accept or add to."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from recommender.domain.people import InterestProposal, StoredContact
from recommender.pages.support import formatting

LONGEST_NOTE = 160  # characters of the notes: enough to remember someone by
EMPLOYER = "organisation"
SOURCES = {
    "notes": "From your notes",
    "picked": "From what you sent them",
    "tags": "From tags",
    "role": "From the job title",
    EMPLOYER: "From the organisation",
}

_FILES = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the user accepted or typed for one contact."""

    contact_id: int
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What the browser reports.

    Attributes:
        new: The answers that weren't heard before.
        number: The sequence number of the last one.
        finished: The user is through.
    """

    new: tuple[Answer, ...]
    number: int
    finished: bool


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
    heard: int,
    key: str,
    on_answers: Callable[[], None],
) -> None:
    """Show one person after another; no run of the page in between is waited for.

    Args:
        people: The people in order, as they were before the first answer.
        proposals: What to propose, by contact id.
        name: Of this round; the browser keeps what was answered in one.
        heard: The sequence number of the last answer that was saved.
        key: The widget key; `reported_answers` reads what it holds.
        on_answers: Called when there are answers to save, or the user is through.
    """
    _chips()(
        key=key,
        data={
            "round": name,
            "heard": heard,
            "people": [_person(one, proposals.get(one.id, ())) for one in people],
        },
        on_answers_change=on_answers,
    )


def reported_answers(key: str, *, heard: int) -> Answers:
    """Return what the browser reports, in a callback of the component.

    The browser sends each answer until it's heard, so that none is lost between two runs.

    Args:
        key: The widget key.
        heard: The sequence number of the last answer that was saved.
    """
    reported = st.session_state[key].answers or {"answers": [], "finished": False}
    answers = [one for one in reported["answers"] if int(one["number"]) > heard]
    return Answers(
        new=tuple(
            Answer(contact_id=int(one["id"]), texts=tuple(map(str, one["texts"])))
            for one in answers
        ),
        number=max([heard, *(int(one["number"]) for one in answers)]),
        finished=bool(reported["finished"]),
    )


def _person(contact: StoredContact, proposals: Sequence[InterestProposal]) -> dict[str, Any]:
    by_source: dict[str, list[dict[str, str]]] = {source: [] for source in SOURCES}
    for proposal in proposals:
        by_source[proposal.source].append({"text": proposal.text, "why": proposal.why})
    # what an employer does is less theirs than all else: Enter leaves it out where there's more
    only_employer = all(proposal.source == EMPLOYER for proposal in proposals)
    works = ", ".join(filter(None, (contact.role, contact.organisation)))
    return {
        "id": contact.id,
        "name": contact.name,
        "initials": formatting.initials(contact.name),
        "hue": formatting.hue(contact.name),
        "works": works,
        "notes": formatting.shortened(contact.notes, LONGEST_NOTE),
        "groups": [
            {
                "label": SOURCES[source],
                "chips": chips,
                "ready": source != EMPLOYER or only_employer,
            }
            for source, chips in by_source.items()
            if chips
        ],
    }
