"""The examples of docs/extending.md work: applied to a copy of the code, they pass its tests."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "extending.md").read_text(encoding="utf-8")
COPIED = ("ingest", "recommender", "tests", "docs", "pyproject.toml", "README.md")

# what a code block is for stands in the line above it
_STEP = re.compile(
    r"(?P<where>New file|At the end of|In)\s+`(?P<path>[^`]+)`(?:, after `(?P<after>[^`]+)`)?:\n\n"
    r"```\w+\n(?P<text>.*?)```",
    re.DOTALL,
)
_RUN = re.compile(r"Then run:\n\n```sh\npytest (?P<paths>.+) -k (?P<name>\S+)\n```")


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One section of the page: what to write where, and the test to run."""

    title: str
    text: str

    def apply(self, root: Path) -> None:
        """Write the example's code into a copy of the repository."""
        for step in _STEP.finditer(self.text):
            path, text = root / step["path"], step["text"]
            if step["where"] == "New file":
                path.write_text(text, encoding="utf-8")
                continue
            lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
            place = len(lines)
            if step["after"]:
                place = next(n for n in range(place) if _names(lines[n], step["after"])) + 1
                while lines[place].startswith("        ") or lines[place].strip() == ")":
                    place += 1  # to the end of a field that takes several lines
            else:
                text = f"\n\n{text}"
            path.write_text("".join([*lines[:place], text, *lines[place:]]), encoding="utf-8")

    def command(self) -> tuple[list[str], str]:
        """Return the test files that the section says to run, and the name to select."""
        found = _RUN.search(self.text)
        assert found, f"“{self.title}” doesn't say what to run"
        return found["paths"].split(), found["name"]


def examples() -> Iterator[Example]:
    """Yield the sections that hold code."""
    for section in PAGE.split("\n## ")[1:]:
        title, _, text = section.partition("\n")
        yield Example(title=title, text=text)


def _names(line: str, name: str) -> bool:
    return re.match(rf"(?:\| `|\s+){name}\b", line) is not None


EXAMPLES = list(examples())


@pytest.fixture(scope="module")
def passed(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Run the tests of all examples in a copy of the code, and return what pytest said."""
    copy = tmp_path_factory.mktemp("copy")
    ignored = shutil.ignore_patterns("__pycache__", "browser", "quality", "images")
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=ignored)
        else:
            shutil.copy(ROOT / name, copy / name)
    paths: dict[str, None] = {}
    for example in EXAMPLES:
        example.apply(copy)
        paths |= dict.fromkeys(example.command()[0])
    chosen = " or ".join(example.command()[1] for example in EXAMPLES)
    pytest_quietly = ["-m", "pytest", "-q", "-rA", "-p", "no:randomly", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [sys.executable, *pytest_quietly, *paths, "-k", chosen],
        cwd=copy,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-1000:]
    return done.stdout


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.title)
def test_an_example_of_the_page_passes_the_tests_it_names(example: Example, passed: str) -> None:
    paths, name = example.command()
    for path in paths:
        assert re.search(rf"^PASSED {re.escape(path)}::.*{name}", passed, re.MULTILINE)
