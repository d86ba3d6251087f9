"""The examples of docs/extending.md work: applied to a copy of the code, they pass its tests."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "extending.md").read_text(encoding="utf-8")
COPIED = ("ingest", "recommender", "tests", "docs", "pyproject.toml", "README.md")

# the line above a code block says where it goes
_EDIT = re.compile(
    r"(?P<where>New file|At the end of|In)\s+`(?P<path>[^`]+)`"
    r"(?:, (?P<how>after|instead of|as the last column of) `(?P<anchor>[^`]+)`)?:\n\n"
    r"```\w+\n(?P<text>.*?)```",
    re.DOTALL,
)
_FIRST = re.compile(r"First [^`]+:\n\n```sh\npython -m (?P<module>\S+)\n```")
_RUN = re.compile(r"Then run:\n\n```sh\npytest (?P<paths>.+) -k (?P<name>\S+)\n```")


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One section of the page: what to write where, and the test to run."""

    title: str
    text: str

    def apply(self, root: Path) -> None:
        """Write the example's code into a copy of the repository."""
        if first := _FIRST.search(self.text):
            subprocess.run([sys.executable, "-m", first["module"]], cwd=root, check=True)
        for edit in _EDIT.finditer(self.text):
            path, text = root / edit["path"], edit["text"]
            if edit["where"] != "New file":
                before = path.read_text(encoding="utf-8")
                text = _edited(before, text, how=edit["how"], anchor=edit["anchor"])
            path.write_text(text, encoding="utf-8")

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


def _edited(before: str, text: str, *, how: str | None, anchor: str) -> str:
    """Return a file's text with a code block put where the page says; at its end by default."""
    match how:
        case "after":  # a field, which may take several lines, or a row of a table
            place = rf"^(?:\| `|    ){anchor}\b.*\n(?:        .*\n|    \)\n)*"
            return _replaced(place, lambda found: found[0] + text, before)
        case "instead of":
            return _replaced(rf"^{anchor}\b.*\n", lambda _: text, before)
        case "as the last column of":
            table = rf"^CREATE TABLE {anchor} \(\n(?:    .*\n)*?(?=\) )"
            return _replaced(table, lambda found: f"{found[0].rstrip()},\n{text}", before)
        case _:
            return f"{before}\n\n{text}"


def _replaced(pattern: str, by: Callable[[re.Match[str]], str], text: str) -> str:
    replaced, times = re.subn(pattern, by, text, count=1, flags=re.MULTILINE)
    assert times, f"nothing is like {pattern}"
    return replaced


def test_the_examples_of_the_page_pass_the_tests_they_name(tmp_path: Path) -> None:
    ignored = shutil.ignore_patterns("__pycache__", "browser", "quality", "images")
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, tmp_path / name, ignore=ignored)
        else:
            shutil.copy(ROOT / name, tmp_path / name)
    found = list(examples())
    for example in found:
        example.apply(tmp_path)
    paths = {path: None for example in found for path in example.command()[0]}
    chosen = " or ".join(example.command()[1] for example in found)
    pytest_quietly = ["-m", "pytest", "-q", "-rA", "-p", "no:randomly", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [sys.executable, *pytest_quietly, *paths, "-k", chosen],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-1000:]
    for example in found:
        for path in example.command()[0]:
            passed = rf"^PASSED {re.escape(path)}::.*{example.command()[1]}"
            assert re.search(passed, done.stdout, re.MULTILINE), example.title
