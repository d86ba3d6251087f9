"""Writes the sentence under each figure of the insights. Pure; it never praises the user."""

from collections.abc import Sequence

from recommender.care.contact_frequency import ContactFrequency, ContactStatus
from recommender.care.insights import Week
from recommender.domain.suggestions import State

_LATELY = 4  # weeks
_LONGEST_NAME = 60  # characters; longer names would hide the sentence


def caption_weeks(weeks: Sequence[Week]) -> str:
    """Compare the last weeks with the average of the earlier ones."""
    total = sum(week.sent for week in weeks)
    if not total:
        return "Nothing sent yet."
    lately, before = weeks[-_LATELY:], weeks[:-_LATELY]
    now = sum(week.sent for week in lately)
    usual = sum(week.sent for week in before) * len(lately) / len(before) if before else 0
    text = f"{_notes(now) if now else 'Nothing'} in the last {len(lately)} weeks"
    if not usual:
        return f"{text}."
    if now > usual * 1.25:
        return f"{text}, more than before."
    if now < usual * 0.75:
        return f"{text}, fewer than before."
    return f"{text}, about as many as before."


def caption_answers(answers: Sequence[tuple[State, int]]) -> str:
    """Count the notes that were answered, and those without an outcome."""
    counts = dict(answers)
    total = sum(counts.values())
    if not total:
        return "Nothing sent yet."
    heard = counts.get(State.REPLIED, 0) + counts.get(State.LIKED, 0)
    open_ = counts.get(State.SENT, 0)
    if not heard and open_:
        return f"No answers yet; {_notes(open_)} still open."
    text = f"{heard:,} of {_notes(total)} got an answer"
    return f"{text}; {open_:,} still open." if open_ else f"{text}."


def caption_kept(frequency: ContactFrequency) -> str:
    """Count the contacts within their cadence."""
    if not frequency.waiting:
        return "Nobody is overdue."
    if not frequency.kept:
        return "Everybody is overdue."
    return f"{frequency.kept:,} of {frequency.people:,} hear from you as often as you want."


def caption_contact_frequency(frequency: ContactFrequency) -> str:
    """Count the contacts within their cadence, and name the most overdue one."""
    text = caption_kept(frequency)
    if not frequency.waiting:
        return text
    first = frequency.waiting[0]
    return f"{text} Start with {_cut(first.contact.name)} ({format_wait(first)})."


def caption_most_contacted(frequency: ContactFrequency) -> str:
    """Count the contacts without contact in the last year."""
    if not frequency.most:
        return "No contact with anybody in the last year."
    if not frequency.nothing:
        return "You were in touch with everybody in the last year. Most with:"
    nothing = (
        f"No contact with {frequency.nothing:,} of {frequency.people:,} people in the last year"
    )
    return f"{nothing}. Most with:"


def format_wait(status: ContactStatus) -> str:
    """Return the time since the last contact and the cadence, in days, as text."""
    if status.days is None:
        goal = "" if status.cadence is None else f", against a goal of {_days(status.cadence)}"
        return f"not written to yet{goal}"
    goal = "" if status.cadence is None else f", against a goal of {status.cadence:,}"
    return f"{_days(status.days)} ago{goal}"


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else name[:_LONGEST_NAME].rstrip() + "…"


def _days(number: int) -> str:
    return f"{number:,} day" if number == 1 else f"{number:,} days"


def _notes(number: int) -> str:
    return f"{number:,} note" if number == 1 else f"{number:,} notes"
