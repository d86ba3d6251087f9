"""`settings`: list, set and reset settings."""

import re

import click

from recommender.cli.context import Session, answer, json_option, session
from recommender.settings import meaning, setting_names, text_of
from recommender.templates import TEMPLATES
from recommender.workflow import user_settings

_ESCAPED = re.compile(r"\\\\|\\n")  # as a shell passes them: two characters each


@click.group(invoke_without_command=True)
@click.pass_context
def settings(ctx: click.Context) -> None:
    """Your name, wording, limits and channel."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_settings)


@settings.command("list")
@json_option
@session
def list_settings(run: Session, *, as_json: bool = False) -> None:
    """List all settings and what they mean."""
    with run.open() as library:
        chosen = user_settings.settings(library)
    document = {name: getattr(chosen, name) for name in setting_names()}
    lines = (f"{name} = {text_of(chosen, name)!r}\n    {meaning(name)}" for name in document)
    answer(as_json, document, lines)


@settings.command("set")
@click.argument("name")
@click.argument("value")
@json_option
@session
def set_setting(run: Session, *, name: str, value: str, as_json: bool) -> None:
    r"""Choose a VALUE for a setting.

    In wording, \n is a line end and \\n a backslash and an n.
    """
    if name in TEMPLATES:
        value = _ESCAPED.sub(lambda found: "\n" if found[0] == r"\n" else "\\", value)
    with run.open() as library:
        chosen = user_settings.choose(library, name, value)
    answer(as_json, {name: getattr(chosen, name)}, [f"{name} = {text_of(chosen, name)!r}"])


@settings.command("unset")
@click.argument("name")
@json_option
@session
def unset_setting(run: Session, *, name: str, as_json: bool) -> None:
    """Reset a setting to its default."""
    with run.open() as library:
        chosen = user_settings.unchoose(library, name)
    answer(as_json, {name: getattr(chosen, name)}, [f"{name} = {text_of(chosen, name)!r}"])


COMMANDS = {"settings": settings}
