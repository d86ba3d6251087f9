"""`contacts duplicates`, `merge`, `apart`: duplicate contacts."""

from collections.abc import Iterator, Sequence

import click

from recommender.cli import serializers
from recommender.cli.context import Session, answer, json_option, session
from recommender.workflow.lookup import find_contact
from recommender.workflow.results import DuplicateView


@click.command()
@json_option
@session
def duplicates(run: Session, *, as_json: bool) -> None:
    """Show possible duplicates, and how they differ."""
    from recommender.workflow.people.merging import likely_duplicates

    with run.open() as library:
        found = likely_duplicates(library)
    answer(as_json, [serializers.duplicate(one) for one in found], _lines(found))


@click.command()
@click.argument("keep", required=False)
@click.argument("other", required=False)
@click.option("--undo", is_flag=True, help="Separate the two contacts that were merged last.")
@json_option
@session
def merge(run: Session, *, keep: str | None, other: str | None, undo: bool, as_json: bool) -> None:
    """Merge contact OTHER into contact KEEP, with all its history."""
    from recommender.workflow.people.merging import merge_contacts, undo_merge

    if undo:
        with run.open() as library:
            past = undo_merge(library)
        answer(as_json, {"import_id": past.id}, [f"Undone: {past.file}."])
        return
    if keep is None or other is None:
        raise click.UsageError("Name the contact to keep and the other one, or use --undo.")
    with run.open() as library:
        merged = merge_contacts(
            library,
            kept_id=find_contact(library, keep).id,
            other_id=find_contact(library, other).id,
            now=run.now,
        )
    lines = [f"Merged into {merged.name}.", "Undo with: passalong undo"]
    answer(as_json, serializers.contact(merged), lines)


@click.command()
@click.argument("one")
@click.argument("other")
@json_option
@session
def apart(run: Session, *, one: str, other: str, as_json: bool) -> None:
    """Mark ONE and OTHER as two people, so they aren't proposed again."""
    from recommender.workflow.people.merging import save_not_duplicates

    with run.open() as library:
        first, second = find_contact(library, one), find_contact(library, other)
        save_not_duplicates(library, first.id, second.id)
    document = {"apart": [first.id, second.id]}
    answer(as_json, document, [f"Marked {first.name} and {second.name} as two people."])


def _lines(found: Sequence[DuplicateView]) -> Iterator[str]:
    for one in found:
        first, second = one.first, one.second
        yield f"{first.name} ({first.id}) and {second.name} ({second.id}): {', '.join(one.reasons)}"
        for difference in one.differences:
            yield f"    {difference.field}: {difference.first or '-'} | {difference.second or '-'}"
        yield f"    passalong contacts merge {first.id} {second.id}"
    if not found:
        yield "No duplicates found."
