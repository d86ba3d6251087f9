"""Saves an article: once per URL, linked to near-duplicates as one story."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from ingest.dates import EARLIEST
from ingest.records import Article
from recommender.domain.articles import StoredArticle
from recommender.matching.text.near_duplicates import same_story, signature
from recommender.matching.text.terms import count_terms
from recommender.matching.versions import ANALYZER_VERSION
from recommender.storage.library import Library

CLOCK_SKEW = timedelta(days=1)  # time zones differ by up to 26 hours, and feeds omit them
EXCERPT = 0.5  # of the known text; publishers seldom halve an article, and excerpts are shorter


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedArticle:
    """The result of saving an article.

    Attributes:
        new: No article with its URL was known.
        duplicate_of: The id of an earlier article with the same URL or story.
    """

    article: StoredArticle
    new: bool
    duplicate_of: int | None


def save_article(
    library: Library,
    article: Article,
    *,
    now: datetime,
    read: bool,
    feed_id: int | None = None,
) -> SavedArticle:
    """Save an article with its term counts and its story; call it inside `library.write()`.

    An article with a known URL gets the new text, unless that is an excerpt of the old one. An
    article that was read stays read, and one that the user added keeps its title whatever a feed
    calls it. An impossible date is left out: with one in the future, the
    article would stay the newest for good.
    """
    published = article.published
    if published is not None and not EARLIEST <= published <= now + CLOCK_SKEW:
        article = replace(article, published=None)
    known = library.articles.by_url(article.url)
    if known is not None and known.feed_id is None and feed_id is not None:
        article = replace(article, title=known.title)
    changed = known is None or _has_changed(article, known)
    if known is None:
        article_id = library.articles.add(
            article, added_at=now, read_at=now if read else None, feed_id=feed_id
        )
    else:
        article_id = known.id
        if changed:
            library.articles.update(article_id, article, at=now)
        if read and known.read_at is None:
            library.articles.set_read(article_id, now)
    if changed:
        library.terms.save(
            article_id,
            count_terms(article.title, article.text, article.language),
            analyzer_version=ANALYZER_VERSION,
        )
    story = _join_story(library, article_id, article.text) if known is None else None
    saved = library.articles.get(article_id)
    assert saved is not None, "it was saved just now"
    return SavedArticle(
        article=saved,
        new=known is None,
        duplicate_of=known.id if known is not None else story,
    )


def is_same_article(one: Article, other: Article) -> bool:
    """Tell whether two articles are the same under two URLs."""
    return one.title == other.title or same_story(one.text, other.text)


def _has_changed(article: Article, known: Article) -> bool:
    """Tell whether an article's text has changed, other than to an excerpt of it."""
    if article.text == known.text and article.title == known.title:
        return False
    cut = article.is_excerpt and not known.is_excerpt
    return not cut and len(article.text) >= EXCERPT * len(known.text)


def _join_story(library: Library, article_id: int, text: str) -> int | None:
    """Link an article to the first near-duplicate's story; return the story's id, or None."""
    shingles = signature(text)
    for other_id in library.articles.sharing_shingles(shingles, except_id=article_id):
        other = library.articles.get(other_id)
        if other is not None and same_story(text, other.text):
            library.articles.set_story(article_id, other.story)
            library.articles.save_shingles(article_id, shingles)
            return other.story
    library.articles.save_shingles(article_id, shingles)
    return None
