"""The context of every command: the library, the time, and how to answer."""

import json
import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Self, TypeVar

import click

from recommender import logs
from recommender.storage.library import Library
from recommender.workflow.clock import utc_now
from recommender.workflow.paths import library_path

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One run of the program.

    Attributes:
        path: The library's file.
        named: The user gave `--library`.
        now: The time, real or simulated.
        simulated: The user set the time with `--now`.
    """

    path: Path
    named: bool
    now: datetime
    simulated: bool

    @classmethod
    def create(cls, *, library: Path | None, now: datetime | None) -> Self:
        """Return a session from the command line's options."""
        return cls(
            path=library_path(library, os.environ),
            named=library is not None,
            now=now or utc_now(),
            simulated=now is not None,
        )

    def open(self) -> Library:
        """Open the library, with its log; the caller closes it."""
        logs.write_next_to(self.path)
        return Library.open(self.path)


session = click.make_pass_decorator(Session)

NUMBER = click.IntRange(1, 2**63 - 1)  # SQLite's row ids


def json_option(command: F) -> F:
    """Give a command `--json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")(command)


def answer(as_json: bool, document: object, lines: Iterable[str]) -> None:
    """Write a command's answer to standard output: one document, or lines for people."""
    if as_json:
        text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
        sys.stdout.flush()
        return
    if printed := list(lines):
        click.echo("\n".join(printed))  # one call: there may be thousands of lines


def tell(line: str) -> None:
    """Write a message to standard error, apart from the answer."""
    click.echo(line, err=True)


def fail_if(failed: bool) -> None:
    """Exit with status 1 if some inputs failed; the rest was done."""
    if failed:
        click.get_current_context().exit(1)
