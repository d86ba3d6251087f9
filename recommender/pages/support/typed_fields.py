"""Checks what was typed into a field, and says what is wrong with it."""

from ingest.contacts.normalize import email_address, web_url
from recommender.errors import NotPossibleError


def checked_email(text: str) -> str:
    """Return an email address, normalized.

    Raises:
        NotPossibleError: It is not an email address.
    """
    address = email_address(text)
    if address is None:
        raise NotPossibleError(
            f"“{text}” isn't an email address. Try something like ana@example.org."
        )
    return address


def checked_link(text: str) -> str:
    """Return a link, normalized.

    Raises:
        NotPossibleError: It is not a link.
    """
    url = web_url(text)
    if url is None:
        raise NotPossibleError(f"“{text}” isn't a link. Try something like linkedin.com/in/ana.")
    return url
