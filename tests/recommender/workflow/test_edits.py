"""After any edit, the stored matches are those of a match of everything by the same fit.

Up to `SMALL` articles each edit fits the library again, so the rows equal those of a full match.

In larger libraries the model, the scale of scores and the queries of unchanged contacts stay as
fitted. What an edit stores, all rows of a changed contact or of a new article, equals a match of
all articles with all contacts by that fit. Popularity is where errors of updates would add up.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.domain.suggestions import Match, Reason, State
from recommender.storage.library import Library
from recommender.workflow.matching import index_cache, match, scope
from recommender.workflow.matching.match import count_missing_terms, refresh_matches
from recommender.workflow.people import contact_editing
from recommender.workflow.sync.pages import mark_read
from recommender.workflow.today import review
from tests.builders import BEES, NOW, PLASTER, TRAINS, a_contact, an_article

INTERESTS = ("honey, hives", "night trains", "plaster", "honey; night trains", "sleeper routes")
SUBJECTS = (("Honey", BEES), ("Night trains", TRAINS), ("Plaster", PLASTER))
FIRST_ARTICLES = 8
REFERENCE = 30  # more than any example adds: feedback on an older article would be loaded besides

Pair = tuple[int, int]


def add_article(library: Library, number: int) -> None:
    title, paragraphs = SUBJECTS[number % len(SUBJECTS)]
    with library.write():
        library.articles.add(
            an_article(
                f"{title} {number}",
                url=f"https://press.example/{library.size().articles}-{number}",
                paragraphs=paragraphs[number % 2 :],
            ),
            added_at=NOW,
        )


def newest(library: Library) -> int:
    return library.terms.newest(1)[-1]


def a_person(library: Library, number: int) -> int:
    ids = sorted(library.contacts.ids())
    return ids[number % len(ids)]


def add_contact(library: Library, number: int) -> None:
    contact = a_contact(f"Person {number}", emails=(), interests=INTERESTS[number % len(INTERESTS)])
    contact_editing.add_contact(library, contact, now=NOW)


def edit_contact(library: Library, number: int) -> None:
    changes = {"interests": INTERESTS[number % len(INTERESTS)], "avoid": "trains" * (number % 2)}
    contact_editing.edit_contact(library, a_person(library, number), changes, now=NOW)


def forget_contact(library: Library, number: int) -> None:
    if len(library.contacts.ids()) > 1:
        contact_editing.forget(library, a_person(library, number))


def read_article(library: Library, number: int) -> None:
    article = library.articles.get(newest(library))
    assert article is not None
    mark_read(library, article, NOW)


def hide_article(library: Library, number: int) -> None:
    review.hide_article(library, newest(library), hidden=bool(number % 2), now=NOW)


def give_feedback(library: Library, number: int, state: State, reason: str | None = None) -> None:
    pair = {"contact_id": a_person(library, number), "article_id": newest(library)}
    found = library.matches.of_pair(**pair)
    if found is not None:
        with library.write():
            said = library.suggestions.propose(found, day=NOW.date(), position=0, why_now="")
            library.suggestions.add_feedback(said, state, at=NOW, reason=reason)


def like(library: Library, number: int) -> None:
    give_feedback(library, number, State.LIKED)


def dismiss(library: Library, number: int) -> None:
    give_feedback(library, number, State.DISMISSED, Reason.NOT_THEIR_TOPIC)


def undo(library: Library, number: int) -> None:
    del number
    if library.suggestions.latest_with_feedback() is not None:
        review.undo_feedback(library, now=NOW)


EDITS: tuple[Callable[[Library, int], None], ...] = (
    *(add_contact, edit_contact, forget_contact, add_article, read_article, hide_article),
    *(like, dismiss, undo),
)
edits = st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 5)), min_size=1, max_size=6)
some_examples = settings(max_examples=settings().max_examples // 2)  # each takes some fits


@contextmanager
def a_matched_library() -> Iterator[Library]:
    with TemporaryDirectory() as folder, Library.open(Path(folder) / "library.sqlite") as library:
        for number in range(FIRST_ARTICLES):
            add_article(library, number)
        for number in range(3):
            add_contact(library, number)
        refresh_matches(library)
        yield library


@contextmanager
def large_from(n_articles: int) -> Iterator[None]:
    with ExitStack() as stack:
        stack.enter_context(patch.object(index_cache, "REFERENCE", REFERENCE))
        stack.enter_context(patch.object(scope, "RENEWED", 10))  # never fit again for a share
        for module in (match, scope):
            stack.enter_context(patch.object(module, "SMALL", n_articles))
        yield


def stored(library: Library) -> dict[Pair, Match]:
    rows = (m for one in library.contacts.ids() for m in library.matches.of_contact(one))
    return {(row.contact_id, row.article_id): row for row in rows}


def assert_equal_rows(found: Mapping[Pair, Match], expected: Mapping[Pair, Match]) -> None:
    assert found.keys() == expected.keys()
    for pair, row in expected.items():
        assert found[pair].score == pytest.approx(row.score, abs=1e-9)
        assert (found[pair].fits, found[pair].strength) == (row.fits, row.strength)
        weights = {(t.term, t.interest): t.weight for t in found[pair].terms}
        assert weights == terms_of(row)


def terms_of(row: Match) -> Mapping[tuple[str, str], object]:
    return {(t.term, t.interest): pytest.approx(t.weight, abs=1e-9) for t in row.terms}


@some_examples
@given(edits)
def test_in_a_small_library_the_rows_equal_those_of_a_full_match(
    edits: list[tuple[Callable[[Library, int], None], int]],
) -> None:
    with a_matched_library() as library:
        for edit, number in edits:
            edit(library, number)
            if edit is forget_contact:  # matches nothing: the others' popularity follows next time
                add_article(library, number)
            refresh_matches(library)
            found = stored(library)
            with library.write():
                library.terms.set_all_unmatched()
            refresh_matches(library)
            assert_equal_rows(found, stored(library))


def scored_at_once(library: Library) -> dict[Pair, float]:
    """Score all articles of the fit as stored, and those since, for everybody in one go."""
    index_cache._kept.clear()
    cached = index_cache.load_fit(library)
    assert cached is not None
    snapshot = cached.snapshot
    added = index_cache.load_counts(library, cached.later, snapshot.index.corpus.vocabulary)
    scores = snapshot.score_articles(added, snapshot.popularity.article_ids.tolist())
    return {
        (contact_id, article_id): float(scores.values[row, column])
        for contact_id, column in scores.columns.items()
        for article_id, row in scores.rows.items()
    }


@some_examples
@given(edits)
def test_in_a_large_library_what_an_edit_stores_equals_a_match_of_everything_by_the_same_fit(
    edits: list[tuple[Callable[[Library, int], None], int]],
) -> None:
    with large_from(FIRST_ARTICLES - 1), a_matched_library() as library:
        for edit, number in edits:
            edit(library, number)
            count_missing_terms(library)
            contacts = set(library.matches.stale_contacts())
            articles = set(library.terms.unmatched())
            refresh_matches(library)
            assert not library.cache.has_unmatched()
            if not contacts and not articles:
                continue
            rows = stored(library)
            for pair, score in scored_at_once(library).items():
                if pair[0] in contacts or pair[1] in articles:
                    # queries are saved in single precision
                    if pair in rows:
                        assert rows[pair].score == pytest.approx(score, rel=1e-4, abs=1e-6)
                    else:
                        assert score < 1 + 1e-4, "whatever fits is stored"
