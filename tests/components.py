"""Clicks in our components, which AppTest knows no way to: they say what their scripts would."""

import json
from typing import Any

from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.testing.v1 import AppTest

CARD, TOAST = "passalong_card", "passalong_toast"
PALETTE = "passalong_palette"
ROWS, TABLE = "passalong_rows", "passalong_table"


def choose_in_palette(run: AppTest, go: dict[str, Any]) -> AppTest:
    """Choose something in the command palette, and run the page."""
    return _trigger(run, PALETTE, go, event="go")


def act_on_card(run: AppTest, name: str, **more: str) -> AppTest:
    """Do something on Today's card, and run the page."""
    return _trigger(run, CARD, {"name": name, "id": data_of(run, CARD)["id"], **more})


def undo(run: AppTest) -> AppTest:
    """Click “Undo” in the toast, and run the page."""
    assert is_undo_offered(run)
    return _trigger(run, TOAST, {"number": data_of(run, TOAST)["number"], "choice": ""})


def is_undo_offered(run: AppTest) -> bool:
    """Return whether the toast shows something that was just done."""
    return bool(data_of(run, TOAST)["number"])


def data_of(run: AppTest, name: str) -> dict[str, Any]:
    """Return what a component was given."""
    data: dict[str, Any] = json.loads(_component(run, name).json)
    return data


def _component(run: AppTest, name: str) -> Any:
    components = [element.proto for element in run.get("bidi_component")]
    return next(one for one in components if one.component_name == name)


def _trigger(run: AppTest, name: str, said: dict[str, Any], *, event: str = "act") -> AppTest:
    states = run._tree.get_widget_states()
    states.widgets.add(
        id=_make_trigger_id(_component(run, name).id, "events"),
        json_trigger_value=json.dumps([{"event": event, "value": said}]),
    )
    return run._run(states)
