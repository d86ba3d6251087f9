"""The documentation names every command and every setting."""

import re
from pathlib import Path

import click
import pytest

from recommender.cli.main import passalong
from recommender.settings import setting_names

ROOT = Path(__file__).parents[1]
GUIDE = ROOT / "docs" / "guide.md"


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


@pytest.mark.parametrize("page", [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))])
def test_no_page_names_a_command_that_is_not_there(page: Path) -> None:
    known = {command.split()[0] for command in commands()}
    named = re.findall(r"`passalong (?:-\S+ \S+ )*([a-z]+)", page.read_text("utf-8"))
    assert set(named) <= known


@pytest.mark.parametrize("page", [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))])
def test_every_link_inside_the_documentation_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []
