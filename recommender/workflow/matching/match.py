"""Holding articles against contacts: what is new or changed, kept as finished rows."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from recommender.domain.articles import StoredArticle
from recommender.domain.people import StoredContact
from recommender.domain.suggestions import Match, ProfileTerm, Strength
from recommender.matching.index.article_index import ArticleIndex
from recommender.matching.profiles.profile_terms import profile_terms
from recommender.matching.scoring.explanation import TermContributions, attribute, label_terms
from recommender.matching.scoring.fitted_queries import FittedQueries, fit_queries
from recommender.matching.scoring.popularity import batches
from recommender.matching.scoring.ranking import rank
from recommender.matching.scoring.related_coverage import find_related_coverage
from recommender.matching.scoring.scorer import Scores, score
from recommender.matching.scoring.signals import signals_hash
from recommender.matching.scoring.threshold import strength_of
from recommender.matching.text.terms import count_terms, surface_forms
from recommender.matching.versions import ANALYZER_VERSION, source_hash
from recommender.storage.library import Library
from recommender.workflow.matching.changed_contacts import keep_again, lay_out_again
from recommender.workflow.matching.index_cache import (
    NEAR_MISSES,
    SMALL,
    Later,
    forget_prepared,
    keep_later,
    keep_prepared,
    lay_out,
    lay_out_later,
    popularity_of,
)
from recommender.workflow.matching.profile_sources import all_sources, sources_of
from recommender.workflow.matching.staleness import (
    FullMatch,
    last_full_match,
    needs_matching,
    save_full_match,
)
from recommender.workflow.results import NamedMatch

GROWTH = 1.2  # a library that grew by more has other term weights, and is matched again whole
SAME_TIME = timedelta(days=4)  # between reports of one event
AT_ONCE = 2_000  # new articles matched in one go; others may write in between


def count_missing_terms(library: Library) -> None:
    """Count the terms of articles that have none yet, or whose counts are out of date."""
    missing = library.terms.missing(ANALYZER_VERSION)
    for start in range(0, len(missing), 200):
        articles = library.articles.get_many(missing[start : start + 200])
        with library.write():
            for article in articles.values():
                counts = count_terms(article.title, article.text, article.language)
                library.terms.save(article.id, counts, analyzer_version=ANALYZER_VERSION)


def refresh_matches(library: Library) -> int:
    """Match what is new or changed, and return how many articles and contacts that was.

    Others may write while this reckons: what changed meanwhile is left to be matched next time.
    The newest articles stand for a library that is larger, so that what a change costs does not
    grow with what is stored.
    """
    count_missing_terms(library)
    again = _match_again(library)
    rounds = max(1, -(-len(library.terms.unmatched()) // AT_ONCE))
    return again + sum(_match_some(library) for _ in range(rounds))


def _match_some(library: Library) -> int:
    """Match the contacts that wait and so many articles as go at once, the newest first."""
    contact_ids = library.matches.stale_contacts()
    waiting, size = library.terms.unmatched(), library.terms.count()
    if not (needs_matching(library) or _is_by_other_signals(library)):
        return 0
    everything = _is_out_of_proportion(library, size)
    newest = waiting[-AT_ONCE:]
    if not (everything or contact_ids) and (later := lay_out_later(library, newest)):
        return _match_later(library, later)
    bench = lay_out(library, newest)
    waiting = waiting if everything else newest
    new_ids = article_ids = tuple(a for a in waiting if a in bench.corpus.rows)
    if everything:
        contact_ids, article_ids = tuple(bench.sources), ()
    fitted = fit_queries(bench.index, bench.profiles)
    rows = np.array([bench.corpus.rows[a] for a in article_ids], dtype=np.intp)
    scores = score(fitted, bench.index, rows=None if contact_ids else rows)
    popularity = (
        popularity_of(scores) if contact_ids else None
    )  # else made when somebody asks for it
    found = _kept(library, scores, contact_ids=contact_ids, article_ids=article_ids)
    del scores  # of all pairs: the most that is in memory
    held: tuple[ProfileTerm, ...] = ()
    if contact_ids:
        held = profile_terms(fitted.queries, bench.corpus, fitted.contact_ids.tolist())
        held = tuple(one for one in held if one.contact_id in set(contact_ids))
    reports = _find_related_coverage(library, bench.index, new_ids)
    with library.write():
        sources = all_sources(library)
        _replace(
            library,
            found,
            reports,
            people=sources,
            contact_ids=contact_ids,
            article_ids=article_ids,
            since=bench.since if everything else 0,  # older articles keep what they have
        )
        library.matches.set_matched(
            c for c in contact_ids if c in sources and sources[c] == bench.sources.get(c)
        )
        library.profiles.save_terms(
            (one for one in held if one.contact_id in sources), contact_ids=contact_ids
        )
        library.terms.set_matched(new_ids)
        if everything:
            full = FullMatch(source=source_hash(), signals=signals_hash(), n_articles=size)
            save_full_match(library, full)
        if size > SMALL and sources == bench.sources and library.terms.has_all(bench.corpus.rows):
            keep_prepared(library, bench, fitted, popularity)
        else:
            forget_prepared(library)  # it holds words of what changed meanwhile
    return len(contact_ids) + len(article_ids)


def _match_again(library: Library) -> int:
    """Match the contacts who changed, where the others need not be asked; tell how many.

    What it costs is theirs alone: of the others only their sums are needed.
    """
    contact_ids = library.matches.stale_contacts()
    if not contact_ids or _is_out_of_proportion(library, library.terms.count()):
        return 0
    again = lay_out_again(library, contact_ids)
    if again is None:
        return 0
    scores = again.hold()
    found = _kept(library, scores, contact_ids=contact_ids, bars=again.popularity.bars)
    contacts = again.fitted.contact_ids.tolist()
    held = profile_terms(again.fitted.queries, again.index.corpus, contacts)
    with library.write():
        if sources_of(library, contact_ids) != again.sources or not keep_again(library, again):
            return 0  # others changed them meanwhile: next time
        people = again.sources.keys()
        _replace(library, found, (), people=people, contact_ids=contact_ids, article_ids=())
        library.matches.set_matched(people)
        library.profiles.save_terms(held, contact_ids=contact_ids)
    return len(contacts)


def _match_later(library: Library, later: Later) -> int:
    """Match articles with what was prepared before; what they cost is theirs alone."""
    rows = np.array([later.index.corpus.rows[a] for a in later.article_ids], dtype=np.intp)
    scores = score(later.fitted, later.index, rows=rows)
    found = _kept(library, scores, article_ids=later.article_ids)
    reports = _find_related_coverage(library, later.index, later.article_ids)
    with library.write():
        _replace(
            library,
            found,
            reports,
            people=library.contacts.ids(),
            article_ids=later.article_ids,
        )
        library.terms.set_matched(later.article_ids)
        keep_later(library, later, popularity_of(scores))
    return len(later.article_ids)


def _replace(
    library: Library,
    found: Iterable[Match],
    reports: Iterable[tuple[int, int]],
    *,
    people: Container[int],
    contact_ids: Sequence[int] = (),
    article_ids: Sequence[int],
    since: int = 0,
) -> None:
    """Put matches in the place of those there were, but for what is gone meanwhile."""
    own = library.contact_feeds.author_pairs()
    found, reports = list(found), list(reports)
    stories = library.articles.stories(
        {*(one.article_id for one in found), *(a for pair in reports for a in pair)}
    )
    library.matches.replace(
        (
            one
            for one in found
            if one.contact_id in people
            and one.article_id in stories
            and (one.contact_id, one.article_id) not in own
        ),
        contact_ids=contact_ids,
        article_ids=article_ids,
        since=since,
    )
    library.articles.save_related(
        pair for pair in reports if pair[0] in stories and pair[1] in stories
    )


def who_fits(library: Library, article_id: int) -> tuple[NamedMatch, ...]:
    """Return the kept matches of an article, best first; near misses say that they do not fit."""
    return _named(library, library.matches.of_article(article_id))


def what_fits(library: Library, contact_id: int) -> tuple[NamedMatch, ...]:
    """Return the kept matches of a contact, best first."""
    return _named(library, library.matches.of_contact(contact_id))


def match_article(
    library: Library, article: StoredArticle, *, limit: int | None = None
) -> tuple[NamedMatch, ...]:
    """Hold one article against everybody now; all above 0, best first.

    By what was prepared, where it stands for the library still; else it is learned anew.
    """
    count_missing_terms(library)
    fitted, index = load_index_with(library, article.id)
    rows = np.array([index.corpus.rows[article.id]], dtype=np.intp)
    scores = score(fitted, index, rows=rows)
    pairs = [(0, int(column)) for column in np.flatnonzero(scores.values[0] > 0)]
    return _named(library, _explained(library, scores, _ranked(scores, pairs)[:limit]))


def load_index_with(library: Library, article_id: int) -> tuple[FittedQueries, ArticleIndex]:
    """Return what to hold an article against, and a shelf with it."""
    if not library.matches.stale_contacts() and (later := lay_out_later(library, [article_id])):
        return later.fitted, later.index
    bench = lay_out(library, [article_id])
    return fit_queries(bench.index, bench.profiles), bench.index


def match_contact(
    library: Library, contact: StoredContact, *, limit: int | None = None
) -> tuple[NamedMatch, ...]:
    """Hold the articles against one contact now; all above 0, best first.

    Of a library larger than `REFERENCE` the newest ones.
    """
    count_missing_terms(library)
    bench = lay_out(library)
    scores = score(fit_queries(bench.index, bench.profiles), bench.index)
    column = int(np.flatnonzero(scores.contact_ids == contact.id)[0])
    pairs = [(int(row), column) for row in np.flatnonzero(scores.values[:, column] > 0)]
    return _named(library, _explained(library, scores, _ranked(scores, pairs)[:limit]))


def _find_related_coverage(
    library: Library, index: ArticleIndex, article_ids: Sequence[int]
) -> list[tuple[int, int]]:
    """Return pairs of articles that report one event at one time, but are not one story."""
    rows = np.array([index.corpus.rows[a] for a in article_ids], dtype=np.intp)
    pairs = find_related_coverage(index, rows) if len(rows) else ()
    articles = library.articles.get_many({article_id for pair in pairs for article_id in pair})
    return [
        (one, other)
        for one, other in pairs
        if one in articles
        and other in articles
        and articles[one].story != articles[other].story
        and abs(_born(articles[one]) - _born(articles[other])) <= SAME_TIME
    ]


def _born(article: StoredArticle) -> datetime:
    return article.published or article.added_at


def _is_out_of_proportion(library: Library, n_articles: int) -> bool:
    """Tell whether all must be matched again."""
    full = last_full_match(library)
    if full is None or full.signals != signals_hash():
        return True
    return n_articles <= SMALL or n_articles > GROWTH * full.n_articles


def _is_by_other_signals(library: Library) -> bool:
    full = last_full_match(library)
    return full is not None and full.signals != signals_hash()


def _kept(
    library: Library,
    scores: Scores,
    *,
    contact_ids: Sequence[int] = (),
    article_ids: Sequence[int] = (),
    bars: NDArray[np.float64] | None = None,
) -> Iterable[Match]:
    """Return the matches worth a row: all that fit and each article's nearest misses.

    Args:
        library: Where the articles stand.
        scores: Of everybody, or of some.
        contact_ids: Whose matches are asked for.
        article_ids: Whose matches with anybody are asked for.
        bars: What each article's nearest score, where the scores are not everybody's.
    """
    if not scores.values.size:
        return ()
    of_articles = np.isin(scores.article_ids, article_ids)[:, None]
    of_contacts = np.isin(scores.contact_ids, contact_ids)
    pairs: list[tuple[int, int]] = []
    for at in batches(len(scores.values)):
        values = scores.values[at]
        if bars is None:
            near = np.argsort(-values, axis=1, kind="stable")[:, :NEAR_MISSES]
            keep = scores.fits[at].copy()
            np.put_along_axis(keep, near, values=True, axis=1)
        else:
            keep = scores.fits[at] | (values > bars[at, None])
        keep &= (values > 0) & (of_articles[at] | of_contacts)
        pairs += [(at.start + int(row), int(column)) for row, column in np.argwhere(keep)]
    ranked = _ranked(scores, pairs)
    near_misses = [found for found in ranked if not found.fits]  # shown without reasons
    return [*_explained(library, scores, [f for f in ranked if f.fits]), *near_misses]


def _ranked(scores: Scores, pairs: Iterable[tuple[int, int]]) -> list[Match]:
    """Return the matches of some rows and columns of the scores, best first."""
    return rank(
        Match(
            article_id=int(scores.article_ids[row]),
            contact_id=int(scores.contact_ids[column]),
            score=float(scores.values[row, column]),
            fits=bool(scores.fits[row, column]),
            strength=strength_of(
                float(scores.values[row, column]), fits=bool(scores.fits[row, column])
            ),
        )
        for row, column in pairs
    )


def _explained(library: Library, scores: Scores, matches: Iterable[Match]) -> list[Match]:
    """Return the matches with the terms that made them, as they stand in the article."""
    matches = list(matches)
    contributions: dict[tuple[int, int], TermContributions] = {}
    by_contact, by_article = attrgetter("contact_id"), attrgetter("article_id")
    for contact_id, matched in groupby(sorted(matches, key=by_contact), by_contact):
        article_ids = [found.article_id for found in matched]
        parts = attribute(scores, contact_id, article_ids)
        contributions |= {(a, contact_id): part for a, part in zip(article_ids, parts, strict=True)}
    explained = []
    # an article's words are in memory for itself alone
    for article_id, matched in groupby(sorted(matches, key=by_article), by_article):
        article = library.articles.get(article_id)
        assert article is not None, "terms go with their article"
        words = surface_forms(article.title, article.text, article.language)
        for found in matched:
            terms = label_terms(scores.context, contributions[article_id, found.contact_id], words)
            # of an article whose rest nobody saw; never strong
            too_strong = article.is_excerpt and found.strength is Strength.STRONG
            strength = Strength.GOOD if too_strong else found.strength
            explained.append(replace(found, terms=terms, strength=strength))
    return rank(explained)


def _named(library: Library, matches: Sequence[Match]) -> tuple[NamedMatch, ...]:
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
