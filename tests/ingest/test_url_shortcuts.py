import plistlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import ImportFileError
from ingest.web.url_shortcuts import is_shortcut, read_shortcut

URL = "https://hive.example/bees?a=1&b=2"


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("Bees.url", f"[InternetShortcut]\r\nIDList=\r\nURL={URL}\r\n".encode()),
        ("Bees.URL", f"[InternetShortcut]\nURL={URL}".encode("utf-16")),
        ("Bees.desktop", f"[Desktop Entry]\nType=Link\nURL[$e]={URL}\n".encode()),
        ("Bees.webloc", plistlib.dumps({"URL": URL})),
        ("Bees.webloc", plistlib.dumps({"URL": URL}, fmt=plistlib.FMT_BINARY)),
        ("Bees.webloc", f"[InternetShortcut]\nURL={URL}\n".encode()),
    ],
)
def test_a_shortcut_gives_its_address(name: str, body: bytes) -> None:
    assert is_shortcut(name)
    assert read_shortcut(body, name=name) == URL


@pytest.mark.parametrize(
    "body",
    [b"", b"URL=file:///etc/hosts", plistlib.dumps(["x"]), plistlib.dumps({"URL": 3}), b"<plist>",
     b"<plist>t><key>URL</key><string>https://a.example/</string></dict></plist>"],
)  # fmt: skip
def test_a_file_without_a_web_address_is_refused_by_name(body: bytes) -> None:
    with pytest.raises(ImportFileError, match=r"Bees\.webloc: has no link"):
        read_shortcut(body, name="Bees.webloc")


@given(st.binary(max_size=200))
def test_any_bytes_give_an_address_or_an_error(body: bytes) -> None:
    try:
        assert read_shortcut(b"bplist00" + body, name="x.webloc").startswith("http")
    except ImportFileError as error:
        assert error.subject == "x.webloc"  # noqa: PT017 - either outcome is right


def test_other_files_are_no_shortcuts() -> None:
    assert not is_shortcut("page.html")
