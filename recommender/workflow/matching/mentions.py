"""Looks for contacts' names in articles that were read, once for each pair of contact and article.

The poll, saving an article and editing a contact search at once; what they left, the day's list
searches when it is made. Marking a suggestion never searches: a click must not wait for it.
"""

import logging
from collections.abc import Iterator, Sequence
from datetime import datetime

from recommender.care.mentions import find_mentions, index_names
from recommender.care.occasions import NEWS_FOR
from recommender.domain.articles import StoredArticle
from recommender.storage.library import Library

logger = logging.getLogger(__name__)

BATCH = 200  # articles whose texts are in memory at once


def search_mentions(library: Library, *, now: datetime) -> None:
    """Search recently read articles for all contacts, and older ones for new or edited contacts.

    Args:
        library: Where mentions are saved, and which pairs were searched.
        now: Aware. Articles that were read more than `NEWS_FOR` ago are left out.
    """
    since = now - NEWS_FOR
    new_articles = library.occasions.unscanned_articles(since)
    new_contacts = library.occasions.unscanned_contacts()
    if not new_articles and not new_contacts:
        return
    found = 0
    with library.write():
        if new_contacts:
            library.occasions.delete_mentions(new_contacts)
            names = index_names(library.contacts.get_many(new_contacts).values())
            for article in _in_batches(library, library.occasions.scanned_articles(since)):
                mentions = find_mentions(article, names)
                found += len(mentions)
                library.occasions.add_mentions(article.id, mentions)
            library.occasions.set_contacts_scanned(new_contacts)
        if new_articles:
            names = index_names(library.contacts.all())
            for article in _in_batches(library, new_articles):
                mentions = find_mentions(article, names)
                found += len(mentions)
                library.occasions.save_mentions(article.id, mentions)
    logger.info(
        "names: %d mentions found for %d new or edited contacts, in %d newly read articles",
        found,
        len(new_contacts),
        len(new_articles),
    )


def _in_batches(library: Library, article_ids: Sequence[int]) -> Iterator[StoredArticle]:
    for start in range(0, len(article_ids), BATCH):
        yield from library.articles.get_many(article_ids[start : start + BATCH]).values()
