"""Decode bytes as browsers do, in the character set that the page or its server declares."""

import codecs
import re

import webencodings

_DECLARED_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""",
    re.IGNORECASE,
)
_HEADER_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is its first half
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEAD_BYTES = 4_096  # where a page may declare its character set; the standard says 1,024
_DEFAULT = "cp1252"  # what browsers assume in the West
_UNUSABLE = frozenset({"replacement", "x-user-defined"})  # Python has no such codecs
_DECODED_AS = {"gbk": "gb18030"}  # as the WHATWG standard says; webencodings 0.6 keeps GBK


def decode_page(body: bytes, content_type: str | None = None) -> str:
    """Return a page's text.

    The character set is that of a byte order mark, else of the server's header, else of the
    page; but bytes that are valid UTF-8 are UTF-8 whatever is declared, and bytes that are declared
    as UTF-8 and hold not one letter of it are what browsers assume where nothing is declared.

    Args:
        body: The bytes of an HTML or text file.
        content_type: The server's header.
    """
    for bom, name in _BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(name, "replace")
    header = _HEADER_CHARSET.search(content_type or "")
    declared = _DECLARED_CHARSET.search(body[:_HEAD_BYTES])
    codec = (
        _codec(header[1] if header else None, body)
        or _codec(declared[1].decode("ascii") if declared else None, body)
        or _DEFAULT
    )
    # ISO-2022-JP is ASCII with escapes, and so valid UTF-8
    if not codec.startswith(("iso2022", "utf-16")) and is_utf8(body):
        codec = "utf-8"
    elif codec == "utf-8" and body.decode(codec, "ignore").isascii():
        codec = _DEFAULT
    return body.decode(codec, "replace")


def is_utf8(body: bytes) -> bool:
    """Tell whether the bytes are valid UTF-8; text in other character sets hardly ever is."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _codec(label: str | None, body: bytes) -> str | None:
    """Return Python's codec for a label as browsers read it (encoding.spec.whatwg.org)."""
    encoding = webencodings.lookup(label) if label else None
    if encoding is None or encoding.name in _UNUSABLE:
        return None
    if encoding.name.startswith("utf-16") and b"\0" not in body[:_HEAD_BYTES]:
        return None  # declared, but the bytes are not
    return _DECODED_AS.get(encoding.name, str(encoding.codec_info.name))
