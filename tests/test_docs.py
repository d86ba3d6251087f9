"""The documentation names every command and every setting, and only code that is there."""

import ast
import re
import tomllib
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import click
import pytest

import recommender.matching
from recommender.cli.main import passalong
from recommender.settings import setting_names

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
GUIDE = DOCS / "guide.md"
PAGES = pytest.mark.parametrize(
    "page",
    [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.glob("*.md"))],
    ids=lambda page: page.name,
)
PLACES = (ROOT, ROOT / "recommender")  # what paths in the documentation start from

_FILE = re.compile(r"(?<![\w/:.-])((?:\w+/)+\w+\.(?:py|js|css|txt))(?:::([\w.]+))?")
_MODULE = re.compile(r"\b(?:ingest|recommender|tests)(?:\.[a-z_]\w*)+")
_ROW = re.compile(r"^\|.+\|$", re.MULTILINE)
_TABLE = re.compile(r"^CREATE (?:VIRTUAL )?TABLE (\w+)", re.MULTILINE)
_CONSTANT = re.compile(r"^\| `([A-Z][A-Z_]+)` \| (\S+) \|", re.MULTILINE)


def commands() -> list[str]:
    """Return every command with its group, as it is typed."""
    context = click.Context(passalong)
    names: list[str] = []
    for name in passalong.list_commands(context):
        command = passalong.get_command(context, name)
        below = command.list_commands(context) if isinstance(command, click.Group) else []
        names += [f"{name} {one}" for one in below] or [name]
    return names


@pytest.mark.parametrize("command", commands())
def test_the_guide_names_every_command(command: str) -> None:
    listing = {"settings list": "settings"}  # what a group does by itself
    assert f"`passalong {listing.get(command, command)}" in GUIDE.read_text("utf-8")


@pytest.mark.parametrize("name", setting_names())
def test_the_guide_names_every_setting(name: str) -> None:
    assert f"`{name}`" in GUIDE.read_text("utf-8")


@PAGES
def test_no_page_names_a_command_that_is_not_there(page: Path) -> None:
    known = {command.split()[0] for command in commands()}
    named = re.findall(r"`passalong (?:-\S+ [^\s`]+ )*([a-z]+)", page.read_text("utf-8"))
    assert set(named) <= known


@PAGES
def test_every_link_inside_the_documentation_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@PAGES
def test_every_file_that_a_page_names_is_there_and_defines_what_the_page_says(page: Path) -> None:
    text = page.read_text("utf-8")
    if page.name == "extending.md":  # what its examples add is not there yet
        text = re.sub(r"New file\s+`[^`]+`|```.*?```", "", text, flags=re.DOTALL)
    missing = []
    for path, name in _FILE.findall(text):
        file = next((place / path for place in PLACES if (place / path).is_file()), None)
        if file is None or (name and name not in names_defined_in(file)):
            missing.append(f"{path}::{name}" if name else path)
    assert missing == []


@PAGES
def test_every_module_that_a_page_names_is_there(page: Path) -> None:
    named = _MODULE.findall(page.read_text("utf-8"))
    assert [name for name in named if not is_module(name)] == []


def test_the_architecture_lists_every_table_of_the_schema_once() -> None:
    page = (DOCS / "architecture.md").read_text("utf-8").partition("## The library file")[2]
    listed = re.findall(r"`(\w+)`", " ".join(line.split("|")[2] for line in _ROW.findall(page)))
    schema = (ROOT / "recommender" / "storage" / "schema.sql").read_text("utf-8")
    assert sorted(listed) == sorted(_TABLE.findall(schema))


def test_the_architecture_shows_the_layers_that_import_linter_checks() -> None:
    page = (DOCS / "architecture.md").read_text("utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    for contract in project["tool"]["importlinter"]["contracts"]:
        package = contract.get("containers", [""])[0].removeprefix("recommender.")
        if contract["name"] == f"Inside {package}":
            layers = [sorted(re.findall(r"\w+", layer)) for layer in contract["layers"]]
            (row,) = re.findall(rf"^\| `{package}` \| (.+) \|$", page, re.MULTILINE)
            assert [sorted(re.findall(r"\w+", part)) for part in row.split(">")] == layers


def test_constants_of_matching_have_the_values_that_its_page_gives() -> None:
    text = (DOCS / "matching.md").read_text("utf-8")
    package = recommender.matching
    modules = [
        import_module(found.name)
        for found in walk_packages(package.__path__, f"{package.__name__}.")
    ]
    listed = _CONSTANT.findall(text)
    assert listed
    for name, value in listed:
        assert [repr(vars(m)[name]) for m in modules if name in vars(m)][:1] == [value], name


def test_matching_is_described_in_at_most_2500_words() -> None:
    assert len((DOCS / "matching.md").read_text("utf-8").split()) <= 2_500


@cache
def names_defined_in(file: Path) -> frozenset[str]:
    """Return the module's top-level names, and `Class.method` for methods."""
    names: set[str] = set()
    for node in ast.parse(file.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            methods = (one for one in ast.walk(node) if isinstance(one, ast.FunctionDef))
            names |= {node.name, *(f"{node.name}.{method.name}" for method in methods)}
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            names |= {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}
    return frozenset(names)


def is_module(name: str) -> bool:
    """Return whether a dotted name is a package or a module of this repository."""
    path = ROOT.joinpath(*name.split("."))
    return path.is_dir() or path.with_suffix(".py").is_file()
