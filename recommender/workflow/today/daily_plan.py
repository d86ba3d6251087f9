"""The daily plan: reads the candidates, lets `planning` choose, and saves the choice."""

import json
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

from recommender.care.occasions import NEWS_FOR, QUIET_A_DAY, find_occasions
from recommender.domain.occasions import Occasion
from recommender.domain.people import EventKind, StoredContact
from recommender.domain.suggestions import (
    SHARED_STATES,
    Candidate,
    Source,
    State,
    Suggestion,
    TermWeight,
)
from recommender.planning.plan import SHORTLIST, Plan, explain_empty, plan_day
from recommender.planning.rules import blockers, done_on, returning
from recommender.planning.sender import Habit, Habits, learn_habits
from recommender.settings import Settings
from recommender.storage.library import Library
from recommender.storage.suggestions import DayPlan
from recommender.workflow.clock import LocalZone, day_begins, local_day
from recommender.workflow.matching.mentions import search_mentions

logger = logging.getLogger(__name__)

_BASIS = (
    "settings of the plan"  # part of the key: the environment may override settings for one run
)

_HABITS = "habits of the plan"  # learned once a plan: what is chosen again is chosen alike


def cached_plan(library: Library, *, settings: Settings, today: date) -> DayPlan | None:
    """Return the day's cached plan, or None if a fact or a setting has changed since."""
    if library.cache.get(_BASIS) != _basis(settings):
        return None
    return library.suggestions.plan(today)


def renew_plan(library: Library, *, settings: Settings, now: datetime) -> DayPlan:
    """Choose the day's suggestions from all candidates, and save the plan.

    A pair that is chosen again keeps its suggestion's id; the user's own picks stay.
    """
    contacts = {c.id: c for c in library.contacts.all() if not c.paused}
    decided = library.suggestions.decided()
    habits = _renew_habits(library, decided, settings=settings)
    candidates = library.matches.candidates(with_topics=bool(habits.topics))
    choice = _choose(library, candidates, contacts, decided, settings=settings, now=now)
    _log(choice, candidates, day=local_day(now))
    _propose(library, choice, day=local_day(now))
    day_plan = DayPlan(
        day=local_day(now),
        occasions=occasions_of(library, contacts.values(), settings=settings, now=now),
        worth_reading=choice.plan.worth_reading,
        why_empty=""
        if choice.kept
        else explain_empty(
            choice.plan,
            library.size(),
            done=done_on(local_day(now), decided, LocalZone()),
            settings=settings,
        ),
        shortlist=choice.plan.shortlist,
    )
    library.suggestions.save_plan(day_plan)
    library.cache.save(_BASIS, _basis(settings))
    return day_plan


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen for a day, and what was there before.

    Attributes:
        kept: The user's own picks.
        proposed: The suggestions of the plan before.
    """

    plan: Plan
    kept: tuple[Suggestion, ...]
    proposed: tuple[Suggestion, ...]


def _choose(
    library: Library,
    candidates: Iterable[Candidate],
    contacts: Mapping[int, StoredContact],
    decided: Sequence[Suggestion],
    *,
    settings: Settings,
    now: datetime,
) -> Choice:
    today = local_day(now)
    proposed = library.suggestions.proposed()
    snoozed = [
        s for s in proposed if s.until is not None and s.until > today
    ]  # snoozed at a later simulated time
    picked = [
        *(s for s in proposed if s.chosen and s not in snoozed),
        *returning(library.suggestions.in_state(State.SNOOZED), today),
    ]
    articles = library.articles.get_many(s.article_id for s in picked)
    suggestible = {
        c.id
        for c in library.contacts.get_many(s.contact_id for s in picked).values()
        if not c.paused
    }
    kept = tuple(
        s for s in picked if s.contact_id in suggestible and not articles[s.article_id].hidden
    )
    plan = plan_day(
        candidates,
        contacts=contacts,
        decided=(*decided, *snoozed),
        stories=library.articles.stories({s.article_id for s in (*decided, *proposed, *kept)}),
        kept=kept,
        habits=habits_of_plan(library),
        settings=settings,
        now=now,
        timezone=LocalZone(),
    )
    return Choice(plan, kept, proposed)


def habits_of_plan(library: Library) -> Habits:
    """Return the habits of the user that the latest plan was ordered by."""
    saved = json.loads(library.cache.get(_HABITS) or b"{}")
    return Habits(
        **{
            kind: {name: Habit(**habit) for name, habit in saved.get(kind, {}).items()}
            for kind in ("sites", "topics")
        }
    )


def _renew_habits(library: Library, decided: Sequence[Suggestion], *, settings: Settings) -> Habits:
    """Learn the habits that a plan is ordered by, and save them."""
    sites = library.articles.sites(s.article_id for s in decided)
    habits = learn_habits(decided, sites) if settings.prefer_habits else Habits()
    library.cache.save(_HABITS, json.dumps(asdict(habits)).encode())
    return habits


def _propose(library: Library, choice: Choice, *, day: date) -> None:
    """Replace the plan's suggestions by the chosen ones."""
    wanted = {(p.contact_id, p.article_id) for p in choice.plan.proposals}
    stay = {(s.contact_id, s.article_id) for s in choice.kept} | wanted
    library.suggestions.withdraw(
        s.id for s in choice.proposed if (s.contact_id, s.article_id) not in stay
    )
    library.suggestions.move_to_day((s.id for s in choice.kept), day=day)
    for pick in choice.kept:
        terms = _terms_of_pick(library, pick)
        if terms != pick.terms:
            library.suggestions.set_terms(pick.id, terms)
    for position, proposal in enumerate(choice.plan.proposals):
        match = library.matches.of_pair(
            contact_id=proposal.contact_id, article_id=proposal.article_id
        )
        assert match is not None, "candidates are matches"
        library.suggestions.propose(match, day=day, position=position, why_now=proposal.why_now)


def _terms_of_pick(library: Library, pick: Suggestion) -> tuple[TermWeight, ...]:
    """Return the reasons for a pick: what it had, with its stated interests as they match by now.

    The user may have added or removed some since. Other sources stay as they were: the present
    match also rests on what the profile learned from the pick itself, which is no reason for it.
    """
    match = library.matches.of_pair(contact_id=pick.contact_id, article_id=pick.article_id)
    found = match.terms if match is not None and match.fits else ()
    return (
        *(term for term in found if term.source is Source.STATED),
        *(term for term in pick.terms if term.source is not Source.STATED),
    )


def plan_of_today(library: Library, *, settings: Settings, now: datetime) -> DayPlan:
    """Return the day's plan; whatever is outdated is renewed first."""
    today = local_day(now)
    plan = cached_plan(library, settings=settings, today=today)
    if plan is not None and not plan.occasions_stale:
        return plan
    with library.write():
        plan = cached_plan(
            library, settings=settings, today=today
        )  # another process may have made it
        if plan is None:
            return renew_plan(library, settings=settings, now=now)
        return _renew_occasions(library, plan, settings=settings, now=now)


def _renew_occasions(
    library: Library, plan: DayPlan, *, settings: Settings, now: datetime
) -> DayPlan:
    """Renew the day's occasions and keep the rest of the plan, which has not changed."""
    people = (contact for contact in library.contacts.all() if not contact.paused)
    occasions = occasions_of(library, people, settings=settings, now=now)
    renewed = replace(plan, occasions=occasions, occasions_stale=False)
    library.suggestions.save_plan(renewed)
    return renewed


@contextmanager
def keep_choice(
    library: Library, contact_id: int, *, settings: Settings, now: datetime
) -> Iterator[None]:
    """Record that a contact was written to, and keep the day's choice if that cannot change it.

    The contact becomes less urgent and starts to rest. If they have no other suggestion today, the
    choice of the others would come out the same. The day's occasions are renewed.
    """
    with library.write():
        plan = cached_plan(library, settings=settings, today=local_day(now))
        yield
        if plan is None:
            return
        chosen = {s.contact_id for s in library.suggestions.proposed()}
        readers = {one for _, contact_ids in plan.worth_reading for one in contact_ids}
        said_why = bool(chosen) or bool(plan.why_empty)
        if said_why and contact_id not in chosen | readers:
            library.suggestions.save_plan(replace(plan, occasions_stale=True))


@contextmanager
def rechoose(
    library: Library,
    article_id: int,
    contact_id: int | None = None,
    *,
    opens: bool = False,
    settings: Settings,
    now: datetime,
) -> Iterator[None]:
    """Record feedback on an article, or on a pair, and choose the rest of the day again.

    The choice is made from the plan's shortlist, with the same result as from all candidates. If
    the shortlist is too short, lacks a pair that becomes possible again, or if the worth-reading
    list might change, the plan is only marked as outdated, and made when it is next read.

    Args:
        library: The library of the plan.
        article_id: The article that gets feedback.
        contact_id: The contact it is about; None for all contacts.
        opens: The feedback makes it possible again to suggest it.
        settings: The caps.
        now: Aware.
    """
    with library.write():
        plan = cached_plan(library, settings=settings, today=local_day(now))
        stays = plan is not None and _may_choose_again(library, plan, article_id, contact_id, opens)
        sent_or_opened = _sent_or_opened(library, contact_id)
        yield
        library.suggestions.drop_plan()
        if plan is not None and stays and _sent_or_opened(library, contact_id) == sent_or_opened:
            _choose_again(library, plan, settings=settings, now=now)


def _may_choose_again(
    library: Library, plan: DayPlan, article_id: int, contact_id: int | None, opens: bool
) -> bool:
    article = library.articles.get(article_id)
    if article is None or article.read_at is None:
        return False
    if contact_id is None:
        return not opens or any(article_id == named for _, named in plan.shortlist)
    if opens and (contact_id, article_id) not in plan.shortlist:
        return False
    reports = library.articles.story_members(article.story)
    others = library.matches.candidates((contact_id, report) for report in reports)
    return all(other.read for other in others)


def _sent_or_opened(library: Library, contact_id: int | None) -> set[int]:
    """Return the suggestions that were sent to or opened for a contact; none if it is None."""
    if contact_id is None:
        return set()
    return {s.id for s in library.suggestions.of_contact(contact_id) if s.state in SHARED_STATES}


def _choose_again(library: Library, plan: DayPlan, *, settings: Settings, now: datetime) -> None:
    candidates = library.matches.candidates(plan.shortlist, with_topics=True)
    contacts = library.contacts.get_many({c.contact_id for c in candidates})
    choice = choose_for(library, candidates, contacts, settings=settings, now=now)
    whole = len(plan.shortlist) < SHORTLIST
    if (choice.plan.is_full or whole) and (choice.plan.proposals or choice.kept):
        _log(choice, candidates, day=plan.day)
        _propose(library, choice, day=plan.day)
        library.suggestions.save_plan(plan)


def choose_for(
    library: Library,
    candidates: Sequence[Candidate],
    contacts: Mapping[int, StoredContact],
    *,
    settings: Settings,
    now: datetime,
) -> Choice:
    """Return what a plan would choose from some candidates, with its rules.

    Args:
        library: Holds the feedback on these contacts and stories, and on today's suggestions.
        candidates: The contacts' matches that fit.
        contacts: By id.
        settings: The caps.
        now: Aware.
    """
    decided = library.suggestions.decided_about(
        contact_ids=contacts, stories={c.story for c in candidates}
    )
    today = library.suggestions.with_feedback_since(day_begins(now))
    known = {s.id: s for s in (*decided, *today) if s.state is not State.PROPOSED}
    return _choose(library, candidates, contacts, tuple(known.values()), settings=settings, now=now)


def _log(choice: Choice, candidates: Sequence[Candidate], *, day: date) -> None:
    """Log what was chosen and, as details, what blocked each other candidate."""
    chosen = {(p.contact_id, p.article_id) for p in choice.plan.proposals}
    logger.info(
        "plan of %s: %d of %d chosen from %d candidates, %d picked by the user",
        day,
        len(chosen),
        max(0, choice.plan.rules.room),
        len(candidates),
        len(choice.kept),
    )
    if not logger.isEnabledFor(logging.DEBUG):
        return
    pairs = {(c.contact_id, c.article_id): c for c in candidates}
    planned = [(c.contact_id, c.story) for pair, c in pairs.items() if pair in chosen]
    for pair, candidate in pairs.items():
        if pair not in chosen:
            codes = ", ".join(blockers(candidate, choice.plan.rules, planned))
            logger.debug("contact %d, article %d: %s", *pair, codes)


def _basis(settings: Settings) -> bytes:
    return repr(settings).encode()


def occasions_of(
    library: Library, contacts: Iterable[StoredContact], *, settings: Settings, now: datetime
) -> tuple[Occasion, ...]:
    """Return these contacts' open occasions of a day."""
    search_mentions(library, now=now)  # usually nothing to do: polls and edits search at once
    return _find(library, contacts, settings, now, most_quiet=QUIET_A_DAY)


def occasions_with(
    library: Library, contact: StoredContact, *, settings: Settings, now: datetime
) -> tuple[Occasion, ...]:
    """Return one person's open occasion, regardless of the day's limit; none or one."""
    return _find(library, [contact], settings, now, most_quiet=None)


def _find(
    library: Library,
    contacts: Iterable[StoredContact],
    settings: Settings,
    now: datetime,
    *,
    most_quiet: int | None,
) -> tuple[Occasion, ...]:
    people = tuple(contacts)
    kinds = (EventKind.THANKS_OWED, EventKind.THANKS, EventKind.NEW_JOB)
    return find_occasions(
        people,
        settings=settings,
        now=now,
        timezone=LocalZone(),
        events=[event for kind in kinds for event in library.contacts.events_of_kind(kind)],
        mentions=(
            *library.occasions.mentions(now - NEWS_FOR),
            *library.contact_feeds.latest(now - NEWS_FOR),
        ),
        feedback=library.occasions.feedback(),
        most_quiet=most_quiet,
    )
