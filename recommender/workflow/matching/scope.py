"""Decides what must be matched, and why."""

from dataclasses import dataclass
from enum import StrEnum

SMALL = 2_000  # articles: up to here a full match takes less than a second, and is always exact
RENEWED = 0.2
"""Of the articles or the contacts of a fit, the share that may be new before the next fit: idf,
topics and the scale of scores drift with them. See docs/experiments.md."""
AT_ONCE = 2_000  # new articles scored in one transaction; others may write in between


class Scope(StrEnum):
    """What to match."""

    FULL = "full match"
    CONTACTS = "changed contacts"
    ARTICLES = "new articles"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """What was fitted, and what is new since.

    Attributes:
        n_articles: Reference articles.
        n_contacts: Everybody at the fit.
        languages: Of the reference articles; None where unknown.
        n_new_articles: Stored since the fit.
        refitted: Contacts whose queries were fitted since.
    """

    n_articles: int
    n_contacts: int
    languages: frozenset[str | None]
    n_new_articles: int
    refitted: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What waits to be matched in a library of a size.

    Attributes:
        n_articles: All that are stored, matched or not.
        article_ids: New or rewritten articles, rising.
        languages: Theirs.
        contact_ids: New or changed contacts.
    """

    n_articles: int
    article_ids: tuple[int, ...]
    languages: frozenset[str | None]
    contact_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What to match now, and why.

    Attributes:
        article_ids: The articles to score for everybody, where the scope is ARTICLES.
        contact_ids: The contacts to score, where the scope is CONTACTS.
    """

    scope: Scope
    why: str
    article_ids: tuple[int, ...] = ()
    contact_ids: tuple[int, ...] = ()


def decide(waiting: Waiting, fit: Fit | None, *, matched_by_this_code: bool) -> Work | None:
    """Return what to match next; None where nothing waits.

    Contacts come first: articles are scored for everybody as they are now.

    Args:
        waiting: What is new or changed.
        fit: What was saved of the last fit, where it still applies.
        matched_by_this_code: The stored matches are those of this code and these signals.
    """
    if matched_by_this_code and not waiting.article_ids and not waiting.contact_ids:
        return None
    if why := _why_in_full(waiting, fit, matched_by_this_code=matched_by_this_code):
        return Work(scope=Scope.FULL, why=f"full match: {why}")
    if waiting.contact_ids:
        return Work(
            scope=Scope.CONTACTS,
            why=f"matching {len(waiting.contact_ids)} changed contacts by the last fit",
            contact_ids=waiting.contact_ids,
        )
    newest = waiting.article_ids[-AT_ONCE:]
    return Work(
        scope=Scope.ARTICLES,
        why=f"matching {len(newest)} new articles by the last fit",
        article_ids=newest,
    )


def _why_in_full(waiting: Waiting, fit: Fit | None, *, matched_by_this_code: bool) -> str:
    if not matched_by_this_code:
        return "other code or other signals made the stored matches"
    if waiting.n_articles <= SMALL:
        return f"up to {SMALL:,} articles each change matches everything"
    if fit is None:
        return "no fit is saved"
    return _why_fit_again(waiting, fit)


def _why_fit_again(waiting: Waiting, fit: Fit) -> str:
    changed = len(fit.refitted.union(waiting.contact_ids))
    if fit.n_new_articles > RENEWED * fit.n_articles:
        return f"{_share(fit.n_new_articles, fit.n_articles)} new articles since the last fit"
    if waiting.contact_ids and changed > RENEWED * fit.n_contacts:
        return f"{_share(changed, fit.n_contacts)} changed contacts since the last fit"
    if not waiting.languages <= fit.languages:
        return "the first articles in another language"
    return ""


def _share(part: int, whole: int) -> str:
    return f"{part / max(1, whole):.0%}".replace("%", " %")
