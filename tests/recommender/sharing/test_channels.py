import re
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.contacts.normalize import plain_line, plain_text, without_trailing_blanks
from ingest.records import Contact
from recommender.domain.people import StoredContact
from recommender.domain.suggestions import Message
from recommender.errors import NotPossibleError
from recommender.sharing.channels import Channel, channels
from recommender.sharing.links import (
    MAX_LENGTH,
    Link,
    channel_for,
    link_for,
    pattern,
    usable_channels,
)
from recommender.sharing.profile_links import profile_links

URL = "https://press.example/roads?a=1&b=2"
PROFILE = "https://www.linkedin.com/in/ana-müller"
ANA = Contact(
    name="Ana",
    emails=("ana+news@mueller.example",),
    phones=("+49 (0)151 0000001",),
    links=("https://ana.example", PROFILE),
)
NOBODY = Contact(name="Pat O'Neil")
ALL = pytest.mark.parametrize("channel", channels(), ids=lambda channel: channel.name)


def a_message(
    body: str = f"Hi Ana,\n\nRoads & more\n{URL}\n\nMax", subject: str = "Roads"
) -> Message:
    return Message(recipient="", subject=subject, body=body)


def link(channel: str, message: Message | None = None, contact: Contact = ANA) -> Link:
    return link_for(message or a_message(), channel=channel, contact=contact, url=URL)


@ALL
def test_every_channel_has_a_title_and_an_address_made_of_ascii(channel: Channel) -> None:
    made = link(channel.name, a_message(f"Grüße 李 🚲 \u202e + & \" ' %\n{URL}"))

    assert channel.title
    assert made.channel == channel.name
    assert re.fullmatch(r"[!-~]*", made.url)
    assert '"' not in made.url


@ALL
def test_every_channel_carries_the_link_whole_or_leaves_the_text_to_the_clipboard(
    channel: Channel,
) -> None:
    made = link(channel.name)

    assert made.copies == channel.copies
    assert URL in unquote(made.url) or channel.copies


@ALL
def test_every_channel_holds_long_messages_to_the_limit_and_says_so(channel: Channel) -> None:
    made = link(channel.name, a_message("Жук " * 1000 + f"\n\n{URL}\n\nMax"))

    assert len(made.url) <= MAX_LENGTH
    assert made.shortened == (not channel.copies)
    assert URL in unquote(made.url) or channel.copies


@ALL
def test_every_channel_has_a_pattern_that_filled_in_is_its_link(channel: Channel) -> None:
    from recommender.sharing.links import _encode  # the page's own code does this in the browser

    parts = _encode(a_message(), to="", url=URL, line_end=channel.line_end)
    gaps = pattern(channel.name, ANA)
    for gap in ("subject", "body", "note", "url"):
        gaps = gaps.replace(f"{{{gap}}}", getattr(parts, gap))

    assert gaps == link(channel.name).url


@ALL
def test_a_channel_says_what_the_card_lacks_and_what_would_do(channel: Channel) -> None:
    if channel in usable_channels(NOBODY):
        assert link(channel.name, contact=NOBODY).channel == channel.name
        return
    with pytest.raises(NotPossibleError, match=r"Pat O'Neil.*needs a.*choose telegram or copy"):
        link(channel.name, contact=NOBODY)


def test_an_unknown_channel_is_refused_by_naming_those_that_there_are() -> None:
    with pytest.raises(NotPossibleError, match=r"“pigeon”.*mail, gmail"):
        link("pigeon")


def test_mail_encodes_the_local_part_and_parts_lines_with_crlf() -> None:
    made = link("mail", a_message("a+b\nc"))

    assert made.url == "mailto:ana%2Bnews@mueller.example?subject=Roads&body=a%2Bb%0D%0Ac"


def test_the_recipient_of_the_message_comes_before_the_cards_first_address() -> None:
    message = Message(recipient="ana@home.example", subject="", body=URL)

    assert link("mail", message).url.startswith("mailto:ana@home.example?")


def test_whatsapp_wants_a_number_with_its_country() -> None:
    with pytest.raises(NotPossibleError, match="country code"):
        link("whatsapp", contact=Contact(name="Pat", phones=("0151 0000001",)))


def test_whatsapp_dials_digits_alone() -> None:
    assert link("whatsapp").url.startswith("https://wa.me/491510000001?text=")


def test_a_text_message_dials_the_number_as_it_is_known() -> None:
    made = link("sms", contact=Contact(name="Pat", phones=("0151 / 000-0001 ext. 5",)))

    assert made.url.startswith("sms:01510000001?&body=")


def test_letters_on_the_keypad_are_not_guessed() -> None:
    with pytest.raises(NotPossibleError, match="phone number"):
        link("sms", contact=Contact(name="Pat", phones=("1-800-FLOWERS",)))


def test_telegram_takes_the_link_apart_from_the_note() -> None:
    query = parse_qs(urlsplit(link("telegram").url).query)

    assert query == {"url": [URL], "text": ["Hi Ana,\n\nRoads & more\n\nMax"]}


def test_copying_opens_nothing() -> None:
    assert link("copy") == Link(channel="copy", url="", shortened=False, copies=True)


def test_a_profile_is_opened_on_the_professional_network_before_other_pages() -> None:
    assert link("linkedin").url == "https://www.linkedin.com/in/ana-m%C3%BCller"


@pytest.mark.parametrize(
    "hostile",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://www.linkedin.com@evil.example/in/ana",
        "https://[::1",
        "//evil.example",
    ],
)
def test_only_web_pages_are_opened_as_profiles(hostile: str) -> None:
    assert profile_links(Contact(name="Pat", links=(hostile,))) == ()


@pytest.mark.parametrize(
    ("url", "label"),
    [
        ("https://de.linkedin.com/in/ana", "LinkedIn"),
        ("https://www.xing.com/profile/Ana", "Xing"),
        ("https://linkedin.com.evil.example/in/ana", "linkedin.com.evil.example"),
        ("https://notlinkedin.com/in/ana", "notlinkedin.com"),
        ("https://www.ana.example/{body}", "ana.example"),
    ],
)
def test_a_profile_is_called_by_its_host(url: str, label: str) -> None:
    (found,) = profile_links(Contact(name="Pat", links=(url,)))

    assert found.label == label
    assert "{" not in found.url


def test_without_email_and_phone_the_profile_is_the_way() -> None:
    person = StoredContact(id=1, name="Pat", added_at=datetime(2026, 1, 1, tzinfo=UTC))

    def way(**known: tuple[str, ...]) -> str:
        channel = channel_for(replace(person, **known), "mail")  # type: ignore[arg-type]  # tuples alone
        return channel.name if channel else ""

    assert way(links=(PROFILE,)) == "linkedin"
    assert way(links=(PROFILE,), phones=("+49 151 000001",)) == "whatsapp"
    assert way(links=(PROFILE,), emails=("pat@example.org",)) == "mail"
    assert not way()


printable = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
local_parts = st.text("abcXYZ019!#$%&'*+/=?^_`{|}~-äé", min_size=1, max_size=20)


@given(subject=printable, body=printable, local=local_parts)
def test_a_mailto_says_to_a_mail_program_exactly_what_was_written(
    subject: str, body: str, local: str
) -> None:
    contact = Contact(name="Ana", emails=(f"{local}@mueller.example",))
    message = Message(recipient="", subject=subject, body=body)

    made = link_for(message, channel="mail", contact=contact, url="")
    url = urlsplit(made.url)
    fields = dict(field.split("=") for field in url.query.split("&"))

    assert unquote(url.path) == f"{local}@mueller.example".replace(local, plain_line(local))
    assert fields.keys() == {"subject", "body"}
    assert unquote(fields["subject"]) == plain_line(subject)
    written = without_trailing_blanks(plain_text(body))
    assert unquote(fields["body"]) == written.replace("\n", "\r\n")


@given(subject=st.text(), body=st.text())
def test_no_text_can_break_out_of_its_field(subject: str, body: str) -> None:
    made = link_for(
        Message(recipient="", subject=subject, body=body), channel="mail", contact=ANA, url=""
    )

    assert re.fullmatch(
        r"mailto:ana%2Bnews@mueller\.example\?subject=[\w.~%-]*&body=[\w.~%-]*", made.url, re.ASCII
    )
    assert "%0D" not in made.url.partition("&body=")[0]


@given(
    words=st.text(st.sampled_from("ab Ж李🚲\n&"), max_size=3000),
    title=st.text(st.sampled_from("ab Ж"), max_size=3000),
    channel=st.sampled_from([c.name for c in channels() if not c.copies]),
)
def test_whatever_is_written_the_link_arrives_within_the_limit(
    words: str, title: str, channel: str
) -> None:
    title = plain_line(title)
    made = link(channel, a_message(f"Hi\n\n{words}\n\n{title}\n{URL}\n\nMax", subject=title))

    assert len(made.url) <= MAX_LENGTH
    assert URL in unquote(made.url)
