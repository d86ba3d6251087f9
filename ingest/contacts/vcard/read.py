"""vCard files of phones, mail programs and address books, versions 2.1 to 4.0."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from ingest.contacts.builder import ContactBuilder, collect
from ingest.contacts.normalize import plain_line
from ingest.contacts.registry import AddressBook, address_book
from ingest.contacts.vcard.known_properties import (
    ANDROID_BIRTHDAY,
    ANDROID_RELATIONS,
    LABELS,
    SYSTEM_TAGS,
    TECHNICAL,
    TECHNICAL_PREFIXES,
)
from ingest.contacts.vcard.lines import Property, read_cards, split, unescape

AVOID = "X-PASSALONG-AVOID"
CADENCE = "X-PASSALONG-CADENCE-DAYS"

_PAGE = re.compile(r"BLOG|(?:HOME|WEB)-?PAGE|VIDEO-URL|-URL$")  # in names of other programs'
Take = Callable[[ContactBuilder, Property, str], None]
"""Adds a property, with its label, to a builder."""


def is_vcard(name: str, body: bytes) -> bool:
    """Tell whether a card begins near the start of the file."""
    start = body[:4000].replace(b"\0", b"").upper()
    return b"BEGIN:VCARD" in start and not name.lower().endswith((".csv", ".json"))


@address_book(kind="vcard", title="vCard (.vcf)", recognises=is_vcard)
def read_vcard(body: bytes, *, name: str) -> AddressBook:  # noqa: ARG001  the signature of an importer
    """Return the people of a vCard file; cards of groups become tags of their members."""
    cards = list(enumerate(read_cards(body), 1))
    groups = _groups(card for _, card in cards)
    builders: list[ContactBuilder] = []
    for number, card in cards:
        if not _is_group(card):
            builders.append(ContactBuilder(number))
            _fill(builders[-1], card)
            for group in (
                group for uid in _values(card, "UID") for group in groups[_bare_uid(uid)]
            ):
                builders[-1].tag(group)
    return collect("vcard", builders)


def _fill(builder: ContactBuilder, card: Sequence[Property]) -> None:
    labels = {p.group: _apple_word(p.text) for p in card if p.name == "X-ABLABEL" and p.group}
    version = next((p.text for p in card if p.name == "VERSION"), "")
    has_address = any(p.name == "ADR" and any(p.parts) for p in card)
    for prop in sorted(card, key=lambda p: p.preference):
        if prop.name == "LABEL" and has_address:
            continue  # the same address, formatted for an envelope
        if prop.name == "CATEGORIES" and not version.startswith("4"):
            prop = _without_system_tags(prop)  # noqa: PLW2901  the same property, without automatic tags
        take = _TAKE.get(prop.name, _take_other)
        take(builder, prop, labels.get(prop.group, ""))


def _take_name(builder: ContactBuilder, prop: Property, _label: str) -> None:
    family, given, middle, prefix, suffix = (*prop.parts, "", "", "", "", "")[:5]
    builder.name_parts(given=given, middle=middle, family=family, prefix=prefix, suffix=suffix)


def _take_phone(builder: ContactBuilder, prop: Property, label: str) -> None:
    for kind in ("fax", "pager"):
        if kind in prop.types:
            builder.note(prop.text, label=kind.capitalize())
            return
    if label:
        builder.note(prop.text, label=label)
    builder.phone(prop.text)


def _take_link(builder: ContactBuilder, prop: Property, label: str) -> None:
    builder.link(prop.text, label=label or "Link")
    if label and label.lower() not in {"homepage", "home", "work", "other", "profile", "blog"}:
        builder.note(prop.text, label=label)


def _take_organisation(builder: ContactBuilder, prop: Property, _label: str) -> None:
    organisation, *departments = prop.parts
    builder.organisation(organisation)
    builder.note(", ".join(filter(None, departments)), label="Department")


def _take_address(builder: ContactBuilder, prop: Property, label: str) -> None:
    lines = (plain_line(part).strip(", ") for part in prop.parts[:7])
    kind = label or next((kind for kind in ("home", "work") if kind in prop.types), "")
    builder.note(", ".join(filter(None, lines)), label=f"Address ({kind})" if kind else "Address")


def _take_categories(builder: ContactBuilder, prop: Property, _label: str) -> None:
    for tag in map(unescape, split(prop.value, ",")):
        builder.tag(tag)


def _without_system_tags(prop: Property) -> Property:
    tags = split(prop.value, ",")
    own = [tag for tag in tags if unescape(tag).strip().lower() not in SYSTEM_TAGS]
    return replace(prop, value=",".join(own))


def _take_related(builder: ContactBuilder, prop: Property, label: str) -> None:
    kind = label or next(iter(prop.types - {"pref", "text"}), "related")
    builder.note(prop.text.removeprefix("text:"), label=kind.capitalize())


def _take_profile(builder: ContactBuilder, prop: Property, label: str) -> None:
    service = label or next(iter(prop.types - {"pref"}), "") or "Profile"
    builder.link(prop.text.removeprefix("x-apple:"), label=service.capitalize())


def _take_android(builder: ContactBuilder, prop: Property, _label: str) -> None:
    """Take a row of Android's tables: content type, value, number of the kind, label."""
    what, value, kind, own_label = (*prop.parts, "", "", "", "")[:4]
    match what.rpartition("/")[2]:
        case "nickname":
            builder.nickname(value)
        case "contact_event" if kind == ANDROID_BIRTHDAY:
            builder.birthday(value)
        case "contact_event":
            usual = "Anniversary" if kind == "1" else ""
            builder.labelled_date(value, own_label or usual)
        case "relation":
            builder.note(value, label=own_label or ANDROID_RELATIONS.get(kind, "Related"))
        case "website":
            builder.link(value, label=own_label or "Link")
        case "group_membership":
            builder.tag(value)
        case _:
            builder.note(value, label=own_label)


def _take_other(builder: ContactBuilder, prop: Property, label: str) -> None:
    if prop.name in TECHNICAL or prop.name.startswith(TECHNICAL_PREFIXES) or prop.is_binary:
        return
    label = label or next(iter(prop.params.get("X-LABEL", ())), "")
    if _PAGE.search(prop.name) or prop.name == "X-FM-ONLINE-OTHER":
        builder.link(prop.text, label=label or "Link")
        return
    known = LABELS.get(prop.name)
    words = prop.name.removeprefix("X-").removeprefix("MS-").replace("-", " ").capitalize()
    text = ", ".join(filter(None, (part.strip() for part in prop.parts)))
    builder.note(text, label=label or known or words)


_TAKE: Mapping[str, Take] = {
    "FN": lambda builder, prop, _: builder.name(prop.text),
    "N": _take_name,
    "NICKNAME": lambda builder, prop, _: builder.nickname(prop.text),
    "EMAIL": lambda builder, prop, _: builder.email(prop.text),
    "TEL": _take_phone,
    "URL": _take_link,
    "ORG": _take_organisation,
    "TITLE": lambda builder, prop, _: builder.role(prop.text),
    "ROLE": lambda builder, prop, _: builder.role(prop.text),
    "BDAY": lambda builder, prop, _: builder.birthday(prop.text),
    "DEATHDATE": lambda builder, prop, _: builder.died(prop.text),
    "X-DEATHDATE": lambda builder, prop, _: builder.died(prop.text),
    "NOTE": lambda builder, prop, _: builder.note(prop.text),
    "ADR": _take_address,
    "LABEL": lambda builder, prop, _: builder.note(prop.text, label="Address"),
    "CATEGORIES": _take_categories,
    "LANG": lambda builder, prop, _: builder.languages(prop.text),
    "INTEREST": lambda builder, prop, _: builder.interests(prop.text),
    "HOBBY": lambda builder, prop, _: builder.interests(prop.text),
    "EXPERTISE": lambda builder, prop, _: builder.interests(prop.text),
    "RELATED": _take_related,
    "X-ABRELATEDNAMES": _take_related,
    "X-ABDATE": lambda builder, prop, label: builder.labelled_date(prop.text, label),
    "X-ANDROID-CUSTOM": _take_android,
    "X-GROUPNAME": lambda builder, prop, _: builder.tags(prop.text),
    "X-GN": lambda builder, prop, _: builder.tags(prop.text),
    "X-SOCIALPROFILE": _take_profile,
    "SOCIALPROFILE": _take_profile,
    AVOID: lambda builder, prop, _: builder.avoid(prop.text),
    CADENCE: lambda builder, prop, _: builder.cadence(prop.text),
}


def _groups(cards: Iterator[Sequence[Property]]) -> defaultdict[str, list[str]]:
    """Return the names of the groups of each card, by its UID."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for card in filter(_is_group, cards):
        for member in _values(card, "MEMBER", "X-ADDRESSBOOKSERVER-MEMBER"):
            groups[_bare_uid(member)].extend(_values(card, "FN"))
    return groups


def _is_group(card: Sequence[Property]) -> bool:
    kinds = _values(card, "KIND", "X-ADDRESSBOOKSERVER-KIND")
    return any(kind.strip().lower() == "group" for kind in kinds)


def _values(card: Sequence[Property], *names: str) -> list[str]:
    return [prop.text for prop in card if prop.name in names]


def _bare_uid(uid: str) -> str:
    return uid.strip().lower().removeprefix("urn:uuid:")


def _apple_word(text: str) -> str:
    """Return “Spouse” for `_$!<Spouse>!$_`."""
    return plain_line(text).removeprefix("_$!<").removesuffix(">!$_")
