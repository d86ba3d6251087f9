"""What a repeated export of a professional network adds to what earlier ones said. Pure."""

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from ingest.records import Contact
from recommender.care.job_changes import find_job_changes, format_job
from recommender.domain.people import ExportedJob, StoredContact

_CONNECTED = re.compile(r"^Connected On: (.+)$", re.MULTILINE)
_DATES = ("%d %b %Y", "%d-%b-%y", "%Y-%m-%d", "%d %B %Y", "%b %d, %Y", "%m/%d/%y, %I:%M %p")


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """An export, held against what earlier ones said.

    Attributes:
        last: What was said last of each person, by contact.
        older: An export that was made later has been imported already.
    """

    last: Mapping[int, ExportedJob]
    older: bool

    def settle(self, known: StoredContact, said: Contact) -> Contact:
        """Return what the export says of someone, without a job that is no news.

        The job of an older export has passed, and one that the last export gave as well may have
        been corrected on the card since.
        """
        last = self.last.get(known.id)
        repeated = last is not None and (last.organisation, last.role) == _job(said)
        has_job = bool(known.organisation or known.role)
        if has_job and (self.older or repeated):
            return replace(said, organisation=None, role=None)
        return said

    def new_job(self, known: StoredContact, said: Contact) -> str:
        """Return the job that someone has since the last export; empty where it is no news."""
        last = self.last.get(known.id)
        if last is None or self.older:
            return ""
        before = replace(known, organisation=last.organisation, role=last.role)
        return format_job(said) if find_job_changes([before], [said]) else ""

    def job(self, contact_id: int, said: Contact) -> ExportedJob | None:
        """Return what is to be remembered of someone; None where nothing is new."""
        last = self.last.get(contact_id)
        organisation, role = _job(said)
        if not (organisation or role) or (last and (self.older or _job_of(last) == _job(said))):
            return None
        connected = connected_on(said)
        return ExportedJob(
            contact_id=contact_id, organisation=organisation, role=role, connected=connected
        )


def compare_export(contacts: Iterable[Contact], last: Mapping[int, ExportedJob]) -> Export:
    """Hold an export against the earlier ones.

    Exports bear no date. The newest connection in one tells how old it is at least: one whose
    newest connection is older than that of an earlier import was made before it.
    """
    newest = max(filter(None, map(connected_on, contacts)), default=None)
    known = max((job.connected for job in last.values() if job.connected), default=None)
    return Export(last=last, older=bool(newest and known and newest < known))


def connected_on(contact: Contact) -> date | None:
    """Return since when the user and somebody in an export are connected."""
    found = _CONNECTED.search(contact.notes)
    if found is None:
        return None
    for pattern in _DATES:
        with suppress(ValueError):
            return datetime.strptime(found[1].strip(), pattern).replace(tzinfo=UTC).date()
    return None


def _job(said: Contact) -> tuple[str | None, str | None]:
    return (said.organisation, said.role)


def _job_of(job: ExportedJob) -> tuple[str | None, str | None]:
    return (job.organisation, job.role)
