"""Several processes and one file: whoever comes first makes it, and all may use it."""

import subprocess
import sys
import time
from pathlib import Path

from recommender.storage.library import Library

OPENER = """
import sys, time
from pathlib import Path
from recommender.storage.library import Library
while time.time() < float(sys.argv[2]):
    pass
with Library.open(Path(sys.argv[1])) as library:
    library.size()
"""


def test_processes_that_open_a_new_library_in_the_same_moment_all_get_it(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    moment = str(time.time() + 1.2)
    openers = [
        subprocess.Popen([sys.executable, "-c", OPENER, str(path), moment]) for _ in range(4)
    ]
    assert [opener.wait(30) for opener in openers] == [0] * 4
    with Library.open(path) as library:
        assert library._database.conn.execute("PRAGMA journal_mode").fetchone() == ("wal",)
