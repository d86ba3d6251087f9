"""The one sentence beside each figure: what to see in it. Pure, and never a compliment."""

from collections.abc import Sequence

from recommender.care.contact_frequency import ContactFrequency, ContactStatus
from recommender.care.insights import Rate, Recipient, TagRecency, Week
from recommender.domain.suggestions import State

_LATELY = 4  # weeks
_LONGEST_NAME = 60  # characters in a sentence
_ENOUGH = 5  # decided suggestions: a share of fewer says nothing


def caption_weeks(weeks: Sequence[Week]) -> str:
    """Say how the last weeks compare with those before them."""
    total = sum(week.sent for week in weeks)
    if not total:
        return "Nothing was sent yet. The first note makes the first bar."
    lately, before = weeks[-_LATELY:], weeks[:-_LATELY]
    now = sum(week.sent for week in lately)
    usual = sum(week.sent for week in before) * len(lately) / len(before) if before else 0
    told = f"{_notes(now) if now else 'Nothing'} in the last {len(lately)} weeks"
    if not usual:
        return f"{told}."
    if now > usual * 1.25:
        return f"{told}, more than before."
    if now < usual * 0.75:
        return f"{told}, fewer than before."
    return f"{told}, about as many as before."


def caption_tag_recency(tags: Sequence[TagRecency]) -> str:
    """Say which tag is furthest over its cadence, or that none is."""
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
    """Say how many notes were answered, and of how many nothing is known."""
    counts = dict(answers)
    total = sum(counts.values())
    if not total:
        return "What came of a note can be said on a person's page, once one was sent."
    heard = counts.get(State.REPLIED, 0) + counts.get(State.LIKED, 0)
    open_ = counts.get(State.SENT, 0)
    told = f"{heard:,} of {_notes(total)} came back with a word"
    return f"{told}; of {open_:,} nothing was said yet." if open_ else f"{told}."


def caption_recipients(people: Sequence[Recipient], name: str) -> str:
    """Say who got most, and what share that is; `name` is the first one's."""
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
    """Say which site led to most notes."""
    if not sources:
        return "Nothing was sent yet from any site."
    site, count = sources[0]
    return f"{site} is worth opening first: {_notes(count)} began there."


def caption_contact_frequency(found: ContactFrequency) -> str:
    """Say of how many the cadence is kept, and with whom to go on."""
    if not found.waiting:
        return "Nobody has waited longer than you meant."
    first = found.waiting[0]
    going_on = f"{_cut(first.contact.name)} ({format_wait(first)})"
    if not found.kept:
        return f"Begin with {going_on}. Everybody here has waited longer than you meant."
    told = f"{found.kept:,} of {found.people:,} hear from you as often as you want"
    return f"{told}. Go on with {going_on}."


def caption_most_contacted(found: ContactFrequency) -> str:
    """Say how many had nothing in the last year, beside those who had most."""
    if not found.most:
        return "Nothing is noted with anybody in the last year."
    if not found.nothing:
        return "Everybody had something from you in the last year."
    return f"{found.nothing:,} of {found.people:,} had nothing in the last year; these had most."


def format_wait(share: ContactStatus) -> str:
    """Say how long someone has waited, and how long they were meant to."""
    quiet = "not written to yet" if share.days is None else f"{_days(share.days)} ago"
    return quiet if share.cadence is None else f"{quiet}, every {_days(share.cadence)} wanted"


def format_wait_short(share: ContactStatus) -> str:
    """Say the same at the end of a bar: “126 of 60 days”."""
    if share.days is None:
        return "not written to yet"
    return f"{share.days:,} of {share.cadence:,} days" if share.cadence else _days(share.days)


def caption_hit_rates(rates: Sequence[Rate]) -> str:
    """Say what share of the suggestions was passed on; nothing of too few."""
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
