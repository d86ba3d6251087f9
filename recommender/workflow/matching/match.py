"""Matches articles with contacts: what is new or changed, stored as finished rows.

snapshot of the last fit (or a new fit) -> scores of what waits -> rows, and the snapshot again
"""

import logging
from collections.abc import Container, Iterable, Mapping, Sequence
from operator import attrgetter

from recommender.domain.articles import StoredArticle
from recommender.domain.people import StoredContact
from recommender.domain.suggestions import Match
from recommender.matching.profiles.profile import ProfileSources, build_profile
from recommender.matching.profiles.profile_terms import profile_terms
from recommender.matching.scoring.scorer import Scores
from recommender.matching.scoring.signals import signals_hash
from recommender.matching.snapshot import Snapshot
from recommender.matching.text.terms import count_terms
from recommender.matching.versions import ANALYZER_VERSION, source_hash
from recommender.storage.library import Library
from recommender.workflow.matching.explain_rows import related_articles, rows_to_store
from recommender.workflow.matching.index_cache import (
    CachedFit,
    drop_snapshot,
    fit_library,
    is_unchanged,
    load_counts,
    load_fit,
    save_profiles,
    save_snapshot,
    saved_version,
)
from recommender.workflow.matching.profile_sources import all_sources, sources_of
from recommender.workflow.matching.scope import AT_ONCE, SMALL, Scope, Waiting, Work, decide
from recommender.workflow.matching.semantic import save_missing_words, vectors_stamp
from recommender.workflow.matching.staleness import matched_by, save_matched_by

logger = logging.getLogger(__name__)


def count_missing_terms(library: Library) -> None:
    """Count the terms of articles that have none yet, or whose counts are out of date."""
    missing = library.terms.missing(ANALYZER_VERSION)
    for start in range(0, len(missing), 200):
        articles = library.articles.get_many(missing[start : start + 200])
        with library.write():
            library.terms.save_many(
                {
                    one.id: count_terms(one.title, one.text, one.language)
                    for one in articles.values()
                },
                analyzer_version=ANALYZER_VERSION,
            )
    save_missing_words(library)


def refresh_matches(library: Library) -> int:
    """Match what is new or changed, and return how many articles and contacts that was.

    Others may write meanwhile: what they add or change is left for the next time, so that nobody
    waits here for as long as a poll is at work.
    """
    count_missing_terms(library)
    article_ids, contact_ids = library.terms.unmatched(), library.matches.stale_contacts()
    matched = 0
    for _ in range(2 + len(article_ids) // AT_ONCE):
        work, cached = next_work(library, article_ids, contact_ids)
        if work is None:
            break
        logger.info("%s", work.why)
        if cached is None or work.scope is Scope.FULL:
            del cached  # tens of megabytes that a full match replaces
            matched += _match_all(library)
        elif work.scope is Scope.CONTACTS:
            matched += _match_contacts(library, cached, work.contact_ids)
        else:
            matched += _match_articles(library, cached, work.article_ids)
        contact_ids = ()  # the first round was for them: in full, or theirs alone
    return matched


def next_work(
    library: Library, article_ids: Iterable[int], contact_ids: tuple[int, ...]
) -> tuple[Work | None, CachedFit | None]:
    """Return what to match next and the last fit; neither where nothing waits.

    Args:
        library: The library.
        article_ids: Those to match, where they still wait.
        contact_ids: Those to match.
    """
    asked = set(article_ids)
    waiting = _waiting(library, [a for a in library.terms.unmatched() if a in asked], contact_ids)
    is_idle = not waiting.article_ids and not contact_ids
    # the fit is tens of megabytes: not read to find that nothing waits
    cached = None if is_idle else _load_fit(library, waiting)
    return _decide(library, waiting, cached), cached


def _waiting(library: Library, article_ids: Sequence[int], contact_ids: tuple[int, ...]) -> Waiting:
    return Waiting(
        n_articles=library.terms.count(),
        article_ids=tuple(article_ids),
        languages=library.terms.languages_of(article_ids),
        contact_ids=contact_ids,
    )


def _load_fit(library: Library, waiting: Waiting) -> CachedFit | None:
    is_small = waiting.n_articles <= SMALL
    return None if is_small or not _is_matched_by_this(library) else load_fit(library)


def _decide(library: Library, waiting: Waiting, cached: CachedFit | None) -> Work | None:
    fit = cached.summary() if cached else None
    return decide(waiting, fit, matched_by_this_code=_is_matched_by_this(library))


def _is_matched_by_this(library: Library) -> bool:
    return matched_by(library) in {None, _stamp(vectors_stamp(library))}


def _stamp(vectors: str) -> str:
    return f"{source_hash()} {signals_hash()} {vectors}"


def _match_all(library: Library) -> int:
    """Fit the library and match the reference articles with everybody; return how many contacts.

    Articles that are older keep the matches that they have, except for contacts who changed.
    """
    version = saved_version(library)  # of the fit that this one replaces, usable or not
    waiting, stale = library.terms.unmatched(), library.matches.stale_contacts()
    fresh = fit_library(library)
    corpus = fresh.index.corpus
    contact_ids = fresh.fitted.contact_ids.tolist()
    scores = fresh.score(all_pairs=False)
    matches = rows_to_store(library, scores)
    snapshot = fresh.snapshot(scores)
    terms = profile_terms(fresh.fitted.queries, corpus, contact_ids)
    article_ids = [one for one in waiting if one in corpus.rows]
    related = related_articles(library, fresh.index, article_ids)
    with library.write():
        sources = all_sources(library)
        library.matches.replace((), contact_ids=stale)
        library.rankings.drop_all()
        _store(
            library,
            matches,
            related,
            people=sources,
            contact_ids=contact_ids,
            article_ids=article_ids,
            since=fresh.since,
        )
        library.matches.set_matched(
            one for one in contact_ids if one in sources and sources[one] == fresh.sources[one]
        )
        library.profiles.save_terms(
            (one for one in terms if one.contact_id in sources), contact_ids=contact_ids
        )
        library.terms.set_matched(article_ids)
        save_matched_by(library, _stamp(fresh.vectors_stamp))
        if fresh.packed_profiles is not None and sources == fresh.sources:
            save_profiles(library, fresh.packed_profiles)
        is_whole = sources == fresh.sources and library.terms.has_all(corpus.rows)
        if library.terms.count() > SMALL and is_whole and is_unchanged(library, version):
            save_snapshot(library, snapshot)
        else:
            drop_snapshot(library)  # it would hold terms of what changed meanwhile
    return len(contact_ids)


def _match_contacts(library: Library, cached: CachedFit, contact_ids: Sequence[int]) -> int:
    """Match contacts who changed with the articles of the snapshot, and return how many."""
    sources = sources_of(library, contact_ids)
    scored = _score_contacts(library, cached, sources)
    if scored is None:
        logger.info("full match: the popularity of an article can't be updated exactly")
        return _match_all(library)
    scores, snapshot = scored
    matches = rows_to_store(library, scores)
    fitted, corpus = scores.context.fitted, scores.context.index.corpus
    terms = profile_terms(fitted.queries, corpus, list(sources))
    with library.write():
        if sources_of(library, contact_ids) != sources or not is_unchanged(library, cached.version):
            return 0
        _store(library, matches, (), people=sources, contact_ids=contact_ids)
        library.rankings.drop(contact_ids)
        library.matches.set_matched(sources)
        library.profiles.save_terms(terms, contact_ids=contact_ids)
        save_snapshot(library, snapshot, ("queries", "popularity"))
    return len(sources)


def _score_contacts(
    library: Library,
    cached: CachedFit,
    sources: Mapping[int, ProfileSources],
    *,
    all_pairs: bool = False,
) -> tuple[Scores, Snapshot] | None:
    snapshot = cached.snapshot
    judged = {a for one in sources.values() for a in (*one.liked, *one.dismissed)}
    added = {*cached.later, *judged.difference(snapshot.article_ids.tolist())}
    if added != snapshot.added_ids:
        counts = load_counts(library, added, snapshot.index.corpus.vocabulary)
        snapshot = snapshot.with_added(counts)
    languages = set(snapshot.index.corpus.languages)
    profiles = [build_profile(one, languages=languages) for one in sources.values()]
    return snapshot.score_contacts(profiles, all_pairs=all_pairs)


def _match_articles(library: Library, cached: CachedFit, article_ids: Sequence[int]) -> int:
    """Match articles with everybody by the snapshot, and return how many."""
    scores = _score_articles(library, cached, article_ids, article_ids, all_pairs=False)
    article_ids = scores.article_ids.tolist()
    matches = rows_to_store(library, scores)
    related = related_articles(library, scores.context.index, article_ids)
    with library.write():
        if not is_unchanged(library, cached.version):
            return 0
        _store(library, matches, related, people=library.contacts.ids(), article_ids=article_ids)
        library.rankings.drop_all()
        library.terms.set_matched(article_ids)
        save_snapshot(library, cached.snapshot.with_articles(scores.summary()), ("popularity",))
    return len(article_ids)


def _score_articles(
    library: Library,
    cached: CachedFit,
    article_ids: Sequence[int],
    added_ids: Sequence[int],
    *,
    all_pairs: bool = True,
) -> Scores:
    """Score articles for everybody.

    Args:
        library: Where they are stored.
        cached: The fit to score by.
        article_ids: Those to score.
        added_ids: Of these, the ones that the snapshot doesn't have as they are now.
        all_pairs: As in `score`.
    """
    corpus = cached.snapshot.index.corpus
    added = load_counts(library, {*cached.later, *added_ids}, corpus.vocabulary)
    known = [one for one in article_ids if one in added.rows or one in corpus.rows]
    return cached.snapshot.score_articles(added, known, all_pairs=all_pairs)


def _usable_fit(library: Library) -> CachedFit | None:
    """Return the last fit where it still stands for the library and all contacts."""
    waiting = _waiting(library, library.terms.unmatched(), library.matches.stale_contacts())
    cached = _load_fit(library, waiting)
    work = _decide(library, waiting, cached)
    return None if work is not None and work.scope is not Scope.ARTICLES else cached


def _store(
    library: Library,
    found: Iterable[Match],
    reports: Iterable[tuple[int, int]],
    *,
    people: Container[int],
    contact_ids: Sequence[int] = (),
    article_ids: Sequence[int] = (),
    since: int = 0,
) -> None:
    """Put matches in the place of those there were, but for what is gone meanwhile."""
    own = library.contact_feeds.author_pairs()
    # in the order of the table: out of it, a large match takes twice as long to write
    found, reports = sorted(found, key=attrgetter("contact_id", "article_id")), list(reports)
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


def score_for_everybody(library: Library, article: StoredArticle) -> Scores:
    """Score one article for everybody, by the last fit where it still applies."""
    cached = _usable_fit(library)
    if cached is None or article.language not in cached.snapshot.index.corpus.languages:
        cached = fit_library(library, [article.id]).as_cached()
    is_known = article.id in cached.snapshot.index.corpus.rows
    return _score_articles(library, cached, [article.id], () if is_known else [article.id])


def score_everything_for(library: Library, contact: StoredContact) -> Scores:
    """Score the articles of the index for one contact, by the last fit where it still applies.

    Without it the pairs are those of everybody.
    """
    if cached := _usable_fit(library):
        sources = sources_of(library, [contact.id])
        if scored := _score_contacts(library, cached, sources, all_pairs=True):
            return scored[0]
    return fit_library(library).score()
