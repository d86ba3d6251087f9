"""The templates of drafts: text in which {words} stand for what the program knows.

Whatever a value holds is put in as it is: braces in a title are never read as a template.
"""

import re
from collections.abc import Mapping

from recommender.errors import SettingError

FACTS = ("first_name", "interests", "title", "url", "your_name")
PARTS = ("greeting", "line", "excerpt", "sign_off")
TEMPLATES: Mapping[str, tuple[str, ...]] = {
    "greeting": FACTS,
    "line": FACTS,
    "sign_off": FACTS,
    "subject": FACTS,
    "body": PARTS + FACTS,
}
"""The settings that are templates, each with the words that it may use."""

_WORD = re.compile(r"\{(\w+)\}")


def check_template(name: str, text: str) -> None:
    """Check a template before it is kept; settings that are not templates always pass.

    Raises:
        SettingError: A word that the template cannot use, a brace without its other half, or a
            body that would never carry the link.
    """
    words = TEMPLATES.get(name)
    if words is None:
        return
    for word in _WORD.findall(text):
        if word not in words:
            known = ", ".join(f"{{{w}}}" for w in words)
            raise SettingError(f"“{name}” cannot use {{{word}}}. It can use: {known}.")
    if re.search(r"[{}]", _WORD.sub("", text)):
        raise SettingError(
            f"“{name}” has a brace without its other half. Write words as {{{words[0]}}}."
        )
    if name == "body" and "{url}" not in text:
        raise SettingError("“body” has no {url}: the mail would not hold the link. Add it.")


def uses(template: str, word: str) -> bool:
    """Tell whether the template asks for the word."""
    return word in _WORD.findall(template)


def fill(template: str, values: Mapping[str, str]) -> str:
    """Return the template with its words replaced, and without the lines that would say nothing.

    A line that asks for a word whose value is empty is left out, together with the blank line
    that set it apart. Words that have no value at all stay as they were written.
    """
    lines: list[str] = []
    dropped = False
    for line in template.splitlines():
        words = _WORD.findall(line)
        if any(values.get(word) == "" for word in words):
            dropped = True
            continue
        if dropped and not line.strip() and (not lines or not lines[-1].strip()):
            continue
        dropped = False
        lines.append(_WORD.sub(lambda found: values.get(found[1], found[0]), line))
    return "\n".join(lines).strip()
