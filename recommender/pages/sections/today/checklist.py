"""The first steps with a library of one's own: a list that goes away once they are done."""

from dataclasses import dataclass

from recommender.domain.articles import LibrarySize
from recommender.pages.components.list_view import Row, RowAct, show_rows
from recommender.pages.support import formatting, markup, page_context
from recommender.settings import Settings
from recommender.storage.library import Library
from recommender.workflow.results import Review


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step, with the page on which it is taken."""

    title: str
    why: str
    label: str
    page: str
    done: bool


def steps(size: LibrarySize, *, signed: bool, answered: bool) -> tuple[Step, ...]:
    """Return the first steps.

    Args:
        size: What there is.
        signed: The user's name is known.
        answered: Something was said of a suggestion: the first card was dealt with.
    """
    return (
        Step(
            title="Somebody, and what they care about",
            why="Three words are enough: espresso, grid storage, wild gardens.",
            label="Add people",
            page="contacts",
            done=size.with_interests > 0,
        ),
        Step(
            title="Something good that you have read",
            why="A page's address, or a site to follow.",
            label="Add a page",
            page="add",
            done=size.read > 0,
        ),
        Step(
            title="Your name",
            why="So that your notes are signed.",
            label="Say your name",
            page="settings",
            done=signed,
        ),
        Step(
            title="The first note",
            why="Open one from a card. Or say that it is not for them: that teaches, too.",
            label="",
            page="today",
            done=answered,
        ),
    )


def show(library: Library, plan: Review, settings: Settings) -> None:
    """Show the steps while one is left; the demo has taken them all."""
    if plan.demo:
        return
    left = steps(
        plan.size,
        signed=bool(settings.your_name),
        answered=library.suggestions.latest_with_feedback() is not None,
    )
    if all(step.done for step in left):
        return
    taken = formatting.count(sum(step.done for step in left), "step")
    markup.section("First steps", f"{taken} of {len(left)} taken. This list goes when all are.")
    chosen = show_rows(
        [_row(number, step) for number, step in enumerate(left)],
        key="first_steps",
        label="First steps",
    )
    if chosen:
        page_context.navigate(left[chosen[0]].page)


def _row(number: int, step: Step) -> Row:
    act = RowAct(name="open", label=step.label, about=f"{step.label}: {step.title}")
    return Row(
        id=number,
        title=step.title,
        aside="done" if step.done else "",
        lines=() if step.done else (step.why,),
        acts=(act,) if step.label and not step.done else (),
        opens=False,
    )
