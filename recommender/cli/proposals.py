"""`contacts propose`, `accept`: interests that notes and jobs suggest."""

import click

from recommender.cli import serializers
from recommender.cli.context import Session, answer, json_option, session
from recommender.workflow.lookup import find_contact
from recommender.workflow.people import proposals


@click.command()
@click.argument("contact", nargs=-1)
@json_option
@session
def propose(run: Session, *, contact: tuple[str, ...], as_json: bool) -> None:
    """Propose interests for each CONTACT, from your notes, their job and what you picked for them.

    Without a CONTACT, for everyone who has no interests yet and isn't asleep. Nothing is saved
    until you accept it.
    """
    with run.open() as library:
        people = (
            [find_contact(library, name) for name in contact]
            if contact
            else [
                one
                for one in library.contacts.all()
                if not one.interests.strip() and not one.asleep and not one.paused
            ]
        )
        found = proposals.propose(library, people)
    shown = [one for one in people if contact or found[one.id]]
    lines = [
        line
        for one in shown
        for line in (
            f"{one.id:>5}  {one.name}",
            *(f"{'':>7}{proposal.text}  ({proposal.why})" for proposal in found[one.id]),
        )
    ]
    answer(
        as_json,
        [serializers.proposals(one, found[one.id]) for one in shown],
        lines or ["Nothing to propose. Proposals come from notes, job titles and picked articles."],
    )


@click.command()
@click.argument("contact")
@click.argument("text", nargs=-1, required=True)
@json_option
@session
def accept(run: Session, *, contact: str, text: tuple[str, ...], as_json: bool) -> None:
    """Add each TEXT to a CONTACT's interests.

    See the proposals with: passalong contacts propose CONTACT
    """
    with run.open() as library:
        person = find_contact(library, contact)
        changed = proposals.accept(library, person.id, text, now=run.now)
    answer(as_json, serializers.contact(changed), [f"{changed.name}: {changed.interests}"])
