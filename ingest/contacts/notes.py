"""Tell notes about a person from the facts that address books put into notes."""

import re

# Labels of values that have no field of their own, as importers, Google, Apple and Outlook write
# them. Departments, custom labels and people's own notes do not match.
_FACT = re.compile(
    r"(?:address(?: \([^)]*\))?|.*\bfax|pager|.*\bphone|also at|link|chat|skype|profile|nickname"
    r"|phonetic .*|anniversary|date|born in|died(?: in)?|gender|place|time zone|language"
    r"|connected on|calendar|free and busy times|related|spouse|partner|domestic partner|child"
    r"|children|son|daughter|mother|father|parent|brother|sister|sibling|friend|relative|manager"
    r"|(?:stra(?:ß|ss)e|ort|postleitzahl|land|bundesland|region|postfach)\b.*|.*\bprivat|jahrestag"
    r"|(?:rue|ville|code postal|pays|dép|bureau|télécopie)\b.*|conjoint.*|partner/in|kinder|enfants"
    r"|(?:calle|ciudad|código postal|país)\b.*|cónyuge|hijos|e-?mail address|phone number|birthday"
    r"|.*\b(?:street|city|state|zip ?code|postal code|country|address)(?: \d)?|.*\b(?:id|date)"
    r"|assistant|.* name|referred by|office location|account|user \d|government id number): .+",
    re.IGNORECASE,
)


def without_facts(notes: str) -> str:
    """Return the lines of a note that can be about interests: no addresses, relatives or dates."""
    return "\n".join(line for line in notes.split("\n") if not _FACT.fullmatch(line))
