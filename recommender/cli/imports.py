"""`import`, `undo`: imports of files, and their undo."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import click

from ingest.contacts.sent_mail import is_mailbox
from ingest.contacts.table.columns import Column
from ingest.errors import ImportFileError, IngestError, UnknownFileError
from recommender.cli import serializers
from recommender.cli.context import NUMBER, Session, answer, fail_if, json_option, session, tell
from recommender.storage.imports import PastImport
from recommender.storage.library import Library
from recommender.workflow.people.import_contacts import undo_import
from recommender.workflow.results import ImportReport

_EVERY = 1_000  # messages of a folder between two progress lines
_MEGABYTE = 1_000_000  # no folder holds as many messages, so the progress is in bytes
LARGEST = 100 * _MEGABYTE  # of a file that is read whole; 30,000 contacts have about 10 MB
_PEOPLE = "contacts.json"
_EXPORTED = ("feeds.opml", "articles.json", _PEOPLE)  # the files of an export that an import reads
FEW = 100  # people or pages: fewer are done before a progress line could be read


class _ColumnOf(click.ParamType[tuple[str, Column | None]]):
    name = "column"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, Column | None]:
        if isinstance(value, tuple):
            return value
        called, _, field = str(value).rpartition("=")
        try:
            return called, None if field == "notes" else Column(field)
        except ValueError:
            known = ", ".join(Column)
            self.fail(f"A column can't be “{field}”. It can be: {known}.", param, ctx)


class _Import(click.Command):
    """Lists every kind of file at the end of its help."""

    def format_epilog(
        self,
        ctx: click.Context,  # noqa: ARG002  as click calls it
        formatter: click.HelpFormatter,
    ) -> None:
        from recommender.workflow.imports import import_kinds

        with formatter.section("Kinds of files"):
            formatter.write_dl(list(import_kinds().items()))


@click.command("import", cls=_Import)
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@click.option(
    "--as",
    "kind",
    help="The kind of file, if Passalong guesses wrong: vcard, google, table, pocket, opml …",
)
@click.option(
    "--column",
    "columns",
    type=_ColumnOf(),
    multiple=True,
    metavar="NAME=FIELD",
    help="What a column of a table means: “Wer=name”. Repeatable.",
)
@click.option(
    "--encoding",
    metavar="NAME",
    help="The encoding of the text, if names come out wrong: cp1250, cp1251, cp932, gb18030 …",
)
@click.option("--dry-run", is_flag=True, help="Only show what would be imported.")
@json_option
@session
def import_files(
    run: Session,
    *,
    files: tuple[Path, ...],
    kind: str | None,
    columns: tuple[tuple[str, Column | None], ...],
    encoding: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Import address books, reading lists, lists of feeds, and sent mail.

    The kind of file is detected. Sent mail is an mbox, a Maildir or an .eml file: only
    its headers are read, and only when you wrote to people you know here is kept. The folder that
    `passalong export` wrote brings its feeds, articles and people with their timelines.
    """
    import_paths(
        run,
        files,
        kind=kind,
        columns=dict(columns),
        encoding=encoding,
        dry_run=dry_run,
        as_json=as_json,
    )


@click.command()
@click.argument("import_id", type=NUMBER, required=False)
@json_option
@session
def undo(run: Session, *, import_id: int | None, as_json: bool) -> None:
    """Undo an import.

    Without IMPORT_ID, the last one.
    """
    with run.open() as library:
        past = undo_import(library, import_id)
    document = {
        "import_id": past.id,
        "file": past.file,
        "contacts": past.contacts,
        "kept": list(past.kept),
    }
    answer(as_json, document, [f"Undone: {past.file}.", *past.kept])


@click.group()
def imports() -> None:
    """Your past imports."""


@imports.command("list")
@json_option
@session
def list_imports(run: Session, *, as_json: bool) -> None:
    """List the imports and merges that can be undone, newest first."""
    with run.open() as library:
        past = library.imports.all()
    answer(as_json, [serializers.past_import(one) for one in past], _past_lines(past))


def import_paths(
    run: Session,
    files: Sequence[Path],
    *,
    kind: str | None,
    columns: Mapping[str, Column | None] | None = None,
    encoding: str | None = None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Import files one by one; a failure does not stop the rest."""
    from recommender.workflow.imports import import_file
    from recommender.workflow.people.sent_mail import SENT_MAIL, import_mailbox

    reports: list[ImportReport] = []
    failed = strange = False
    with run.open() as library:
        for file in chain.from_iterable(map(_parts, files)):
            try:
                if kind == SENT_MAIL or (kind is None and (file.is_dir() or is_mailbox(file))):
                    report = import_mailbox(
                        library, file, dry_run=dry_run, now=run.now, progress=_tell_mailbox
                    )
                    reports.append(report)
                    continue
                body = _read(file)
                reports.append(
                    import_file(
                        library,
                        file.name,
                        body,
                        kind=kind,
                        columns=columns,
                        encoding=encoding,
                        dry_run=dry_run,
                        now=run.now,
                        progress=_tell_progress,
                    )
                )
            except IngestError as error:
                failed = True
                tell(str(error))
                strange |= isinstance(error, UnknownFileError)
        if strange:
            tell("Every kind of file that can be imported: passalong import --help")
        if any(report.waiting for report in reports) and not dry_run:
            _fetch(library)
    answer(as_json, [serializers.imported(one) for one in reports], _report_lines(reports))
    fail_if(failed)


def _parts(path: Path) -> tuple[Path, ...]:
    """Return the files to import for a path: those of a library's export, or the path itself."""
    if not (path / _PEOPLE).is_file():
        return (path,)
    return tuple(part for name in _EXPORTED if (part := path / name).is_file())


def _fetch(library: Library) -> None:
    """Fetch pending pages; Ctrl+C leaves the rest for the next poll."""
    from recommender.workflow.sync.reading_lists import fetch_pending

    try:
        _, missing = fetch_pending(
            library, progress=lambda done, total: tell(f"[{done}/{total}] pages")
        )
    except KeyboardInterrupt:
        tell("Stopped. Fetch the rest with: passalong poll")
        return
    for failure in missing:
        tell(failure.error)
    if any(failure.passing for failure in missing):
        tell("Try the failed ones again with: passalong poll")


def _tell_progress(done: int, total: int) -> None:
    if total > FEW:
        tell(f"[{done}/{total}] read")


def _tell_mailbox(done: int, total: int) -> None:
    if done % _EVERY == 0 or done > _MEGABYTE:
        tell(f"{done / total:.0%} of the mailbox read")


def _read(file: Path) -> bytes:
    try:
        if file.stat().st_size > LARGEST:
            raise ImportFileError(
                str(file),
                f"has more than {LARGEST // _MEGABYTE} MB, too much for a list of people or pages",
                "Check that it's the right file, or split it.",
            )
        return file.read_bytes()
    except FileNotFoundError as error:
        raise ImportFileError(str(file), "there is no such file", "Check its name.") from error
    except OSError as error:
        raise ImportFileError(str(file), f"cannot be read ({error.strerror})") from error


def _report_lines(reports: Sequence[ImportReport]) -> Iterator[str]:
    for one in reports:
        yield _counted(one)
        for row in one.skipped:
            yield f"    {row.row}: {row.reason}"
        if one.import_id is not None:
            yield f"    undo with: passalong undo {one.import_id}"


def _past_lines(past: Sequence[PastImport]) -> Iterator[str]:
    for one in past:
        first = f", after undoing {one.undo_first}" if one.undo_first else ""
        yield (
            f"{one.id:>5}  {one.at.astimezone():%Y-%m-%d}  {one.file}: {one.added:,} added, "
            f"{one.updated:,} updated{first}"
        )
    yield "Undo one with: passalong undo ID" if past else "Nothing imported yet."


def _counted(one: ImportReport) -> str:
    if one.kind == "sent-mail":
        return (
            f"{one.file}: {one.added:,} messages logged, to {one.updated:,} of your contacts; "
            f"{one.unchanged:,} known already"
        )
    return (
        f"{one.file} ({one.kind}): {one.added} added, {one.updated} updated, "
        f"{one.unchanged} unchanged, {len(one.skipped)} skipped"
    )


COMMANDS = {"import": import_files, "imports": imports, "undo": undo}
