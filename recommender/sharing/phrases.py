"""The phrases of drafts in each language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The phrases of a short friendly mail in one language.

    Attributes:
        greeting: With {first_name}.
        nameless: The greeting for someone whose first name is not known.
        line: Why they came to mind, with {interests} in a place where no grammar bends them.
        sign_off: Before {your_name}.
        both: Joins two interests.
        birthday: The subject, and all that is said on a birthday.
        hello: The subject of a mail without an article.
    """

    greeting: str
    nameless: str
    line: str
    sign_off: str
    both: str
    birthday: str
    hello: str


WORDINGS: Mapping[str, Wording] = {
    "en": Wording(
        greeting="Hi {first_name},",
        nameless="Hello,",
        line="You came to mind when I read this, because of {interests}.",
        sign_off="Best wishes,\n{your_name}",
        both="and",
        birthday="Happy birthday!",
        hello="Hello",
    ),
    "de": Wording(
        greeting="Hallo {first_name},",
        nameless="Guten Tag,",
        line="beim Lesen musste ich an dich denken: {interests}.",
        sign_off="Viele Grüße\n{your_name}",
        both="und",
        birthday="Alles Gute zum Geburtstag!",
        hello="Hallo",
    ),
    "fr": Wording(
        greeting="Bonjour {first_name},",
        nameless="Bonjour,",
        line="En lisant cet article, j'ai pensé à toi\N{NO-BREAK SPACE}: {interests}.",
        sign_off="À bientôt,\n{your_name}",
        both="et",
        birthday="Joyeux anniversaire\N{NO-BREAK SPACE}!",
        hello="Bonjour",
    ),
    "es": Wording(
        greeting="Hola {first_name}:",
        nameless="Hola:",
        line="Al leer esto me acordé de ti: {interests}.",
        sign_off="Un saludo,\n{your_name}",
        both="y",
        birthday="¡Feliz cumpleaños!",
        hello="Hola",
    ),
}


def wording_for(languages: Sequence[str], default: str) -> Wording:
    """Return the wording in the first of the languages that has one, else the default's."""
    for language in (*languages, default):
        wording = WORDINGS.get(language.lower().replace("_", "-").split("-")[0])
        if wording:
            return wording
    return WORDINGS["en"]


def join_words(words: Sequence[str], wording: Wording) -> str:
    """Return one or two interests as a sentence holds them."""
    if len(words) < 2:
        return "".join(words)
    first, second = words
    both = wording.both
    if both == "y" and second.casefold().startswith(("i", "hi")):
        both = "e"  # Spanish says “geografía e historia”
    return f"{first} {both} {second}"
