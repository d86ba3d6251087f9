"""Builds a contact from the values of an address book, and reports what it skipped.

Every address book uses it, so that values are cleaned, checked and refused in the same way.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, time

from ingest.contacts.birthdays import is_blank_date, parse_birthday
from ingest.contacts.deaths import DATE_UNKNOWN, is_death_label, parse_death
from ingest.contacts.names import unquoted
from ingest.contacts.normalize import (
    cut_line,
    email_address,
    phone_number,
    plain_line,
    plain_text,
    web_url,
)
from ingest.contacts.registry import AddressBook, ContactExtras, SkippedRow
from ingest.contacts.words import language_code, parse_cadence
from ingest.dates import parse_connection_date, parse_iso_date
from ingest.records import Birthday, Contact, TimelineEntry

CONNECTED = "connected"
"""The kind of a timeline entry for the day on which the user and a person connected."""

_TRIPLE = ":::"  # Google's separator, and ours if a value contains another
_CJK_NAME = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_SEPARATOR = re.compile(r"\s*[,;|\n]\s*")


class ContactBuilder:
    """Collects the values of one person.

    Args:
        row: The person's position in the file, for `skipped`.

    Attributes:
        skipped: Every value that was skipped, and why.
    """

    def __init__(self, row: int) -> None:
        self.row = row
        self.skipped: list[SkippedRow] = []
        self._names: dict[str, str] = {}
        self._lines: dict[str, str] = {}
        # values by their case-folded form, so that repetitions are dropped
        self._emails: dict[str, str] = {}
        self._phones: dict[str, str] = {}
        self._links: dict[str, str] = {}
        self._tags: dict[str, str] = {}
        self._languages: dict[str, str] = {}
        self._interests: dict[str, str] = {}
        self._avoid: dict[str, str] = {}
        self._notes: dict[str, str] = {}
        self._birthday: Birthday | None = None
        self._died: str | None = None
        self._cadence_days: int | None = None
        self._timeline: list[TimelineEntry] = []
        self._paused = False
        self._asleep = False
        self._channel: str | None = None

    def name(self, text: str) -> None:
        """Add the full name."""
        self._add_name("name", text)

    def name_parts(
        self,
        *,
        given: str = "",
        middle: str = "",
        family: str = "",
        prefix: str = "",
        suffix: str = "",
    ) -> None:
        """Add the parts of the name; they are joined if there is no full name.

        Chinese, Japanese and Korean names begin with the family name, and have no spaces. Given
        names of a single character are left where they are: the columns are often exchanged.
        """
        self._add_name("given", given)
        own = [line for line in map(plain_line, (given, middle, family)) if line]
        if len(plain_line(given)) > 1 and all(map(_CJK_NAME.fullmatch, own)):
            own = ["".join(map(plain_line, (family, given, middle)))]
        parts = (plain_line(prefix), *own, plain_line(suffix))
        self._add_name("parts", " ".join(filter(None, parts)))

    def nickname(self, text: str) -> None:
        """Add a nickname: the name of a person who has no other, else a note."""
        self._add_name("nickname", text)

    def organisation(self, text: str) -> None:
        """Add the employer; a second one becomes a note."""
        self._add_line("organisation", text, label="Also at")

    def role(self, text: str) -> None:
        """Add the job; a second one becomes a note."""
        self._add_line("role", text, label="Also")

    def email(self, text: str) -> None:
        """Add an email address; an invalid one is skipped, and becomes a note."""
        self._add_checked(self._emails, email_address(text), text, "an email address")

    def emails(self, text: str) -> None:
        """Add the email addresses of a cell."""
        for value in _split(text):
            self.email(value)

    def phone(self, text: str) -> None:
        """Add a phone number; an invalid one is skipped, and becomes a note."""
        self._add_checked(self._phones, phone_number(text), text, "a phone number")

    def phones(self, text: str) -> None:
        """Add the phone numbers of a cell."""
        for value in _split(text):
            self.phone(value)

    def links(self, text: str) -> None:
        """Add the URLs of a cell."""
        for value in re.split(r"\s*(?::::|[,;|]\s|\s)\s*", plain_text(text)):
            self.link(value)

    def link(self, text: str, *, label: str = "Link") -> None:
        """Add a URL; an invalid one becomes a note."""
        url = web_url(text)
        if url:
            self._add(self._links, url)
        else:
            self.note(text, label=label)

    def birthday(self, text: str, *, day_first: bool | None = None) -> None:
        """Add the birthday; an unreadable one is skipped, and becomes a note."""
        if is_blank_date(text):
            return
        try:
            self._birthday = self._birthday or parse_birthday(text, day_first=day_first)
        except ValueError as error:
            self._skip(f"{error}; skipped the birthday")
            self.note(cut_line(text), label="Birthday")

    def birthday_parts(self, *, year: str, month: str, day: str) -> None:
        """Add a birthday in parts; a year alone becomes a note."""
        year, month, day = (plain_line(part).removesuffix(".0") for part in (year, month, day))
        if month and day:
            self.birthday(f"{year.zfill(4) if year else '-'}-{month.zfill(2)}-{day.zfill(2)}")
        elif year:
            self.note(year, label="Born in")

    def died(self, text: str) -> None:
        """Add when they died; a date that can't be read is also noted."""
        found = parse_death(text)
        self._died = self._died or found
        if found == DATE_UNKNOWN and plain_line(text).casefold() != DATE_UNKNOWN:
            self.note(cut_line(text), label="Died")

    def labelled_date(self, text: str, label: str) -> None:
        """Add a date by its label: of their death, or as a note."""
        if is_death_label(label):
            self.died(text)
        else:
            self.note(text, label=label or "Date")

    def cadence(self, text: str) -> None:
        """Add how often to be in touch: days, or a word such as “monthly”."""
        if not plain_line(text):
            return
        days = parse_cadence(text)
        if days is None:
            self._skip(f"“{cut_line(text, 40)}” isn't a number of days; skipped the cadence")
        else:
            self._cadence_days = days

    def languages(self, text: str) -> None:
        """Add languages they read, as codes or names; unknown ones become notes."""
        for word in _split(text):
            code = language_code(word)
            if code:
                self._add(self._languages, code)
            else:
                self.note(word, label="Language")

    def tag(self, text: str) -> None:
        """Add a tag."""
        self._add(self._tags, cut_line(text))

    def tags(self, text: str) -> None:
        """Add the tags of a cell."""
        for tag in _split(text):
            self.tag(tag)

    def interests(self, text: str) -> None:
        """Add topics they care about."""
        self._add(self._interests, plain_text(text))

    def avoid(self, text: str) -> None:
        """Add topics never to send them."""
        self._add(self._avoid, plain_text(text))

    def note(self, text: str, *, label: str = "") -> None:
        """Add a note; the label, if any, is written before it."""
        text = plain_text(text)
        if text:
            self._add(self._notes, f"{label}: {text}" if label else text)

    def timeline_entry(self, kind: str, at: str, note: str = "") -> None:
        """Add an event to their timeline; one without a valid time is skipped."""
        when = parse_iso_date(at)
        if when is None:
            self._skip(f"“{cut_line(at, 40)}” isn't a time; skipped “{cut_line(kind, 40)}”")
        else:
            self._timeline.append(
                TimelineEntry(kind=plain_line(kind), at=when, note=plain_text(note))
            )

    def connected(self, text: str) -> None:
        """Add the day of the connection to their timeline; an unreadable one becomes a note."""
        day = parse_connection_date(plain_line(text))
        if day is None:
            self.note(cut_line(text), label="Connected On")
        else:
            noon = datetime.combine(day, time(12), UTC)  # the same day in most time zones
            self._timeline.append(TimelineEntry(kind=CONNECTED, at=noon))

    def pause(self) -> None:
        """Mark them as paused: no suggestions."""
        self._paused = True

    def sleep(self) -> None:
        """Mark them as asleep: only strong matches are suggested."""
        self._asleep = True

    def channel(self, name: str) -> None:
        """Set the channel for messages to them."""
        self._channel = plain_line(name) or None

    def extras(self) -> ContactExtras:
        """Return what was added beyond the contact details."""
        return ContactExtras(
            timeline=tuple(self._timeline),
            paused=self._paused,
            asleep=self._asleep,
            channel=self._channel,
        )

    def build(self) -> Contact | None:
        """Return the contact; None, and a line in `skipped`, if nothing identifies them."""
        name = self._choose_name()
        if name is None:
            self._skip("no name, organisation, email address or phone number; skipped the row")
            return None
        nickname = self._names.get("nickname")
        notes = [f"Nickname: {nickname}"] if nickname and nickname != name else []
        return Contact(
            name=name,
            given_name=self._names.get("given"),
            emails=tuple(self._emails.values()),
            phones=tuple(self._phones.values()),
            links=tuple(self._links.values()),
            organisation=self._lines.get("organisation"),
            role=self._lines.get("role"),
            birthday=self._birthday,
            interests=", ".join(self._interests.values()),
            avoid=", ".join(self._avoid.values()),
            notes="\n".join((*notes, *self._notes.values())),
            tags=tuple(self._tags.values()),
            cadence_days=self._cadence_days,
            died=self._died,
            languages=tuple(self._languages.values()),
        )

    def _choose_name(self) -> str | None:
        names = (
            *map(self._names.get, ("name", "parts", "nickname")),
            self._lines.get("organisation"),
        )
        return next(filter(None, (*names, *self._emails.values(), *self._phones.values())), None)

    def _add_name(self, kind: str, text: str) -> None:
        name = cut_line(unquoted(text))
        if name and kind not in self._names:
            self._names[kind] = name
            if name.endswith("…") and name != plain_line(text):
                self._skip(f"the name “{name[:40]}…” is too long; cut its end")

    def _add_line(self, kind: str, text: str, *, label: str) -> None:
        line = cut_line(text)
        first = self._lines.setdefault(kind, line) if line else line
        if first != line:
            self.note(line, label=label)

    def _add_checked(self, values: dict[str, str], value: str | None, text: str, what: str) -> None:
        if value:
            self._add(values, value)
        elif plain_line(text):
            self._skip(f"“{cut_line(text, 40)}” isn't {what}; skipped")
            self.note(cut_line(text), label=what.partition(" ")[2].capitalize())

    def _skip(self, reason: str) -> None:
        self.skipped.append(SkippedRow(row=self.row, reason=reason))

    @staticmethod
    def _add(values: dict[str, str], value: str) -> None:
        if value:
            values.setdefault(value.casefold(), value)


def collect(kind: str, builders: Iterable[ContactBuilder]) -> AddressBook:
    """Return the people of some builders, and what was skipped."""
    contacts: list[Contact] = []
    skipped: list[SkippedRow] = []
    extras: dict[Contact, ContactExtras] = {}
    for builder in builders:
        contact = builder.build()
        if contact:
            contacts.append(contact)
            if (more := builder.extras()) != ContactExtras():
                extras[contact] = more
        skipped.extend(builder.skipped)
    return AddressBook(kind=kind, contacts=tuple(contacts), skipped=tuple(skipped), extras=extras)


def _split(text: str) -> list[str]:
    text = plain_text(text)
    values = text.split(_TRIPLE) if _TRIPLE in text else _SEPARATOR.split(text)
    return [value.strip() for value in values if value.strip()]
