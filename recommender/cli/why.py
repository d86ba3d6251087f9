"""`why`: why something is or isn't suggested today."""

import click

from recommender.cli import serializers
from recommender.cli.context import Session, answer, json_option, session
from recommender.workflow.lookup import find_article, find_contact
from recommender.workflow.today.why import explain


@click.command()
@click.argument("contact")
@click.argument("article", required=False)
@json_option
@session
def why(run: Session, *, contact: str, article: str | None, as_json: bool) -> None:
    """Explain why ARTICLE is or isn't suggested to CONTACT today.

    Without ARTICLE, explain what CONTACT gets, or why they get nothing.
    """
    with run.open() as library:
        person = find_contact(library, contact)
        named = None if article is None else find_article(library, article)
        found = explain(library, person, named, now=run.now)
    answer(as_json, serializers.why(found), [reason.text for reason in found.reasons])


COMMANDS = {"why": why}
