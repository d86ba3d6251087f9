"""`occasions`, `occasion`: reasons to write that are not an article."""

from collections.abc import Iterator, Sequence

import click

from recommender.cli import serializers
from recommender.cli.context import Session, answer, json_option, session
from recommender.domain.occasions import OccasionState
from recommender.domain.people import ABOUT_THEM, EventKind
from recommender.workflow.clock import read_time
from recommender.workflow.results import OccasionView

_SAYABLE = [state.value for state in OccasionState if state is not OccasionState.PROPOSED]
_WAYS = [kind.value for kind in EventKind if kind not in ABOUT_THEM]


@click.command()
@json_option
@session
def occasions(run: Session, *, as_json: bool) -> None:
    """Show who to write to without an article, and why."""
    from recommender.workflow.today.occasions import open_occasions

    with run.open() as library:
        found = open_occasions(library, now=run.now)
    answer(as_json, [serializers.occasion(one) for one in found], _lines(found))


@click.command()
@click.argument("occasion", required=False)
@click.argument("state", required=False, type=click.Choice(_SAYABLE))
@click.option("--until", help="Snooze until this day.")
@click.option("--by", type=click.Choice(_WAYS), help="How it was done: call, coffee …")
@click.option("--undo", is_flag=True, help="Undo the last answer to any occasion.")
@json_option
@session
def occasion(
    run: Session,
    *,
    occasion: str | None,
    state: str | None,
    until: str | None,
    by: str | None,
    undo: bool,
    as_json: bool,
) -> None:
    """Record what happened to an OCCASION; without a state, print the link that opens its draft."""
    from recommender.workflow.today.occasions import (
        mark_occasion,
        occasion_link,
        undo_occasion_feedback,
    )

    if undo:
        with run.open() as library:
            undo_occasion_feedback(library)
        answer(as_json, {"undone": True}, ["Undone."])
        return
    if occasion is None:
        raise click.UsageError("Name an occasion, or --undo. List them with: passalong occasions")
    with run.open() as library:
        if state is None:
            found = occasion_link(library, occasion, now=run.now)
            document = {"channel": found.channel, "url": found.url, "shortened": found.shortened}
            answer(as_json, document, [found.url])
            return
        view = mark_occasion(
            library,
            occasion,
            OccasionState(state),
            now=run.now,
            until=None if until is None else read_time(until).astimezone().date(),
            by=None if by is None else EventKind(by),
        ).view
    document = serializers.occasion(view) | {"state": state}
    answer(as_json, document, [f"{view.contact.name}, {view.occasion.kind.value}: {state}."])


def _lines(found: Sequence[OccasionView]) -> Iterator[str]:
    for view in found:
        yield f"{view.contact.name}: {view.occasion.reason}"
        yield f"    passalong occasion {view.occasion.id}"
    if not found:
        yield "No occasions today."


COMMANDS = {"occasions": occasions, "occasion": occasion}
