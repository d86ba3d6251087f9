"""Finds contacts' names in an article. Pure; the user confirms who is meant."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from ingest.contacts.names import given_name_first, is_person, is_title, organisation_words
from ingest.records import Article
from recommender.domain.occasions import Mention
from recommender.domain.people import StoredContact

_SENTENCE = re.compile(r"[^.!?\n]*(?:[.!?](?!\s|$)[^.!?\n]*)*[.!?]?")
_MIDDLE = r"(?:[^\W\d_a-zà-ÿ][\w.'-]*|v[ao]n|d[aeio]|de[lnr]|la|zu)"  # a name or a particle
_SHORTEST_IDENTIFIER = 4  # letters; “IBM” or “CEO” would confirm too many namesakes
_WORD = re.compile(r"\w+")


def index_names(contacts: Iterable[StoredContact]) -> Mapping[str, Sequence[StoredContact]]:
    """Return contacts by the last word of their name, so that few are compared with an article."""
    index: defaultdict[str, list[StoredContact]] = defaultdict(list)
    for contact in contacts:
        if words := _WORD.findall(given_name_first(contact.name).casefold()):
            index[words[-1]].append(contact)
    return index


def find_mentions(
    article: Article, names: Mapping[str, Sequence[StoredContact]]
) -> tuple[Mention, ...]:
    """Return the contacts that an article names, each with a second identifier found in it.

    A mention takes the full name, without middle names, and the contact's organisation, role or
    site: many people share a name. This applies to the author's name too.

    Args:
        article: An article that the user read.
        names: Contacts from `index_names`, paused ones too.
    """
    folded = "\n".join((article.author or "", article.title, article.text)).casefold()
    named = {
        contact.id: contact
        for word in dict.fromkeys(_WORD.findall(folded))
        for contact in names.get(word, ())
    }
    return tuple(
        mention for _, contact in sorted(named.items()) if (mention := _mention(article, contact))
    )


def _mention(article: Article, contact: StoredContact) -> Mention | None:
    name = _name_pattern(contact)
    if name is None:
        return None
    whole = f"{article.title}\n{article.text}"
    wrote_it = name.search(article.author or "") is not None
    found = name.search(whole)
    if not found and not wrote_it:
        return None
    places = f"{whole}\n{article.site or ''}\n{article.url}"
    identifiers = (identifier.search(places) for identifier in _identifiers(contact))
    identifier = next(filter(None, identifiers), None)
    if identifier is None:
        return None
    sentence = _sentence_at(whole, found.start()) if found else article.title
    return Mention(
        contact_id=contact.id, sentence=sentence, identifier=identifier[0], wrote_it=wrote_it
    )


def _identifiers(contact: StoredContact) -> Iterator[re.Pattern[str]]:
    candidates = (
        organisation_words(contact.organisation),
        *((host,) for host in map(_host, contact.links)),
        tuple((contact.role or "").split()),
    )
    for words in candidates:
        if len("".join(words)) >= _SHORTEST_IDENTIFIER:
            between = r"[\W_]+".join(map(re.escape, words))
            yield re.compile(rf"(?<!\w){between}(?!\w)", re.IGNORECASE)


def _host(link: str) -> str:
    return urlsplit(link).netloc.casefold().removeprefix("www.")


def _name_pattern(contact: StoredContact) -> re.Pattern[str] | None:
    """Match the first and the last word of the name, with up to two words between them."""
    words = [word for word in given_name_first(contact.name).split() if not is_title(word)]
    if len(words) < 2 or not is_person(contact.name, contact.organisation):
        return None
    first, last = re.escape(contact.given_name or words[0]), re.escape(words[-1])
    return re.compile(rf"(?<!\w)(?i:{first})(?:\s+{_MIDDLE}){{0,2}}?\s+(?i:{last})(?!\w)")


def _sentence_at(text: str, place: int) -> str:
    sentences = (match for match in _SENTENCE.finditer(text) if match.end() > place)
    return " ".join(next(sentences)[0].split())
