"""One suggestion as HTML: the person, the article, and why the two belong together. Pure."""

from collections import defaultdict
from datetime import datetime

from recommender.domain.articles import StoredArticle
from recommender.domain.people import StoredContact
from recommender.domain.suggestions import (
    BESIDE_INTERESTS,
    Source,
    Strength,
    TermWeight,
    own_words_first,
)
from recommender.pages.support import formatting, markup
from recommender.sharing.excerpt import Excerpt, choose_excerpt
from recommender.workflow.results import Card, PastMessage

LONGEST_NOTE = 170  # characters of the rolodex note: two lines; the whole is on the person's page
EXCERPT = 250  # characters: three lines, so that the button stays in sight
MOST_REASONS = 3
MOST_TERMS = 3

_FROM = {
    Source.STATED: "one of their interests",
    Source.NOTES: "from your notes on them",
    Source.ROLE: "from their job title",
    Source.ORGANISATION: "from where they work",
    Source.TAGS: "from their tags",
    Source.OWN: "from what they write themselves",
    Source.LEARNED: "learned from what they liked or you picked",
    Source.RELATED: "an interest that these words are related to",
    Source.EXPANSION: "often found with their interests",
    Source.SEMANTIC: "an interest that these words are related to",
}
_OF_RELATED = {Source.RELATED, Source.SEMANTIC}


def person_html(
    contact: StoredContact, last_sent: PastMessage | None, why_now: str, now: datetime
) -> str:
    """Return who it is for: name, place in life, when last in touch, what they got, your note."""
    place = ", ".join(part for part in (contact.role, contact.organisation) if part)
    touch = f"In touch {formatting.ago(contact.last_contact, now)}" if contact.last_contact else ""
    sent = f"Last sent: {formatting.shortened(last_sent.title, 60)}" if last_sent else ""
    reason = f'<span class="pa-now">{markup.text(why_now)}</span>' if why_now else ""
    note = formatting.note_line(contact.notes, LONGEST_NOTE)
    return "".join(
        (
            f'<div class="pa-person">{markup.avatar(contact.name)}<div class="pa-person-words">',
            '<div class="pa-person-top">',
            f'<span class="pa-name" dir="auto">{markup.text(contact.name)}</span>{reason}</div>',
            _line(markup.joined(markup.text(place), markup.profile_links(contact))),
            _line(markup.dotted(touch, sent)),
            f'<p class="pa-rolodex" dir="auto">{markup.text(note)}</p>' if note else "",
            "</div></div>",
        )
    )


def article_html(card: Card, now: datetime) -> str:
    """Return what is passed on: title, site, age, the passage that shows why, and the reasons."""
    article = card.article
    excerpt = choose_excerpt(
        article.text, card.suggestion.terms, title=article.title, length=EXCERPT
    )
    return "".join(
        (
            f'<div class="pa-article" dir="auto"><h2>{_linked(article)}</h2>',
            f'<p class="pa-muted">{about_html(article, now)}</p>',
            f'<p class="pa-excerpt" dir="auto">{marked(excerpt)}</p>',
            f'<div class="pa-chips">{reasons_html(card)}</div></div>',
        )
    )


def about_html(article: StoredArticle, now: datetime) -> str:
    """Return where an article stands, how old it is and how long it takes."""
    return markup.dotted(*_about(article, now))


def about_text(article: StoredArticle, now: datetime) -> str:
    """Return the same as plain text."""
    return " · ".join(part for part in _about(article, now) if part)


def _about(article: StoredArticle, now: datetime) -> tuple[str, str, str]:
    minutes = f"{formatting.minutes_to_read(article.text)} min read"
    if article.is_excerpt:
        minutes = "only the first paragraph is public"
    return article.site or "", age(article, now), minutes


def age(article: StoredArticle, now: datetime) -> str:
    """Return how old an article is, by its own date where it gives one."""
    return formatting.ago(article.published or article.added_at, now)


def reasons_html(card: Card) -> str:
    """Return the chips: how strong the match is, and each interest with its words."""
    suggestion = card.suggestion
    own_pick = suggestion.chosen and suggestion.strength is Strength.WEAK
    if own_pick or not suggestion.terms:
        strength = markup.chip("Your own pick", kind="good") if suggestion.chosen else ""
    else:
        strength = markup.chip(
            markup.text(formatting.STRENGTHS[suggestion.strength]),
            kind=f"strength {suggestion.strength.value}",
            tip=f"Score {suggestion.score:.2f}, the sum of what each matched word brings",
        )
    groups = dict(_by_interest(suggestion.terms))
    own = {interest for interest, source in groups if source not in _OF_RELATED}
    related = {  # one interest is one reason, named by its own words and by related ones
        interest: groups.pop((interest, source))
        for interest, source in tuple(groups)
        if source in _OF_RELATED and interest in own
    }
    return strength + "".join(
        markup.chip(
            _reason(interest, source, terms, related.get(interest, [])),
            tip=f"“{interest}” is {_FROM[source]}",
        )
        for (interest, source), terms in tuple(groups.items())[:MOST_REASONS]
    )


def unstated_interest(card: Card) -> str:
    """Return the heaviest reason, where it is an interest that the user didn't state; or "".

    The user can make it a stated one, or block it.
    """
    heaviest = _by_interest(card.suggestion.terms)[:1]
    return next((text for (text, source), _ in heaviest if source in formatting.FROM_SOURCE), "")


def marked(excerpt: Excerpt) -> str:
    """Return a passage with its matched words marked."""
    pieces: list[str] = []
    end = 0
    for start, stop in _joined(excerpt):
        pieces.append(markup.text(excerpt.text[end:start]))
        pieces.append(f"<mark>{markup.text(excerpt.text[start:stop])}</mark>")
        end = stop
    return "".join(pieces) + markup.text(excerpt.text[end:])


def broadcast_html(card: Card) -> str:
    """Return the warning that an article is about to go to many."""
    names = formatting.join_names(card.also_sent_to)
    return (
        f'<div class="pa-warn" role="note">{markup.text(names)} got this already. '
        "Sent to many, it is no longer picked for one.</div>"
    )


def _by_interest(terms: tuple[TermWeight, ...]) -> list[tuple[tuple[str, Source], list[str]]]:
    """Return the interests that made a match, heaviest first, each with the article's words.

    One that adds less than `formatting.MIN_SHARE` of the score made nothing, and is left out.
    """
    groups: defaultdict[tuple[str, Source], list[str]] = defaultdict(list)
    weights: defaultdict[tuple[str, Source], float] = defaultdict(float)
    interests: defaultdict[str, float] = defaultdict(float)
    for term in own_words_first(terms):
        group = groups[term.interest, term.source]
        weights[term.interest, term.source] += max(term.weight, 0)
        interests[term.interest] += max(term.weight, 0)
        if term.weight > 0 and len(group) < MOST_TERMS and term.term not in group:
            group.append(term.term)
    # words of its own name an interest, however little they weigh next to related ones
    for interest, source in weights:
        if source not in BESIDE_INTERESTS:
            weights[interest, source] = interests[interest]
    least = formatting.MIN_SHARE * sum(interests.values())
    heaviest = sorted(groups, key=lambda key: -weights[key])
    return [(key, groups[key]) for key in heaviest if groups[key] and weights[key] >= least]


def _joined(excerpt: Excerpt) -> list[tuple[int, int]]:
    """Return the marks with neighbours made one: “control room” is read as one thing."""
    joined: list[tuple[int, int]] = []
    for start, stop in excerpt.marks:
        if joined and excerpt.text[joined[-1][1] : start] in {" ", "-"}:
            joined[-1] = (joined[-1][0], stop)
        else:
            joined.append((start, stop))
    return joined


def _reason(interest: str, source: Source, terms: list[str], related: list[str]) -> str:
    """Name the interest and where it comes from, and the article's words where they are others."""
    new = [term for term in terms if term.casefold() not in interest.casefold()]
    named = f"<b>{markup.text(formatting.shortened(interest, 40))}</b>"
    if source in formatting.FROM_SOURCE:
        named = f"{formatting.FROM_SOURCE[source]}: {named}"
    elif source in _OF_RELATED:
        named = f"related to {named}"
    words = ", ".join(new)
    if others := [term for term in related if term not in new]:
        words = f"{words}; related: {', '.join(others)}" if new else f"related: {', '.join(others)}"
    return f"{named} <i>{markup.text(words)}</i>" if words else named


def _linked(article: StoredArticle) -> str:
    """Link the title to its text in a tab of its own: the note being written stays where it is."""
    return (
        f'<a href="articles?article={article.id}" target="_blank">{markup.text(article.title)}</a>'
    )


def _line(inner: str) -> str:
    return f'<p class="pa-muted">{inner}</p>' if inner else ""
