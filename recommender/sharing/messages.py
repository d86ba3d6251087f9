"""Writes drafts: short mails about an article or an occasion, from phrases that take turns."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.contacts.normalize import email_address, plain_line, without_trailing_blanks
from ingest.records import Article, Contact
from recommender.domain.occasions import Occasion, OccasionKind
from recommender.domain.suggestions import Message, TermWeight
from recommender.settings import NO_SIGN_OFF, Settings
from recommender.sharing.excerpt import choose_excerpt
from recommender.sharing.interests import nameable_interests, touches_sensitive
from recommender.sharing.phrases import WORDINGS, draft_language, join_words, wording_for
from recommender.sharing.quotation import quotable_sentence
from recommender.sharing.salutation import first_name, is_formal
from recommender.sharing.titles import headline
from recommender.sharing.wording import Address, Wording
from recommender.templates import FACTS, fill, uses

QUOTED = 280  # characters: three lines in a mail; more is better read on the page
QUOTE_EVERY = 3  # turns; a quotation in each mail would become a pattern of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What shapes a draft besides the contact and the article.

    Attributes:
        turn: Chooses among alternative phrases; the next number gives other ones.
        silent: The contact has not been written to for months.
        wish: It is the contact's birthday.
        shows_subject: The channel has a subject; otherwise the title stands in the text.
    """

    turn: int = 0
    silent: bool = False
    wish: bool = False
    shows_subject: bool = True


FIRST = Situation()


def compose(
    contact: Contact,
    article: Article,
    terms: Sequence[TermWeight],
    settings: Settings,
    situation: Situation = FIRST,
) -> Message:
    """Return the draft that shares an article with a contact.

    It says what the article is about where that can be said (see `nameable_interests`), else only
    that it may be of interest. On a sensitive topic it names nothing. The title stands once: in
    the subject, or above the link under a subject as people write them.

    Args:
        contact: The recipient, whose language the draft is in.
        article: The article to share.
        terms: The match's terms.
        settings: The user's own templates, if any; they are followed as they are.
        situation: What else shapes the draft.
    """
    language = draft_language(contact.languages, settings.language)
    wording, turn = WORDINGS[language], situation.turn
    address = wording.formal if is_formal(contact) else wording.informal
    sensitive = touches_sensitive(terms, article)
    named = nameable_interests(
        terms,
        article,
        language=language,
        drop=wording.article_words,
        determiners=wording.determiners,
    )
    facts = _facts(contact, settings) | {
        "interests": "" if sensitive else join_words(named, wording),
        "title": headline(article),
        "url": plain_line(article.url),
    }
    parts = _frame(facts, settings, wording, address, turn)
    if situation.wish:
        wish = _after(parts["greeting"], _pick(wording.birthday, turn), wording)
        parts["greeting"] = f"{parts['greeting']}\n\n{wish}".strip()
    subject = settings.subject or _subject(
        wording, settings, situation, topic=bool(facts["interests"]), sensitive=sensitive
    )
    quotes = uses(settings.body, "excerpt")
    parts["excerpt"] = _passage(article, terms, wording) if quotes else ""
    if settings.line:
        parts["line"] = fill(settings.line, facts)
    else:
        # a topic is named once: in the subject or in the text
        topic = facts["interests"] and "{interests}" not in subject
        lines = address.topic_lines if topic else address.lines
        line = _pick(address.useful_lines if sensitive else lines, turn, unlike=subject)
        line = _after(parts["greeting"], fill(line, facts), wording)
        parts["line"] = line + _written_in(article, language, wording)
        if turn % QUOTE_EVERY == QUOTE_EVERY - 1 and not quotes and not sensitive:
            parts["line"] += _fact(article, terms, language, wording)
    written = plain_line(fill(subject, facts)) or facts["title"]
    if settings.body == Settings().body and situation.shows_subject and facts["title"] in written:
        facts["title"] = ""
    return Message(
        recipient=_recipient(contact),
        subject=written,
        body=without_trailing_blanks(fill(settings.body, facts | parts)),
    )


def compose_occasion(
    contact: Contact, occasion: Occasion, settings: Settings, *, turn: int = 0
) -> Message:
    """Return the draft for an occasion: a greeting, one sentence, a sign-off.

    The sentence says no more than is known: no feelings are invented on the user's behalf.
    """
    wording = wording_for(contact.languages, settings.language)
    address = wording.formal if is_formal(contact) else wording.informal
    subjects = wording.subjects
    subject, lines = {
        OccasionKind.BIRTHDAY: (subjects.birthday, wording.birthday),
        OccasionKind.THANKS_OWED: (subjects.thanks, address.thanks),
        OccasionKind.NEW_JOB: (subjects.new_job, address.new_job),
        OccasionKind.MENTION: (subjects.mention, address.mention),
        OccasionKind.QUIET: (_pick(subjects.quiet, turn), address.quiet),
    }[occasion.kind]
    parts = _frame(_facts(contact, settings), settings, wording, address, turn)
    line = _after(parts["greeting"], _pick(lines, turn), wording)
    body = "\n\n".join(filter(None, (parts["greeting"], line, parts["sign_off"])))
    return Message(
        recipient=_recipient(contact), subject=subject, body=without_trailing_blanks(body)
    )


def _subject(
    wording: Wording, settings: Settings, situation: Situation, *, topic: bool, sensitive: bool
) -> str:
    """Return the template of the subject.

    The title and other subjects alternate, unless the user's own body settles where the title is.
    """
    turn, subjects = situation.turn, wording.subjects
    if situation.wish and situation.shows_subject and uses(settings.body, "title"):
        return subjects.birthday
    if situation.silent:
        return _pick(subjects.quiet, turn)
    own_body = settings.body != Settings().body
    if not situation.shows_subject or not uses(settings.body, "title"):
        return "{title}"
    if not own_body and turn % 2 == 0:
        return "{title}"
    if sensitive:
        return _pick(subjects.useful, turn // 2)
    named = topic and turn // 2 % 2 == 0
    return _pick(subjects.topic if named else subjects.plain, turn // 4)


def _pick(options: Sequence[str], turn: int, *, unlike: str = "") -> str:
    """Return the option whose turn it is; the one after the next where it would repeat `unlike`.

    Not the next one: that is the next draft's.
    """
    chosen = options[turn % len(options)]
    if unlike and unlike.casefold() in chosen.casefold():
        return options[(turn + 2) % len(options)]
    return chosen


def _after(previous: str, text: str, wording: Wording) -> str:
    """Return a built-in text as it begins after what stands before it."""
    goes_on = wording.lower_after_comma and previous.endswith(",")
    return text if goes_on else text[:1].upper() + text[1:]


def _written_in(article: Article, language: str, wording: Wording) -> str:
    """Return the sentence that says that the article is in another language, else nothing."""
    if article.language in {None, language}:
        return ""
    name = wording.language_names.get(article.language or "")
    return f" {wording.written_in.format(language=name)}" if name else ""


def _fact(article: Article, terms: Sequence[TermWeight], language: str, wording: Wording) -> str:
    """Return a sentence of the article as a paragraph in quotation marks, where one is sure."""
    if article.language not in {None, language}:
        return ""
    sentence = quotable_sentence(article, terms)
    return f"\n\n{_quoted(sentence, wording)}" if sentence else ""


def _passage(article: Article, terms: Sequence[TermWeight], wording: Wording) -> str:
    """Return the best passage as a quotation, which is cut first where a link is too long."""
    passage = choose_excerpt(article.text, terms, title=article.title, length=QUOTED).text
    return _quoted(plain_line(passage), wording) if passage else ""


def _quoted(passage: str, wording: Wording) -> str:
    opening, closing = wording.marks
    return f"{opening}{passage}{closing}"


def _facts(contact: Contact, settings: Settings) -> dict[str, str]:
    known = {"first_name": first_name(contact), "your_name": plain_line(settings.your_name)}
    return dict.fromkeys(FACTS, "") | known


def _frame(
    facts: dict[str, str], settings: Settings, wording: Wording, address: Address, turn: int
) -> dict[str, str]:
    greeting = settings.greeting or address.greeting
    if not facts["first_name"] and uses(greeting, "first_name"):
        greeting = wording.nameless
    # without a name to sign with, the alternative that is only the name would be an empty line
    sign_offs = address.sign_offs if facts["your_name"] else address.sign_offs[:1]
    sign_off = settings.sign_off or _pick(sign_offs, turn // 2)
    return {
        "greeting": fill(greeting, facts),
        "sign_off": "" if sign_off == NO_SIGN_OFF else fill(sign_off, facts),
    }


def _recipient(contact: Contact) -> str:
    addresses = (email_address(address) for address in contact.emails)
    return next((address for address in addresses if address), "")
