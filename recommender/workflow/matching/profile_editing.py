"""A contact's profile: where it comes from, what it learned, and what the user says of that."""

from collections.abc import Sequence

from recommender.domain.people import StoredContact
from recommender.domain.suggestions import ProfileTerm, Source
from recommender.errors import NotFoundError, NotPossibleError
from recommender.matching.profiles.profile import Profile, ProfileSources, build_profile
from recommender.matching.profiles.related_words import AVOIDED_SHARES, INTEREST_SHARES
from recommender.matching.text.terms import language_of, plain_word, split_terms, surface_forms
from recommender.storage.library import Library
from recommender.workflow.matching.finished import match_first
from recommender.workflow.matching.profile_sources import all_sources, sources_of
from recommender.workflow.results import ProfileView, SourceView

WORDS_FROM = 12  # articles whose spellings are looked up for the terms of a profile
WORDS_ELSEWHERE = 5  # further ones that are searched for each term that those don't have


def show_profile(library: Library, contact: StoredContact) -> ProfileView:
    """Return a contact's profile as it is now, each term with a word for it."""
    match_first(library)
    sources = all_sources(library)[contact.id]
    listed = _listed_terms(build_profile(sources, languages=library.articles.languages()))
    listed_words = {(one.term, one.source) for one in listed}
    terms = tuple(
        one
        for one in library.profiles.terms(contact.id)
        if (one.term, one.source) not in listed_words
    )
    words = _words(library, contact, sources, [one.term for one in terms])
    blocked = library.profiles.blocked().get(contact.id, {})
    return ProfileView(
        sources=tuple(
            SourceView(source=source, weight=sources.weight(source), says=says)
            for source, says in _what_they_say(sources, (*listed, *terms)).items()
        ),
        terms=listed
        + tuple(
            ProfileTerm(
                contact_id=contact.id,
                term=one.term,
                weight=one.weight,
                source=one.source,
                word=words[one.term],
            )
            for one in terms
            if one.term in words  # else all its articles are gone, and nobody reads a stem
        ),
        blocked=blocked,
    )


def _listed_terms(profile: Profile) -> tuple[ProfileTerm, ...]:
    """Return what the list of related words adds to a profile, each term with its phrase."""
    found: dict[tuple[str, Source], ProfileTerm] = {}
    for source, phrases, shares in (
        (Source.RELATED, profile.phrases, INTEREST_SHARES),
        (Source.AVOIDED, profile.avoided, AVOIDED_SHARES),
    ):
        for phrase in phrases:
            names = [(phrase.named, term, 2.0) for term in phrase.terms()] if phrase.named else []
            related = [
                (one.text, term, shares[one.relation] / len(one.terms))
                for one in phrase.related
                for term in one.terms
                if shares[one.relation]
            ]
            for word, term, weight in (*sorted(names), *related):
                shown = ProfileTerm(
                    contact_id=profile.contact_id,
                    term=term,
                    weight=weight,
                    source=source,
                    word=word,
                )
                found.setdefault((term, source), shown)
    return tuple(found.values())


def block_term(library: Library, contact: StoredContact, word: str) -> ProfileView:
    """Strike a word out of what a profile learned or was given by the library.

    Raises:
        NotFoundError: The profile holds no such word.
    """
    known = show_profile(library, contact).terms
    wanted = [one for one in known if _is_meant(word, one.term, one.word)]
    if not wanted and _topic_terms(library, contact, word):
        return block_topic(library, contact, word)
    if not wanted:
        some = ", ".join(dict.fromkeys(one.word for one in known[:8]))
        raise NotFoundError(
            f"Passalong hasn't learned “{word}” about {contact.name}. "
            + (f"It has learned: {some}." if some else "It has learned nothing yet.")
        )
    with library.write():
        for one in wanted:
            library.profiles.block_term(contact.id, one.term, one.word)
    return show_profile(library, contact)


def block_topic(library: Library, contact: StoredContact, topic: str) -> ProfileView:
    """Strike a topic out that notes, a tag, a title or the contact's own writing tell.

    Raises:
        NotFoundError: None of them tells it.
    """
    terms = _topic_terms(library, contact, topic)
    if not terms:
        raise NotFoundError(f"“{topic}” isn't known from {contact.name}'s notes, job or tags.")
    with library.write():
        for term in terms:
            library.profiles.block_term(contact.id, term, topic)
    return show_profile(library, contact)


def _topic_terms(library: Library, contact: StoredContact, topic: str) -> list[str]:
    """Return the terms of a topic of the profile that wasn't stated; none for an unknown one."""
    sources = sources_of(library, [contact.id])[contact.id]
    profile = build_profile(sources, languages=library.articles.languages())
    return sorted(
        term
        for phrase in profile.phrases
        if phrase.source is not Source.STATED and phrase.text.casefold() == topic.casefold()
        for term in phrase.terms()
    )


def unblock_term(library: Library, contact: StoredContact, word: str) -> ProfileView:
    """Let a word that was struck out count again.

    Raises:
        NotFoundError: It was not struck out.
    """
    blocked = library.profiles.blocked().get(contact.id, {})
    wanted = [term for term, shown in blocked.items() if _is_meant(word, term, shown)]
    if not wanted:
        raise NotFoundError(f"“{word}” isn't ignored for {contact.name}.")
    with library.write():
        for term in wanted:
            library.profiles.unblock_term(contact.id, term)
    return show_profile(library, contact)


def set_source_weight(
    library: Library, contact: StoredContact, source: Source, weight: float
) -> ProfileView:
    """Let a source of a profile count less, or not at all.

    Raises:
        NotPossibleError: The weight is not from 0, which turns the source off, to 1.
    """
    if not 0 <= weight <= 1:
        raise NotPossibleError(f"A weight is a number from 0 (off) to 1 (default), not {weight:g}.")
    with library.write():
        library.profiles.set_source_weight(contact.id, source, weight)
    return show_profile(library, contact)


def _what_they_say(sources: ProfileSources, terms: tuple[ProfileTerm, ...]) -> dict[Source, str]:
    """Return what each source has to say, in a few words; empty where it says nothing."""
    counts = [
        (len(sources.liked), "liked"),
        (len(sources.picked), "picked by you"),
        (len(sources.dismissed), "not their topic"),
    ]
    added = sum(one.source is Source.EXPANSION for one in terms)
    related, avoided = (
        len({one.word for one in terms if one.source is source})
        for source in (Source.RELATED, Source.AVOIDED)
    )
    return {
        Source.STATED: sources.stated,
        Source.NOTES: sources.notes,
        Source.ROLE: sources.role,
        Source.ORGANISATION: sources.organisation,
        Source.TAGS: ", ".join(sources.tags),
        Source.OWN: sources.own,
        Source.LEARNED: ", ".join(f"{count} {what}" for count, what in counts if count),
        Source.EXPANSION: f"{_counted(added)} of articles on their interests" if added else "",
        Source.RELATED: f"{_counted(related)} from Passalong's list" if related else "",
        Source.AVOIDED: f"{_counted(avoided)} near {sources.avoid}" if avoided else "",
    }


def _counted(number: int) -> str:
    return "1 word" if number == 1 else f"{number} words"


def _words(
    library: Library, contact: StoredContact, sources: ProfileSources, terms: Sequence[str]
) -> dict[str, str]:
    """Return terms as articles spell them: first those that the profile learned from or that fit.

    A term that none of these has, such as a stem of the library's own, is looked up elsewhere.
    """
    if not terms:
        return {}
    learned = (*reversed(sources.liked), *reversed(sources.picked), *reversed(sources.dismissed))
    fitting = [match.article_id for match in library.matches.of_contact(contact.id)]
    ids = (*learned[:WORDS_FROM], *fitting[:WORDS_FROM])
    articles = library.articles.get_many(ids)
    found: dict[str, str] = {}
    for article_id in reversed(ids):
        if article := articles.get(article_id):
            found |= surface_forms(article.title, article.text, article.language)
    for term in terms:
        if term in found:
            continue
        for article in library.articles.page(search=plain_word(term), limit=WORDS_ELSEWHERE):
            spelled = surface_forms(article.title, article.text, article.language)
            found = spelled | found
            if term in found:
                break
    return found


def _is_meant(typed: str, term: str, word: str) -> bool:
    return typed.casefold() == word.casefold() or split_terms(typed, language_of(term)) == [term]
