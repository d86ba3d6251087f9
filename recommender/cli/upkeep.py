"""`settings`, `backup`, `restore`, `check`: looking after the library."""

from pathlib import Path

import click

from recommender.cli.session import Session, answer, fail_if, json_option, session
from recommender.settings import meaning, setting_names, text_of
from recommender.workflow import choices
from recommender.workflow.upkeep import check_library, restore_library


@click.group(invoke_without_command=True)
@click.pass_context
def settings(ctx: click.Context) -> None:
    """Your choices: name, voice, caps, channel."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_settings)


@settings.command("list")
@json_option
@session
def list_settings(run: Session, *, as_json: bool = False) -> None:
    """List all settings with what they mean."""
    with run.open() as library:
        chosen = choices.settings(library)
    document = {name: getattr(chosen, name) for name in setting_names()}
    lines = (f"{name} = {text_of(chosen, name)!r}\n    {meaning(name)}" for name in document)
    answer(as_json, document, lines)


@settings.command("set")
@click.argument("name")
@click.argument("value")
@json_option
@session
def set_setting(run: Session, *, name: str, value: str, as_json: bool) -> None:
    """Choose a VALUE for a setting."""
    with run.open() as library:
        chosen = choices.choose(library, name, value)
    answer(as_json, {name: getattr(chosen, name)}, [f"{name} = {text_of(chosen, name)!r}"])


@settings.command("unset")
@click.argument("name")
@json_option
@session
def unset_setting(run: Session, *, name: str, as_json: bool) -> None:
    """Go back to a setting's default."""
    with run.open() as library:
        chosen = choices.unchoose(library, name)
    answer(as_json, {name: getattr(chosen, name)}, [f"{name} = {text_of(chosen, name)!r}"])


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@json_option
@session
def backup(run: Session, *, file: Path, as_json: bool) -> None:
    """Write a copy of the library to a new FILE; others may use it meanwhile."""
    with run.open() as library:
        library.copy_to(file)
    answer(as_json, {"file": str(file), "bytes": file.stat().st_size}, [f"Copied to {file}."])


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@json_option
@session
def restore(run: Session, *, file: Path, as_json: bool) -> None:
    """Put a backup FILE in the library's place; the replaced one is kept beside it."""
    kept = restore_library(run.path, file, now=run.now)
    document = {"library": str(run.path), "kept": None if kept is None else str(kept)}
    lines = [f"{run.path} is now a copy of {file}."]
    if kept is not None:
        lines.append(f"What was there is kept as {kept}.")
    answer(as_json, document, lines)


@click.command()
@json_option
@session
def check(run: Session, *, as_json: bool) -> None:
    """Check the library and make anew what was derived."""
    with run.open() as library:
        problems = check_library(library)
    answer(
        as_json,
        {"library": str(run.path), "sound": not problems, "problems": list(problems)},
        problems or [f"{run.path} is sound."],
    )
    fail_if(bool(problems))


COMMANDS = {"settings": settings, "backup": backup, "restore": restore, "check": check}
