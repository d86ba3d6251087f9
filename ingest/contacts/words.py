"""Words for how often to be in touch, and for languages, in several languages."""

import re

from ingest.contacts.normalize import plain_line

_LONGEST_CADENCE = 3650  # days; ten years
_CADENCES = {
    7: "weekly wöchentlich woche hebdomadaire semaine semanal semana week",
    14: "fortnightly biweekly",
    30: "monthly monatlich monat mensuel mois mensual mes month",
    91: "quarterly vierteljährlich quartal trimestriel trimestre trimestral quarter",
    182: "half-yearly halbjährlich semestriel semestre semestral",
    365: "yearly annually jährlich jahr annuel année anual año year",
}
_DAYS_OF = {word: days for days, words in _CADENCES.items() for word in words.split()}
_LANGUAGES = {
    "en": "english englisch anglais inglés",
    "de": "german deutsch allemand alemán",
    "fr": "french französisch français francés",
    "es": "spanish spanisch espagnol español castellano",
    "it": "italian italienisch italien italiano",
    "pt": "portuguese portugiesisch portugais português",
    "nl": "dutch niederländisch nederlands",
}
_CODE_OF = {word: code for code, words in _LANGUAGES.items() for word in words.split()}


def parse_cadence(text: str) -> int | None:
    """Return the days of `30`, `30 days` or “monthly”; None for anything else."""
    line = plain_line(text).lower()
    number = re.fullmatch(r"(\d{1,4})(?:[.,]0)?\s*(?:d|days?|tage?|jours?|días?)?", line)
    days = int(number[1]) if number else _DAYS_OF.get(line)
    return None if days is None or days > _LONGEST_CADENCE else days


def language_code(word: str) -> str | None:
    """Return the ISO 639-1 code of `de`, `de-AT` or “German”; None for anything else."""
    code = re.split("[-_]", word.lower())[0]
    code = _CODE_OF.get(code, code)
    return code if re.fullmatch("[a-z]{2}", code) else None
