"""What the user can set, with the defaults and what each setting means."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from recommender.errors import SettingError
from recommender.templates import check_template

ENVIRONMENT_PREFIX = "PASSALONG_"
LANGUAGES = ("en", "de", "fr", "es")
NO_SIGN_OFF = "none"
"""The value of `sign_off` for mails that end without one."""

BY_TAG = frozenset({"cadence_by_tag", "birthday_lead_by_tag"})


def _setting(default: Any, meaning: str) -> Any:
    return field(default=default, metadata=MappingProxyType({"meaning": meaning}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Every choice of the user; each field's metadata says in a sentence what it means."""

    your_name: str = _setting("", "Your name, as you'd sign a short email.")
    language: str = _setting(
        "en", "Language of drafts for contacts without a language: en, de, fr or es."
    )
    greeting: str = _setting(
        "", "How an email begins; {first_name} stands for theirs. Empty: the built-in text."
    )
    line: str = _setting(
        "",
        "The sentence that says why you send it; {interests} stands for what it is about. "
        "Empty: by language, in turn.",
    )
    sign_off: str = _setting(
        "",
        "How a mail ends; {your_name} stands for yours. Empty: by language, in turn. "
        "“none”: without a sign-off.",
    )
    subject: str = _setting(
        "",
        "The subject; {title} stands for the article's. Empty: the title and others in turn.",
    )
    body: str = _setting(
        "{greeting}\n\n{line}\n\n{title}\n{url}\n\n{sign_off}",
        "How a mail is put together from {greeting}, {line}, {title}, {url} and {sign_off}; "
        "{excerpt} quotes the passage that fits.",
    )
    channel: str = _setting("mail", "How messages are opened: mail, gmail, outlook, copy …")
    suggestions_per_day: int = _setting(2, "How many people to write to per day.")
    people_per_article: int = _setting(
        2, "How many people get the same article before you're warned."
    )
    cadence_days: int = _setting(
        90, "How many days may pass between messages, unless a contact or a tag has its own number."
    )
    rest_days: int = _setting(7, "How many days to leave someone alone after a message.")
    require_read: bool = _setting(True, "Suggest only articles you've read.")
    prefer_habits: bool = _setting(
        True, "Rank sites and topics you often pass on a little higher, others a little lower."
    )
    allow_private_addresses: bool = _setting(
        False, "Also fetch feeds and pages from this computer and your home network."
    )
    watched_folder: str = _setting(
        "", "A folder whose links, pages and texts are added at each poll; empty for none."
    )
    semantic_folder: str = _setting(
        "", "A folder with a static embedding, to match by meaning too; empty for words alone."
    )
    birthday_lead_days: int = _setting(7, "How many days before a birthday you're reminded.")
    cadence_by_tag: str = _setting(
        "", "Days between messages for people with a tag: “client: 30, friends: 60”."
    )
    birthday_lead_by_tag: str = _setting(
        "", "Days before birthdays of people with a tag: “family: 14”."
    )
    privacy_mode: bool = _setting(
        False, "Hide names, addresses and notes on the page when you share your screen."
    )


def setting_names() -> tuple[str, ...]:
    """Return the names of all settings, in the order they are shown."""
    return tuple(f.name for f in fields(Settings))


def meaning(name: str) -> str:
    """Return the sentence that explains a setting."""
    return str(_field_of(name).metadata["meaning"])


def change(settings: Settings, name: str, text: str) -> Settings:
    """Return the settings with one changed, read from text as a user writes it.

    Raises:
        SettingError: There is no such setting, or the text is not a value for it.
    """
    default = _field_of(name).default
    value: Any = text
    if isinstance(default, bool):
        value = _read_bool(name, text)
    elif isinstance(default, int):
        value = _read_count(name, text)
    elif name == "language" and text not in LANGUAGES:
        raise SettingError(f"“language” must be one of {', '.join(LANGUAGES)}, not “{text}”.")
    elif name in BY_TAG:
        days_by_tag(text)
    else:
        check_template(name, text)
    return replace(settings, **{name: value})


def text_of(settings: Settings, name: str) -> str:
    """Return a setting's value as text that `change` reads back.

    Raises:
        SettingError: There is no such setting.
    """
    value = getattr(settings, _field_of(name).name)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def apply_environment(settings: Settings, environment: Mapping[str, str]) -> Settings:
    """Return the settings with those that the environment overrides, `PASSALONG_<NAME>`."""
    for name in setting_names():
        text = environment.get(ENVIRONMENT_PREFIX + name.upper())
        if text is not None:
            settings = change(settings, name, text)
    return settings


@lru_cache
def days_by_tag(text: str) -> Mapping[str, int]:
    """Read days by tag, written as “client: 30, friends: 60”; tags are compared in lower case.

    Raises:
        SettingError: A part of it is not a tag, a colon and a number of days.
    """
    days: dict[str, int] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        tag, _, number = part.rpartition(":")
        if not tag.strip() or not number.strip().isdecimal():
            raise SettingError(f"Write days by tag like “client: 30, friends: 60”, not “{part}”.")
        days[tag.strip().casefold()] = _read_count(tag.strip(), number)
    return MappingProxyType(days)


def _field_of(name: str) -> Any:
    for candidate in fields(Settings):
        if candidate.name == name:
            return candidate
    raise SettingError(f"There's no setting “{name}”. Choose from: {', '.join(setting_names())}.")


def _read_bool(name: str, text: str) -> bool:
    word = text.strip().lower()
    if word in {"1", "true", "yes", "on"}:
        return True
    if word in {"0", "false", "no", "off"}:
        return False
    raise SettingError(f"“{name}” must be yes or no, not “{text}”.")


def _read_count(name: str, text: str) -> int:
    try:
        value = int(text)
    except ValueError as error:
        raise SettingError(f"“{name}” must be a whole number, not “{text}”.") from error
    if not 0 <= value <= 10_000:
        raise SettingError(f"“{name}” must be between 0 and 10,000, not {value}.")
    return value
