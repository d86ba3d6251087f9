"""Detects truncated articles: feed teasers and paywalled pages. Pure.

Feeds shorten their entries to bring readers to the page, and pages theirs to sell them; neither
declares it reliably. Measured on 54 annotated articles: 48 full texts are recognised as full (the
other 6 are short, so their pages are fetched, which costs little). None cut after one paragraph or
at 55, 100, 120 or 200 words (the usual ways) is taken for a full text, and 4 cut after two long
paragraphs are. No page of the 54 is taken for a paywalled one.
"""

import re

FULL_TEXT_WORDS = 150  # teasers have up to 100 words, the shortest real articles about 150
STUB_WORDS = 400  # paywalled pages show one to four paragraphs

_CUT = re.compile(
    r"(?:\[?\s*(?:…|\.\.\.)\s*\]?"
    r"|(?:continue reading|read (?:more|on|the (?:rest|full|whole)\b.{0,40})|full (?:story|article)"
    r"|keep reading|weiterlesen|mehr lesen|lire la suite|lire plus|seguir leyendo|leer m[aá]s"
    r"|continua a leggere|leggi tutto|lees verder|czytaj dalej|läs mer)\b.{0,120}"
    r"|the post .{1,300} appeared first on .{1,200})\W*$",
    re.IGNORECASE,
)
_UNSPACED = re.compile("[\u3040-\u9fff\u0e00-\u0e7f]")
_TAIL = 500  # characters at the end, where teasers link to the rest
_PAYWALL = re.compile(
    r"(?:subscribe|sign up|log ?in|register|become a (?:member|subscriber)) (?:now )?to"
    r" (?:continue|keep|read|unlock|view)"
    r"|(?:article|story|content|post) is (?:only |exclusively )?(?:available )?"
    r"(?:for|to|reserved for) (?:our |paid |paying )?(?:subscribers|members)"
    r"|already (?:a|have a) (?:subscriber|subscription|member)"
    r"|to continue reading,? (?:please )?(?:subscribe|log|sign|register)"
    r"|this post is for (?:paid |paying )?subscribers"
    r"|you['\u2019]ve (?:reached|read) your .{0,40}(?:free|limit)"
    r"|(?:jetzt|weiter|artikel) .{0,30}(?:mit|im) .{0,20}\babo\b|bereits abonnent"
    r"|nur für abonnent|r[ée]serv[ée] aux abonn|il vous reste \d+ ?% "
    r"|d[ée]j[àa] abonn|abonnez-vous pour (?:lire|continuer)"
    r"|suscr[ií]bete para (?:seguir|leer|continuar)|exclusivo para suscriptores"
    r"|riservato agli abbonati|alleen voor abonnees",
    re.IGNORECASE,
)


def is_full_text(text: str) -> bool:
    """Tell whether a feed's entry has the full text, so that its page need not be fetched.

    Args:
        text: The entry's content as plain text.
    """
    return count_words(text) >= FULL_TEXT_WORDS and not _CUT.search(text[-_TAIL:])


def is_paywalled_excerpt(text: str, *, page: str, free: bool | None) -> bool:
    """Tell whether a page shows only the beginning of a paid article.

    Args:
        text: The extracted text.
        page: All visible text of the page.
        free: What the page declares (`isAccessibleForFree`); None for nothing.
    """
    if count_words(text) >= STUB_WORDS:
        return False
    return free is False or bool(_PAYWALL.search(page))


def count_words(text: str) -> int:
    """Return the number of words; in scripts without spaces, two characters count as one."""
    return max(len(text.split()), len(_UNSPACED.findall(text)) // 2)
