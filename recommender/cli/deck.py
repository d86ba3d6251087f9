"""`who`, `pick`: who an article makes the user think of. Imports nothing heavy."""

from collections.abc import Iterator

import click

from recommender.cli import serializers
from recommender.cli.context import Session, answer, json_option, session
from recommender.workflow.lookup import find_article, find_contact
from recommender.workflow.matching.finished import match_first
from recommender.workflow.results import Question
from recommender.workflow.today import deck, review

NOTHING_LEFT = "No articles left to ask about. Read something, or add something you've read."


@click.command()
@click.argument("article", required=False)
@json_option
@session
def who(run: Session, *, article: str | None, as_json: bool) -> None:
    """Ask who ARTICLE makes you think of, and name the likeliest contacts.

    Without ARTICLE, ask about the next article you've read.
    """
    with run.open() as library:
        match_first(library)
        named = None if article is None else find_article(library, article).id
        question = deck.ask(library, named, now=run.now)
    answer(as_json, serializers.question(question), _lines(question))


@click.command()
@click.argument("article")
@click.argument("contact")
@click.option(
    "--interest", "interests", multiple=True, help="An interest to add to CONTACT; repeatable."
)
@json_option
@session
def pick(
    run: Session, *, article: str, contact: str, interests: tuple[str, ...], as_json: bool
) -> None:
    """Pick CONTACT for ARTICLE, and put it first in today's plan.

    An unread article is marked as read. A contact who is asleep wakes up.
    """
    with run.open() as library:
        match_first(library)
        given = deck.answer(
            library,
            find_article(library, article).id,
            find_contact(library, contact).id,
            interests,
            now=run.now,
        )
        assert given.suggestion is not None, "someone was picked"
        if interests:  # the note names them by the match that they make
            review.todays_review(library, now=run.now)
        shown = review.card(library, given.suggestion.id)
    woken = f" {shown.contact.name} is awake again." if given.woken else ""
    line = f"“{shown.article.title}” is for {shown.contact.name}.{woken}"
    answer(
        as_json, serializers.card(shown), [line, f"  open: passalong link {shown.suggestion.id}"]
    )


def _lines(question: Question | None) -> Iterator[str]:
    if question is None:
        yield NOTHING_LEFT
        return
    yield click.style(f"{question.article.title} ({question.article.id})", bold=True)
    yield "Who does this make you think of?"
    if question.hint:
        yield f"  {question.hint}"
    for face in question.faces:
        yield f"  {face.contact.id}  {face.contact.name}: {face.why}"
    if question.phrases:
        yield f"It's about: {', '.join(question.phrases)}"
    yield f"  pick: passalong pick {question.article.id} NAME"


COMMANDS = {"who": who, "pick": pick}
