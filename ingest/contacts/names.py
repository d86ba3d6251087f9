"""The parts of names: titles, suffixes, order; and whether a name is a person's."""

import re

from ingest.contacts.normalize import plain_line

_TITLE = re.compile(
    r"dra?|prof|professora?|profa|dott|dipl|ing|mag|mr|mrs|ms|miss|mx|sir|dame|lord|lady|rev"
    r"|herr|frau|hr|fr|sra?|srta|don|doña|m|mme|mlle|me|maître|monsieur|madame"
)
_SUFFIX = re.compile(
    r",?\s+(?:jr|sr|ph\.?\s?d|m\.?d|m\.?sc|b\.?sc|mba|esq|ii|iii|iv)\.?$", re.IGNORECASE
)
_QUOTES = {  # opening: closing
    '"': '"',
    "'": "'",
    "`": "`'",
    "“": "”",
    "„": "“”",
    "‘": "’",  # noqa: RUF001  typographic
    "‚": "‘’",  # noqa: RUF001  likewise
    "«": "»",
    "»": "«",
    "‹": "›",  # noqa: RUF001  likewise
    "「": "」",
    "『": "』",
}

# Words that are not in people's names.
_ORGANISATION = re.compile(
    r"ag|association|bank|bv|cabinet|clinic|clinica|club|co|company|corp|council|department|dept"
    r"|ev|foundation|gbr|gmbh|group|hotel|inc|institute?|kg|limited|llc|llp|ltd|museum|nv|office"
    r"|ohg|oy|plc|practice|praxis|restaurant|sa|sarl|school|services?|shop|sl|srl|stiftung|studio"
    r"|support|team|grupo|groupe|gruppe|fundación|fondation|asociación|empresa|société|firma"
    r"|university|universität|université|universidad|verein"
)

_LEGAL_FORM = re.compile(
    r"ag|bv|co|corp|corporation|company|gbr|gmbh|group|inc|kg|limited|llc|ltd|nv|oy|plc|sa|sarl|sl"
    r"|srl|the|und|and"
)


def unquoted(name: str) -> str:
    """Return a name as one line, without the quotation marks around all of it."""
    line = plain_line(name)
    while len(line) > 2 and line[-1] in _QUOTES.get(line[0], "") and re.search(r"\w", line):
        line = line[1:-1].strip()
    return line


def is_title(word: str) -> bool:
    """Tell whether the word is a title such as “Dr.”."""
    return _TITLE.fullmatch(_bare(word)) is not None


def is_initial(word: str) -> bool:
    """Tell whether the word is an initial: “J.”, “Th.”."""
    return word.endswith(".") and len(_bare(word)) <= 2


def is_person(name: str, organisation: str | None = None) -> bool:
    """Tell whether this can be a person's name: not an organisation, email address or number."""
    line = plain_line(name)
    if re.search(r"[\d@&/<>=(){}\[\]|]", line):
        return False
    if organisation and line.casefold() == plain_line(organisation).casefold():
        return False
    return not any(_ORGANISATION.fullmatch(_bare(word)) for word in line.split())


def given_name_first(name: str) -> str:
    """Return the name without suffixes and in order: “Ana Müller” for “Müller, Ana”."""
    line = _SUFFIX.sub("", plain_line(name))
    family, comma, given = line.partition(",")
    return f"{given.strip()} {family.strip()}".strip() if comma else line


def organisation_words(organisation: str | None) -> tuple[str, ...]:
    """Return an organisation's words without its legal form: lumen, analytics."""
    words = re.findall(r"\w+", plain_line(organisation or "").casefold())
    return tuple(word for word in words if not _LEGAL_FORM.fullmatch(word)) or tuple(words)


def _bare(word: str) -> str:
    return word.casefold().replace(".", "").strip(",;:")
