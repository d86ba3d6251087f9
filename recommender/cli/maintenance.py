"""`backup`, `restore`, `check`: maintenance of the library."""

from pathlib import Path

import click

from recommender.cli.context import Session, answer, fail_if, json_option, session


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@json_option
@session
def backup(run: Session, *, file: Path, as_json: bool) -> None:
    """Back up the library to a new FILE.

    You can keep using the library meanwhile.
    """
    with run.open() as library:
        library.back_up(file)
    answer(as_json, {"file": str(file), "bytes": file.stat().st_size}, [f"Backed up to {file}."])


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@json_option
@session
def restore(run: Session, *, file: Path, as_json: bool) -> None:
    """Restore a backup FILE.

    The library it replaces is kept next to it.
    """
    from recommender.workflow.maintenance import restore_library

    kept = restore_library(run.path, file, now=run.now)
    document = {"library": str(run.path), "kept": None if kept is None else str(kept)}
    lines = [f"{run.path} is now a copy of {file}."]
    if kept is not None:
        lines.append(f"The replaced library is kept as {kept}.")
    answer(as_json, document, lines)


@click.command()
@json_option
@session
def check(run: Session, *, as_json: bool) -> None:
    """Check the library and rebuild its caches."""
    from recommender.workflow.maintenance import check_library

    with run.open() as library:
        problems = check_library(library)
    answer(
        as_json,
        {"library": str(run.path), "sound": not problems, "problems": list(problems)},
        problems or [f"{run.path} is fine."],
    )
    fail_if(bool(problems))


COMMANDS = {"backup": backup, "restore": restore, "check": check}
