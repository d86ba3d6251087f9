"""Parse vCard files, versions 2.1 to 4.0, into cards of named properties.

Programs differ most in how they break lines, which is handled here; `read` has the meaning of the
properties.
"""

import quopri
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ingest.files.rows import decode

_BEGIN = b"BEGIN:VCARD"
_END = b"END:VCARD"
_GLUED = re.compile(rb"(END:VCARD)[ \t]*(?=BEGIN:VCARD)", re.IGNORECASE)
_BINARY = re.compile(rb"BASE64|ENCODING=B\b")
_LONGEST_HEAD = 8  # physical lines over which the name and parameters of a property may be folded
_LINE_END = re.compile(rb"\r\n|\n|\r")
_PROPERTY = re.compile(
    r"(?:(?P<group>[\w-]+)\.)?(?P<name>[\w-]+)(?P<params>(?:;(?:\"[^\"]*\"|[^\";:])*)*):(?P<value>.*)",
    re.DOTALL,
)
_BROKEN_PROPERTY = re.compile(
    r"(?:(?P<group>[\w-]+)\.)?(?P<name>[\w-]+)(?P<params>(?:;[^:]*)?):(?P<value>.*)", re.DOTALL
)  # a quotation mark in the parameters is never closed
_PARAM = re.compile(r";((?:\"[^\"]*\"|[^\";])*)")
_PARAM_VALUE = re.compile(r"\"([^\"]*)\"|([^,\"]+)")
_ENCODINGS = frozenset({"BASE64", "B", "QUOTED-PRINTABLE", "8BIT", "7BIT"})
_CARET = {"^n": "\n", "^'": '"', "^^": "^"}  # RFC 6868


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """A property of a card.

    Attributes:
        name: In upper case.
        value: Decoded, with backslashes: they decide how a structured value is split.
        group: Links a property to its label, such as `item1` in Apple's cards; may be empty.
        params: By upper-case name; words without a name, as in 2.1, are types.
    """

    name: str
    value: str
    group: str = ""
    params: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The value as one text."""
        return unescape(self.value)

    @property
    def parts(self) -> tuple[str, ...]:
        """The components of a structured value."""
        return tuple(map(unescape, split(self.value, ";")))

    @property
    def types(self) -> frozenset[str]:
        """The types, in lower case."""
        return frozenset(word.lower() for word in self.params.get("TYPE", ()))

    @property
    def is_binary(self) -> bool:
        """Tell whether the value is a picture or a key, not text."""
        encodings = {word.upper() for word in self.params.get("ENCODING", ())}
        return bool(encodings & {"BASE64", "B"}) or self.value.startswith("data:")

    @property
    def preference(self) -> int:
        """From 1, the most preferred, to 101 without a preference."""
        declared = self.params.get("PREF", ())
        if declared and re.fullmatch(r"[0-9]{1,3}", declared[0]):
            return int(declared[0])
        return 1 if declared or "pref" in self.types else 101


def read_cards(body: bytes) -> Iterator[tuple[Property, ...]]:
    """Yield the properties of each card, including a truncated last one."""
    card: list[Property] | None = None
    for line in _outer_lines(_logical_lines(_as_ascii_superset(body))):
        marker = line.strip().upper()
        if marker in {_BEGIN, _END}:
            if card:
                yield tuple(card)
            card = [] if marker == _BEGIN else None
        elif card is not None and (found := _parse(line)):
            card.append(found)
    if card:
        yield tuple(card)


def split(value: str, separator: str) -> list[str]:
    """Split a value at the separators that are not escaped."""
    marked = re.sub(rf"(\\.)|{separator}", lambda m: m[1] or "\0", value.replace("\0", ""))
    return marked.split("\0")


def unescape(value: str) -> str:
    r"""Return the value without escapes; `\n` is a line end."""
    return re.sub(r"\\([nN,;:\\\"])", lambda m: "\n" if m[1] in "nN" else m[1], value)


def _as_ascii_superset(body: bytes) -> bytes:
    if body[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\0" in body[:8]:
        body = decode(body).encode()
    return _GLUED.sub(rb"\1\r\n", body.removeprefix(b"\xef\xbb\xbf"))


def _logical_lines(body: bytes) -> Iterator[bytes]:
    """Yield whole lines: unfolded, with quoted-printable and broken lines joined."""
    pieces: list[bytes] = []  # of one line; joined at the end, since a photo has 100,000
    head = fold = b""
    for physical in _LINE_END.split(body):
        if pieces and pieces[-1].endswith(b"=") and b"QUOTED-PRINTABLE" in head:
            pieces[-1] = pieces[-1][:-1]
            pieces.append(physical.removeprefix(b" "))
        elif pieces and physical[:1] in {b" ", b"\t"}:
            pieces.append(physical[1:] if _BINARY.search(head) else fold + physical[1:])
        elif pieces and b":" not in physical and head not in {b"BEGIN", b"END"}:
            # a photo that was not folded, or a note with bare line ends
            if physical.strip():
                pieces.append((b"" if _BINARY.search(head) else b"\\n") + physical.strip())
        else:
            if pieces:
                yield b"".join(pieces)
            pieces = [physical] if physical else []
        if len(pieces) < _LONGEST_HEAD:
            head = b"".join(pieces).partition(b":")[0].strip().upper()
            if head == b"VERSION":
                # version 2.1 folds at white space and preserves it, later versions add a space
                fold = b" " if b"2.1" in pieces[0] else b""
    if pieces:
        yield b"".join(pieces)


def _outer_lines(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Skip nested cards: in 2.1 an assistant's card is the value of AGENT."""
    previous, nested = b"", False
    for line in lines:
        marker = line.strip().upper()
        if nested:
            nested = marker != _END
        elif marker == _BEGIN and re.fullmatch(rb"AGENT[^:]*:\s*", previous, re.IGNORECASE):
            nested = True
        else:
            previous = line
            yield line


def _parse(line: bytes) -> Property | None:
    text = line.decode("latin-1")
    found = _PROPERTY.fullmatch(text) or _BROKEN_PROPERTY.fullmatch(text)
    if not found:
        return None
    params = _params(_decode(found["params"].encode("latin-1"), None))
    value = found["value"].encode("latin-1")
    if "QUOTED-PRINTABLE" in map(str.upper, params.get("ENCODING", ())):
        value = quopri.decodestring(value).replace(b"\r\n", b"\\n").replace(b"\n", b"\\n")
    charset = next(iter(params.get("CHARSET", ())), None)
    return Property(
        name=found["name"].upper(),
        group=(found["group"] or "").lower(),
        params=params,
        value=_decode(value, charset),
    )


def _params(text: str) -> dict[str, tuple[str, ...]]:
    params: dict[str, tuple[str, ...]] = {}
    for param in _PARAM.findall(text):
        name, equals, value = param.partition("=")
        name = name.strip().upper()
        if not equals:
            name, value = ("ENCODING" if name in _ENCODINGS else "TYPE"), name
        values = ("".join(found) for found in _PARAM_VALUE.findall(value))
        decoded = (re.sub(r"\^[n'^]", lambda m: _CARET[m[0]], v.strip()) for v in values)
        params[name] = (*params.get(name, ()), *filter(None, decoded))
    return params


def _decode(raw: bytes, charset: str | None) -> str:
    for encoding in ("utf-8", charset):
        try:
            if encoding and "escape" not in encoding.lower():  # codecs of Python alone
                return raw.decode(encoding)
        except (ValueError, LookupError):  # any word may be declared, even with a null character
            continue
    broken = raw.decode("utf-8", "replace")
    if any(character > "\x7f" and character != "\ufffd" for character in broken):
        return broken  # UTF-8, cut within a character
    return decode(raw)
