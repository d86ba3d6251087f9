"""A quick second click must not end the callback of the first."""

from typing import Any, cast

import pytest
from streamlit.runtime.scriptrunner import RerunData, RerunException
from streamlit.runtime.state.safe_session_state import SafeSessionState
from streamlit.runtime.state.session_state import SessionState

from recommender.pages.support import whole_callbacks


class WithCallback(SessionState):
    """A session whose only callback uses the session's state."""

    safe: SafeSessionState

    def on_script_will_rerun(self, *_states: Any, **_options: Any) -> None:
        self.safe["saved"] = True


def interrupt() -> None:
    raise RerunException(RerunData())


@pytest.fixture
def session() -> SafeSessionState:
    state = WithCallback()
    state.safe = SafeSessionState(state, yield_callback=interrupt)
    return state.safe


def test_a_callback_runs_to_its_end(session: SafeSessionState) -> None:
    whole_callbacks.install()
    session.on_script_will_rerun(None)
    assert session.filtered_state == {"saved": True}


def test_a_script_is_interrupted_as_before(session: SafeSessionState) -> None:
    whole_callbacks.install()
    session.on_script_will_rerun(None)
    with pytest.raises(RerunException):
        session["drawn"] = True


def test_installing_twice_changes_nothing() -> None:
    whole_callbacks.install()
    first = cast("Any", SafeSessionState).on_script_will_rerun
    whole_callbacks.install()
    assert cast("Any", SafeSessionState).on_script_will_rerun is first
