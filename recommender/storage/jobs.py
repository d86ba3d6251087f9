"""What exports of professional networks said of people's jobs: each import's word, kept apart.

The card may say something else, from the user or another book; only two exports can be compared.
"""

from collections.abc import Iterable
from datetime import date

from sqlite_utils import Database

from recommender.domain.people import ExportedJob


class Jobs:
    """Rows of `exported_jobs`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def last(self) -> dict[int, ExportedJob]:
        """Return what was said last of each person, by contact."""
        found = self._database.execute(
            "SELECT contact_id, organisation, role, connected, max(import_id) "
            "FROM exported_jobs GROUP BY contact_id"
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

    def keep(self, import_id: int, jobs: Iterable[ExportedJob]) -> None:
        """Keep what an import says."""
        self._database.conn.executemany(
            "INSERT OR REPLACE INTO exported_jobs "
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
