"""The link from a detail view back to its page's list, also from the sidebar navigation."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from recommender.pages.support import page_context


def back_link(page: str, label: str, **place: str) -> None:
    """Show the link back to a page's list, and let the page's sidebar entry lead there too.

    Each view opens at its top, however far down the one before was scrolled.

    Args:
        page: The file of the page.
        label: The text of the link.
        place: The query of the list, such as its filter.
    """
    if st.button(label, key="way_back", type="tertiary", icon=":material/arrow_back:"):
        page_context.navigate(page, **place)
    _navigation()(key="way_back_too", data={"view": st.query_params.to_dict()})


@cache
def _navigation() -> Callable[..., Any]:
    return st.components.v2.component(
        "passalong_way_back",
        js=Path(__file__).with_name("back.js").read_text(encoding="utf-8"),
        isolate_styles=False,
    )
