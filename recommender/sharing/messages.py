"""Writes drafts: short mails about an article or an occasion, from templates."""

from collections import defaultdict
from collections.abc import Sequence

from ingest.contacts.normalize import email_address, plain_line
from ingest.records import Article, Contact
from recommender.domain.occasions import Occasion, OccasionKind
from recommender.domain.suggestions import Message, Source, TermWeight
from recommender.settings import Settings
from recommender.sharing.excerpt import choose_excerpt
from recommender.sharing.phrases import Wording, join_words, wording_for
from recommender.sharing.salutation import first_name
from recommender.sharing.truncate import QUOTE
from recommender.templates import FACTS, fill, uses

MIN_SHARE = 0.2  # of the score; a smaller part did not make the match, and naming it would mislead
SECOND_SHARE = 0.25  # of the first interest's weight, below which the second is not named
LONGEST_INTEREST = 60  # characters; longer is a sentence, not a topic
MAX_INTERESTS = 2
QUOTED = 280  # characters: three lines in a mail; more is better read on the page


def compose(
    contact: Contact,
    article: Article,
    terms: Sequence[TermWeight],
    settings: Settings,
    *,
    wish: bool = False,
) -> Message:
    """Return the draft that shares an article with a contact.

    Args:
        contact: The recipient, whose language the draft is in.
        article: The article to share.
        terms: The match's terms. Without enough evidence the line about interests is left out.
        settings: The user's own templates, if any.
        wish: Starts with a birthday wish.
    """
    wording = wording_for(contact.languages, settings.language)
    facts = _facts(contact, settings) | {
        "interests": join_words(nameable_interests(terms), wording),
        "title": plain_line(article.title),
        "url": plain_line(article.url),
    }
    parts = _frame(facts, settings, wording) | {
        "line": fill(settings.line or wording.line, facts),
        "excerpt": _quoted(article, terms) if uses(settings.body, "excerpt") else "",
    }
    if wish:
        parts["greeting"] = f"{parts['greeting']}\n\n{wording.birthday}".strip()
    return Message(
        recipient=_recipient(contact),
        subject=plain_line(fill(settings.subject, facts)) or facts["title"],
        body=fill(settings.body, facts | parts),
    )


def compose_occasion(contact: Contact, occasion: Occasion, settings: Settings) -> Message:
    """Return the draft for an occasion: a greeting, a birthday wish if it is one, a sign-off.

    The rest is the user's to write: no feelings are invented on their behalf.
    """
    wording = wording_for(contact.languages, settings.language)
    parts = _frame(_facts(contact, settings), settings, wording)
    birthday = occasion.kind is OccasionKind.BIRTHDAY
    middle = wording.birthday if birthday else ""
    return Message(
        recipient=_recipient(contact),
        subject=wording.birthday if birthday else wording.hello,
        body=f"{parts['greeting']}\n\n{middle}\n\n{parts['sign_off']}".strip(),
    )


def nameable_interests(terms: Sequence[TermWeight]) -> tuple[str, ...]:
    """Return the interests behind a match in the contact's own words, at most two.

    The heaviest comes first. Empty where stated and noted interests make less than `MIN_SHARE`
    of the score: such a match rests on inference, and a reason would be invented.
    """
    total = sum(term.weight for term in terms if term.weight > 0)
    weights: defaultdict[str, float] = defaultdict(float)
    spelling: dict[str, str] = {}
    for term in terms:
        interest = plain_line(_own_words(term)).strip(" ,;.")
        if 0 < len(interest) <= LONGEST_INTEREST and term.weight > 0:
            weights[interest.casefold()] += term.weight
            spelling.setdefault(interest.casefold(), interest)
    if not weights or sum(weights.values()) < MIN_SHARE * total:
        return ()
    ranked = sorted(weights, key=lambda interest: -weights[interest])
    strongest = weights[ranked[0]]
    named = [interest for interest in ranked if weights[interest] >= SECOND_SHARE * strongest]
    return tuple(spelling[interest] for interest in named[:MAX_INTERESTS])


def _quoted(article: Article, terms: Sequence[TermWeight]) -> str:
    """Return the best passage as a quotation, which is cut first where a link is too long."""
    passage = plain_line(choose_excerpt(article.text, terms, length=QUOTED).text)
    return QUOTE + passage if passage else ""


def _own_words(term: TermWeight) -> str:
    """Return what a draft may name: stated interests, and for private notes the article's word.

    Learned and expanded terms are never named: they are guesses.
    """
    return {Source.STATED: term.interest, Source.NOTES: term.term}.get(term.source, "")


def _facts(contact: Contact, settings: Settings) -> dict[str, str]:
    known = {"first_name": first_name(contact), "your_name": plain_line(settings.your_name)}
    return dict.fromkeys(FACTS, "") | known


def _frame(facts: dict[str, str], settings: Settings, wording: Wording) -> dict[str, str]:
    greeting = settings.greeting or wording.greeting
    if not facts["first_name"] and uses(greeting, "first_name"):
        greeting = wording.nameless
    return {
        "greeting": fill(greeting, facts),
        "sign_off": fill(settings.sign_off or wording.sign_off, facts),
    }


def _recipient(contact: Contact) -> str:
    addresses = (email_address(address) for address in contact.emails)
    return next((address for address in addresses if address), "")
