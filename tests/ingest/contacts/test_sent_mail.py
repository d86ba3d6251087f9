import io
import mailbox
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.contacts.sent_mail import SentMail, last_written, read_mbox, read_message

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def a_mail(
    to: str = "Ana Müller <ana@mueller.example>",
    date: str = "Sun, 1 Mar 2026 13:00:00 +0100",
    **fields: str,
) -> EmailMessage:
    message = EmailMessage()
    for name, value in {"To": to, "Date": date, **fields}.items():
        message[name] = value
    message.set_content("From now on:\n\nTo: bo@ito.example\n\nFrom x Sun Mar  1 12:00:00 2026\n")
    return message


def a_sent(address: str, at: datetime) -> SentMail:
    return SentMail(at=at, recipients=frozenset({address}))


def test_a_message_tells_whom_it_went_to_and_when() -> None:
    message = a_mail(Cc="bo@ito.example, =?utf-8?q?J=C3=B6rg?= <JOERG@weiss.example>")

    assert list(read_message(message.as_bytes())) == [
        SentMail(
            at=NOON,
            recipients=frozenset({"ana@mueller.example", "bo@ito.example", "joerg@weiss.example"}),
        )
    ]


def test_an_mbox_is_read_line_by_line_and_bodies_are_passed_over(tmp_path: Path) -> None:
    box = mailbox.mbox(tmp_path / "Sent")
    for to in ("ana@mueller.example", "bo@ito.example"):
        box.add(a_mail(to))
    box.close()

    with (tmp_path / "Sent").open("rb") as file:
        recipients = [mail.recipients for mail in read_mbox(file)]

    assert recipients == [{"ana@mueller.example"}, {"bo@ito.example"}]


@pytest.mark.parametrize("date", ["", "soon", "Sun, 99 Mar 2026 13:00:00 +0100"])
def test_a_message_without_a_date_says_nothing(date: str) -> None:
    assert list(read_message(f"To: ana@mueller.example\nDate: {date}\n\n".encode())) == []


def test_an_announcement_to_many_is_not_being_in_touch() -> None:
    many = ", ".join(f"p{number}@x.example" for number in range(21))

    assert list(read_message(a_mail(many).as_bytes())) == []


def test_the_latest_mail_to_each_contact_counts_and_strangers_are_forgotten() -> None:
    mails = [
        a_sent("ana@mueller.example", NOON),
        a_sent("ana@mueller.example", NOON - timedelta(days=9)),
        a_sent("stranger@x.example", NOON),
    ]

    assert last_written(mails, ["ANA@mueller.example"], now=NOON) == {"ana@mueller.example": NOON}


def test_mail_from_the_future_is_passed_over() -> None:
    mails = [a_sent("ana@mueller.example", NOON + timedelta(days=1))]

    assert last_written(mails, ["ana@mueller.example"], now=NOON) == {}


@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
def test_no_bytes_do_worse_than_say_nothing(body: bytes) -> None:
    mails = [
        *read_message(b"To: " + body),
        *read_message(b"Date: " + body),
        *read_mbox(io.BytesIO(body)),
    ]

    assert all(mail.at.tzinfo for mail in mails)
