"""A command that reads finished rows loads nothing heavy."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders import NOW
from tests.commands import ROOT, run

HEAVY = {
    "pandas",
    "pyarrow",
    "sklearn",
    "numpy",
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
from recommender.__main__ import start
try:
    start()
finally:
    print(*(name for name in sys.modules if "." not in name), file=sys.stderr)
"""


@pytest.mark.parametrize(
    "command",
    [
        ["today", "--json"],
        ["who"],
        ["contacts", "list"],
        ["articles", "list"],
        ["articles", "show", "1"],
        ["contacts", "show", "1"],
        ["why", "1"],
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
    loaded = _loaded(demo, command)
    assert "recommender" in loaded
    assert loaded & HEAVY == set()


@pytest.mark.parametrize("asked", [["match", "1"], ["match", "--contact", "1"]], ids=" ".join)
def test_everything_above_0_is_read_where_it_was_scored_before(
    demo: Path, asked: list[str]
) -> None:
    before = run(demo, "--now", NOW.isoformat(), *asked, "--json")
    assert _loaded(demo, [*asked, "--json"]) & HEAVY == set()
    assert run(demo, "--now", NOW.isoformat(), *asked, "--json").document == before.document


def _loaded(demo: Path, command: list[str]) -> set[str]:
    """Return which modules a command has loaded when it is done."""
    arguments = ["--library", str(demo), "--now", NOW.isoformat(), *command]
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *arguments], cwd=ROOT, capture_output=True, check=False
    )
    return set(done.stderr.decode().splitlines()[-1].split())


def test_a_command_that_matches_does_without_pandas(demo: Path) -> None:
    run(demo, "contacts", "edit", "1", "--interests", "sourdough")
    loaded = _loaded(demo, ["match", "1"])
    assert {"recommender", "scipy"} <= loaded
    assert loaded & {"pandas", "pyarrow", "sklearn"} == set()


def test_adding_a_saved_page_loads_neither_network_nor_parsers(demo: Path) -> None:
    page = ROOT / "tests" / "data" / "pages" / "library-bees.html"
    loaded = _loaded(demo, ["add", str(page), "--url", "https://bees.example/"])
    assert {"recommender", "scipy"} <= loaded  # it is matched
    assert loaded & HEAVY == {"numpy", "scipy"}


def test_what_numpy_seldom_needs_loads_when_it_is_used() -> None:
    program = (
        "import sys; from recommender.cli.startup import start_light; start_light(); "
        "import scipy.sparse, numpy; before = 'numpy.testing._private.utils' in sys.modules; "
        "numpy.testing.assert_allclose(1, 1); "
        "print(before, numpy.ma.array([1, 2], mask=[0, 1]).sum(), numpy.fft.fft([1])[0].real, "
        "numpy.random.default_rng(1).integers(1, 2), numpy.polynomial.Polynomial([1])(0), "
        "numpy.char.upper('a'))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.split() == [b"False", b"1", b"1.0", b"1", b"1.0", b"A"]


def test_pandas_is_there_for_the_page_s_charts() -> None:
    program = (
        "from recommender.cli.startup import start_light, let_pandas_in; start_light(); "
        "let_pandas_in(); import altair, pandas; "
        "print(altair.Chart(pandas.DataFrame({'n': [1]})).mark_bar().to_dict())"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert b"'n': 1" in done.stdout
