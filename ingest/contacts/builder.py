"""A contact in the making: takes a card's values as they come, keeps what is sound, says what not.

Every address book fills one of these for each person, so that a value is cleaned, checked and
refused in the same way wherever it came from.
"""

import re
from collections.abc import Iterable

from ingest.contacts.birthdays import parse_birthday, says_nothing
from ingest.contacts.normalize import (
    cut_line,
    email_address,
    phone_number,
    plain_line,
    plain_text,
    web_url,
)
from ingest.contacts.registry import AddressBook, ContactExtras, SkippedRow
from ingest.dates import parse_iso_date
from ingest.records import Birthday, Contact, TimelineEntry

_TRIPLE = ":::"  # what Google parts values with, and we where a value holds other separators
_SEPARATOR = re.compile(r"\s*[,;|\n]\s*")
_LONGEST_CADENCE = 3650  # days; ten years
_CADENCES = {
    7: "weekly wöchentlich woche hebdomadaire semaine semanal semana week",
    14: "fortnightly biweekly",
    30: "monthly monatlich monat mensuel mois mensual mes month",
    91: "quarterly vierteljährlich quartal trimestriel trimestre trimestral quarter",
    182: "half-yearly halbjährlich semestriel semestre semestral",
    365: "yearly annually jährlich jahr annuel année anual año year",
}
_DAYS_OF = {word: days for days, words in _CADENCES.items() for word in words.split()}
_LANGUAGES = {
    "en": "english englisch anglais inglés",
    "de": "german deutsch allemand alemán",
    "fr": "french französisch français francés",
    "es": "spanish spanisch espagnol español castellano",
    "it": "italian italienisch italien italiano",
    "pt": "portuguese portugiesisch portugais português",
    "nl": "dutch niederländisch nederlands",
}
_CODE_OF = {word: code for code, words in _LANGUAGES.items() for word in words.split()}


class ContactBuilder:
    """Collects one person's values.

    Args:
        row: Where the person stands in the file, for the remarks.

    Attributes:
        skipped: A remark for every value that was left out, and for a person who was.
    """

    def __init__(self, row: int) -> None:
        self.row = row
        self.skipped: list[SkippedRow] = []
        self._names: dict[str, str] = {}
        self._lines: dict[str, str] = {}
        # values as they were written, by how they are compared; repetitions are dropped
        self._emails: dict[str, str] = {}
        self._phones: dict[str, str] = {}
        self._links: dict[str, str] = {}
        self._tags: dict[str, str] = {}
        self._languages: dict[str, str] = {}
        self._interests: dict[str, str] = {}
        self._avoid: dict[str, str] = {}
        self._notes: dict[str, str] = {}
        self._birthday: Birthday | None = None
        self._cadence_days: int | None = None
        self._timeline: list[TimelineEntry] = []
        self._paused = False
        self._channel: str | None = None

    def name(self, text: str) -> None:
        """Take the full name as it is shown."""
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
        """Take the parts of the name; they are put together where no full name is given."""
        self._add_name("given", given)
        parts = (prefix, given, middle, family, suffix)
        self._add_name("parts", " ".join(filter(None, map(plain_line, parts))))

    def nickname(self, text: str) -> None:
        """Take a nickname: the name of someone who has no other, else a line of the notes."""
        self._add_name("nickname", text)

    def organisation(self, text: str) -> None:
        """Take where they work; a second one becomes a line of the notes."""
        self._add_line("organisation", text, label="Also at")

    def role(self, text: str) -> None:
        """Take what they do there; a second one becomes a line of the notes."""
        self._add_line("role", text, label="Also")

    def email(self, text: str) -> None:
        """Take an e-mail address; one that no mail could be sent to is left out."""
        self._add_checked(self._emails, email_address(text), text, "an e-mail address")

    def emails(self, text: str) -> None:
        """Take the addresses of a cell."""
        for value in _split(text):
            self.email(value)

    def phone(self, text: str) -> None:
        """Take a phone number; what holds no number to call is left out."""
        self._add_checked(self._phones, phone_number(text), text, "a phone number")

    def phones(self, text: str) -> None:
        """Take the numbers of a cell."""
        for value in _split(text):
            self.phone(value)

    def links(self, text: str) -> None:
        """Take the pages of a cell."""
        for value in re.split(r"\s*(?::::|[,;|]\s|\s)\s*", plain_text(text)):
            self.link(value)

    def link(self, text: str, *, label: str = "Link") -> None:
        """Take the address of a page; what no browser could open becomes a line of the notes."""
        address = web_url(text)
        if address:
            self._add(self._links, address)
        else:
            self.note(text, label=label)

    def birthday(self, text: str, *, day_first: bool | None = None) -> None:
        """Take the birthday; one that cannot be read is left out."""
        if says_nothing(text):
            return
        try:
            self._birthday = self._birthday or parse_birthday(text, day_first=day_first)
        except ValueError as error:
            self._skip(f"{error}; the birthday was left out")
            self.note(cut_line(text), label="Birthday")

    def birthday_parts(self, *, year: str, month: str, day: str) -> None:
        """Take a birthday whose parts stand apart; a lone year is a line of the notes."""
        year, month, day = (plain_line(part).removesuffix(".0") for part in (year, month, day))
        if month and day:
            self.birthday(f"{year.zfill(4) if year else '-'}-{month.zfill(2)}-{day.zfill(2)}")
        elif year:
            self.note(year, label="Born in")

    def cadence(self, text: str) -> None:
        """Take how often to be in touch: days, or a word such as “monthly”."""
        line = plain_line(text).lower()
        if not line:
            return
        number = re.fullmatch(r"(\d{1,4})(?:[.,]0)?\s*(?:d|days?|tage?|jours?|días?)?", line)
        days = int(number[1]) if number else _DAYS_OF.get(line)
        if days is None or days > _LONGEST_CADENCE:
            self._skip(f"“{cut_line(text, 40)}” is not a number of days; the cadence was left out")
        else:
            self._cadence_days = days

    def languages(self, text: str) -> None:
        """Take the languages that they read, as codes or names; others become notes."""
        for word in _split(text):
            code = re.split("[-_]", word.lower())[0]
            code = _CODE_OF.get(code, code)
            if re.fullmatch("[a-z]{2}", code):
                self._add(self._languages, code)
            else:
                self.note(word, label="Language")

    def tag(self, text: str) -> None:
        """Take a tag."""
        self._add(self._tags, cut_line(text))

    def tags(self, text: str) -> None:
        """Take the tags of a cell."""
        for tag in _split(text):
            self.tag(tag)

    def interests(self, text: str) -> None:
        """Take topics that they care for."""
        self._add(self._interests, plain_text(text))

    def avoid(self, text: str) -> None:
        """Take topics never to send them."""
        self._add(self._avoid, plain_text(text))

    def note(self, text: str, *, label: str = "") -> None:
        """Take a note; a label says what it is where that is not plain from the text."""
        text = plain_text(text)
        if text:
            self._add(self._notes, f"{label}: {text}" if label else text)

    def timeline_entry(self, kind: str, at: str, note: str = "") -> None:
        """Take something that passed with them; what has no day is left out."""
        moment = parse_iso_date(at)
        if moment is None:
            self._skip(f"“{cut_line(at, 40)}” is no time; “{cut_line(kind, 40)}” was left out")
        else:
            self._timeline.append(
                TimelineEntry(kind=plain_line(kind), at=moment, note=plain_text(note))
            )

    def pause(self) -> None:
        """Take that the user leaves them alone."""
        self._paused = True

    def channel(self, name: str) -> None:
        """Take how notes to them are opened."""
        self._channel = plain_line(name) or None

    def extras(self) -> ContactExtras:
        """Return what was taken that stands on no card."""
        return ContactExtras(
            timeline=tuple(self._timeline), paused=self._paused, channel=self._channel
        )

    def build(self) -> Contact | None:
        """Return the contact; None when nothing says who it is, which `skipped` then names."""
        name = self._choose_name()
        if name is None:
            self._skip("no name, organisation, e-mail address or phone number; row left out")
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
            languages=tuple(self._languages.values()),
        )

    def _choose_name(self) -> str | None:
        names = (
            *map(self._names.get, ("name", "parts", "nickname")),
            self._lines.get("organisation"),
        )
        return next(filter(None, (*names, *self._emails.values(), *self._phones.values())), None)

    def _add_name(self, kind: str, text: str) -> None:
        name = cut_line(text)
        if name and kind not in self._names:
            self._names[kind] = name
            if name.endswith("…") and name != plain_line(text):
                self._skip(f"the name “{name[:40]}…” is too long; its end was left out")

    def _add_line(self, kind: str, text: str, *, label: str) -> None:
        line = cut_line(text)
        kept = self._lines.setdefault(kind, line) if line else line
        if kept != line:
            self.note(line, label=label)

    def _add_checked(self, kept: dict[str, str], value: str | None, text: str, what: str) -> None:
        if value:
            self._add(kept, value)
        elif plain_line(text):
            self._skip(f"“{cut_line(text, 40)}” is not {what}; it was left out")
            self.note(cut_line(text), label=what.partition(" ")[2].capitalize())

    def _skip(self, reason: str) -> None:
        self.skipped.append(SkippedRow(row=self.row, reason=reason))

    @staticmethod
    def _add(kept: dict[str, str], value: str) -> None:
        if value:
            kept.setdefault(value.casefold(), value)


def collect(kind: str, builders: Iterable[ContactBuilder]) -> AddressBook:
    """Return the people that the filled builders make, with what was left out of each."""
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
