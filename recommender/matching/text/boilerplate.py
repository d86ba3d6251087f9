"""Removes boilerplate: rights lines, credits, section lists, lists of further reading.

A ministry in a rights line or a sport in a list of sections would otherwise count as what an
article is about. Only short paragraphs are left out, by how they begin: prose that speaks of
copyright or of cookies stays.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files

MAX_CHARACTERS = 300  # of a paragraph that may be left out; longer ones are prose

MIN_SECTIONS = 3  # items between bars: "Politics | Business | World"
MAX_SECTION_WORDS = 10  # of an item; a table's cells are as short, but its rows begin with a bar

# "BERLIN, Nov 3 (Reuters) - The minister said": whoever reports it is no topic
_DATELINE = re.compile(
    r"^.{0,60}\((?:Reuters|AP|AFP|dpa|UPI|ANSA|EFE|Xinhua|Bloomberg)[^)]{0,20}\)\W+"
)


def without_boilerplate(text: str) -> str:
    """Return a text without its boilerplate paragraphs."""
    lines = text.split("\n")
    return "\n".join(_DATELINE.sub("", line) for line in lines if not _is_boilerplate(line))


def _is_boilerplate(line: str) -> bool:
    if not line or len(line) > MAX_CHARACTERS:
        return False
    return bool(_beginnings().match(line)) or _lists_sections(line)


def _lists_sections(line: str) -> bool:
    items = line.split(" | ")
    return (
        len(items) >= MIN_SECTIONS
        and not line.startswith("|")
        and all(len(item.split()) <= MAX_SECTION_WORDS for item in items)
    )


@cache
def _beginnings() -> re.Pattern[str]:
    data = files("recommender.matching.text").joinpath("boilerplate.toml").read_text("utf-8")
    cues = [cue for kind in tomllib.loads(data).values() for cue in kind]
    # bullets, quotation marks and brackets may come first; © is a cue itself
    return re.compile(rf"(?:(?!©)[\W_])*(?:{'|'.join(cues)})", re.IGNORECASE)
