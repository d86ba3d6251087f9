"""What to greet a person by, and when it is safer to use no name at all."""

import re

from ingest.contacts.values import plain_line
from ingest.records import Contact

_TITLE = re.compile(
    r"dra?|prof|professora?|profa|dott|dipl|ing|mag|mr|mrs|ms|miss|mx|sir|dame|lord|lady|rev"
    r"|herr|frau|hr|fr|sra?|srta|don|doña|m|mme|mlle|me|maître|monsieur|madame"
)
_SUFFIX = re.compile(
    r",?\s+(?:jr|sr|ph\.?\s?d|m\.?d|m\.?sc|b\.?sc|mba|esq|ii|iii|iv)\.?$", re.IGNORECASE
)
# Words that people's names do not hold; “&”, “@” and digits are told from the characters.
_ORGANISATION = re.compile(
    r"ag|association|bank|bv|cabinet|clinic|clinica|club|co|company|corp|council|department|dept"
    r"|ev|foundation|gbr|gmbh|group|hotel|inc|institute?|kg|limited|llc|llp|ltd|museum|nv|office"
    r"|ohg|oy|plc|practice|praxis|restaurant|sa|sarl|school|services?|shop|sl|srl|stiftung|studio"
    r"|support|team|university|universität|université|universidad|verein"
)


def first_name(contact: Contact) -> str:
    """Return what to call the contact in a greeting; empty when no name would be right.

    The given name where it is known; else the first word of the name. A name with a title is
    used whole (“Dr. Ana Müller”), and so is one that starts with an initial. Organisations and
    bare addresses get none.
    """
    if contact.given_name and plain_line(contact.given_name):
        return plain_line(contact.given_name)
    name = _SUFFIX.sub("", plain_line(contact.name))
    if _is_no_person(name, contact):
        return ""
    family, comma, given = name.partition(",")
    if comma:
        name = f"{given.strip()} {family.strip()}".strip()
    first = name.split()[0] if name.split() else ""
    if _TITLE.fullmatch(_bare(first)) or (first.endswith(".") and len(_bare(first)) <= 2):
        return name
    return first


def _is_no_person(name: str, contact: Contact) -> bool:
    if re.search(r"[\d@&/<>=(){}\[\]|]", name):
        return True
    if name.casefold() == plain_line(contact.organisation or "").casefold():
        return True
    return any(_ORGANISATION.fullmatch(_bare(word)) for word in name.split())


def _bare(word: str) -> str:
    return word.casefold().replace(".", "").strip(",;:")
