"""Writes the sentence under each figure of the insights. Pure; it never praises the user."""

from collections.abc import Sequence

from recommender.care.contact_frequency import ContactFrequency, ContactStatus
from recommender.care.insights import Rate, Recipient, TagRecency, Week
from recommender.domain.suggestions import State

_LATELY = 4  # weeks
_LONGEST_NAME = 60  # characters; longer names would hide the sentence
_ENOUGH = 5  # decided suggestions; a percentage of fewer would be noise


def caption_weeks(weeks: Sequence[Week]) -> str:
    """Compare the last weeks with the average of the earlier ones."""
    total = sum(week.sent for week in weeks)
    if not total:
        return "Nothing was sent yet. The first note makes the first bar."
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


def caption_tag_recency(tags: Sequence[TagRecency]) -> str:
    """Name the tag that is furthest over its cadence."""
    if not tags:
        return "Give people tags, and note when you are in touch, to see who is left waiting."
    worst = max(tags, key=lambda tag: tag.days - tag.cadence)
    if worst.days <= worst.cadence:
        return "Every group hears from you within its cadence: no bar reaches past its mark."
    return (
        f"“{worst.tag}” waits longest: {worst.days} days for the typical person, "
        f"where you meant {worst.cadence}."
    )


def caption_answers(answers: Sequence[tuple[State, int]]) -> str:
    """Count the notes that were answered, and those without an outcome."""
    counts = dict(answers)
    total = sum(counts.values())
    if not total:
        return "What came of a note can be said on a person's page, once one was sent."
    heard = counts.get(State.REPLIED, 0) + counts.get(State.LIKED, 0)
    open_ = counts.get(State.SENT, 0)
    text = f"{heard:,} of {_notes(total)} came back with a word"
    return f"{text}; of {open_:,} nothing was said yet." if open_ else f"{text}."


def caption_recipients(people: Sequence[Recipient], name: str) -> str:
    """Name who got most notes; `name` is the first recipient's."""
    if not people:
        return "Nobody got anything yet."
    first = people[0].sent
    if len(people) == 1:
        return f"All of it went to {name}: {_notes(first)}."
    if people[1].sent == first:
        several = sum(person.sent == first for person in people)
        return f"Nobody got more than {_notes(first)}: it is evenly spread over {several} people."
    return f"{name} got most: {_notes(first)}, the next {people[1].sent}."


def caption_sources(sources: Sequence[tuple[str, int]]) -> str:
    """Name the site that most articles sent came from."""
    if not sources:
        return "Nothing was sent yet from any site."
    site, count = sources[0]
    return f"{site} is worth opening first: {_notes(count)} began there."


def caption_contact_frequency(frequency: ContactFrequency) -> str:
    """Count the contacts within their cadence, and name the most overdue one."""
    if not frequency.waiting:
        return "Nobody has waited longer than you meant."
    first = frequency.waiting[0]
    going_on = f"{_cut(first.contact.name)} ({format_wait(first)})"
    if not frequency.kept:
        return f"Begin with {going_on}. Everybody here has waited longer than you meant."
    text = f"{frequency.kept:,} of {frequency.people:,} hear from you as often as you want"
    return f"{text}. Go on with {going_on}."


def caption_most_contacted(frequency: ContactFrequency) -> str:
    """Count the contacts without contact in the last year."""
    if not frequency.most:
        return "Nothing is noted with anybody in the last year."
    if not frequency.nothing:
        return "Everybody had something from you in the last year."
    nothing = f"{frequency.nothing:,} of {frequency.people:,} had nothing in the last year"
    return f"{nothing}; these had most."


def format_wait(status: ContactStatus) -> str:
    """Return the time since the last contact and the cadence, as text."""
    quiet = "not written to yet" if status.days is None else f"{_days(status.days)} ago"
    return quiet if status.cadence is None else f"{quiet}, every {_days(status.cadence)} wanted"


def format_wait_short(status: ContactStatus) -> str:
    """Return the same for the end of a bar: “126 of 60 days”."""
    if status.days is None:
        return "not written to yet"
    return f"{status.days:,} of {status.cadence:,} days" if status.cadence else _days(status.days)


def caption_hit_rates(rates: Sequence[Rate]) -> str:
    """Return the share of suggestions that were sent, once there are enough."""
    decided = sum(rate.decided for rate in rates)
    if decided < _ENOUGH:
        return f"Decide on {_ENOUGH - decided} more suggestions to see how many hit."
    sent = sum(rate.sent for rate in rates)
    return f"You passed on {sent:,} of {decided:,} suggestions ({sent / decided:.0%})."


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else name[:_LONGEST_NAME].rstrip() + "…"


def _days(number: int) -> str:
    return f"{number:,} day" if number == 1 else f"{number:,} days"


def _notes(number: int) -> str:
    return f"{number:,} note" if number == 1 else f"{number:,} notes"
