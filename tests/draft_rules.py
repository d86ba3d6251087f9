"""The rules that every draft keeps, whatever it is about."""

import re

from ingest.records import Article, Contact
from recommender.domain.sensitive_topics import is_sensitive
from recommender.domain.suggestions import Message
from recommender.sharing.titles import headline


def broken_rules(draft: Message, contact: Contact, article: Article) -> list[str]:
    """Return what is wrong with a draft, whatever it is about."""
    title = headline(article)
    lines = draft.body.split("\n")
    own = [line for line in lines if line not in {title, article.url}]
    own = [line for line in own if not re.fullmatch(r"[“„«].*[”“»]", line)]
    words = "\n".join(own)
    checks = {
        "a line ends in a blank": any(line != line.rstrip() for line in lines),
        "two blank lines": "\n\n\n" in draft.body,
        "the link is not alone on one line": lines.count(article.url) != 1,
        "a gap is left": bool(re.search(r"[{}]|None", draft.body + draft.subject)),
        "the subject is empty": not draft.subject,
        "the subject is two lines": "\n" in draft.subject,
        "marked with >": any(line.startswith(">") for line in lines),
        "because of them": bool(re.search(r"because of|wegen|à cause|por culpa", words)),
        "a question": bool(re.search(r"[?¿]", words)),
        "praise": bool(re.search(r"\b(?i:great|brilliant|toll|super|génial)", words)),
        "quotation marks in the greeting": bool(re.search('["“”„«»]', lines[0])),
        "Hi with wishes": draft.body.startswith("Hi ") and "Best wishes" in draft.body,
        "two sentences run together": bool(re.search(r"[.!:]\w", words)),
        "a site's name": bool(article.site and article.site in draft.subject + draft.body),
        "a sensitive topic": is_sensitive(words.replace(contact.name, "")),
        "too long": len(own) > 12,
    }
    return [rule for rule, broken in checks.items() if broken]
