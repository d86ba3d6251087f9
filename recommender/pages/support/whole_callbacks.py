"""Runs each callback of a page to its end, even if the user clicks again meanwhile.

With fast reruns, Streamlit 1.67 handles a click while the run before is still in its callback:
another thread begins, and the next use of `st.session_state` stops the first one. The callback
isn't called again, because the new value of its widget counts as seen. So an edit is lost, or saved
without an undo, or the page is drawn before it is saved. Here nothing stops a callback, and the
callbacks of a session's next run wait for it. The rest of a run is still stopped by the next click.
"""

from functools import wraps
from threading import Lock
from typing import Any

from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.state.safe_session_state import SafeSessionState

_run_callbacks = SafeSessionState.on_script_will_rerun
_turns: dict[str, Lock] = {}  # by session, which is an open tab


def install() -> None:
    """Let callbacks of all sessions run to their end; repeated calls change nothing."""
    SafeSessionState.on_script_will_rerun = _run_whole  # type: ignore[method-assign]  # no hook exists


@wraps(_run_callbacks)
def _run_whole(self: SafeSessionState, *args: Any, **options: Any) -> None:
    context = get_script_run_ctx(suppress_warning=True)
    fields = vars(self)
    stop = fields["_yield_callback"]
    with _turns.setdefault(context.session_id if context else "", Lock()):
        fields["_yield_callback"] = _go_on
        try:
            _run_callbacks(self, *args, **options)
        finally:
            fields["_yield_callback"] = stop


def _go_on() -> None:
    """Stop nothing."""
