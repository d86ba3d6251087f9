"""Builds a contact's timeline from events and feedback, newest first."""

from itertools import groupby

from recommender.domain.people import EventKind
from recommender.domain.suggestions import State
from recommender.storage.library import Library
from recommender.workflow.results import TimelineRow

_RUN = 3  # mails in a row without a note that become one row; imports bring hundreds
_SAID = frozenset({State.OPENED, State.LIKED, State.UNANSWERED})  # sent and replied are events


def timeline(library: Library, contact_id: int) -> tuple[TimelineRow, ...]:
    """Return a contact's events and the feedback on their suggestions, newest first.

    An opened draft is listed only until it is marked as sent. Consecutive mails without a note,
    as an import of sent mail adds them, are one row.
    """
    said = library.suggestions.history_of(contact_id)
    titles = {suggestion_id: title for _, _, suggestion_id, title in said}
    sent = {suggestion_id for _, state, suggestion_id, _ in said if state is State.SENT}
    moments = [
        TimelineRow(
            at=event.at,
            what=event.kind.value,
            note=titles.get(event.suggestion_id or 0, event.note),
        )
        for event in library.contacts.events(contact_id)
    ]
    moments += [
        TimelineRow(at=at, what=state.value, note=title)
        for at, state, suggestion_id, title in said
        if state in _SAID and not (state is State.OPENED and suggestion_id in sent)
    ]
    moments.sort(key=lambda moment: moment.at, reverse=True)
    rows: list[TimelineRow] = []
    for is_mail, group in groupby(moments, key=_is_bare_mail):
        run = list(group)
        if is_mail and len(run) >= _RUN:
            newest, oldest = run[0], run[-1]
            run = [TimelineRow(at=newest.at, what=newest.what, times=len(run), since=oldest.at)]
        rows += run
    return tuple(rows)


def _is_bare_mail(moment: TimelineRow) -> bool:
    return moment.what == EventKind.EMAIL.value and not moment.note
