"""Proposes interests for contacts, taken from notes, job and picked articles."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from ingest.contacts.notes import without_facts
from recommender.domain.articles import StoredArticle
from recommender.domain.people import InterestProposal, StoredContact
from recommender.domain.suggestions import State, Suggestion
from recommender.errors import NotPossibleError
from recommender.matching.profiles.note_topics import is_broad, is_sorting_tag, note_topics
from recommender.matching.profiles.profile import join_interests, split_interests
from recommender.matching.profiles.role_topics import organisation_topics, role_topics
from recommender.matching.text.key_phrases import key_phrases
from recommender.matching.text.terms import split_terms
from recommender.storage.library import Library
from recommender.workflow.people.contact_editing import edit_contact

MOST_PROPOSALS = 8  # of one contact: what is seen at a glance
MOST_PICKED = 3  # articles that phrases are taken from, the latest
PHRASES_EACH = 2
TITLE_SHOWN = 60  # characters


def propose(
    library: Library, contacts: Sequence[StoredContact]
) -> dict[int, tuple[InterestProposal, ...]]:
    """Return the interests proposed for each contact, the surest first, by contact id.

    Nothing that the contact's interests say already, nothing that they avoid, and nothing that was
    blocked.
    """
    taught: dict[int, list[Suggestion]] = {}
    for one in library.suggestions.teaching([contact.id for contact in contacts]):
        if one.state in {State.LIKED, State.REPLIED} or (
            one.chosen and one.state is not State.DISMISSED
        ):
            taught.setdefault(one.contact_id, []).insert(0, one)
    latest = {contact_id: found[:MOST_PICKED] for contact_id, found in taught.items()}
    articles = library.articles.get_many({s.article_id for some in latest.values() for s in some})
    blocked = library.profiles.blocked()
    return {
        contact.id: _chosen(
            contact,
            (
                *_from_card(contact),
                *_from_articles(latest.get(contact.id, ()), articles),
            ),
            blocked.get(contact.id, {}),
        )
        for contact in contacts
    }


def accept(
    library: Library, contact_id: int, texts: Sequence[str], *, now: datetime
) -> StoredContact:
    """Add texts to a contact's stated interests, and return the contact.

    Raises:
        NotFoundError: There is no such contact.
        NotPossibleError: None of the texts has a word.
    """
    given = [text.strip() for text in texts if text.strip()]
    if not given:
        raise NotPossibleError("Name at least one interest to add.")
    contact = library.contacts.get(contact_id)
    interests = join_interests(contact.interests if contact else "", given)
    return edit_contact(library, contact_id, {"interests": interests}, now=now)


def _from_card(contact: StoredContact) -> Iterator[InterestProposal]:
    notes = note_topics(without_facts(contact.notes))
    for topic in notes.named or notes.mentioned:
        yield InterestProposal(
            text=topic, source="notes", why="In your notes", sure=bool(notes.named)
        )
    for tag in contact.tags:
        if not is_sorting_tag(tag):
            yield InterestProposal(text=tag, source="tags", why="Their tag", sure=not is_broad(tag))
    for topic in role_topics(contact.role or ""):
        why = f"Their title: {contact.role}"
        yield InterestProposal(text=topic, source="role", why=why, sure=True)
    for topic in organisation_topics(contact.organisation or "", role=contact.role or ""):
        why = f"They work at {contact.organisation}"
        yield InterestProposal(text=topic, source="organisation", why=why)


def _from_articles(
    taught: Iterable[Suggestion], articles: Mapping[int, StoredArticle]
) -> Iterator[InterestProposal]:
    for one in taught:
        article = articles[one.article_id]
        did = "They liked" if one.state in {State.LIKED, State.REPLIED} else "You picked"
        title = article.title
        if len(title) > TITLE_SHOWN:
            title = title[:TITLE_SHOWN].rsplit(" ", 1)[0] + " …"
        names = [name for name in (article.site, article.author) if name]
        for phrase in key_phrases(article.title, article.text, article.language, names=names)[
            :PHRASES_EACH
        ]:
            yield InterestProposal(text=phrase, source="picked", why=f"{did} “{title}”")


def _chosen(
    contact: StoredContact, proposals: Iterable[InterestProposal], blocked: Mapping[str, str]
) -> tuple[InterestProposal, ...]:
    """Return the proposals that say something new, one for each set of words."""
    language = next(iter(contact.languages), None)
    known = {
        frozenset(split_terms(text, language))
        for text in (*split_interests(contact.interests), *split_interests(contact.avoid))
    }
    known |= {frozenset(split_terms(word, language)) for word in blocked.values()}
    chosen = []
    for proposal in proposals:
        terms = frozenset(split_terms(proposal.text, language))
        if terms and not any(terms <= others for others in known):
            known.add(terms)
            chosen.append(proposal)
    return tuple(chosen[:MOST_PROPOSALS])
