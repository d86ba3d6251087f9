"""`evaluate`: how good the matching is on a data set."""

from pathlib import Path

import click

from recommender.cli.session import answer, json_option

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
@click.option("--feedback", type=_FILE, help="Outcomes to learn first: query-id corpus-id outcome.")
@click.option("--run", "run_file", type=_FILE, help="Write each contact's articles as a TREC run.")
@click.option("--who-run", type=_FILE, help="Write each article's contacts as a TREC run.")
@json_option
def evaluate(
    directory: Path,
    feedback: Path | None,
    run_file: Path | None,
    who_run: Path | None,
    as_json: bool,
) -> None:
    """Measure the matching on a data set.

    The DIRECTORY holds it in the BEIR layout: corpus.jsonl, queries.jsonl and qrels/test.tsv.
    """
    from recommender.matching.evaluation import evaluate as measure

    figures = measure(directory, feedback=feedback, run=run_file, who_run=who_run)
    answer(as_json, figures, (f"{name:>12}  {value:.4f}" for name, value in figures.items()))


COMMANDS = {"evaluate": evaluate}
