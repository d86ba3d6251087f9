"""`open`, `demo`: the review page."""

import os
from pathlib import Path

import click

from recommender import logs
from recommender.cli.context import Session, answer, json_option, session, tell
from recommender.cli.startup import let_pandas_in


@click.command("open")
@click.option(
    "--port", type=click.IntRange(1, 65_535), help="8501 by default, or the next free one."
)
@click.option("--no-browser", is_flag=True, help="Don't open the browser.")
@session
def open_page(run: Session, *, port: int | None = None, no_browser: bool = False) -> None:
    """Open the page in your browser."""
    run.open().close()  # an unusable file fails here, with one sentence
    _serve(run, run.path, port=port, browser=not no_browser)


@click.command()
@click.option("--no-open", is_flag=True, help="Only build the library; don't open it.")
@click.option(
    "--port", type=click.IntRange(1, 65_535), help="8501 by default, or the next free one."
)
@click.option("--no-browser", is_flag=True, help="Don't open the browser.")
@json_option
@session
def demo(run: Session, *, no_open: bool, port: int | None, no_browser: bool, as_json: bool) -> None:
    """Build a library of sample people and articles, offline, and open it."""
    from recommender.demo.build import build_demo
    from recommender.workflow.paths import demo_path

    path = run.path if run.named else demo_path()
    logs.write_next_to(path)
    built = build_demo(path, now=run.now, progress=tell)
    document = {
        "library": str(path),
        "feeds": built.feeds,
        "articles": built.articles,
        "contacts": built.contacts,
        "suggestions": built.suggestions,
    }
    line = (
        f"The demo library is ready: {built.contacts} people, {built.articles} articles, "
        f"{built.suggestions} suggestions for today. It's at {path}."
    )
    answer(as_json, document, [line])
    if not no_open:
        _serve(run, path, port=port, browser=not no_browser)


def _serve(run: Session, path: Path, *, port: int | None, browser: bool) -> None:
    let_pandas_in()
    logs.write_next_to(path)
    from recommender.pages.server.run import serve
    from recommender.workflow.clock import VARIABLE

    if run.simulated:
        os.environ[VARIABLE] = run.now.isoformat()
    click.get_current_context().exit(serve(path, port=port, open_browser=browser))


COMMANDS = {"open": open_page, "demo": demo}
