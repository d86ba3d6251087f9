"""The command palette: a dialog that finds people, articles and commands, and lists all keys."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

_KEY = "palette"
_FILES = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """Something to do or somewhere to go.

    Attributes:
        group: The heading in the list of all commands.
        words: More words by which it is found.
        go: What the palette returns when the command is chosen.
        shows: `keys` shows the table of keys, within the palette.
    """

    label: str
    group: str
    words: str = ""
    go: dict[str, Any] | None = None
    shows: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageKeys:
    """The keys of one page.

    Attributes:
        place: The titles of its pages, separated by commas, or `Everywhere`.
        rows: The keys of each row of the table, and what they do.
    """

    place: str
    rows: tuple[tuple[tuple[str, ...], str], ...]


def palette(
    commands: Sequence[Command], keys: Sequence[PageKeys], *, page: str
) -> dict[str, Any] | None:
    """Keep the palette at hand, and return the `go` of what was just chosen in it.

    What the server finds for the words in it carries a `go` of its own.

    Args:
        commands: In the order in which an empty field lists them.
        keys: By page.
        page: The title of the page that is shown; its keys come first.
    """
    data = {
        "commands": [asdict(command) for command in commands],
        "keys": [asdict(one) for one in keys],
        "page": page,
    }
    chosen: dict[str, Any] | None = _palette()(key=_KEY, data=data, on_go_change=_nothing).go
    return chosen


@cache
def _palette() -> Callable[..., Any]:
    files = {
        part: (_FILES / f"palette.{part}").read_text(encoding="utf-8")
        for part in ("html", "css", "js")
    }
    return st.components.v2.component("passalong_palette", isolate_styles=False, **files)


def _nothing() -> None:
    """Do nothing: without a callback Streamlit does not keep the component's value."""
