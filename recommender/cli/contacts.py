"""`contacts`, `log`: people and their timelines."""

import shlex
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from typing import Any

import click
from click.core import ParameterSource

from ingest.contacts.birthdays import parse_birthday
from ingest.contacts.deaths import parse_death
from ingest.contacts.normalize import email_address, plain_line
from ingest.records import Birthday, Contact
from recommender.cli import contact_feeds, exports, merging, proposals, serializers
from recommender.cli.context import F, Session, answer, json_option, session
from recommender.cli.profiles import profile_lines, strike, weigh
from recommender.domain.people import EventKind, StoredContact
from recommender.matching.profiles.unmatched import Unmatched, Why
from recommender.workflow.clock import read_time
from recommender.workflow.lookup import find_contact
from recommender.workflow.matching import profile_editing
from recommender.workflow.matching.unmatched import find_unmatched, reason
from recommender.workflow.people import contact_editing


class _Email(click.ParamType[str]):
    name = "address"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        address = email_address(str(value)) if value else ""
        if address is None:
            self.fail(f"“{value}” isn't an email address.", param, ctx)
        return address


class _Days(click.ParamType[int | None]):
    name = "days"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> int | None:
        if value in {None, ""}:
            return None
        days: int = click.IntRange(1, 3_650).convert(value, param, ctx)
        return days


class _Birthday(click.ParamType[Birthday | None]):
    name = "birthday"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Birthday | None:
        if isinstance(value, Birthday) or not value:
            return value or None
        try:
            return parse_birthday(str(value))
        except ValueError:
            self.fail(f"“{value}” isn't a birthday. Write 1979-12-04 or 12-04.", param, ctx)


class _Death(click.ParamType[str | None]):
    name = "date"

    def convert(
        self,
        value: Any,
        param: click.Parameter | None,  # noqa: ARG002  click's signature
        ctx: click.Context | None,  # noqa: ARG002  likewise
    ) -> str | None:
        return parse_death(str(value)) if value else None


_FIELDS: Sequence[tuple[str, str, dict[str, Any]]] = (
    (
        "emails",
        "--email",
        {"type": _Email(), "multiple": True, "help": "Email address; repeatable."},
    ),
    ("phones", "--phone", {"multiple": True, "help": "Phone number; repeatable."}),
    ("links", "--link", {"multiple": True, "help": "Profile or site; repeatable."}),
    ("given_name", "--given-name", {"help": "First name or nickname, for the greeting."}),
    ("organisation", "--organisation", {"help": "Where they work."}),
    ("role", "--role", {"help": "What they do there."}),
    ("interests", "--interests", {"help": "What they care about: “espresso, cycling”."}),
    ("avoid", "--avoid", {"help": "What never to send them: “sports”."}),
    ("birthday", "--birthday", {"type": _Birthday(), "help": "1979-12-04, or 12-04."}),
    (
        "cadence_days",
        "--cadence-days",
        {"type": _Days(), "help": "How often to be in touch."},
    ),
    (
        "died",
        "--deceased",
        {
            "type": _Death(),
            "help": "When they died: 2020-05-01, 2020, or yes. Nothing is suggested.",
        },
    ),
    ("notes", "--note", {"help": "Your notes about them."}),
    ("tags", "--tag", {"multiple": True, "help": "Repeatable."}),
    ("languages", "--language", {"multiple": True, "help": "Language they read: en; repeatable."}),
)


def _card_options(command: F) -> F:
    for field, flag, settings in reversed(_FIELDS):
        command = click.option(flag, field, **settings)(command)
    return command


@click.group()
def contacts() -> None:
    """The people you know."""


@contacts.command("list")
@click.argument("words", nargs=-1)
@click.option("--no-interests", is_flag=True, help="Only people without interests.")
@json_option
@session
def list_contacts(
    run: Session, *, words: tuple[str, ...], no_interests: bool, as_json: bool
) -> None:
    """List everybody, or only contacts that match all WORDS."""
    with run.open() as library:
        found = library.contacts.search(" ".join(words)) if words else library.contacts.all()
    if no_interests:
        found = tuple(one for one in found if not one.interests.strip())
    answer(as_json, [serializers.contact(one) for one in found], _list_lines(found))


@contacts.command("show")
@click.argument("contact")
@json_option
@session
def show_contact(run: Session, *, contact: str, as_json: bool) -> None:
    """Show a CONTACT's details, profile and history."""
    with run.open() as library:
        found = find_contact(library, contact)
        profile = profile_editing.show_profile(library, found)
        unmatched = find_unmatched(library, found)
        events = library.contacts.events(found.id)
    document = {
        **serializers.contact(found),
        **serializers.unmatched(unmatched),
        "profile": serializers.profile(profile),
        "timeline": [serializers.event(e) for e in events],
    }
    lines = [
        *_card_lines(found),
        *_unmatched_lines(found, unmatched),
        *profile_lines(profile),
        *(f"{e.at:%Y-%m-%d}  {e.kind.value}  {e.note}" for e in events),
    ]
    answer(as_json, document, lines)


@contacts.command("add")
@click.argument("name")
@_card_options
@json_option
@session
def add_contact(run: Session, /, *, name: str, as_json: bool, **card: Any) -> None:
    """Add a person."""
    with run.open() as library:
        contact = Contact(name=_name(name), **_said(card))
        added = contact_editing.add_contact(library, contact, now=run.now)
        unmatched = find_unmatched(library, added)
    _answer_with_unmatched(as_json, added, unmatched)


@contacts.command("edit")
@click.argument("contact")
@click.option("--name", help="Their name.")
@click.option("--channel", help="How notes to them open; empty: like everybody's.")
@_card_options
@json_option
@session
def edit_contact(
    run: Session,
    /,
    *,
    contact: str,
    name: str | None,
    channel: str | None,
    as_json: bool,
    **card: Any,
) -> None:
    """Change a CONTACT's details; an empty text clears a field."""
    changes = _said(card)
    if name is not None:
        changes["name"] = _name(name)
    with run.open() as library:
        found = find_contact(library, contact)
        changed = contact_editing.edit_contact(library, found.id, changes, now=run.now)
        if channel is not None:
            changed = contact_editing.set_channel(library, found.id, channel or None)
        unmatched = find_unmatched(library, changed)
    _answer_with_unmatched(as_json, changed, unmatched)


@contacts.command("pause")
@click.argument("contact")
@click.option("--undo", is_flag=True, help="Resume suggestions.")
@json_option
@session
def pause_contact(run: Session, *, contact: str, undo: bool, as_json: bool) -> None:
    """Pause suggestions for a CONTACT."""
    with run.open() as library:
        found = contact_editing.pause(library, find_contact(library, contact).id, paused=not undo)
    answer(as_json, serializers.contact(found), _card_lines(found))


@contacts.command("sleep")
@click.argument("names", nargs=-1, required=True, metavar="CONTACT…")
@json_option
@session
def sleep_contacts(run: Session, *, names: tuple[str, ...], as_json: bool) -> None:
    """Let contacts sleep: no reminders, and only strong matches."""
    _sleep(run, names, asleep=True, as_json=as_json)


@contacts.command("wake")
@click.argument("names", nargs=-1, required=True, metavar="CONTACT…")
@json_option
@session
def wake_contacts(run: Session, *, names: tuple[str, ...], as_json: bool) -> None:
    """Wake contacts who are asleep."""
    _sleep(run, names, asleep=False, as_json=as_json)


@contacts.command("forget")
@click.argument("contact")
@click.option("--yes", is_flag=True, help="Don't ask.")
@json_option
@session
def forget_contact(run: Session, *, contact: str, yes: bool, as_json: bool) -> None:
    """Delete a CONTACT and every trace of them. You can't undo this.

    Also deletes copies made before updates. Delete your own backups yourself.
    """
    from recommender.workflow.maintenance import restore_leftovers

    with run.open() as library:
        found = find_contact(library, contact)
        if not yes and not as_json:
            click.confirm(f"Delete {found.name} and everything about them?", abort=True, err=True)
        contact_editing.forget(library, found.id)
        copies = [str(copy) for copy in restore_leftovers(library.path)]
    answer(
        as_json,
        {**serializers.contact(found), "copies": copies},
        [
            f"Deleted {found.name}.",
            *(f"{copy}, kept by a restore, may still hold them. Delete it too." for copy in copies),
        ],
    )


@click.command()
@click.argument("contact")
@click.argument("kind", type=click.Choice([kind.value for kind in EventKind]))
@click.option("--at", help="When it was; now by default.")
@click.option("--note", default="", help="What it was about.")
@json_option
@session
def log(run: Session, *, contact: str, kind: str, at: str | None, note: str, as_json: bool) -> None:
    """Log a call, coffee, thanks or the like with a CONTACT."""
    with run.open() as library:
        found = find_contact(library, contact)
        event = contact_editing.log_event(
            library,
            found.id,
            EventKind(kind),
            at=run.now if at is None else read_time(at),
            note=note,
        )
    answer(as_json, serializers.event(event), [f"{found.name}: {kind} on {event.at:%Y-%m-%d}."])


def _sleep(run: Session, names: Sequence[str], *, asleep: bool, as_json: bool) -> None:
    with run.open() as library:
        ids = [find_contact(library, name).id for name in names]
        found = contact_editing.sleep(library, ids, asleep=asleep)
    answer(as_json, [serializers.contact(one) for one in found], _list_lines(found))


def _name(text: str) -> str:
    name = plain_line(text)
    if not name:
        raise click.UsageError("Please enter a name.")
    return name


def _said(card: dict[str, Any]) -> dict[str, Any]:
    """Return the fields named on the command line; empty texts clear a field."""
    given = click.get_current_context().get_parameter_source
    empty = {field.name: field.default for field in fields(Contact)}
    said = {
        key: tuple(filter(None, value)) if isinstance(value, tuple) else value
        for key, value in card.items()
        if given(key) is ParameterSource.COMMANDLINE
    }
    return {key: value or empty[key] for key, value in said.items()}


def _list_lines(found: Sequence[StoredContact]) -> Iterator[str]:
    for one in found:
        work = " · ".join(part for part in (one.role, one.organisation) if part)
        marks = filter(None, (one.why_paused, "asleep" if one.asleep else ""))
        marked = f" ({states})" if (states := ", ".join(marks)) else ""
        yield f"{one.id:>5}  {one.name}{marked}  {work}"
    if not found:
        yield "No contacts found. Add a person with: passalong contacts add NAME"


def _card_lines(one: StoredContact) -> Iterator[str]:
    shown: dict[str, Callable[[], object]] = {
        "name": lambda: one.name,
        "work": lambda: " · ".join(part for part in (one.role, one.organisation) if part),
        "email": lambda: ", ".join(one.emails),
        "phone": lambda: ", ".join(one.phones),
        "links": lambda: ", ".join(one.links),
        "interests": lambda: one.interests,
        "avoid": lambda: one.avoid,
        "birthday": lambda: one.birthday,
        "cadence": lambda: one.cadence_days and f"every {one.cadence_days} days",
        "last contact": lambda: one.last_contact and f"{one.last_contact.astimezone():%Y-%m-%d}",
        "tags": lambda: ", ".join(one.tags),
        "notes": lambda: one.notes,
        "written by": lambda: one.channel,
        "died": lambda: one.died,
        "paused": lambda: "yes" if one.paused else "",
        "asleep": lambda: "yes" if one.asleep else "",
    }
    for label, value in shown.items():
        text = value()
        if text:
            yield f"{label:>13}  {text}"


def _answer_with_unmatched(
    as_json: bool, contact: StoredContact, unmatched: Sequence[Unmatched]
) -> None:
    document = {**serializers.contact(contact), **serializers.unmatched(unmatched)}
    lines = [*_card_lines(contact), *_unmatched_lines(contact, unmatched)]
    answer(as_json, document, lines)


def _unmatched_lines(contact: StoredContact, unmatched: Sequence[Unmatched]) -> Iterator[str]:
    """Yield why some interests can't be matched yet, and how to avoid what one rules out."""
    if unmatched:
        yield "Can't match yet:"
    for one in unmatched:
        yield f"  {reason(one)}"
        if one.why is Why.RULED_OUT:
            moved = contact_editing.moved_to_avoid(contact, one.interest)
            flags = " ".join(f"--{name} {shlex.quote(text)}" for name, text in moved.items())
            yield f"  To avoid it: passalong contacts edit {contact.id} {flags}"


_ELSEWHERE = (
    *(merging.duplicates, merging.merge, merging.apart),
    *(
        exports.about_contact,
        exports.export_contacts,
        strike,
        weigh,
        contact_feeds.follow,
        contact_feeds.unfollow,
    ),
    *(proposals.propose, proposals.accept),
)
for command in _ELSEWHERE:
    contacts.add_command(command)

COMMANDS = {"contacts": contacts, "log": log}
