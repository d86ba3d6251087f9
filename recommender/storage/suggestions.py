"""Suggestions with their feedback, and the plan of the day."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from recommender.domain.occasions import Occasion, OccasionKind, OccasionState
from recommender.domain.suggestions import (
    SHARED_STATES,
    Match,
    Message,
    State,
    Suggestion,
    TermWeight,
)
from recommender.storage import row_mapping
from recommender.storage.row_mapping import terms_json, to_iso
from recommender.storage.sql import IN_LIST, insert, json_list

_SHARED = ", ".join(f"'{state}'" for state in sorted(SHARED_STATES))

# A suggestion is proposed until it gets feedback, and again when its snooze is over and it is in
# the plan of a later day.
# shared_at is the first of its latest feedback rows that all say it was sent or opened.
_SELECT = f"""
SELECT * FROM (
    SELECT suggestions.*, last.id AS feedback_id, last.at, last.until, last.reason,
        CASE
            WHEN last.state IS NULL THEN 'proposed'
            WHEN last.state = 'snoozed' AND last.until <= suggestions.day THEN 'proposed'
            ELSE last.state
        END AS state,
        opened.recipient AS opened_recipient, opened.subject AS opened_subject,
        opened.body AS opened_body,
        (SELECT min(at) FROM feedback WHERE suggestion_id = suggestions.id
            AND feedback.id > coalesce((SELECT max(id) FROM feedback
                WHERE suggestion_id = suggestions.id AND feedback.state NOT IN ({_SHARED})), 0)
        ) AS shared_at
    FROM suggestions
    LEFT JOIN feedback AS last ON last.id =
        (SELECT max(id) FROM feedback WHERE suggestion_id = suggestions.id)
    LEFT JOIN feedback AS opened ON opened.id =
        (SELECT max(id) FROM feedback WHERE suggestion_id = suggestions.id AND body IS NOT NULL)
)
"""

WITH_FEEDBACK = (
    "(SELECT article_id FROM suggestions JOIN feedback ON suggestion_id = suggestions.id)"
)
"""Articles with feedback: that is history, and they are never deleted."""

# Only these can be proposed: few of many, and found without reading all feedback there is.
_MAYBE_PROPOSED = """
SELECT id FROM suggestions WHERE id NOT IN (SELECT suggestion_id FROM feedback)
UNION SELECT suggestion_id FROM feedback WHERE state IN ('proposed', 'snoozed')
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPlan:
    """The plan of a day, all but its suggestions.

    Attributes:
        worth_reading: Ids of unread articles, each with the ids of the contacts it fits.
        why_empty: Why there is no suggestion.
        occasions_stale: There was feedback on an occasion since; the rest is up to date.
        shortlist: The best candidates as ids of contact and article, best first: up to
            `planning.SHORTLIST`, or all of them if there are fewer.
    """

    day: date
    occasions: tuple[Occasion, ...]
    worth_reading: tuple[tuple[int, tuple[int, ...]], ...]
    why_empty: str
    occasions_stale: bool = False
    shortlist: tuple[tuple[int, int], ...] = ()


class Suggestions:
    """Rows of `suggestions`, `feedback` and `plans`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, suggestion_id: int) -> Suggestion | None:
        """Return one suggestion, or None."""
        return next(iter(self._select("WHERE id = ?", [suggestion_id])), None)

    def of_contact(self, contact_id: int) -> tuple[Suggestion, ...]:
        """Return the suggestions for a contact, those with the latest feedback first."""
        return self._select("WHERE contact_id = ? ORDER BY feedback_id DESC, id DESC", [contact_id])

    def of_story(self, story: int) -> tuple[Suggestion, ...]:
        """Return the suggestions of a story for anyone, those with the latest feedback first."""
        return self._select(
            "WHERE article_id IN (SELECT id FROM articles WHERE id = ? OR story = ?) "
            "ORDER BY feedback_id DESC, id DESC",
            [story, story],
        )

    def proposed(self) -> tuple[Suggestion, ...]:
        """Return the suggestions of the plan that are still open, in order."""
        return self._select(
            f"WHERE id IN ({_MAYBE_PROPOSED}) AND state = 'proposed' AND day IS NOT NULL "
            "ORDER BY chosen DESC, position, id"
        )

    def decided(self) -> tuple[Suggestion, ...]:
        """Return every suggestion that is no longer open, by its latest feedback, oldest first."""
        return self._select("WHERE state <> 'proposed' ORDER BY feedback_id")

    def teaching(self, contact_ids: Iterable[int] | None = None) -> tuple[Suggestion, ...]:
        """Return the suggestions that profiles learn from: decided ones, and the user's picks.

        Args:
            contact_ids: Only for these contacts; None for all.
        """
        taught = "WHERE (state <> 'proposed' OR chosen)"
        order = "ORDER BY feedback_id, id"
        if contact_ids is None:
            return self._select(f"{taught} {order}")
        return self._select(f"{taught} AND contact_id {IN_LIST} {order}", [json_list(contact_ids)])

    def decided_about(
        self, *, contact_ids: Iterable[int], stories: Iterable[int]
    ) -> tuple[Suggestion, ...]:
        """Return the decided suggestions for some contacts or of some stories."""
        wanted = json_list(stories)
        return self._select(
            f"WHERE state <> 'proposed' AND (contact_id {IN_LIST} OR article_id IN "
            f"(SELECT id FROM articles WHERE id {IN_LIST} OR story {IN_LIST})) "
            "ORDER BY feedback_id",
            [json_list(contact_ids), wanted, wanted],
        )

    def in_state(self, state: State) -> tuple[Suggestion, ...]:
        """Return the suggestions whose state comes from feedback, the latest first."""
        return self._select(
            "WHERE id IN (SELECT suggestion_id FROM feedback WHERE state = ?) AND state = ? "
            "ORDER BY feedback_id DESC",
            [state.value, state.value],
        )

    def with_feedback_since(self, moment: datetime) -> tuple[Suggestion, ...]:
        """Return the suggestions with feedback since then, the latest last."""
        return self._select(
            "WHERE id IN (SELECT suggestion_id FROM feedback WHERE at >= ?) ORDER BY feedback_id",
            [to_iso(moment)],
        )

    def history_of(self, contact_id: int) -> tuple[tuple[datetime, State, int, str], ...]:
        """Return all feedback on the suggestions for a contact, oldest first.

        Returns:
            When, the state, the suggestion's id, and the article's title.
        """
        found = self._database.execute(
            "SELECT feedback.at, state, suggestion_id, title FROM feedback "
            "JOIN suggestions ON suggestions.id = suggestion_id "
            "JOIN articles ON articles.id = article_id WHERE contact_id = ? ORDER BY feedback.id",
            [contact_id],
        )
        return tuple((datetime.fromisoformat(at), State(s), id_, t) for at, s, id_, t in found)

    def last_liked(self) -> dict[int, tuple[str, datetime]]:
        """Return the title of the article that each contact last liked or answered, and when."""
        found = self._database.execute(
            "SELECT contact_id, title, at FROM feedback "
            "JOIN suggestions ON suggestions.id = suggestion_id "
            "JOIN articles ON articles.id = article_id "
            "WHERE state IN ('liked', 'replied') ORDER BY feedback.id"
        )
        return {who: (title, datetime.fromisoformat(at)) for who, title, at in found}

    def propose(
        self, match: Match, *, day: date, position: int, why_now: str, chosen: bool = False
    ) -> int:
        """Add a match to the plan, or update it there, and return the suggestion's id."""
        values = [
            match.contact_id,
            match.article_id,
            day.isoformat(),
            position,
            match.score,
            match.strength.value,
            terms_json(match.terms),
            why_now,
            int(chosen),
        ]
        row = self._database.execute(
            "INSERT INTO suggestions (contact_id, article_id, day, position, score, strength, "
            "terms, why_now, chosen) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (contact_id, article_id) DO UPDATE SET day = excluded.day, "
            "position = excluded.position, score = excluded.score, strength = excluded.strength, "
            "terms = excluded.terms, why_now = excluded.why_now, "
            "chosen = max(chosen, excluded.chosen) RETURNING id",
            values,
        ).fetchone()
        return int(row[0])

    def move_to_day(self, suggestion_ids: Iterable[int], *, day: date) -> None:
        """Move suggestions to the plan of a day as they are."""
        self._database.conn.executemany(
            "UPDATE suggestions SET day = ? WHERE id = ?",
            [(day.isoformat(), suggestion_id) for suggestion_id in suggestion_ids],
        )

    def set_terms(self, suggestion_id: int, terms: tuple[TermWeight, ...]) -> None:
        """Replace the reasons of a suggestion."""
        self._database.execute(
            "UPDATE suggestions SET terms = ? WHERE id = ?", [terms_json(terms), suggestion_id]
        )

    def withdraw(self, suggestion_ids: Iterable[int]) -> None:
        """Take suggestions out of the plan, and delete those that never had feedback."""
        ids = [(suggestion_id,) for suggestion_id in suggestion_ids]
        self._database.conn.executemany(
            "UPDATE suggestions SET day = NULL, chosen = 0 WHERE id = ?", ids
        )
        self._database.conn.executemany(
            "DELETE FROM suggestions WHERE id = ? "
            "AND NOT EXISTS (SELECT 1 FROM feedback WHERE suggestion_id = suggestions.id)",
            ids,
        )

    def add_feedback(
        self,
        suggestion_id: int,
        state: State,
        *,
        at: datetime,
        reason: str | None = None,
        until: date | None = None,
        message: Message | None = None,
    ) -> int:
        """Record what the user did with a suggestion and return the id of that feedback."""
        row = {
            "suggestion_id": suggestion_id,
            "state": state.value,
            "at": to_iso(at),
            "reason": reason,
            "until": None if until is None else until.isoformat(),
            "recipient": None if message is None else message.recipient,
            "subject": None if message is None else message.subject,
            "body": None if message is None else message.body,
        }
        return insert(self._database, "feedback", row)

    def latest_with_feedback(self) -> int | None:
        """Return the id of the suggestion with the latest feedback, or None."""
        row = self._database.execute(
            "SELECT suggestion_id FROM feedback ORDER BY id DESC LIMIT 1"
        ).fetchone()
        return None if row is None else int(row[0])

    def any_shared(self) -> bool:
        """Return whether a draft of any suggestion was opened or sent, and not undone."""
        return bool(
            self._select(
                f"WHERE id IN (SELECT suggestion_id FROM feedback) AND state IN ({_SHARED}) LIMIT 1"
            )
        )

    def undo_feedback(self, suggestion_id: int) -> bool:
        """Undo the latest feedback on a suggestion; return whether there was any."""
        cursor = self._database.execute(
            "DELETE FROM feedback "
            "WHERE id = (SELECT max(id) FROM feedback WHERE suggestion_id = ?)",
            [suggestion_id],
        )
        return cursor.rowcount > 0

    def plan(self, day: date) -> DayPlan | None:
        """Return the plan of a day, or None where it must be made."""
        found = self._database.query("SELECT * FROM plans WHERE day = ?", [day.isoformat()])
        row = next(iter(found), None)
        if row is None:
            return None
        return DayPlan(
            day=day,
            occasions=tuple(_occasion(item) for item in json.loads(row["occasions"])),
            worth_reading=tuple(
                (article_id, tuple(contact_ids))
                for article_id, contact_ids in json.loads(row["worth_reading"])
            ),
            why_empty=row["why_empty"],
            occasions_stale=bool(row["occasions_stale"]),
            shortlist=tuple(
                (contact, article) for contact, article in json.loads(row["shortlist"])
            ),
        )

    def drop_plan(self) -> None:
        """Have the plan made again; its suggestions stay until then."""
        self._database.execute("DELETE FROM plans")

    def save_plan(self, plan: DayPlan) -> None:
        """Save the plan of a day in place of any other."""
        self.drop_plan()
        self._database.execute(
            "INSERT INTO plans (day, occasions, worth_reading, why_empty, occasions_stale, "
            "shortlist) VALUES (?, ?, ?, ?, ?, ?)",
            [
                plan.day.isoformat(),
                json.dumps(
                    [
                        {
                            "kind": o.kind.value,
                            "contact_id": o.contact_id,
                            "day": o.day.isoformat(),
                            "reason": o.reason,
                            "source_id": o.source_id,
                            "state": o.state.value,
                        }
                        for o in plan.occasions
                    ],
                    ensure_ascii=False,
                ),
                json.dumps(plan.worth_reading),
                plan.why_empty,
                int(plan.occasions_stale),
                json.dumps(plan.shortlist),
            ],
        )

    def _select(self, clause: str, values: Sequence[Any] = ()) -> tuple[Suggestion, ...]:
        found = self._database.query(f"{_SELECT} {clause}", list(values))
        return tuple(row_mapping.suggestion(row) for row in found)


def _occasion(item: Mapping[str, Any]) -> Occasion:
    return Occasion(
        kind=OccasionKind(item["kind"]),
        contact_id=int(item["contact_id"]),
        day=date.fromisoformat(item["day"]),
        reason=item["reason"],
        source_id=item["source_id"],
        state=OccasionState(item["state"]),
    )
