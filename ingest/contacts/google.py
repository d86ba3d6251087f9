"""Google Contacts as CSV, in the current and the older layout."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from ingest.contacts.builder import ContactBuilder, collect
from ingest.contacts.normalize import plain_line
from ingest.contacts.registry import AddressBook, address_book
from ingest.errors import ImportFileError
from ingest.files.rows import read_rows

_NUMBERED = re.compile(r"(?P<what>.+?) (?P<number>\d+) - (?P<part>.+)")
_BETWEEN = " ::: "  # separates the values of a cell
_SYSTEM = "* "  # the beginning of Google's own labels: “* myContacts”, “* Work”
_ADDRESS = (*("Street", "Extended Address", "PO Box", "City", "Region", "Postal Code", "Country"),)
_IGNORED = frozenset({"Photo", "Priority", "Sensitivity", "Initials", "Directory Server"})

_NAME_PARTS = {
    "First Name": "given",
    "Given Name": "given",
    "Middle Name": "middle",
    "Additional Name": "middle",
    "Last Name": "family",
    "Family Name": "family",
    "Name Prefix": "prefix",
    "Name Suffix": "suffix",
}
# The order matters: the first role and name win, so the title within the organisation comes before
# the occupation, and the name before “File As”.
_TAKE: Mapping[str, Callable[[ContactBuilder, str], None]] = {
    "Name": ContactBuilder.name,
    "Nickname": ContactBuilder.nickname,
    "Organization Name": ContactBuilder.organisation,
    "Organization Title": ContactBuilder.role,
    "Occupation": ContactBuilder.role,
    "Birthday": ContactBuilder.birthday,
    "Hobby": ContactBuilder.interests,
    "Subject": ContactBuilder.interests,
    "Language": ContactBuilder.languages,
    "Notes": ContactBuilder.note,
}


def is_google(name: str, body: bytes) -> bool:
    """Tell whether the first row has Google's column names."""
    first = body[:20_000].removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").splitlines()[:1]
    numbered = bool(first) and re.search(rb"(E-mail|Phone) 1 - (Value|Label|Type)", first[0])
    return bool(numbered) and name.lower().endswith(".csv")


@address_book(kind="google", title="Google Contacts (.csv)", recognises=is_google)
def read_google(body: bytes, *, name: str) -> AddressBook:
    """Return the people of a Google export.

    Raises:
        ImportFileError: The file cannot be split into rows, or has none.
    """
    rows = read_rows(body, name=name)
    if not rows:
        raise ImportFileError(name, "is empty", "Export your contacts again as Google CSV.")
    header = [plain_line(column) for column in rows[0]]
    builders: list[ContactBuilder] = []
    for number, row in enumerate(rows[1:], 2):
        if any(map(plain_line, row)):
            builders.append(ContactBuilder(number))
            _fill(builders[-1], header, row)
    return collect("google", builders)


def _fill(builder: ContactBuilder, header: Sequence[str], row: Sequence[str]) -> None:
    plain: dict[str, str] = {}
    numbered: defaultdict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for column, cell in zip(header, row, strict=False):
        if not plain_line(cell):
            continue
        found = _NUMBERED.fullmatch(column)
        if found:
            numbered[found["what"], found["number"]][found["part"]] = cell
        else:
            plain[column] = cell
    builder.name_parts(**{_NAME_PARTS[c]: plain.pop(c) for c in _NAME_PARTS if c in plain})
    for (what, _), parts in numbered.items():
        label = plain_line(parts.get("Label", parts.get("Type", ""))).removeprefix(_SYSTEM)
        _take_numbered(builder, what, parts, label)
    for column, take in _TAKE.items():
        if column in plain:
            take(builder, plain.pop(column))
    _take_rest(builder, plain)


def _take_numbered(
    builder: ContactBuilder, what: str, parts: Mapping[str, str], label: str
) -> None:
    values = parts.get("Value", "").split(_BETWEEN.strip())
    if what == "E-mail":
        builder.emails(_BETWEEN.join(values))
    elif what == "Phone" and "fax" not in label.lower():
        builder.phones(_BETWEEN.join(values))
    elif what == "Organization":
        builder.organisation(parts.get("Name", ""))
        builder.role(parts.get("Title", ""))
        builder.note(parts.get("Department", ""), label="Department")
    elif what == "Address":
        lines = (plain_line(parts.get(part, "")).strip(", ") for part in _ADDRESS)
        address = ", ".join(filter(None, lines)) or plain_line(parts.get("Formatted", ""))
        builder.note(address, label=f"Address ({label.lower()})" if label else "Address")
    elif what == "Website":
        for value in values:
            builder.link(value, label=label or "Link")
    else:
        for value in values:
            builder.labelled_date(value, label or what)


def _take_rest(builder: ContactBuilder, plain: Mapping[str, str]) -> None:
    for column, cell in plain.items():
        if column in {"Labels", "Group Membership"}:
            for tag in cell.split(_BETWEEN.strip()):
                if not tag.strip().startswith(_SYSTEM.strip()):
                    builder.tag(tag)
        elif column == "File As":
            builder.name(cell)
        elif column not in _IGNORED:
            builder.note(cell, label=column.removeprefix("Organization "))
