"""`semantic`: matching by meaning, with a static embedding that the user names."""

from collections.abc import Iterator
from pathlib import Path

import click

from recommender.cli.context import Session, answer, json_option, session
from recommender.cli.serializers import Document
from recommender.workflow.embedding import INSTALL, is_installed
from recommender.workflow.matching.semantic import (
    SemanticState,
    semantic_state,
    stop_using_embedding,
    use_embedding,
)


@click.group(invoke_without_command=True)
@json_option
@click.pass_context
def semantic(ctx: click.Context, *, as_json: bool) -> None:
    """Match by meaning too, with an embedding on this computer.

    Off unless you name a folder with a static embedding in model2vec's format. Passalong downloads
    nothing for it.
    """
    if ctx.invoked_subcommand is None:
        run: Session = ctx.obj
        with run.open() as library:
            state = semantic_state(library)
        answer(as_json, _document(state), _lines(state))


@semantic.command("use")
@click.argument("folder", type=click.Path(path_type=Path))
@json_option
@session
def use(run: Session, *, folder: Path, as_json: bool) -> None:
    """Match by the embedding in FOLDER too.

    Your library is matched again when you next look at it.
    """
    with run.open() as library:
        state = use_embedding(library, folder)
    answer(as_json, _document(state), _lines(state))


@semantic.command("off")
@json_option
@session
def off(run: Session, *, as_json: bool) -> None:
    """Match by words alone again."""
    with run.open() as library:
        state = stop_using_embedding(library)
    answer(as_json, _document(state), _lines(state))


def _document(state: SemanticState) -> Document:
    return {
        "on": state.is_on,
        "installed": is_installed(),
        "folder": state.folder or None,
        "problem": state.problem or None,
        "words": state.n_words or None,
        "dimensions": state.n_dimensions or None,
    }


def _lines(state: SemanticState) -> Iterator[str]:
    if state.is_on:
        yield f"Matching by meaning is on: {state.folder}"
        yield f"{state.n_words:,} words, {state.n_dimensions} dimensions"
    elif state.problem:
        yield f"Matching by meaning is off. {state.problem}"
        yield "Stop trying with: passalong semantic off"
    else:
        yield "Matching by meaning is off."
        yield "Turn it on with: passalong semantic use FOLDER"
        if not is_installed():
            yield f"It needs another package: {INSTALL}"


COMMANDS = {"semantic": semantic}
