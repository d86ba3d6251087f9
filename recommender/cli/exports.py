"""`calendar`, `export`, `contacts export`: exports in open formats."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from recommender.cli import serializers
from recommender.cli.context import Session, answer, json_option, session
from recommender.workflow.lookup import find_contact

_FORMATS = ("vcf", "csv")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
@json_option
@session
def calendar(run: Session, *, file: Path | None, as_json: bool) -> None:
    """Export birthdays and reminders to write, as iCalendar.

    They go to a FILE, or to standard output. Export and import again to update your calendar;
    nothing is duplicated.
    """
    from recommender.workflow.exports import export_calendar

    with run.open() as library:
        body = export_calendar(library, now=run.now)
    _put(file, body, as_json=as_json, document={"events": body.count(b"BEGIN:VEVENT")})


@click.command("export")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@json_option
@session
def export_everything(run: Session, *, folder: Path, as_json: bool) -> None:
    """Export everything into a new folder DIR, in open formats.

    People as vCard and CSV, days as iCalendar, feeds as OPML, all facts as JSON.
    """
    from recommender.workflow.exports import export_library

    with run.open() as library:
        files = export_library(library, folder, now=run.now)
    document = {"folder": str(folder), "files": [file.name for file in files]}
    answer(as_json, document, [f"{len(files)} files written to {folder}."])


@click.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
@click.option(
    "--format", "form", type=click.Choice(_FORMATS), help="vCard 4 or CSV; by default as FILE ends."
)
@json_option
@session
def export_contacts(run: Session, *, file: Path | None, form: str | None, as_json: bool) -> None:
    """Export everybody as vCard 4 or CSV to a FILE, or to standard output."""
    from recommender.workflow.exports import BookFormat
    from recommender.workflow.exports import export_contacts as write_contacts

    ending = file.suffix.lower().lstrip(".") if file else ""
    if form is None and ending not in {"", *_FORMATS}:
        raise click.UsageError(f"“{file}” should end in .vcf or .csv. Or use --format.")
    with run.open() as library:
        everybody = library.contacts.all()
    body = write_contacts(everybody, BookFormat(form or ending or _FORMATS[0]))
    document = {"contacts": [serializers.contact(one) for one in everybody]}
    _put(file, body, as_json=as_json, document=document)


@click.command("about")
@click.argument("contact")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
@json_option
@session
def about_contact(run: Session, *, contact: str, file: Path | None, as_json: bool) -> None:
    """Write everything held about a CONTACT to a FILE, or to standard output.

    For someone who asks what you know about them. What `forget` deletes is what this shows.
    """
    from recommender.workflow.people import about

    with run.open() as library:
        found = find_contact(library, contact)
        text = about.about(library, found, now=run.now)
        held = about.documents(library, found)
    document = {
        "contact": serializers.contact(found),
        "held": {table: [_plain(row) for row in rows] for table, rows in held.items()},
    }
    _put(file, text.encode("utf-8", "replace"), as_json=as_json, document=document)


def _plain(row: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: value.hex() if isinstance(value, bytes) else value for name, value in row.items()}


def _put(file: Path | None, body: bytes, *, as_json: bool, document: serializers.Document) -> None:
    if file is None and not as_json:
        sys.stdout.buffer.write(body)
        sys.stdout.flush()
        return
    if file is not None:
        file.write_bytes(body)
    path = None if file is None else str(file)
    answer(as_json, {"file": path, **document}, [f"Wrote {file}."])


COMMANDS = {"calendar": calendar, "export": export_everything}
