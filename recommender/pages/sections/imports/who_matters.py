"""The question after an import: who matters, and what do they care about?"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

import streamlit as st

from recommender.care.likely_contacts import LikelyContact
from recommender.domain.people import InterestProposal, StoredContact
from recommender.pages.components.interest_chips import chosen_interests, interest_chips
from recommender.pages.components.people_grid import people_grid
from recommender.pages.support import formatting, markup, page_context, undo_toast
from recommender.storage.library import Library
from recommender.workflow.matching.match import refresh_matches
from recommender.workflow.people import bulk_editing, who_matters
from recommender.workflow.people.bulk_editing import BulkEdit
from recommender.workflow.people.proposals import propose

FEW = 12  # up to so many people all matter: nobody has to be selected
_ROUND = "who_matters"
_CHIPS = "interest_chips"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Round:
    """One round of interests.

    Attributes:
        people: The people it's about, as they were before.
        proposals: What to propose, by contact id.
        saved: What the user saved; None until then.
    """

    name: str
    people: tuple[StoredContact, ...]
    proposals: dict[int, tuple[InterestProposal, ...]]
    saved: BulkEdit | None = None


def interests_view(library: Library, now: datetime) -> None:
    """Ask about the people without interests, and lead to Today."""
    if not ask(library, now, on_end=_to_today):
        markup.empty(
            "Nobody left to ask about",
            "Everyone has interests, sleeps or is paused.",
            kind="done",
        )


def ask(library: Library, now: datetime, *, arrived: int = 0, on_end: Callable[[], None]) -> bool:
    """Ask who matters and what they care about; return False where there is nobody to ask about.

    Args:
        library: Where the contacts are.
        now: Aware.
        arrived: How many people an import has just added; 0 asks without one.
        on_end: Called in the run in which the user is through, or says “Not now”.
    """
    this: _Round | None = st.session_state.get(_ROUND)
    if this is None:
        people = who_matters.undecided_contacts(library, now=now)
        if not people:
            return False
        if len(people) > FEW:
            _grid(library, people, now, arrived=arrived, on_end=on_end)
            return True
        this = _begin(library, tuple(one.contact for one in people), now)
    if this.saved is not None:
        _finish(library, this.saved)
        drop_round()  # last: a run that is interrupted before begins again
        on_end()
        return True
    _heading(
        "What do they care about?",
        "Green comes from their job titles and your notes; dashed is only a guess. Click one to "
        "change it, then save once for everybody.",
        on_end=on_end,
    )
    interest_chips(
        this.people,
        this.proposals,
        name=this.name,
        key=_CHIPS,
        on_done=page_context.callback(_save),
    )
    return True


def drop_round() -> None:
    """Forget a round that was begun, as when its import is undone."""
    st.session_state.pop(_ROUND, None)


def _grid(
    library: Library,
    people: tuple[LikelyContact, ...],
    now: datetime,
    *,
    arrived: int,
    on_end: Callable[[], None],
) -> None:
    number = formatting.count(arrived or len(people), "person", "people")
    are = f"{number} {'is' if arrived == 1 else 'are'} in."
    _heading(
        f"{are if arrived else 'Who matters?'} Who would you be glad to hear from?",
        "Likeliest first: people you have notes on, were in touch with lately, or can reach."
        if arrived
        else f"{number} have no interests yet. Likeliest first.",
        on_end=on_end,
    )
    picked = people_grid(people, key="people_grid")
    if picked is None:
        return
    chosen = {one.contact.id: one.contact for one in people if one.contact.id in picked.ids}
    if picked.rest_sleeps:
        rest = [one.contact.id for one in people if one.contact.id not in chosen]
        edit = bulk_editing.set_asleep(library, rest, asleep=True)
        if edit.changes:
            slept = formatting.count(len(edit.changes), "person is asleep", "people are asleep")
            undo_toast.offer(
                f"{slept}. Search still finds them.",
                page_context.callback(bulk_editing.undo_edit, edit),
            )
    _begin(library, tuple(chosen.values()), now)
    st.rerun()


def _begin(library: Library, people: tuple[StoredContact, ...], now: datetime) -> _Round:
    proposals = propose(library, people)
    with_proposals = sorted(people, key=lambda contact: not proposals.get(contact.id))
    this = _Round(name=now.isoformat(), people=tuple(with_proposals), proposals=proposals)
    st.session_state[_ROUND] = this
    return this


def _save(library: Library) -> None:
    """Save what the user has selected for everybody."""
    this: _Round | None = st.session_state.get(_ROUND)
    chosen = chosen_interests(_CHIPS)
    if this is None or chosen is None:
        return
    known = library.contacts.get_many(chosen)  # someone may be deleted by now
    edit = bulk_editing.add_interests_each(
        library, {id_: texts for id_, texts in chosen.items() if id_ in known}
    )
    st.session_state[_ROUND] = replace(this, saved=edit)


def _finish(library: Library, saved: BulkEdit) -> None:
    if not saved.changes:
        return
    refresh_matches(library)
    undo_toast.offer(
        f"Saved the interests of {formatting.count(len(saved.changes), 'person', 'people')}.",
        page_context.callback(bulk_editing.undo_edit, saved),
    )


def _to_today() -> None:
    page_context.navigate("today")


def _heading(title: str, under: str, *, on_end: Callable[[], None]) -> None:
    with st.container(key="ask_head", horizontal=True, vertical_alignment="top"):
        st.html(
            f'<header class="pa-heading"><h1>{markup.text(title)}</h1>'
            f'<p class="pa-muted">{markup.text(under)}</p></header>'
        )
        if st.button("Not now", key="ask_later", type="tertiary"):
            drop_round()
            on_end()
