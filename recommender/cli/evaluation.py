"""`evaluate`: measures matching on a data set, or by the user's own decisions."""

from collections.abc import Iterator
from dataclasses import asdict
from itertools import chain
from pathlib import Path

import click

from recommender.cli.context import Session, answer, json_option, session
from recommender.cli.serializers import Document
from recommender.matching.evaluation.data_sets import HALVES
from recommender.matching.evaluation.feedback_metrics import (
    ENOUGH,
    HitRate,
    OutcomeFigures,
    measure_outcomes,
)
from recommender.planning.sender import HabitFigures, measure_habits

_DAYS = (2, 12)  # suggestions a day: the default, and a user who wants many

_FIGURES = (
    ("ndcg@10", "each contact's articles"),
    ("map", ""),
    ("p@1", ""),
    ("recall@100", ""),
    ("who_mrr", "each article's contacts"),
    ("pair_ap", "all pairs in one list"),
    ("recall_at_precision_90", ""),
)

_DIRECTORY = click.Path(path_type=Path, file_okay=False)
_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("directory", required=False, type=_DIRECTORY)
@click.option("--mine", is_flag=True, help="Measure by your own decisions instead.")
@click.option("--feedback", type=_FILE, help="Outcomes to learn first: query-id corpus-id outcome.")
@click.option("--half", type=click.Choice(HALVES), help="Judge only these contacts.")
@click.option(
    "--with-others", type=_DIRECTORY, help="Add the articles of another set; they are not judged."
)
@click.option("--semantic", type=_DIRECTORY, help="Match by this static embedding too.")
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
    half: str | None,
    with_others: Path | None,
    semantic: Path | None,
    run_file: Path | None,
    who_run: Path | None,
    as_json: bool,
) -> None:
    """Measure the matching on a data set, or by your own decisions.

    The DIRECTORY holds a set in the BEIR layout: corpus.jsonl, queries.jsonl and qrels/test.tsv.
    A contact's metadata may hold avoid, languages, notes, role, organisation, tags, and a half,
    tuning or held-out. Grades are 0, 1 (fits) and 2 (fits very well).

    With --mine it says how many of your suggestions you passed on, and what made the others miss.
    """
    if mine == (directory is not None):
        raise click.UsageError(
            "Name a DIRECTORY with a data set, or --mine for your own decisions."
        )
    if directory is None:
        if feedback or half or with_others or semantic or run_file or who_run:
            raise click.UsageError("--mine takes no other options: it reads your library.")
        with here.open() as library:
            decided = library.suggestions.decided()
            sites = library.articles.sites(one.article_id for one in decided)
        found, habits = measure_outcomes(decided), measure_habits(decided, sites)
        document = {**_document(found), "by_habit": _by_habit(habits)}
        answer(as_json, document, chain(_lines(found), _habit_lines(habits)))
        return
    from recommender.matching.evaluation.metrics import evaluate as measure
    from recommender.matching.evaluation.metrics import write_run
    from recommender.planning.simulation import simulate_days
    from recommender.workflow.embedding import load_embedding

    measured = measure(
        directory,
        feedback=feedback,
        half=half,
        others=with_others,
        embed=load_embedding(semantic).embed if semantic else None,
    )
    ranking = measured.ranking
    if run_file is not None:
        write_run(run_file, ranking.articles)
    if who_run is not None:
        write_run(who_run, ranking.contacts)
    days = [
        simulate_days(measured.data, ranking.values, ranking.fits, per_day=per_day)
        for per_day in _DAYS
    ]
    document = {**measured.figures, "first_suggestions": [asdict(one) for one in days]}
    answer(as_json, document, _table(document))


def _table(figures: Document) -> Iterator[str]:
    graded = figures["relevant_pairs_2"] > 0
    very = f", {figures['relevant_pairs_2']:,} of them very well" if graded else ""
    yield f"articles {figures['articles']:,}, contacts {figures['contacts']:,}"
    yield f"pairs judged to fit: {figures['relevant_pairs']:,}{very}"
    yield "\nRanking"
    yield from (f"  {name:<24}{figures[name]:.4f}  {what}".rstrip() for name, what in _FIGURES)
    heads = f"{'fits':>6}{'fits very well':>17}" if graded else ""
    yield f"\n{'What is said to fit':<26}{heads}".rstrip()
    for name in ("fits_precision", "fits_recall"):
        second = f"{figures[f'{name}_2']:.4f}" if graded else ""
        yield f"  {name:<24}{figures[name]:.4f}{second:>17}".rstrip()
    silent, wanting = figures["silent_contacts"], figures["contacts_with_relevant"]
    yield f"  {'silent_contacts':<24}{silent:.0f} of {wanting:.0f}"
    yield f"  {'nobody_left_alone':<24}{figures['nobody_left_alone']:.4f}"
    if "others" in figures:
        alone = figures["others_left_alone"]
        yield f"  {'others_left_alone':<24}{alone:.4f}  of {figures['others']:,.0f} added articles"
    grades = {"very_good": "very well", "good": "fits", "wrong": "wrong", "days": "days"}
    shown = {key: head for key, head in grades.items() if graded or key != "very_good"}
    yield f"\n{'First 20 suggestions':<24}{''.join(f'{head:>11}' for head in shown.values())}"
    for one in figures["first_suggestions"]:
        label = f"at {one['per_day']} a day"
        yield f"  {label:<22}{''.join(f'{one[key]:>11}' for key in shown)}"


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


def _by_habit(found: HabitFigures) -> list[Document]:
    return [{"habit": one.label, **_rate(one)} for one in (found.often, found.rarely, found.others)]


def _rate(one: HitRate) -> Document:
    return {
        "decided": one.decided,
        "hits": one.hits,
        "hit_rate": None if one.rate is None else round(one.rate, 4),
        "interval": None if one.interval is None else [round(end, 4) for end in one.interval],
    }


def _lines(found: OutcomeFigures) -> Iterator[str]:
    if not found.total.decided:
        yield "You haven't decided on any suggestions yet. Send or dismiss some, then look again."
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


def _habit_lines(found: HabitFigures) -> Iterator[str]:
    if not found.often.decided + found.rarely.decided:
        return
    yield "\nBy how often you had passed on the same site or topic before:"
    yield from (
        f"  {one.label:>10}  {_told(one)}" for one in (found.often, found.rarely, found.others)
    )


def _told(one: HitRate) -> str:
    if one.interval is None:
        return "0 of 0"
    low, high = one.interval
    return f"{one.hits} of {one.decided} ({one.rate:.0%}; likely {low:.0%} to {high:.0%})"


COMMANDS = {"evaluate": evaluate}
