"""A person's page says which interests can't match yet, and moves what they rule out."""

from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

from recommender.domain.suggestions import Suggestion
from recommender.storage.library import Library
from tests.components import undo


def test_what_is_ruled_out_moves_to_avoid_with_a_click_and_back(
    app: Callable[..., AppTest], put: Callable[..., Suggestion], library_file: Path
) -> None:
    contact_id = put(interests="batteries; quantum maps; no crypto").contact_id
    page = app("contacts", contact=str(contact_id))
    html = " ".join(str(one.proto.body) for one in page.get("html"))
    assert "no article in your library mentions" in html
    assert "reads like something to avoid" in html
    page = page.button(key="to_avoid_1").click().run()
    assert not page.exception
    assert _card(library_file, contact_id) == ("batteries, quantum maps", "crypto")
    undo(page)
    assert _card(library_file, contact_id) == ("batteries; quantum maps; no crypto", "")


def _card(library_file: Path, contact_id: int) -> tuple[str, str]:
    with Library.open(library_file) as library:
        contact = library.contacts.get(contact_id)
        assert contact is not None
        return contact.interests, contact.avoid
