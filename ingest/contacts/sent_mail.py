"""Whom the user wrote to and when, from the headers of sent mail; nothing else is looked at."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.errors import MessageError
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import getaddresses, parsedate_to_datetime

from ingest.contacts.values import email_address

_LARGEST_HEADER = 256 * 1024  # bytes; a mailing to a thousand people has 40 KB
_SEPARATOR = re.compile(rb"From \S+ .*\d\d:\d\d")
_RECIPIENTS = ("To", "Cc", "Bcc")
_BROADCAST = 20  # recipients; more is an announcement, which is not being in touch


@dataclass(frozen=True, slots=True, kw_only=True)
class SentMail:
    """One message that was sent.

    Attributes:
        at: Aware, UTC.
        recipients: Addresses in lower case.
    """

    at: datetime
    recipients: frozenset[str]


def read_mbox(lines: Iterable[bytes]) -> Iterator[SentMail]:
    """Yield the messages of an mbox, read line by line: these files can be huge.

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
    """Yield the one message of an `.eml` file or of a file in a Maildir; none if it was not sent.

    Messages without a date or a recipient, and announcements to many people, yield nothing.
    """
    head = re.split(rb"\r?\n\r?\n", body[:_LARGEST_HEADER], maxsplit=1)[0]
    message = BytesHeaderParser().parsebytes(head)
    at = _sent_at(message)
    recipients = _recipients(message)
    if at and 0 < len(recipients) <= _BROADCAST:
        yield SentMail(at=at, recipients=recipients)


def last_written(
    mails: Iterable[SentMail], addresses: Iterable[str], *, now: datetime
) -> dict[str, datetime]:
    """Return when each of the addresses was last written to; strangers' are not kept.

    Args:
        mails: What was sent.
        addresses: Those of the contacts.
        now: Mail from the future, by a wrong clock, is passed over.
    """
    known = {address.casefold() for address in addresses}
    last: dict[str, datetime] = {}
    for mail in mails:
        if mail.at > now:
            continue
        for address in mail.recipients & known:
            last[address] = max(mail.at, last.get(address, mail.at))
    return last


def _sent_at(message: Message) -> datetime | None:
    try:
        at = parsedate_to_datetime(str(message["Date"]))
    except (ValueError, TypeError, OverflowError):
        return None
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)


def _recipients(message: Message) -> frozenset[str]:
    try:
        fields = [str(value) for name in _RECIPIENTS for value in message.get_all(name, [])]
        pairs = getaddresses(fields)
    except (MessageError, ValueError, IndexError):
        return frozenset()
    addresses = (email_address(address) for _, address in pairs)
    return frozenset(address.casefold() for address in addresses if address)
