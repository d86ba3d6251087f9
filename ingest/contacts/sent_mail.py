"""Recipients and dates of sent mail; only headers are read."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.errors import MessageError
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import getaddresses, parsedate_to_datetime
from pathlib import Path

from ingest.contacts.normalize import email_address
from ingest.errors import ImportFileError

_LARGEST_HEADER = 256 * 1024  # bytes; a mailing to a thousand people has 40 KB
_SEPARATOR = re.compile(rb"From \S+ .*\d\d:\d\d")
_RECIPIENTS = ("To", "Cc", "Bcc")
_RECEIVED = ("Delivered-To", "X-Original-To", "List-Id", "List-Unsubscribe")  # marks received mail
_MAILDIR = ("cur", "new")
_MESSAGE = ".eml"
_BOXES = frozenset({".mbox", ".mbx"})
_STEP = 4 * 1024 * 1024  # bytes of an mbox between two progress reports
_BROADCAST = 20  # recipients; mail to more is an announcement, not contact


@dataclass(frozen=True, slots=True, kw_only=True)
class SentMail:
    """A sent message.

    Attributes:
        at: Aware, UTC.
        recipients: Email addresses in lower case.
        sender: Likewise; may be empty.
    """

    at: datetime
    recipients: frozenset[str]
    sender: str = ""


def is_mailbox(path: Path) -> bool:
    """Tell whether a path is a mailbox: a folder of messages, an mbox or one message."""
    if path.is_dir():
        return bool(_mbox_in(path)) or next(_messages_in(path), None) is not None
    if path.suffix.casefold() in _BOXES | {_MESSAGE}:
        return path.is_file()
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return looks_like_mbox(file.readline(_LARGEST_HEADER))


def looks_like_mbox(body: bytes) -> bool:
    """Tell whether bytes begin like an mbox."""
    return _SEPARATOR.match(body) is not None


def read_mailbox(
    path: Path, *, progress: Callable[[int, int], None] = lambda _done, _total: None
) -> Iterator[SentMail]:
    """Yield the messages of an mbox, of a Maildir or other folder of messages, or of one file.

    Args:
        path: Streamed, so that its size does not matter.
        progress: Called with how much is read and the total: bytes of an mbox, messages of a
            folder.

    Raises:
        ImportFileError: It does not exist or cannot be read.
    """
    try:
        if not path.exists():
            raise ImportFileError(str(path), "there is no such file", "Check its name.")
        box = _mbox_in(path) if path.is_dir() else path
        if box is None:
            yield from _read_folder(path, progress)
        elif box.suffix.casefold() == _MESSAGE:
            with box.open("rb") as file:
                yield from read_message(file.read(_LARGEST_HEADER))
        else:
            with box.open("rb") as file:
                yield from read_mbox(_with_progress(file, box.stat().st_size, progress))
    except OSError as error:
        raise ImportFileError(str(path), f"cannot be read ({error.strerror})") from error


def read_mbox(lines: Iterable[bytes]) -> Iterator[SentMail]:
    """Yield the messages of an mbox, line by line: these files can be huge.

    Args:
        lines: The file's lines with their ends, such as an open binary file yields.
    """
    header: list[bytes] = []
    size, in_header, after_blank = 0, False, True
    for line in lines:
        if after_blank and _SEPARATOR.match(line):
            yield from read_message(b"".join(header))
            header, size, in_header = [], 0, True
        elif in_header and line.strip() and size < _LARGEST_HEADER:
            header.append(line)
            size += len(line)
        else:
            in_header = False
        after_blank = not line.strip()
    yield from read_message(b"".join(header))


def read_message(body: bytes) -> Iterator[SentMail]:
    """Yield the message of an `.eml` file or of a file in a Maildir, if it was sent.

    Messages without a date or recipient, announcements to many people, and received messages
    yield nothing.
    """
    head = re.split(rb"\r?\n\r?\n", body[:_LARGEST_HEADER], maxsplit=1)[0]
    message = BytesHeaderParser().parsebytes(head)
    at = _sent_at(message)
    recipients = _addresses(message, _RECIPIENTS)
    is_received = any(name in message for name in _RECEIVED)
    if at and 0 < len(recipients) <= _BROADCAST and not is_received:
        sender = next(iter(_addresses(message, ("From",))), "")
        yield SentMail(at=at, recipients=recipients, sender=sender)


def _sent_at(message: Message) -> datetime | None:
    try:
        at = parsedate_to_datetime(str(message["Date"]))
    except (ValueError, TypeError, OverflowError):
        return None
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)


def _addresses(message: Message, names: Iterable[str]) -> frozenset[str]:
    try:
        fields = [str(value) for name in names for value in message.get_all(name, [])]
        pairs = getaddresses(fields)
    except (MessageError, ValueError, IndexError):
        return frozenset()
    addresses = (email_address(address) for _, address in pairs)
    return frozenset(address.casefold() for address in addresses if address)


def _mbox_in(folder: Path) -> Path | None:
    """Return the mbox in a folder that Apple Mail exported, if it is one."""
    box = folder / "mbox"
    return box if box.is_file() else None


def _messages_in(folder: Path) -> Iterator[Path]:
    """Yield the files of a Maildir except drafts, or the messages in any other folder."""
    parts = [folder / part for part in _MAILDIR if (folder / part).is_dir()]
    for part in parts or [folder]:
        for file in sorted(part.iterdir()):
            is_draft = "D" in file.name.rpartition(":2,")[2] if ":2," in file.name else False
            named = bool(parts) or file.suffix.casefold() == _MESSAGE
            if named and not is_draft and file.is_file():
                yield file


def _read_folder(folder: Path, progress: Callable[[int, int], None]) -> Iterator[SentMail]:
    files = list(_messages_in(folder))
    if not files:
        raise ImportFileError(
            str(folder),
            "is a folder without messages",
            "Choose your sent-mail folder: a Maildir, or a folder of .eml files.",
        )
    for done, path in enumerate(files, start=1):
        with path.open("rb") as file:
            yield from read_message(file.read(_LARGEST_HEADER))
        progress(done, len(files))


def _with_progress(
    lines: Iterable[bytes], total: int, progress: Callable[[int, int], None]
) -> Iterator[bytes]:
    done = reported = 0
    for line in lines:
        yield line
        done += len(line)
        if done - reported >= _STEP:
            reported = done
            progress(done, total)
