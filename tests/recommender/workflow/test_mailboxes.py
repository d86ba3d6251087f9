"""Sent mail: who of the contacts was written to and when, and nothing else of it."""

import mailbox
from datetime import timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

import pytest

from recommender.domain.people import EventKind
from recommender.domain.suggestions import State
from recommender.storage.library import Library
from recommender.workflow.imports import import_file
from recommender.workflow.people import contact_editing
from recommender.workflow.people.import_contacts import undo_import
from recommender.workflow.people.sent_mail import import_mailbox
from recommender.workflow.today import review
from tests.builders import NOW, a_contact, an_article
from tests.commands import run

DAY = timedelta(days=1)
ANA, ME, STRANGER = "ana@example.com", "me@example.org", "stranger@example.net"


def a_mail(to: str = ANA, *, days_ago: int = 400, sender: str = ME) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"] = sender, to
    mail["Date"] = format_datetime(NOW - days_ago * DAY)
    mail["Subject"] = "Secret of the subject"
    mail.set_content("Secret of the body")
    return mail


def a_box(folder: Path, *mails: EmailMessage) -> Path:
    box = mailbox.mbox(folder / "Sent.mbox")
    for mail in mails:
        box.add(mail)
    box.close()
    return folder / "Sent.mbox"


@pytest.fixture
def ana(library: Library) -> int:
    return contact_editing.add_contact(library, a_contact(emails=(ANA.upper(),)), now=NOW).id


def last_contact(library: Library, contact_id: int) -> int | None:
    contact = library.contacts.get(contact_id)
    assert contact
    return (NOW - contact.last_contact).days if contact.last_contact else None


def test_the_timeline_is_filled_for_years_back(library: Library, ana: int, tmp_path: Path) -> None:
    box = a_box(tmp_path, a_mail(days_ago=4_000), a_mail(days_ago=40), a_mail(STRANGER))
    report = import_mailbox(library, box, now=NOW)
    assert (report.added, report.updated, report.unchanged) == (2, 1, 0)
    assert [event.kind for event in library.contacts.events(ana)] == [EventKind.EMAIL] * 2
    assert last_contact(library, ana) == 40


def test_importing_again_adds_nothing(library: Library, ana: int, tmp_path: Path) -> None:
    box = a_box(tmp_path, a_mail(), a_mail(days_ago=40))
    import_mailbox(library, box, now=NOW)
    again = import_mailbox(library, box, now=NOW)
    assert (again.added, again.unchanged, again.import_id) == (0, 2, None)
    assert len(library.contacts.events(ana)) == 2


def test_undo_takes_it_back_whole(library: Library, ana: int, tmp_path: Path) -> None:
    contact_editing.log_event(library, ana, EventKind.CALL, at=NOW - 700 * DAY)
    report = import_mailbox(library, a_box(tmp_path, a_mail()), now=NOW)
    undo_import(library, report.import_id)
    assert last_contact(library, ana) == 700


def test_nothing_of_a_mail_but_who_and_when_is_kept(
    library: Library, ana: int, tmp_path: Path
) -> None:
    import_mailbox(library, a_box(tmp_path, a_mail(), a_mail(STRANGER)), now=NOW)
    library.erase_deleted()
    kept = library.path.read_bytes()
    assert not any(word in kept for word in (b"Secret", STRANGER.encode(), ME.encode()))


def test_a_dry_run_notes_nothing(library: Library, ana: int, tmp_path: Path) -> None:
    report = import_mailbox(library, a_box(tmp_path, a_mail()), dry_run=True, now=NOW)
    assert (report.added, report.import_id) == (1, None)
    assert library.contacts.events(ana) == ()


def test_what_a_contact_sent_is_no_word_from_the_user(
    library: Library, ana: int, tmp_path: Path
) -> None:
    ben = contact_editing.add_contact(
        library, a_contact("Ben Ito", emails=("ben@example.com",)), now=NOW
    )
    mails = (a_mail(), a_mail(days_ago=3), a_mail(f"{ME}, ben@example.com", sender=ANA))
    assert import_mailbox(library, a_box(tmp_path, *mails), now=NOW).added == 2
    assert library.contacts.events(ben.id) == ()


def test_a_card_of_the_user_s_own_does_not_stand_in_the_way(
    library: Library, ana: int, tmp_path: Path
) -> None:
    me = contact_editing.add_contact(library, a_contact("Me Myself", emails=(ME,)), now=NOW)
    box = a_box(tmp_path, a_mail(f"{ANA}, {ME}"))
    assert import_mailbox(library, box, now=NOW).updated == 1
    assert library.contacts.events(me.id) == ()


def test_a_note_sent_from_here_is_not_noted_twice(
    library: Library, ana: int, tmp_path: Path
) -> None:
    with library.write():
        article_id = library.articles.add(an_article(), added_at=NOW, read_at=NOW)
    sent = review.suggest(library, article_id=article_id, contact_id=ana, now=NOW)
    review.mark(library, sent.id, State.SENT, now=NOW)
    assert import_mailbox(library, a_box(tmp_path, a_mail(days_ago=0)), now=NOW).added == 0


def test_mail_of_tomorrow_is_a_wrong_clock(library: Library, ana: int, tmp_path: Path) -> None:
    assert import_mailbox(library, a_box(tmp_path, a_mail(days_ago=-1)), now=NOW).added == 0


def test_a_mailbox_given_to_the_page_is_told_by_its_bytes(library: Library, ana: int) -> None:
    report = import_file(library, "outbox.eml", a_mail().as_bytes(), now=NOW)
    assert (report.kind, report.added) == ("sent-mail", 1)


def test_the_command_takes_a_mailbox_and_its_undo(
    library: Library, ana: int, tmp_path: Path
) -> None:
    box = a_box(tmp_path, a_mail())
    told = run(library.path, "--now", NOW.isoformat(), "import", str(box))
    assert "1 messages logged, to 1 of your contacts; 0 known already" in told.out
    run(library.path, "undo")
    assert library.contacts.events(ana) == ()


def test_forgetting_somebody_forgets_when_they_were_written_to(
    library: Library, ana: int, tmp_path: Path
) -> None:
    import_mailbox(library, a_box(tmp_path, a_mail()), now=NOW)
    contact_editing.forget(library, ana)
    assert library.contacts.event_times(EventKind.EMAIL) == set()


def test_a_folder_without_mail_is_named_with_what_to_do(library: Library, tmp_path: Path) -> None:
    told = run(library.path, "import", str(tmp_path))
    assert told.status == 1
    assert "a folder without messages. Choose your sent-mail folder" in told.err
