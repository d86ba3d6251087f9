"""“Why not?”: why an article isn't suggested to a person today, in a small dialog."""

from collections.abc import Collection
from datetime import datetime

import streamlit as st

from recommender.domain.articles import StoredArticle
from recommender.domain.people import StoredContact
from recommender.pages.components.list_view import RowAct
from recommender.pages.support import markup
from recommender.storage.library import Library
from recommender.workflow.today.why import explain, suggested_pairs

WHY_NOT = "why"


def why_not_act(about: str) -> RowAct:
    """Return a row's button that asks why not, about a person or an article."""
    return RowAct(name=WHY_NOT, label="Why not?", about=f"Why not? {about}", quiet=True)


def not_suggested(
    library: Library, pairs: Collection[tuple[int, int]], *, now: datetime
) -> set[tuple[int, int]]:
    """Return the pairs of contact and article that are not on Today."""
    return set(pairs) - suggested_pairs(library, now=now)


def show_why_not(
    library: Library, contact: StoredContact, article: StoredArticle | None, *, now: datetime
) -> None:
    """Open the dialog with the reasons, for a pair or for a contact in general."""
    found = explain(library, contact, article, now=now)
    texts = [reason.text for reason in found.reasons]

    @st.dialog(f"Why not {contact.name}?" if article is None else "Why not today?")
    def reasons() -> None:
        if article is not None:
            markup.muted(f"“{article.title}” for {contact.name}")
        items = "".join(f'<li dir="auto">{markup.text(text)}</li>' for text in texts)
        st.html(f'<ul class="pa-why">{items}</ul>')

    reasons()
