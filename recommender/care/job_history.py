"""Finds new jobs: compares a repeated export of a professional network with earlier ones. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from ingest.contacts.names import organisation_words
from ingest.records import Contact
from recommender.domain.people import ExportedJob, StoredContact


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """An export, compared with earlier ones.

    Attributes:
        last: The latest exported job by contact id.
        connected: When the user and a contact in it connected, where it says so.
        older: A newer export was imported before this one.
    """

    last: Mapping[int, ExportedJob]
    connected: Mapping[Contact, date]
    older: bool

    def without_stale_job(self, known: StoredContact, exported: Contact) -> Contact:
        """Return the exported contact, without its job where that must not overwrite a known one.

        The job in an older export is over. A job that the last export had too may have been
        corrected by the user since.
        """
        last = self.last.get(known.id)
        repeated = last is not None and (last.organisation, last.role) == _job(exported)
        has_job = bool(known.organisation or known.role)
        if has_job and (self.older or repeated):
            return replace(exported, organisation=None, role=None)
        return exported

    def new_job(self, known: StoredContact, exported: Contact) -> str:
        """Return the job that is new since the last export, as text; empty where there is none."""
        last = self.last.get(known.id)
        if last is None or self.older:
            return ""
        before = replace(known, organisation=last.organisation, role=last.role)
        return format_job(exported) if has_new_job(before, exported) else ""

    def job_to_save(self, contact_id: int, exported: Contact) -> ExportedJob | None:
        """Return the job to compare the next export with; None where nothing is new."""
        last = self.last.get(contact_id)
        organisation, role = _job(exported)
        if not (organisation or role):
            return None
        if last and (self.older or (last.organisation, last.role) == (organisation, role)):
            return None
        return ExportedJob(
            contact_id=contact_id,
            organisation=organisation,
            role=role,
            connected=self.connected.get(exported),
        )


def compare_export(connected: Mapping[Contact, date], last: Mapping[int, ExportedJob]) -> Export:
    """Compare an export with the jobs of earlier ones.

    Exports have no date, but each is at least as new as the newest connection in it. One whose
    newest connection is older than that of an earlier import was made before it.

    Args:
        connected: When the user and a contact in it connected, where it says so.
        last: The latest exported job by contact id.
    """
    newest = max(connected.values(), default=None)
    known = max((job.connected for job in last.values() if job.connected), default=None)
    return Export(last=last, connected=connected, older=bool(newest and known and newest < known))


def has_new_job(before: Contact, after: Contact) -> bool:
    """Tell whether a contact has another employer or role; a missing one or a spelling is none."""
    employer = organisation_words(after.organisation)
    if employer and employer != organisation_words(before.organisation):
        return True
    role = _words(after.role)
    return bool(role) and role != _words(before.role)


def format_job(job: Contact | ExportedJob) -> str:
    """Return a job as text: “Head of data science at Halden Health”."""
    return " at ".join(filter(None, (job.role, job.organisation)))


def _words(text: str | None) -> list[str]:
    return re.findall(r"\w+", (text or "").casefold())


def _job(contact: Contact) -> tuple[str | None, str | None]:
    return (contact.organisation, contact.role)
