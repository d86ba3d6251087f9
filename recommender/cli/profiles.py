"""`contacts strike`, `weigh`: block a profile's terms, weight its sources."""

from collections.abc import Iterator
from itertools import islice

import click

from recommender.cli import serializers
from recommender.cli.context import Session, answer, json_option, session
from recommender.domain.suggestions import Source
from recommender.workflow.lookup import find_contact
from recommender.workflow.matching import profile_editing
from recommender.workflow.results import ProfileView

MOST_SHOWN = 15  # terms a line; --json has them all

# shown with the contact's details already
_ON_THE_CARD = {Source.STATED, Source.NOTES, Source.ROLE, Source.ORGANISATION, Source.TAGS}

_SOURCES = {source.value: source for source in Source if source is not Source.SEMANTIC}


@click.command()
@click.argument("contact")
@click.argument("term")
@click.option("--undo", is_flag=True, help="Let the word count again.")
@json_option
@session
def strike(run: Session, *, contact: str, term: str, undo: bool, as_json: bool) -> None:
    """Ignore the word TERM in what Passalong learned about a CONTACT.

    See the words with: passalong contacts show CONTACT
    """
    act = profile_editing.unblock_term if undo else profile_editing.block_term
    with run.open() as library:
        shown = act(library, find_contact(library, contact), term)
    answer(as_json, serializers.profile(shown), profile_lines(shown))


@click.command()
@click.argument("contact")
@click.argument("source", type=click.Choice(tuple(_SOURCES)))
@click.argument("weight", type=float)
@json_option
@session
def weigh(run: Session, *, contact: str, source: str, weight: float, as_json: bool) -> None:
    """Let a SOURCE of a CONTACT's profile count less.

    1 is the default WEIGHT, 0.5 counts half, 0 turns the source off.
    """
    with run.open() as library:
        person = find_contact(library, contact)
        shown = profile_editing.set_source_weight(library, person, _SOURCES[source], weight)
    answer(as_json, serializers.profile(shown), profile_lines(shown))


def profile_lines(shown: ProfileView) -> Iterator[str]:
    """Return lines for a profile's sources, without stated interests and notes, shown elsewhere."""
    for one in shown.sources:
        if one.weight == 1 and (not one.says or one.source in _ON_THE_CARD):
            continue
        weight = "" if one.weight == 1 else f" (counts {one.weight:g})" if one.weight else " (off)"
        yield f"{one.source.value:>13}  {' · '.join(one.says.splitlines())}{weight}"
        terms = [term for term in shown.terms if term.source is one.source]
        for label, words in (
            ("towards", dict.fromkeys(term.word for term in terms if term.weight > 0)),
            ("away from", dict.fromkeys(term.word for term in terms if term.weight < 0)),
        ):
            if words:
                yield f"{'':>13}  {label} {', '.join(islice(words, MOST_SHOWN))}"
    if shown.blocked:
        yield f"{'struck out':>13}  {', '.join(shown.blocked.values())}"
