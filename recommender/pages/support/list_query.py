"""The filters of a list, kept in the page's address: a reload, Back and a bookmark keep them."""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

PAGE = "page"  # in the address: the number of a long list's page, from 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFilter:
    """One filter of a list, or its order.

    Attributes:
        name: In the address.
        key: The key of its widget.
        usual: The value of a list whose address doesn't name the filter.
    """

    name: str
    key: str
    usual: str = ""

    def value(self) -> str:
        """Return the filter's value by the address."""
        return st.query_params.get(self.name, self.usual).strip()

    def keep(self) -> None:
        """Write what was chosen in the widget to the address."""
        self.choose(str(st.session_state[self.key] or "").strip())

    def choose(self, value: str) -> None:
        """Write a value to the address; the list begins at its top."""
        st.query_params.pop(PAGE, None)
        if value in {"", self.usual}:
            st.query_params.pop(self.name, None)
        else:
            st.query_params[self.name] = value


def show_values(values: Mapping[ListFilter, str]) -> None:
    """Set the widgets, which must not be drawn yet, to what the list shows."""
    for one, value in values.items():
        st.session_state[one.key] = value


def search_field(search: ListFilter, *, placeholder: str) -> None:
    """Show the field with the words that a list is searched for."""
    st.text_input(
        "Search",
        placeholder=placeholder,
        icon=":material/search:",
        label_visibility="collapsed",
        key=search.key,
        on_change=search.keep,
    )


def in_address(*filters: ListFilter) -> dict[str, str]:
    """Return the part of the address that says what a list shows, for links back to it."""
    names = (PAGE, *(one.name for one in filters))
    return {name: st.query_params[name] for name in names if name in st.query_params}


def page_number() -> int:
    """Return the number of the list's page by the address, from 0."""
    text = st.query_params.get(PAGE, "")
    return max(int(text) - 1, 0) if text.isdecimal() and len(text) < 8 else 0


def turn_to(number: int) -> None:
    """Write the number of the list's page, from 0, to the address."""
    if number:
        st.query_params[PAGE] = str(number + 1)
    else:
        st.query_params.pop(PAGE, None)
