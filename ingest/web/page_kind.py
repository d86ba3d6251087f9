"""What a page is instead of an article: a bot check, an error, a list of teasers. Pure."""

import re

import lxml.html

from ingest.text.clean import one_line
from ingest.urls import is_front_page
from ingest.web.truncation import count_words

SAVE_ADVICE = "If you can read it in your browser, save the page there and add the saved file."

_SHORT = 150  # words; what refuses a reader says so in fewer, an article about it in more
_LONG_PARAGRAPH = 50  # words; teasers are shorter
_LEAST_TEASERS = 5

_BOT_CHECK = re.compile(
    r"just a moment|attention required|access (?:denied|to this page has been denied)"
    r"|(?:are you|verify(?:ing)? (?:that )?you are|robot or) (?:not )?(?:a )?(?:human|robot)"
    r"|security (?:check|verification)|checking (?:your browser|if the site)|human verification"
    r"|pardon our interruption|ddos[- ]guard|one more step|bot verification|please wait"
    r"|nur einen moment|einen moment,? bitte|un instant|un momento|sicherheitsüberprüfung",
    re.IGNORECASE,
)
_PARTS = re.compile(r" ?[|\u2013\u2014·•»] ?| - ")  # of a title: what it says, and the site's name
_MOST_ELSE = 1  # words next to a check's: “Just a moment in history” is an article's title
_CHECKERS = re.compile(
    r"challenge-platform|cf-browser-verification|_Incapsula_Resource|captcha-delivery"
    r"|px-captcha|hcaptcha\.com|recaptcha/api|turnstile",
)
_NOT_FOUND = re.compile(
    r"^(?:\W*\w+){0,1}\W*404(?:\W+\w+){0,2}\W*$"  # no “Peugeot 404 at sixty”
    r"|(?:page|article|site|content|file) (?:was |could |can )?(?:not|n['\u2019]t)(?: be)? found"
    r"|page (?:does not|doesn['\u2019]t) exist|page (?:is )?(?:no longer available|unavailable)"
    r"|nothing (?:was )?found|^\W*not found\W*$"
    r"|(?:seite|artikel) (?:wurde )?(?:leider )?nicht gefunden"
    r"|page (?:introuvable|non trouvée)|p[áa]gina no encontrada|no se ha encontrado"
    r"|pagina (?:non trovata|niet gevonden)|página não encontrada|sidan hittades inte"
    r"|siden (?:blev )?ikke fundet|strony nie znaleziono|nie znaleziono strony",
    re.IGNORECASE,
)
_HEADINGS = ("h2", "h3", "h4")


def other_kind(
    root: lxml.html.HtmlElement, *, title: str, text: str, url: str
) -> tuple[str, str] | None:
    """Return what a page is instead of an article, and what to do; None for an article.

    Both are sentences; the first follows the page's name.

    Args:
        root: Of the page.
        title: Of the page.
        text: The main text that was found.
        url: Of the page.
    """
    if count_words(text) < _SHORT:
        names = [title, *(one_line(str(heading.text_content())) for heading in root.iter("h1"))]
        parts = [part for name in names for part in (name, *_PARTS.split(name))]
        if any(map(_NOT_FOUND.search, parts)):
            return "the site says it has no such page", "Check the link in your browser."
        if any(map(_is_a_check, parts)) or (
            any(map(_BOT_CHECK.search, names)) and _has_checker(root)
        ):
            return "the site only asked whether you're a robot", SAVE_ADVICE
    if is_front_page(url) and _is_list_of_teasers(root, text):
        return (
            "is a site's front page, not one article",
            "Add the link of an article, or follow the site under Feeds.",
        )
    return None


def _is_a_check(name: str) -> bool:
    """Tell whether a name is that of a check alone: “Just a moment...”, “Access denied”."""
    said, found = _BOT_CHECK.subn("", name)
    return found > 0 and len(re.findall(r"\w+", said)) <= _MOST_ELSE


def _has_checker(root: lxml.html.HtmlElement) -> bool:
    return bool(_CHECKERS.search(lxml.html.tostring(root, encoding="unicode")))


def _is_list_of_teasers(root: lxml.html.HtmlElement, text: str) -> bool:
    if max(map(count_words, text.split("\n"))) >= _LONG_PARAGRAPH:
        return False
    teasers = [
        heading
        for heading in root.iter(*_HEADINGS)
        if next(heading.iter("a"), None) is not None
        or any(parent.tag == "a" for parent in heading.iterancestors())
    ]
    return len(teasers) >= _LEAST_TEASERS
