"""`coffee`: people to meet."""

from collections.abc import Iterator, Sequence

import click

from recommender.cli import serializers
from recommender.cli.context import Session, answer, json_option, session
from recommender.workflow.today.meetings import MOST, MeetingView, suggest_meetings


@click.command()
@click.argument("place", default="")
@click.option("--limit", type=click.IntRange(1), default=MOST, show_default=True)
@json_option
@session
def coffee(run: Session, *, place: str, limit: int, as_json: bool) -> None:
    """Show who to meet for coffee, lunch or a drink, in a PLACE or anywhere.

    Longest ago first. Passalong looks for the place in tags, organisation, role and
    notes, and it is said where it stands.
    """
    with run.open() as library:
        found = suggest_meetings(library, place, limit=limit)
    answer(as_json, [_document(view) for view in found], _lines(found, place))


def _document(view: MeetingView) -> serializers.Document:
    met = view.candidate.met_at
    return {
        "contact": serializers.contact(view.candidate.contact),
        "place": view.candidate.place,
        "met": None if met is None else met.isoformat(),
        "topics": list(view.topics),
        "article": view.article,
        "promises": list(view.candidate.promises),
    }


def _lines(found: Sequence[MeetingView], place: str) -> Iterator[str]:
    for view in found:
        candidate = view.candidate
        met = (
            f"met on {candidate.met_at.astimezone():%d %B %Y}"
            if candidate.met_at
            else "no meeting logged"
        )
        yield click.style(f"{candidate.contact.name}: {met}", bold=True)
        for line in (
            candidate.place,
            f"to talk about: {', '.join(view.topics)}" if view.topics else "",
            f"you read: {view.article}" if view.article else "",
            *(f"promise: {promise}" for promise in candidate.promises),
        ):
            if line:
                yield f"    {line}"
    if not found and place:
        yield f"No contact mentions “{place}”. A tag is enough: passalong contacts edit --help"
    elif not found:
        yield "Nobody to meet yet. Add the people you know: passalong contacts add --help"


COMMANDS = {"coffee": coffee}
