"""The deck: one article at a time, “Who does this make you think of?”.

It starts from what was read. Nobody can say what 300 people care about, but for one article
someone comes to mind: that makes a suggestion, and tells what this person cares about.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from ingest.contacts.notes import without_facts
from recommender.domain.articles import StoredArticle
from recommender.domain.people import StoredContact
from recommender.domain.suggestions import SHARED_STATES, State, Suggestion
from recommender.errors import NotFoundError
from recommender.matching.profiles.note_affinity import shared_words, topical_words
from recommender.matching.profiles.profile import join_interests, split_interests
from recommender.matching.profiles.role_topics import all_topics
from recommender.matching.profiles.work_affinity import work_affinity
from recommender.matching.text.key_phrases import MOST_PHRASES, key_phrases, known_phrases
from recommender.matching.text.terms import analyzer_language, count_terms, split_terms
from recommender.planning.faces import Face, History, Liked, likely_faces, why_known
from recommender.storage.library import Library
from recommender.workflow.clock import LocalZone, day_begins
from recommender.workflow.results import Question, Review
from recommender.workflow.today import review

PAGE = 30  # articles looked at at once
MOST_PAGES = 10
MIN_WORDS = 80  # of an article that is worth passing on
A_DAY = 2  # articles asked about on a day that has room, once people have interests
MOST_FOUND = 8  # people shown in a search
YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer to a question of the deck, with what its undo needs.

    Attributes:
        suggestion: For whoever was picked; None for nobody.
        was_read: The article was read before.
        woken: The contact was asleep before.
        interests: The contact's interests before.
        added: The contact's interests after; an undo leaves later edits alone.
    """

    article: StoredArticle
    suggestion: Suggestion | None = None
    contact: StoredContact | None = None
    was_read: bool = True
    woken: bool = False
    interests: str = ""
    added: str | None = None


def ask(library: Library, article_id: int | None = None, *, now: datetime) -> Question | None:
    """Return the question about an article, or about the next one; None when none is left.

    Raises:
        NotFoundError: There is no such article.
    """
    article = next_article(library) if article_id is None else _article(library, article_id)
    if article is None:
        return None
    return Question(
        article=article,
        faces=faces(library, article, now=now),
        phrases=phrases_of(library, article),
    )


def next_article(library: Library) -> StoredArticle | None:
    """Return the next article to ask about, or None.

    Those come first that are near someone's profile, then the one read last.
    """
    for page in range(MOST_PAGES):
        ids = library.deck.unasked(limit=PAGE, offset=page * PAGE)
        found = library.articles.get_many(ids)
        long = [one for one in ids if len(found[one].text.split()) >= MIN_WORDS]
        if long:
            near = library.matches.articles_with_terms(long)
            return found[next((one for one in long if one in near), long[0])]
        if len(ids) < PAGE:
            break
    return None


def faces(library: Library, article: StoredArticle, *, now: datetime) -> tuple[Face, ...]:
    """Return the six likeliest contacts for an article; all of them, if there are fewer.

    Nobody who is paused or asleep, who got the article or another report of it, or for whom it
    is not.
    """
    contacts = library.contacts.awake()
    counts = count_terms(article.title, article.text, article.language)
    roles = {contact.role for contact in contacts if contact.role}
    affinity = {role: work_affinity(role, counts, article.language) for role in roles}
    notes = {c.id: without_facts(c.notes) for c in contacts if c.notes}
    return likely_faces(
        article.id,
        library.matches.of_article(article.id),
        contacts,
        left_out=_answered(library, article),
        noted=shared_words(notes, topical_words(article.title, article.text, article.language)),
        affinity={c.id: affinity[c.role] for c in contacts if c.role},
        history=_history(library, now),
        now=now,
        timezone=LocalZone(),
    )


def search(
    library: Library, article: StoredArticle, words: str, *, now: datetime
) -> tuple[Face, ...]:
    """Return up to eight contacts that hold all the words; those with the name come first."""
    if not words.strip():
        return ()
    got = {
        s.contact_id
        for s in library.suggestions.of_story(article.story)
        if s.state in SHARED_STATES
    }
    history = _history(library, now)
    return tuple(
        Face(
            contact=contact,
            why=why_known(contact, history, now=now, timezone=LocalZone()),
            blocked=contact.why_paused or ("got it already" if contact.id in got else ""),
        )
        for contact in library.contacts.search_first(words, limit=MOST_FOUND)
    )


def phrases_of(library: Library, article: StoredArticle | int) -> tuple[str, ...]:
    """Return the two or three phrases of an article to offer as interests.

    Interests that other contacts have come first: they were worded by the user.

    Raises:
        NotFoundError: There is no article with that id.
    """
    article = _article(library, article) if isinstance(article, int) else article
    stated = {
        interest: None
        for text in library.contacts.all_interests()
        for interest in split_interests(text)
    }
    names = tuple(name for name in (article.site, article.author) if name)
    about = (article.title, article.text, article.language)
    known = known_phrases(*about, stated)
    found = key_phrases(*about, names=names, besides=known)
    topics = known_phrases(*about, all_topics(analyzer_language(article.language)), most=1)
    chosen: list[str] = []
    taken: set[str] = set()
    # a topic says more than a single word, and less than the article's own two
    long, single = ([one for one in found if (" " in one) == is_long] for is_long in (True, False))
    for phrase in (*known, *long, *topics, *single):
        terms = set(split_terms(phrase, article.language))
        if not terms & taken and len(chosen) < MOST_PHRASES:
            chosen.append(phrase)
            taken |= terms
    return tuple(chosen)


def has_room(library: Library, plan: Review, *, suggestions_per_day: int, now: datetime) -> bool:
    """Return whether a day has room for a question of the deck.

    While nobody has interests there always is. Later it is for two articles a day at most, on days
    with fewer suggestions than the limit and nothing left to do.
    """
    if not plan.size.contacts or not plan.size.read or plan.cards:
        return False
    if not plan.size.with_interests:
        return True
    urgent = bool(plan.asked)
    is_full = plan.done >= suggestions_per_day
    return not (urgent or is_full) and library.deck.count_since(day_begins(now)) < A_DAY


def answer(
    library: Library,
    article_id: int,
    contact_id: int,
    interests: Sequence[str] = (),
    *,
    now: datetime,
) -> Answer:
    """Pick a contact for an article: they get a suggestion, and the accepted interests.

    Picking someone who is asleep wakes them. An unread article counts as read.

    Raises:
        NotFoundError: There is no such article or contact.
        NotPossibleError: The contact is paused or already got this article or its story, or the
            article is hidden.
    """
    article = _article(library, article_id)
    with library.write():
        suggestion = review.suggest(library, article_id=article_id, contact_id=contact_id, now=now)
        contact = _contact(library, contact_id)
        if contact.asleep:
            library.contacts.set_asleep([contact_id], asleep=False)
        library.deck.save(article_id, nobody=False, at=now)
        added = join_interests(contact.interests, interests)
        if added != contact.interests:
            library.contacts.update(contact_id, replace(contact, interests=added))
    return Answer(
        article=article,
        suggestion=suggestion,
        contact=contact,
        was_read=article.read_at is not None,
        woken=contact.asleep,
        interests=contact.interests,
        added=added,
    )


def nobody(library: Library, article_id: int, *, now: datetime) -> Answer:
    """Record that an article makes the user think of nobody: it isn't asked about again.

    Raises:
        NotFoundError: There is no such article.
    """
    article = _article(library, article_id)
    with library.write():
        library.deck.save(article_id, nobody=True, at=now)
    return Answer(article=article)


def undo(library: Library, given: Answer) -> None:
    """Undo an answer: the article is asked about again, and the contact is as before."""
    with library.write():
        library.deck.remove(given.article.id)
        if given.suggestion is None or given.contact is None:
            return
        current = library.suggestions.get(given.suggestion.id)
        if current is not None and current.state is State.PROPOSED:
            library.suggestions.withdraw([current.id])
            library.suggestions.drop_plan()
        contact = library.contacts.get(given.contact.id)
        if contact is not None:
            if given.woken:
                library.contacts.set_asleep([contact.id], asleep=True)
            if contact.interests == given.added:
                library.contacts.update(contact.id, replace(contact, interests=given.interests))
        if not given.was_read:
            library.articles.set_read(given.article.id, None)


def _answered(library: Library, article: StoredArticle) -> set[int]:
    """Return the contacts who got the story, have it picked, or for whom it is not."""
    return {
        s.contact_id
        for s in library.suggestions.of_story(article.story)
        if s.state is not State.PROPOSED or s.chosen
    }


def _history(library: Library, now: datetime) -> History:
    return History(
        liked={
            contact_id: Liked(title=title, at=at)
            for contact_id, (title, at) in library.suggestions.last_liked().items()
        },
        times=library.contacts.times_in_touch(now - YEAR, now),
    )


def _article(library: Library, article_id: int) -> StoredArticle:
    article = library.articles.get(article_id)
    if article is None:
        raise NotFoundError("That article is no longer in the library.")
    return article


def _contact(library: Library, contact_id: int) -> StoredContact:
    contact = library.contacts.get(contact_id)
    if contact is None:
        raise NotFoundError(f"There's no contact {contact_id}.")
    return contact
