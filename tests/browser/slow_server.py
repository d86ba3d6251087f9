"""`passalong` whose pages each take longer to run: a test that reads too early fails here.

`SLOW_PAGES=0.8 python -m pytest tests/browser` delays every run of a page by that many seconds, and
each of its elements by a twentieth of that, so that not all of them change at once.
"""

import os
import time
from typing import Any

from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext

from recommender.cli.main import main

_run_script = ScriptRunner._run_script
_enqueue = ScriptRunContext.enqueue


def _run_late(self: Any, rerun_data: Any) -> None:
    time.sleep(float(os.environ["SLOW_PAGES"]))
    _run_script(self, rerun_data)


def _enqueue_late(self: Any, message: Any) -> None:
    time.sleep(float(os.environ["SLOW_PAGES"]) / 20)
    _enqueue(self, message)


if __name__ == "__main__":
    ScriptRunner._run_script = _run_late  # type: ignore[method-assign]
    ScriptRunContext.enqueue = _enqueue_late  # type: ignore[assignment]
    main()
