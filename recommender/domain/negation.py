"""Tells what an interest wants from what it doesn't: "no crypto", "dogs, not cats", "keine Krypto".

People write under interests what they never want to send. Read as topics, such words would match
just what they rule out.
"""

import re

SENTENCE_WORDS = 7  # in so many, what follows "not" may be anything

# Words that begin what isn't wanted; a topic that starts with one can be written with a hyphen:
# "no-code". Words that start topics in another language are left out: Spanish "sin", French "sans".
_FIRST = "|".join(
    (
        r"no(?= \D)|not|never|without|except(?: for)?|anything but",
        r"nothing (?:about|on|with|to do with)|(?:hates|dislikes?|avoids?)(?= )",
        r"(?:do(?:es)? not|don't|dont|doesn't) (?:want|like|send|need|care (?:about|for))",
        r"(?:bored|tired|sick) (?:of|by|with)",
        r"kein(?:e[nmrs]?)?|(?:bloß |auf keinen fall )?nicht|nie(?:mals)?|ohne|außer|hasst",
        r"nichts (?:über|zu|mit|von)|geen|niet|nooit|zonder|inget|ingen|inte|ikke|ikkje|aldrig",
        r"pas (?:de|d')|aucune?|jamais|rien (?:sur|de)|sauf|nada (?:de|sobre)|nunca|ning[uú]na?",
        r"odia|nenhuma?|niente|nessun[oa]?|senza",
    )
)
_INSIDE = "|".join(
    (
        r"(?:but|and) (?:not|no|never)|but without|except(?: for)?|(?<!of )not",
        r"aber (?:kein(?:e[nmrs]?)?|nicht)|außer|mais pas(?: de| d')?|sauf|pero no|excepto",
    )
)
_POLITE = r"(?:(?:but|please|and|aber|bitte|und|mais|et|pero|y) )*"
_LEADING = re.compile(rf"\W*{_POLITE}(?:{_FIRST})(?:(?<=')|(?![\w-]))\s*", re.IGNORECASE)
_WITHIN = re.compile(rf"(?<=\w)\W+(?:(?:{_INSIDE}) |(?<=\()(?:{_FIRST}) )", re.IGNORECASE)
_EDGES = " \t()[].,;:!?-\"'“”„«»"


def split_negation(interest: str) -> tuple[str, str]:
    """Return what an interest wants and what it rules out, each empty where it says nothing of it.

    "no crypto"       "", "crypto"
    "dogs, not cats"  "dogs", "cats"
    "no-code"         "no-code", ""
    """
    plain = interest.replace("\u2019", "'")
    leading = _LEADING.match(plain)
    if leading and (ruled_out := interest[leading.end() :].strip(_EDGES)):
        return "", ruled_out
    within = _WITHIN.search(plain) if len(interest.split()) < SENTENCE_WORDS else None
    if within and (ruled_out := interest[within.end() :].strip(_EDGES)):
        return interest[: within.start()].strip(_EDGES), ruled_out
    return interest, ""
