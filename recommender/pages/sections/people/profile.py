"""A person's profile: the weight of each source, and the learned terms, which can be blocked."""

from collections.abc import Callable, Iterable

import streamlit as st

from recommender.domain.people import StoredContact
from recommender.domain.suggestions import Source
from recommender.pages.support import formatting, markup, page_context
from recommender.storage.library import Library
from recommender.workflow.matching import profile_editing
from recommender.workflow.results import ProfileView, SourceView

LONGEST = 160  # characters shown of a source

WEIGHTS = {1.0: "Usual", 0.5: "Half", 0.0: "Off"}

NAMES = {
    Source.STATED: "Interests you wrote down",
    Source.NOTES: "Your notes on them",
    Source.ROLE: "Their job title",
    Source.ORGANISATION: "Where they work",
    Source.TAGS: "Their tags",
    Source.OWN: "What they wrote themselves",
    Source.LEARNED: "What they liked, and what wasn't their topic",
    Source.RELATED: "Words related to their interests",
    Source.EXPANSION: "What articles on their interests have in common",
    Source.AVOIDED: "Words related to what they avoid",
}


def show_profile(library: Library, contact: StoredContact) -> None:
    """Show the sources and the learned terms of a person's profile."""
    shown = page_context.visible(profile_editing.show_profile(library, contact))
    markup.section("Where it comes from", "Turn a source down and it counts less.")
    for one in shown.sources:
        _source(contact, one)
    _terms(contact, shown)


def _source(contact: StoredContact, one: SourceView) -> None:
    key = f"weight_{contact.id}_{one.source.name}"

    def weigh() -> None:
        weight = st.session_state[key]
        page_context.callback(
            profile_editing.set_source_weight,
            contact,
            one.source,
            one.weight if weight is None else weight,
        )()

    says = formatting.shortened(one.says, LONGEST) or "Nothing yet."
    what, choice = st.columns((5, 1), vertical_alignment="center")
    what.html(
        f"<div><b>{markup.text(NAMES[one.source])}</b>"
        f'<p class="pa-muted" dir="auto">{markup.text(says)}</p></div>'
    )
    choices = tuple(dict.fromkeys((*WEIGHTS, one.weight)))
    choice.selectbox(
        NAMES[one.source],
        choices,
        index=choices.index(one.weight),
        format_func=lambda weight: WEIGHTS.get(weight, f"{weight:g}"),
        key=key,
        on_change=weigh,
        label_visibility="collapsed",
    )


def _terms(contact: StoredContact, shown: ProfileView) -> None:
    learned = [t for t in shown.terms if t.source is Source.LEARNED]
    groups = {
        "Learned from what they liked": [t for t in learned if t.weight > 0],
        "Learned from what wasn't their topic": [t for t in learned if t.weight < 0],
        "Related to their interests": [t for t in shown.terms if t.source is Source.RELATED],
        "Added by articles on their interests": [
            t for t in shown.terms if t.source is Source.EXPANSION
        ],
        "Avoided too, unless an interest says otherwise": [
            t for t in shown.terms if t.source is Source.AVOIDED
        ],
    }
    markup.section("Related words", "Click one to ignore it.")
    if not shown.terms and not shown.blocked:
        markup.muted("None yet. Passalong learns them from the answers you get.")
    for label, terms in groups.items():
        _pills(label, [term.word for term in terms], profile_editing.block_term, contact)
    _pills(
        "Ignored; click to restore",
        shown.blocked.values(),
        profile_editing.unblock_term,
        contact,
    )


def _pills(
    label: str, terms: Iterable[str], act: Callable[..., object], contact: StoredContact
) -> None:
    """Show terms as a row of pills, if there are any; a click calls the action with the term."""
    key = f"words_{contact.id}_{label}"

    def clicked() -> None:
        word, st.session_state[key] = st.session_state[key], None
        if word is not None:
            page_context.callback(act, contact, word)()

    if shown := tuple(dict.fromkeys(terms)):
        st.pills(label, shown, format_func=markup.plain, key=key, on_change=clicked)
