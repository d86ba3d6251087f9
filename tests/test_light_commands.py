"""A command that reads finished rows loads nothing heavy."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders import NOW
from tests.commands import ROOT

HEAVY = {
    "sklearn",
    "scipy",
    "trafilatura",
    "streamlit",
    "feedparser",
    "httpx2",
    "httpcore2",
    "lxml",
}

PROBE = """
import sys
from recommender.cli.main import main
try:
    main()
finally:
    print(*(name for name in sys.modules if "." not in name), file=sys.stderr)
"""


@pytest.mark.parametrize(
    "command",
    [
        ["today", "--json"],
        ["contacts", "list"],
        ["articles", "list"],
        ["articles", "show", "1"],
        ["contacts", "show", "1"],
        ["evaluate", "--mine"],
        ["feeds", "list"],
        ["mark", "1", "sent"],
        ["link", "1", "--channel", "copy"],
        ["log", "1", "coffee"],
        ["balance"],
        ["settings"],
        ["--help"],
    ],
    ids=" ".join,
)
def test_a_quick_command_loads_nothing_heavy(demo: Path, command: list[str]) -> None:
    arguments = ["--library", str(demo), "--now", NOW.isoformat(), *command]
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *arguments], cwd=ROOT, capture_output=True, check=False
    )
    loaded = set(done.stderr.decode().splitlines()[-1].split())
    assert "recommender" in loaded
    assert loaded & HEAVY == set()
