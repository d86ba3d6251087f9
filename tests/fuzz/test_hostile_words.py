"""Whatever people are called and write: settings, templates, mails and JSON hold it as it is."""

import json
from email.parser import BytesParser
from email.policy import SMTP
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.contacts.normalize import email_address, plain_line, plain_text
from ingest.errors import UrlError
from ingest.records import Contact
from ingest.urls import canonical_url, duplicate_key, host_of
from recommender.domain.suggestions import Message
from recommender.errors import NotPossibleError, SettingError
from recommender.settings import Settings, change, setting_names, text_of
from recommender.sharing.links import link_for
from recommender.storage.library import Library
from recommender.templates import FACTS, check_template, fill
from tests.builders import NOW, a_contact, an_article
from tests.commands import run

HOSTILE = (
    '"; DROP TABLE contacts; --',
    "</script><script>alert(1)</script>",
    "Bcc: all@example.com\r\nSubject: x",
    "{greeting} {0} %s %(x)s ${HOME} `id`",
    "\x1b[2J\x1b]0;x\x07 bell",
    "\u202egnp.exe\u2066\u200b\ufeff",
    "\\u0000 \\ud800 \\ \" ' \u2028\u2029",
    "e" + "\u0301" * 300,
    "=HYPERLINK(1) +1 -1 @x",
    "\U0001f41d" * 40,
    "null",
    "-h --json",
)
URLS = st.one_of(
    st.text(max_size=40),
    st.builds(
        "{}://{}{}{}{}".format,
        st.sampled_from(["http", "https", "HTTP", "feed", "javascript", "http:"]),
        st.text("a1.-:@[]%_ü李x0", max_size=14),
        st.sampled_from(["", "/", "//", "/..;/", "/%2e%2e/", "/%", "/a%zz", "/;jsessionid=1"]),
        st.text("?&=%2fFamp;utm_source#!/ü", max_size=20),
        st.sampled_from(["", "#", "#!/x", "?url=https://b.example/?utm_a=1", "\x00", "\t\n"]),
    ),
)
settings_as_written = st.text(max_size=60) | st.lists(
    st.sampled_from(["{", "}", "{url}", "{title}", "{greeting}", "\n", "yes", "7", ":", ", ", "a"]),
    max_size=8,
).map("".join)


@given(URLS)
def test_an_address_settles_at_once_or_is_refused(written: str) -> None:
    try:
        once = canonical_url(written)
    except UrlError as error:
        assert str(error)  # noqa: PT017  either outcome is right, but nothing else
        return
    assert canonical_url(once) == once
    assert duplicate_key(once) == duplicate_key(written)
    assert host_of(once)


@pytest.mark.parametrize("name", setting_names())
@given(text=settings_as_written)
def test_a_setting_is_refused_or_reads_back_as_it_is_written_out(name: str, text: str) -> None:
    try:
        changed = change(Settings(), name, text)
    except SettingError as error:
        assert str(error)  # noqa: PT017  either outcome is right, but nothing else
        return
    assert change(Settings(), name, text_of(changed, name)) == changed


@given(template=settings_as_written, values=st.dictionaries(st.sampled_from(FACTS), st.text()))
def test_a_template_is_refused_or_filled_with_values_as_they_are(
    template: str, values: dict[str, str]
) -> None:
    marked = {name: f"<{value}>" for name, value in values.items()}
    try:
        check_template("line", template)
    except SettingError:
        return
    filled = fill(template, marked)
    used = [name for name in marked if f"{{{name}}}" in template]
    assert all(marked[name].strip() in filled for name in used)


@given(
    name=st.text(max_size=40),
    address=st.text(max_size=30) | st.emails(),
    title=st.text(max_size=80),
    body=st.text(max_size=200),
)
def test_a_mail_program_reads_one_recipient_and_what_was_written(
    name: str, address: str, title: str, body: str
) -> None:
    contact = Contact(name=name, emails=(address,))
    message = Message(recipient=address, subject=title, body=body)
    try:
        made = link_for(message, channel="mail", contact=contact, url="")
    except NotPossibleError as error:
        assert email_address(address) is None
        said = str(error)
        assert said
        return
    parts = urlsplit(made.url)
    fields = dict(field.split("=") for field in parts.query.split("&"))
    raw = (
        f"To: {unquote(parts.path)}\r\nSubject: {unquote(fields['subject'])}\r\n"
        f"Content-Type: text/plain; charset=utf-8\r\n\r\n{unquote(fields['body'])}"
    )
    mail = BytesParser(policy=SMTP).parsebytes(raw.encode())
    assert mail.keys() == ["To", "Subject", "Content-Type"]
    assert len(mail["To"].addresses) == 1
    if not made.shortened:
        written = plain_text(body).encode("utf-8", "replace").decode()
        assert unquote(fields["body"]) == written.replace("\n", "\r\n")
        subject = plain_line(title).encode("utf-8", "replace").decode()
        assert unquote(fields["subject"]) == subject


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a library in which everybody and everything has a hostile name."""
    path = tmp_path_factory.mktemp("hostile") / "library.sqlite"
    with Library.open(path) as library, library.write():
        for number, words in enumerate(HOSTILE):
            library.contacts.add(
                a_contact(words, notes=words, tags=(words,), emails=(f"a{number}@example.com",)),
                added_at=NOW,
            )
            library.articles.add(
                an_article(words, url=f"https://press.example/{number}", site=words, author=words),
                added_at=NOW,
                read_at=NOW,
            )
    return path


@pytest.mark.parametrize(
    "command",
    [
        ("contacts", "list"), ("contacts", "show", "1"), ("contacts", "list", "script"),
        ("contacts", "duplicates"), ("contacts", "edit", "2", "--note", HOSTILE[4]),
        ("contacts", "pause", "9"), ("log", "4", "call", "--note", HOSTILE[2]),
        ("articles", "list"), ("articles", "search", "honey"), ("articles", "show", "2"),
        ("articles", "read", "5"), ("match", "1"), ("match", "--contact", "3"), ("today",),
        ("occasions",), ("balance",), ("settings", "list"), ("feeds", "list"),
        ("settings", "set", "your_name", HOSTILE[1]), ("contacts", "forget", "12"), ("check",),
    ],
    ids=" ".join,
)  # fmt: skip
def test_json_is_one_document_whatever_is_in_it(hostile: Path, command: tuple[str, ...]) -> None:
    answer = run(hostile, "--now", NOW.isoformat(), *command, "--json")
    assert answer.status == 0, answer.err
    assert isinstance(json.loads(answer.out), dict | list)
    assert "\x1b" not in answer.out


@pytest.mark.parametrize("words", ["\udcff\udcfe", "a\0b", *HOSTILE])
def test_words_of_the_command_line_are_kept_or_refused_in_a_sentence(
    tmp_path: Path, words: str
) -> None:
    answer = run(tmp_path / "library.sqlite", "contacts", "add", "--json", "--", words)
    assert answer.status in {0, 1, 2}
    assert "Traceback" not in answer.err
    if answer.status == 0:
        assert json.loads(answer.out)["name"]
    else:
        assert answer.err.strip()
