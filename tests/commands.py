"""Running the command line: in this process, which is quick, or in one of its own."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from click.testing import CliRunner

from recommender.cli.main import main

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    status: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        return json.loads(self.out)


def run(library: Path, *arguments: str, stdin: bytes = b"") -> Answer:
    """Run a command in this process, through the same front door."""
    argv = ["passalong", "--library", str(library), *arguments]
    status = 0
    with CliRunner().isolation(input=stdin) as (out, err, _), patch.object(sys, "argv", argv):
        try:
            main()
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 1
        return Answer(status=status, out=out.getvalue().decode(), err=err.getvalue().decode())


def run_process(library: Path, *arguments: str, stdin: bytes = b"") -> Answer:
    """Run a command as the user does."""
    done = subprocess.run(
        [sys.executable, "-m", "recommender", "--library", str(library), *arguments],
        cwd=ROOT,
        input=stdin,
        capture_output=True,
        check=False,
        timeout=60,
    )
    return Answer(status=done.returncode, out=done.stdout.decode(), err=done.stderr.decode())
