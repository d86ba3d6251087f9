"""Finished matches: rows that the last match saved. Light to import, unlike matching itself."""

from collections.abc import Sequence

from recommender.domain.suggestions import Match
from recommender.storage.library import Library
from recommender.workflow.matching.staleness import must_match_first, needs_matching
from recommender.workflow.results import NamedMatch


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
