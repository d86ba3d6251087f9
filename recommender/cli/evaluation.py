"""`evaluate`: measures matching on a data set, or by the user's own decisions."""

from collections.abc import Iterator
from pathlib import Path

import click

from recommender.cli.context import Session, answer, json_option, session
from recommender.cli.serializers import Document
from recommender.matching.evaluation.feedback_metrics import (
    ENOUGH,
    HitRate,
    OutcomeFigures,
    measure_outcomes,
)

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("directory", required=False, type=click.Path(path_type=Path, file_okay=False))
@click.option("--mine", is_flag=True, help="Measure by your own decisions instead.")
@click.option("--feedback", type=_FILE, help="Outcomes to learn first: query-id corpus-id outcome.")
@click.option("--run", "run_file", type=_FILE, help="Write each contact's articles as a TREC run.")
@click.option("--who-run", type=_FILE, help="Write each article's contacts as a TREC run.")
@json_option
@session
def evaluate(
    here: Session,
    *,
    directory: Path | None,
    mine: bool,
    feedback: Path | None,
    run_file: Path | None,
    who_run: Path | None,
    as_json: bool,
) -> None:
    """Measure the matching on a data set, or by what you said of its suggestions.

    The DIRECTORY holds a set in the BEIR layout: corpus.jsonl, queries.jsonl and qrels/test.tsv.
    With --mine it says how many of your suggestions you passed on, and what made the others miss.
    """
    if mine == (directory is not None):
        raise click.UsageError(
            "Name a DIRECTORY with a data set, or --mine for your own decisions."
        )
    if directory is None:
        if feedback or run_file or who_run:
            raise click.UsageError("--mine takes no files: it reads your library.")
        with here.open() as library:
            found = measure_outcomes(library.suggestions.decided())
        answer(as_json, _document(found), _lines(found))
        return
    from recommender.matching.evaluation.metrics import evaluate as measure

    figures = measure(directory, feedback=feedback, run=run_file, who_run=who_run)
    answer(as_json, figures, (f"{name:>12}  {value:.4f}" for name, value in figures.items()))


def _document(found: OutcomeFigures) -> Document:
    return {
        "enough": found.enough,
        **_rate(found.total),
        "answered": _rate(found.answered),
        "by_strength": [{"strength": one.label, **_rate(one)} for one in found.by_strength],
        "by_source": [
            {
                "source": one.source.value,
                "share_of_hits": round(one.of_hits, 4),
                "share_of_misses": round(one.of_misses, 4),
            }
            for one in found.contributions
        ],
        "learning_curve": [{"decisions_before": one.label, **_rate(one)} for one in found.learning],
    }


def _rate(one: HitRate) -> Document:
    return {
        "decided": one.decided,
        "hits": one.hits,
        "hit_rate": None if one.rate is None else round(one.rate, 4),
        "interval": None if one.interval is None else [round(end, 4) for end in one.interval],
    }


def _lines(found: OutcomeFigures) -> Iterator[str]:
    if not found.total.decided:
        yield "You have not decided on any suggestion yet. Send or dismiss some, then look again."
        return
    yield f"{_told(found.total)} of the suggestions you decided on were passed on."
    if not found.enough:
        missing = ENOUGH - found.total.decided
        yield f"That is too few to tell how good the matching is: decide on {missing} more."
    if found.answered.decided:
        yield f"{_told(found.answered)} of those whose outcome you noted were liked or answered."
    yield "\nBy strength:"
    yield from (f"  {one.label:>10}  {_told(one)}" for one in found.by_strength)
    yield "\nWhat the scores were made of, in those that hit and those that missed:"
    for one in found.contributions:
        yield f"  {one.source.value:>12}  {one.of_hits:4.0%}  {one.of_misses:4.0%}"
    yield "\nAs you decided on more for the same person (decisions before):"
    yield from (f"  {one.label:>10}  {_told(one)}" for one in found.learning)


def _told(one: HitRate) -> str:
    if one.interval is None:
        return "0 of 0"
    low, high = one.interval
    return f"{one.hits} of {one.decided} ({one.rate:.0%}; likely {low:.0%} to {high:.0%})"


COMMANDS = {"evaluate": evaluate}
