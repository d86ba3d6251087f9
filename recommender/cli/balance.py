"""`balance`: how often contacts hear from the user."""

from collections.abc import Iterator

import click

from recommender.care import captions
from recommender.care.contact_frequency import ContactFrequency, ContactStatus
from recommender.cli import serializers
from recommender.cli.context import Session, answer, json_option, session
from recommender.workflow.today.contact_frequency import look_at_balance

MOST_NAMED = 10


@click.command()
@json_option
@session
def balance(run: Session, *, as_json: bool) -> None:
    """Show who hears from you often, who never, and whose cadence is kept."""
    with run.open() as library:
        found = look_at_balance(library, now=run.now)
    document = {
        "people": found.people,
        "cadence_kept": found.kept,
        "nothing_in_a_year": found.nothing,
        "most": [_document(share) for share in found.most],
        "waiting": [_document(share) for share in found.waiting],
    }
    answer(as_json, document, _lines(found))


def _document(share: ContactStatus) -> serializers.Document:
    return {
        "contact": serializers.contact(share.contact),
        "times_in_a_year": share.times,
        "days_quiet": share.days,
        "cadence_days": share.cadence,
        "kept": share.kept,
    }


def _lines(found: ContactFrequency) -> Iterator[str]:
    if not found.people:
        yield "Nobody here yet. Add a person with: passalong contacts add NAME"
        return
    for caption, shares in (
        (captions.caption_contact_frequency(found), found.waiting),
        (captions.caption_most_contacted(found), found.most),
    ):
        yield caption
        for share in shares[:MOST_NAMED]:
            times = f"{share.times} in a year"
            yield f"  {share.contact.name}: {captions.format_wait(share)}; {times}"


COMMANDS = {"balance": balance}
