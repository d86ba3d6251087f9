"""Contacts' jobs as exports of professional networks state them, one row an import.

They are separate from the contacts, whose organisation may come from the user or from another
address book: only two exports of one network show a change of jobs.
"""

from collections.abc import Iterable
from datetime import date

from sqlite_utils import Database

from recommender.domain.people import ExportedJob


class JobHistory:
    """Rows of `job_history`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def latest(self) -> dict[int, ExportedJob]:
        """Return each contact's job in the latest export that names them, by contact id."""
        found = self._database.execute(
            "SELECT contact_id, organisation, role, connected, max(import_id) "
            "FROM job_history GROUP BY contact_id"  # SQLite takes the columns of the max row
        )
        return {
            contact_id: ExportedJob(
                contact_id=contact_id,
                organisation=organisation,
                role=role,
                connected=None if connected is None else date.fromisoformat(connected),
            )
            for contact_id, organisation, role, connected, _ in found
        }

    def save(self, import_id: int, jobs: Iterable[ExportedJob]) -> None:
        """Save the jobs that an import states."""
        self._database.conn.executemany(
            "INSERT OR REPLACE INTO job_history "
            "(import_id, contact_id, organisation, role, connected) VALUES (?, ?, ?, ?, ?)",
            [
                (
                    import_id,
                    job.contact_id,
                    job.organisation,
                    job.role,
                    None if job.connected is None else job.connected.isoformat(),
                )
                for job in jobs
            ],
        )
