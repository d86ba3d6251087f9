"""Finished matches: rows that the last match saved. Light to import, unlike matching itself.

Everything above 0 for one contact or article is scored when it is first asked for and kept until
they, or any article, are matched again: a library of thousands has too many such pairs to explain
them all. As with stored matches, another contact who changes leaves it as it is.
"""

from collections.abc import Sequence

from recommender.domain.articles import StoredArticle
from recommender.domain.people import StoredContact
from recommender.domain.suggestions import Match
from recommender.storage.library import Library
from recommender.workflow.matching.staleness import must_match_first, needs_matching
from recommender.workflow.results import NamedMatch, RankedArticle, RankedContact


def match_first(library: Library, *, leave_to_poll: bool = True) -> None:
    """Match what is new or changed, before finished matches are read.

    Args:
        library: Nothing is imported or computed where nothing waits.
        leave_to_poll: Don't match what a poll at work saved: it does so itself when it ends.
    """
    if must_match_first(library) if leave_to_poll else needs_matching(library):
        from recommender.workflow.matching.match import refresh_matches  # heavy, seldom needed

        refresh_matches(library)


def who_fits(library: Library, article_id: int) -> tuple[NamedMatch, ...]:
    """Return the kept matches of an article, best first; near misses say that they do not fit."""
    return named(library, library.matches.of_article(article_id))


def what_fits(library: Library, contact_id: int) -> tuple[NamedMatch, ...]:
    """Return the kept matches of a contact, best first; near misses say that they do not fit."""
    return named(library, library.matches.of_contact(contact_id))


def named(library: Library, matches: Sequence[Match]) -> tuple[NamedMatch, ...]:
    """Return matches with their article and their contact."""
    articles = library.articles.get_many({found.article_id for found in matches})
    contacts = library.contacts.get_many({found.contact_id for found in matches})
    return tuple(
        NamedMatch(
            match=found,
            article=articles[found.article_id],
            contact=contacts[found.contact_id],
        )
        for found in matches
    )


def rank_contacts(
    library: Library, article: StoredArticle, *, limit: int | None = None
) -> tuple[RankedContact, ...]:
    """Return all contacts for whom an article scores above 0, best first, fitting or not.

    Args:
        library: What waits is matched first.
        article: In the library.
        limit: How many at most.
    """
    match_first(library, leave_to_poll=False)
    best = library.rankings.of_article(article.id, limit=limit)
    if best is None:
        from recommender.workflow.matching.rank_now import score_contacts  # heavy, asked once

        best = score_contacts(library, article, limit=limit)
    contacts = library.contacts.get_many({found.contact_id for found in best})
    return tuple(
        RankedContact(match=found, contact=contacts[found.contact_id])
        for found in best
        if found.contact_id in contacts
    )


def rank_articles(
    library: Library, contact: StoredContact, *, limit: int | None = None
) -> tuple[RankedArticle, ...]:
    """Return all articles that score above 0 for a contact, best first, fitting or not.

    Args:
        library: What waits is matched first. Of one larger than the index, the newest articles.
        contact: In the library.
        limit: How many at most.
    """
    match_first(library, leave_to_poll=False)
    best = library.rankings.of_contact(contact.id, limit=limit)
    if best is None:
        from recommender.workflow.matching.rank_now import score_articles  # heavy, asked once

        best = score_articles(library, contact, limit=limit)
    articles = library.articles.headlines({found.article_id for found in best})
    return tuple(
        RankedArticle(match=found, article=articles[found.article_id])
        for found in best
        if found.article_id in articles
    )
