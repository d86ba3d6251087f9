"""The deck: one article, the people it might be for, and then what to save of it as interests."""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from recommender.pages.support import formatting
from recommender.planning.faces import Face

_FILES = Path(__file__).parent


def deck_card(
    *,
    key: str,
    data: dict[str, Any],
    on_answer: Callable[[], None],
    on_search: Callable[[], None],
) -> None:
    """Show one question of the deck.

    Args:
        key: `st.session_state[key]` holds `answer` and `search`.
        data: What `deck.js` reads.
        on_answer: Called when someone was picked, or nobody: `answer` then holds the ids of the
            `article` and the `contact`, which is None for nobody.
        on_search: Called while the user types a name: `search` holds the `words`.
    """
    _deck()(key=key, data=data, on_answer_change=on_answer, on_search_change=on_search)


def interest_chips(
    *,
    key: str,
    data: dict[str, Any],
    on_save: Callable[[], None],
    on_skip: Callable[[], None],
) -> None:
    """Offer phrases as a contact's interests.

    Args:
        key: `st.session_state[key]` holds `save` and `skip`.
        data: What `interests.js` reads.
        on_save: Called when they were accepted: `save` holds the `contact` and the `texts`.
        on_skip: Called when they were not.
    """
    _interests()(key=key, data=data, on_save_change=on_save, on_skip_change=on_skip)


def plain_faces(faces: Sequence[Face]) -> list[dict[str, Any]]:
    """Return faces as `deck.js` reads them."""
    return [
        {
            "id": face.contact.id,
            "name": face.contact.name,
            "initials": formatting.initials(face.contact.name),
            "hue": formatting.hue(face.contact.name),
            "why": face.why,
            "blocked": face.blocked,
        }
        for face in faces
    ]


@cache
def _deck() -> Callable[..., Any]:
    return _component("deck")


@cache
def _interests() -> Callable[..., Any]:
    return _component("interests")


def _component(name: str) -> Callable[..., Any]:
    return st.components.v2.component(
        f"passalong_{name}",
        html=(_FILES / f"{name}.html").read_text(encoding="utf-8"),
        css=(_FILES / "deck.css").read_text(encoding="utf-8"),
        js=(_FILES / f"{name}.js").read_text(encoding="utf-8"),
        isolate_styles=False,
    )
