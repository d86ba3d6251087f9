import io
import mailbox
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.contacts.sent_mail import (
    SentMail,
    is_mailbox,
    read_mailbox,
    read_mbox,
    read_message,
)
from ingest.errors import ImportFileError

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


@pytest.mark.parametrize("mark", ["Delivered-To", "List-Id", "List-Unsubscribe"])
def test_what_was_received_is_not_sent_mail(mark: str) -> None:
    assert list(read_message(a_mail(**{mark: "me@x.example"}).as_bytes())) == []


def test_the_sender_is_told_from_the_recipients() -> None:
    (mail,) = read_message(a_mail(From="Me <ME@x.example>").as_bytes())

    assert mail.sender == "me@x.example"


def test_a_maildir_is_read_without_its_drafts(tmp_path: Path) -> None:
    box = mailbox.Maildir(tmp_path / "Sent")
    for flags in ("S", "D"):
        mail = mailbox.MaildirMessage(a_mail(f"{flags.lower()}@x.example"))
        mail.set_subdir("cur")
        mail.set_flags(flags)
        box.add(mail)
    reported: list[tuple[int, int]] = []

    mails = list(read_mailbox(tmp_path / "Sent", progress=lambda *how: reported.append(how)))

    assert [mail.recipients for mail in mails] == [{"s@x.example"}]
    assert reported == [(1, 1)]


def test_a_folder_of_messages_and_one_message_are_read(tmp_path: Path) -> None:
    (tmp_path / "one.eml").write_bytes(a_mail().as_bytes())

    assert len(list(read_mailbox(tmp_path))) == len(list(read_mailbox(tmp_path / "one.eml"))) == 1


def test_a_mailbox_that_apple_mail_exported_is_a_folder(tmp_path: Path) -> None:
    box = mailbox.mbox(tmp_path / "mbox")
    box.add(a_mail())
    box.close()

    assert is_mailbox(tmp_path)
    assert len(list(read_mailbox(tmp_path))) == 1


def test_a_big_mbox_says_how_far_it_has_come(tmp_path: Path) -> None:
    body = (
        b"From me Sun Mar  1 12:00:00 2026\n"
        + a_mail().as_bytes()
        + b"\n"
        + (b"x" * 99 + b"\n") * 99
        + b"\n"
    )
    (tmp_path / "Sent").write_bytes(body * 500)
    reported: list[int] = []

    count = sum(
        1 for _ in read_mailbox(tmp_path / "Sent", progress=lambda *how: reported.append(how[0]))
    )

    assert count == 500
    assert reported == sorted(reported) != []


@pytest.mark.parametrize("name", ["none.mbox", "empty"])
def test_what_is_no_mailbox_is_named(name: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    with pytest.raises(ImportFileError, match=name):
        list(read_mailbox(tmp_path / name))


@pytest.mark.parametrize("body", [b"", b"\n", b"BEGIN:VCARD\n", b"From here to there\n", b"\xff"])
def test_another_file_is_no_mailbox(body: bytes, tmp_path: Path) -> None:
    (tmp_path / "people").write_bytes(body)

    assert not is_mailbox(tmp_path / "people")


@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
def test_no_bytes_do_worse_than_say_nothing(body: bytes) -> None:
    mails = [
        *read_message(b"To: " + body),
        *read_message(b"Date: " + body),
        *read_mbox(io.BytesIO(body)),
    ]

    assert all(mail.at.tzinfo for mail in mails)
