"""What is installed with Passalong: all of it used, free to pass on, listed, with a lower bound."""

import re
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, distribution, packages_distributions

import pytest
from packaging.requirements import Requirement

from tests.commands import ROOT

PROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
RUNTIME = [Requirement(text) for text in tomllib.loads(PROJECT)["project"]["dependencies"]]
FREE = re.compile("Apache|BSD|MIT|ISC")
_IMPORT = re.compile(r"^\s*(?:from|import) (\w+)", re.MULTILINE)


def plain(name: str) -> str:
    """Return a package's name as all its spellings have it in common."""
    return re.sub(r"[-_.]+", "-", name).lower()


def all_installed() -> set[str]:
    """Return the runtime dependencies with what they need in turn, by plain name."""
    found: set[str] = set()
    waiting = list(RUNTIME)
    while waiting:
        needed = waiting.pop()
        extras = ("", *needed.extras)
        if plain(needed.name) in found:
            continue
        try:
            requires = distribution(needed.name).requires or []
        except PackageNotFoundError:  # for another system
            continue
        found.add(plain(needed.name))
        waiting += (
            one
            for one in map(Requirement, requires)
            if one.marker is None or any(one.marker.evaluate({"extra": e}) for e in extras)
        )
    return found


@pytest.fixture(scope="module")
def imported() -> set[str]:
    """Return the names of what our code imports."""
    sources = [*ROOT.glob("ingest/**/*.py"), *ROOT.glob("recommender/**/*.py"), ROOT / "app.py"]
    return {name for path in sources for name in _IMPORT.findall(path.read_text("utf-8"))}


@pytest.fixture(scope="module")
def modules() -> Mapping[str, list[str]]:
    """Return which packages are installed, by the modules that they bring."""
    return packages_distributions()


@pytest.mark.parametrize("needed", RUNTIME, ids=lambda needed: str(needed.name))
def test_every_dependency_is_imported_or_says_why_it_is_there(
    needed: Requirement, imported: set[str], modules: Mapping[str, list[str]]
) -> None:
    of_package = {
        module for module, packages in modules.items() if plain(needed.name) in map(plain, packages)
    }
    line = next(line for line in PROJECT.splitlines() if f'"{needed}"' in line)
    assert of_package & imported or "#" in line


def test_every_dependency_is_listed_with_a_free_licence() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    rows = [line.strip("| ").split(" | ") for line in page.splitlines() if line.startswith("| ")][
        1:
    ]
    assert [name for name, *_ in rows] == [needed.name for needed in RUNTIME]
    assert [name for name, _, licence in rows if not FREE.search(licence)] == []


def test_nothing_that_is_installed_asks_its_own_licence_of_others() -> None:
    asking = []
    for name in all_installed():
        about = distribution(name).metadata
        told = (
            *(about.get_all("License-Expression") or ()),
            *(about.get_all("Classifier") or ()),
        )
        if any("GPL" in one or "General Public" in one for one in told if " OR " not in one):
            asking.append(name)
    assert asking == []


def test_the_oldest_versions_are_written_as_constraints() -> None:
    script = ROOT / ".ci" / "oldest"
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True)
    lines = done.stdout.splitlines()
    assert [re.split("==", line)[0] for line in lines] == [needed.name for needed in RUNTIME]
    assert all(f"{line.replace('==', '>=')}" in map(str, RUNTIME) for line in lines)
