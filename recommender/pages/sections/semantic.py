"""Matching by meaning: which embedding is used, and the field to name another or none."""

from pathlib import Path

import streamlit as st

from recommender.errors import PassalongError
from recommender.pages.support import markup, page_context
from recommender.storage.library import Library
from recommender.workflow.embedding import INSTALL, is_installed
from recommender.workflow.matching.semantic import (
    SemanticState,
    semantic_state,
    stop_using_embedding,
    use_embedding,
)

LABEL = "Match by meaning"
_FIELD = "semantic_field"
_WRONG = "semantic_wrong"


def show_semantic(library: Library) -> None:
    """Show a row with the state and the folder; an empty field turns matching by meaning off."""
    state = semantic_state(library)
    with st.container(key="row_semantic"):
        description, field = st.columns((3, 2), vertical_alignment="center")
    description.html(
        f'<div><b>{LABEL}</b><p class="pa-muted">{markup.text(_told(state))}</p></div>'
    )
    if _FIELD not in st.session_state:
        st.session_state[_FIELD] = state.folder
    field.text_input(
        LABEL,
        placeholder="Off. Name a folder on this computer",
        key=_FIELD,
        label_visibility="collapsed",
        disabled=not is_installed() and not state.folder,
        on_change=_changed,
    )
    if wrong := st.session_state.pop(_WRONG, None):
        markup.error_message(wrong)


def _told(state: SemanticState) -> str:
    if state.problem:
        return f"Off. {state.problem}"
    if state.is_on:
        return f"On, with {state.n_words:,} words. Your library is matched by their meaning too."
    off = "Off. A word model on this computer also finds articles that use other words."
    return off if is_installed() else f"{off} It needs another package: {INSTALL}"


def _changed() -> None:
    folder = str(st.session_state[_FIELD]).strip()
    try:
        with page_context.open_library() as library:
            if folder:
                use_embedding(library, Path(folder))
            else:
                stop_using_embedding(library)
    except PassalongError as error:
        st.session_state[_WRONG] = str(error)
        with page_context.open_library() as library:
            st.session_state[_FIELD] = semantic_state(library).folder
