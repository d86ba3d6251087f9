"""The plan of a day and what the user said of each suggestion."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from recommender.domain.occasions import Occasion, OccasionKind, OccasionState
from recommender.domain.suggestions import SHARED_STATES, Match, Message, State, Suggestion
from recommender.storage import rows
from recommender.storage.tables import IN_LIST, insert, listed

_REACHED = ", ".join(f"'{state}'" for state in sorted(SHARED_STATES))

# A suggestion is proposed until something is said of it, and again when its snooze has ended
# and a later day's plan has taken it up.
# It has reached them since the first mark of the run of marks that say so.
_SELECT = f"""
SELECT * FROM (
    SELECT suggestions.*, last.id AS mark_id, last.at, last.until, last.reason,
        CASE
            WHEN last.state IS NULL THEN 'proposed'
            WHEN last.state = 'snoozed' AND last.until <= suggestions.day THEN 'proposed'
            ELSE last.state
        END AS state,
        opened.recipient AS opened_recipient, opened.subject AS opened_subject,
        opened.body AS opened_body,
        (SELECT min(at) FROM marks WHERE suggestion_id = suggestions.id
            AND marks.id > coalesce((SELECT max(id) FROM marks
                WHERE suggestion_id = suggestions.id AND marks.state NOT IN ({_REACHED})), 0)
        ) AS reached_at
    FROM suggestions
    LEFT JOIN marks AS last ON last.id =
        (SELECT max(id) FROM marks WHERE suggestion_id = suggestions.id)
    LEFT JOIN marks AS opened ON opened.id =
        (SELECT max(id) FROM marks WHERE suggestion_id = suggestions.id AND body IS NOT NULL)
)
"""

ANSWERED = "(SELECT article_id FROM suggestions JOIN marks ON suggestion_id = suggestions.id)"
"""Articles of which something was said: that is history, and they are never deleted."""

# Only of these may nothing stand: few of many, found without looking at every mark there is.
_UNSAID = """
SELECT id FROM suggestions WHERE id NOT IN (SELECT suggestion_id FROM marks)
UNION SELECT suggestion_id FROM marks WHERE state IN ('proposed', 'snoozed')
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPlan:
    """What a day holds beside its suggestions.

    Attributes:
        worth_reading: Article ids, each with the ids of the contacts it would suit.
        occasions_stale: Something was said of an occasion since; the rest holds.
        shortlist: The best that was chosen from, contact and article, best first; up to
            `planning.SHORTLIST` pairs, and all there are where they are fewer.
    """

    day: date
    occasions: tuple[Occasion, ...]
    worth_reading: tuple[tuple[int, tuple[int, ...]], ...]
    why_empty: str
    occasions_stale: bool = False
    shortlist: tuple[tuple[int, int], ...] = ()


class Suggestions:
    """Rows of `suggestions`, `marks` and `plans`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, suggestion_id: int) -> Suggestion | None:
        """Return one suggestion, or None."""
        return next(iter(self._select("WHERE id = ?", [suggestion_id])), None)

    def of_pair(self, *, contact_id: int, article_id: int) -> Suggestion | None:
        """Return the suggestion of an article to a contact, or None."""
        found = self._select("WHERE contact_id = ? AND article_id = ?", [contact_id, article_id])
        return next(iter(found), None)

    def of_contact(self, contact_id: int) -> tuple[Suggestion, ...]:
        """Return what was suggested for a contact and said of it, newest first."""
        return self._select("WHERE contact_id = ? ORDER BY mark_id DESC, id DESC", [contact_id])

    def of_story(self, story: int) -> tuple[Suggestion, ...]:
        """Return what was suggested of a story to anybody and said of it, the latest first."""
        return self._select(
            "WHERE article_id IN (SELECT id FROM articles WHERE id = ? OR story = ?) "
            "ORDER BY mark_id DESC, id DESC",
            [story, story],
        )

    def proposed(self) -> tuple[Suggestion, ...]:
        """Return the plan: suggestions of which nothing was said, in order."""
        return self._select(
            f"WHERE id IN ({_UNSAID}) AND state = 'proposed' AND day IS NOT NULL "
            "ORDER BY chosen DESC, position, id"
        )

    def decided(self) -> tuple[Suggestion, ...]:
        """Return every suggestion of which something was said that holds, oldest word first."""
        return self._select("WHERE state <> 'proposed' ORDER BY mark_id")

    def decided_for(self, contact_ids: Iterable[int]) -> tuple[Suggestion, ...]:
        """Return those of some contacts, as `decided` does."""
        return self._select(
            f"WHERE state <> 'proposed' AND contact_id {IN_LIST} ORDER BY mark_id",
            [listed(contact_ids)],
        )

    def decided_about(
        self, *, contact_ids: Iterable[int], stories: Iterable[int]
    ) -> tuple[Suggestion, ...]:
        """Return those of some contacts, and those of some stories, as `decided` does."""
        wanted = listed(stories)
        return self._select(
            f"WHERE state <> 'proposed' AND (contact_id {IN_LIST} OR article_id IN "
            f"(SELECT id FROM articles WHERE id {IN_LIST} OR story {IN_LIST})) ORDER BY mark_id",
            [listed(contact_ids), wanted, wanted],
        )

    def in_state(self, state: State) -> tuple[Suggestion, ...]:
        """Return the suggestions in a state that the user said, the latest first."""
        return self._select(
            "WHERE id IN (SELECT suggestion_id FROM marks WHERE state = ?) AND state = ? "
            "ORDER BY mark_id DESC",
            [state.value, state.value],
        )

    def marked_since(self, moment: datetime) -> tuple[Suggestion, ...]:
        """Return the suggestions of which something was said since then, oldest word first."""
        return self._select(
            "WHERE id IN (SELECT suggestion_id FROM marks WHERE at >= ?) ORDER BY mark_id",
            [rows.instant(moment)],
        )

    def words_on(self, contact_id: int) -> tuple[tuple[datetime, State, int, str], ...]:
        """Return all that was said of what was suggested for a contact, oldest first.

        Returns:
            When, what, the suggestion's id, and the article's title.
        """
        found = self._database.execute(
            "SELECT marks.at, state, suggestion_id, title FROM marks "
            "JOIN suggestions ON suggestions.id = suggestion_id "
            "JOIN articles ON articles.id = article_id WHERE contact_id = ? ORDER BY marks.id",
            [contact_id],
        )
        return tuple((datetime.fromisoformat(at), State(s), id_, t) for at, s, id_, t in found)

    def propose(
        self, match: Match, *, day: date, position: int, why_now: str, chosen: bool = False
    ) -> int:
        """Put a pair into the plan, or renew it there, and return the suggestion's id."""
        values = [
            match.contact_id,
            match.article_id,
            day.isoformat(),
            position,
            match.score,
            match.strength.value,
            rows.terms_text(match.terms),
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

    def take_up(self, suggestion_ids: Iterable[int], *, day: date) -> None:
        """Make suggestions part of a day's plan as they are."""
        self._database.conn.executemany(
            "UPDATE suggestions SET day = ? WHERE id = ?",
            [(day.isoformat(), suggestion_id) for suggestion_id in suggestion_ids],
        )

    def withdraw(self, suggestion_ids: Iterable[int]) -> None:
        """Take proposals out of the plan, and away where nothing was ever said of them."""
        ids = [(suggestion_id,) for suggestion_id in suggestion_ids]
        self._database.conn.executemany(
            "UPDATE suggestions SET day = NULL, chosen = 0 WHERE id = ?", ids
        )
        self._database.conn.executemany(
            "DELETE FROM suggestions WHERE id = ? "
            "AND NOT EXISTS (SELECT 1 FROM marks WHERE suggestion_id = suggestions.id)",
            ids,
        )

    def mark(
        self,
        suggestion_id: int,
        state: State,
        *,
        at: datetime,
        reason: str | None = None,
        until: date | None = None,
        message: Message | None = None,
    ) -> int:
        """Record what the user said of a suggestion and return the mark's id."""
        row = {
            "suggestion_id": suggestion_id,
            "state": state.value,
            "at": rows.instant(at),
            "reason": reason,
            "until": None if until is None else until.isoformat(),
            "recipient": None if message is None else message.recipient,
            "subject": None if message is None else message.subject,
            "body": None if message is None else message.body,
        }
        return insert(self._database, "marks", row)

    def last_marked(self) -> int | None:
        """Return the id of the suggestion that was marked last, or None."""
        row = self._database.execute(
            "SELECT suggestion_id FROM marks ORDER BY id DESC LIMIT 1"
        ).fetchone()
        return None if row is None else int(row[0])

    def unmark(self, suggestion_id: int) -> bool:
        """Take back the last mark of a suggestion; False when there is none."""
        cursor = self._database.execute(
            "DELETE FROM marks WHERE id = (SELECT max(id) FROM marks WHERE suggestion_id = ?)",
            [suggestion_id],
        )
        return cursor.rowcount > 0

    def plan(self, day: date) -> DayPlan | None:
        """Return the day's plan, or None where it has to be made (again)."""
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

    def forget_plan(self) -> None:
        """Let the plan be made anew; its suggestions stay until then."""
        self._database.execute("DELETE FROM plans")

    def keep_plan(self, plan: DayPlan) -> None:
        """Keep the plan of a day in the place of any other."""
        self.forget_plan()
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
        return tuple(rows.suggestion(row) for row in found)


def _occasion(item: Mapping[str, Any]) -> Occasion:
    return Occasion(
        kind=OccasionKind(item["kind"]),
        contact_id=int(item["contact_id"]),
        day=date.fromisoformat(item["day"]),
        reason=item["reason"],
        source_id=item.get("source_id"),  # plans of earlier versions lack it, and the state
        state=OccasionState(item.get("state", OccasionState.PROPOSED)),
    )
