"""`today`, `link`, `mark`: the review. Reads stored rows, imports nothing heavy."""

from collections.abc import Iterator
from datetime import datetime

import click

from recommender.cli import serializers
from recommender.cli.context import NUMBER, Session, answer, json_option, session
from recommender.domain.suggestions import State, Strength, Suggestion, own_words_first
from recommender.workflow.clock import read_time
from recommender.workflow.results import Card, Review
from recommender.workflow.today import review

_SAYABLE = [state.value for state in State if state is not State.PROPOSED]


@click.command()
@json_option
@session
def today(run: Session, *, as_json: bool) -> None:
    """Show who to write to today, about what, and why."""
    with run.open() as library:
        plan = review.todays_review(library, now=run.now)
    answer(as_json, serializers.today(plan), _plan_lines(plan))


@click.command()
@click.argument("suggestion", type=NUMBER)
@click.option("--channel", help="mail, gmail, outlook …; your usual one by default.")
@json_option
@session
def link(run: Session, *, suggestion: int, channel: str | None, as_json: bool) -> None:
    """Print the link that opens the filled-in message of a SUGGESTION."""
    with run.open() as library:
        found = review.link(library, suggestion, channel=channel)
        shown = review.card(library, suggestion)
    document = {"channel": found.channel, "url": found.url, "shortened": found.shortened}
    lines = [shown.draft.body] if found.copies else []
    answer(as_json, document, [*lines, *filter(None, [found.url])])


@click.command()
@click.argument("suggestion", type=NUMBER)
@click.argument("state", type=click.Choice([*_SAYABLE, "undo"]))
@click.option("--reason", help="Why it was dismissed: “not their topic”, “too soon” …")
@click.option("--until", help="Snooze until this day.")
@json_option
@session
def mark(
    run: Session,
    *,
    suggestion: int,
    state: str,
    reason: str | None,
    until: str | None,
    as_json: bool,
) -> None:
    """Record what happened to a SUGGESTION.

    `undo` undoes the last mark.
    """
    with run.open() as library:
        if state == "undo":
            found = review.undo_feedback(library, suggestion_id=suggestion, now=run.now)
        else:
            found = review.mark(
                library,
                suggestion,
                State(state),
                now=run.now,
                reason=reason,
                until=None if until is None else read_time(until).astimezone().date(),
            )
        shown = review.card(library, suggestion)
    line = f"“{shown.article.title}” for {shown.contact.name}: {found.state.value}."
    answer(as_json, serializers.suggestion(found), [line])


def _plan_lines(plan: Review) -> Iterator[str]:
    yield click.style(f"{plan.day:%A, %d %B %Y}", bold=True)
    if plan.why_empty:
        yield plan.why_empty
    for shown in plan.cards:
        yield from _card_lines(shown)
    if plan.asked:
        yield ""
        yield "Did you send it?"
        for shown in plan.asked:
            yield (
                f"  {shown.suggestion.id}  “{shown.article.title}” to {shown.contact.name}: "
                f"passalong mark {shown.suggestion.id} sent"
            )
    if plan.other_occasions:
        yield ""
        yield "Occasions"
        for view in plan.other_occasions:
            yield f"  {view.contact.name}: {view.occasion.reason}"
    if plan.worth_reading:
        yield ""
        yield "Worth reading"
        for worth in plan.worth_reading:
            names = ", ".join(person.name for person in worth.contacts)
            yield f"  {worth.article.id}  {worth.article.title} (for {names})"


def _card_lines(shown: Card) -> Iterator[str]:
    words = ", ".join(
        dict.fromkeys(term.term for term in own_words_first(shown.suggestion.terms)[:4])
    )
    why_now = shown.occasion.reason if shown.occasion else shown.suggestion.why_now
    why_now = why_now[:1].upper() + why_now[1:]
    reasons = [_strength(shown.suggestion), words, why_now]
    yield ""
    yield click.style(f"{shown.contact.name}: {shown.article.title}", bold=True)
    yield f"  {shown.article.url}"
    yield f"  {' · '.join(reason for reason in reasons if reason)}"
    if shown.contact.last_contact is not None:
        yield f"  last in touch on {_day(shown.contact.last_contact)}"
    if shown.contact.notes:
        yield f"  remember: {' '.join(shown.contact.notes.split())}"
    yield f"  open: passalong link {shown.suggestion.id}"


def _strength(suggestion: Suggestion) -> str:
    """Return the strength, as the page's card does: a weak match that was picked is no match."""
    if suggestion.chosen and (suggestion.strength is Strength.WEAK or not suggestion.terms):
        return "your own pick"
    return f"{suggestion.strength.value} match"


def _day(moment: datetime) -> str:
    return f"{moment.astimezone():%d %B %Y}"


COMMANDS = {"today": today, "link": link, "mark": mark}
