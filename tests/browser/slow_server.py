"""`passalong` whose pages each take longer to run: a test that reads too early fails here.

`SLOW_PAGES=0.8 python -m pytest tests/browser` delays every run of a page by that many seconds.
"""

import os
import time
from typing import Any

from streamlit.runtime.scriptrunner import script_runner

from recommender.cli.main import main

_run_script = script_runner.ScriptRunner._run_script


def _run_late(self: Any, rerun_data: Any) -> None:
    time.sleep(float(os.environ["SLOW_PAGES"]))
    _run_script(self, rerun_data)


if __name__ == "__main__":
    script_runner.ScriptRunner._run_script = _run_late  # type: ignore[method-assign]
    main()
