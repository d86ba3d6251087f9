"""The entry point: options for all commands, and the one place that reports errors."""

import os
import sys
from datetime import datetime
from pathlib import Path

import click

from ingest.errors import IngestError
from recommender import __version__, logs
from recommender.cli.context import Session
from recommender.errors import PassalongError, SettingError
from recommender.workflow.clock import read_time

_COMMANDS = {
    "open": "serve",
    "demo": "serve",
    "add": "articles",
    "articles": "articles",
    "match": "articles",
    "feeds": "feeds",
    "poll": "feeds",
    "contacts": "contacts",
    "log": "contacts",
    "import": "imports",
    "imports": "imports",
    "undo": "imports",
    "today": "review",
    "why": "why",
    "who": "deck",
    "pick": "deck",
    "occasions": "occasions",
    "occasion": "occasions",
    "balance": "balance",
    "coffee": "coffee",
    "link": "review",
    "mark": "review",
    "settings": "settings",
    "semantic": "semantic",
    "calendar": "exports",
    "export": "exports",
    "backup": "maintenance",
    "restore": "maintenance",
    "check": "maintenance",
    "evaluate": "evaluation",
}


class _Commands(click.Group):
    """Imports a command's module on demand, so that quick commands load nothing heavy."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  click's signature
        module = _COMMANDS.get(cmd_name)
        if module is None:
            return None
        commands = __import__(f"recommender.cli.{module}", fromlist=["COMMANDS"]).COMMANDS
        command: click.Command = commands[cmd_name]
        return command


class _Time(click.ParamType[datetime]):
    name = "time"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        try:
            return read_time(str(value))
        except PassalongError as error:
            self.fail(str(error), param, ctx)


@click.group(
    cls=_Commands, invoke_without_command=True, context_settings={"max_content_width": 100}
)
@click.option(
    "--library",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The library file; by default your own, or the one that PASSALONG_LIBRARY names.",
)
@click.option("--now", type=_Time(), help="Pretend it is this time (ISO 8601).")
@click.option(
    "-v",
    "--verbose",
    count=True,
    help="Print decisions, such as why a feed wasn't checked; -vv prints all details.",
)
@click.version_option(__version__, prog_name="passalong")
@click.pass_context
def passalong(ctx: click.Context, library: Path | None, now: datetime | None, verbose: int) -> None:
    """Pass on what you've read to the one person it's for.

    Without a command, opens the page in your browser.
    """
    logs.start(verbose)
    ctx.call_on_close(logs.stop)
    ctx.obj = Session.create(library=library, now=now)
    if ctx.invoked_subcommand is None:
        from recommender.cli.serve import open_page

        ctx.invoke(open_page)


def main() -> None:
    """Run the command line; every error is one sentence on standard error."""
    try:
        status = passalong.main(prog_name="passalong", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        click.echo("Stopped.", err=True)
        sys.exit(130)
    except (PassalongError, IngestError) as error:
        click.echo(str(error), err=True)
        sys.exit(2 if isinstance(error, SettingError) else 1)
    except BrokenPipeError:  # e.g. `| head`; write nothing more, not even at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        click.echo(f"{error.filename or 'The system'}: {error.strerror}.", err=True)
        sys.exit(1)
    sys.exit(status or 0)
