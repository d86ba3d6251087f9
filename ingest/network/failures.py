"""Why a fetch failed, as a FetchError that says what to do next."""

import ssl

import httpcore2

from ingest.errors import FetchError, ForbiddenAddressError, NoAnswerError
from ingest.network.address_guard import ForbiddenAddress, UnknownHost

CONNECTION_FAILURES = (
    ForbiddenAddress,
    UnknownHost,
    httpcore2.TimeoutException,
    httpcore2.NetworkError,
    httpcore2.ProtocolError,
    OSError,  # TimeoutError and ssl.SSLError among them
    ValueError,  # raised by the client's own checks of odd URLs and headers
)

_PRIVATE_ADVICE = "If you trust it, allow private addresses in Settings."
_SAVE_ADVICE = "If your browser can open it, save the page there and add the saved file."
_REFUSALS = {
    401: ("the page needs a password", _SAVE_ADVICE),
    402: ("the page is behind a paywall", _SAVE_ADVICE),
    403: ("the server refuses to show it to Passalong", _SAVE_ADVICE),
    404: ("the page doesn't exist", "Check the link, or search for the page's new address."),
    407: ("the network's proxy needs a password", _SAVE_ADVICE),
    410: ("the page is gone for good", "Remove it, or find its new link."),
    429: ("the site asks Passalong to wait", "It will be tried again later."),
    451: ("the server may not show it for legal reasons", _SAVE_ADVICE),
}
_OTHER_KINDS = {  # by the beginning of the content type
    "application/pdf": ("a PDF", "Save its text as a .txt file and add that."),
    "audio/": ("a recording", "Add the page about it."),
    "video/": ("a video", "Add the page that shows it."),
    "image/": ("a picture", "Add the page that shows it."),
    "application/zip": ("an archive", "Unpack it and add the pages in it."),
}


def connection_error(error: Exception, *, url: str, host: str, private_allowed: bool) -> FetchError:
    """Return the error for a fetch that got no complete answer.

    Args:
        error: One of CONNECTION_FAILURES.
        url: What the user asked for.
        host: The host that failed, after redirects.
        private_allowed: Whether the user allows private addresses already.
    """
    match error:
        case ForbiddenAddress():
            problem = f"leads to {error.address}, which isn't a public address"
            advice = "" if private_allowed else _PRIVATE_ADVICE
            return ForbiddenAddressError(url, problem, advice)
        case UnknownHost():
            problem = f"there is no site called {host}"
            advice = "Check the spelling, and that you're online."
        case TimeoutError() | httpcore2.TimeoutException():
            problem, advice = "the server took too long to answer", "Try again later."
        case ssl.SSLError():
            problem, advice = _CERTIFICATE
        case httpcore2.ConnectError():
            # httpcore wraps OpenSSL's error, whose text is all that is left of it
            problem, advice = _CERTIFICATE if "CERTIFICATE" in str(error).upper() else _UNREACHABLE
        case _:
            problem = "the connection broke, or the answer was not valid HTTP"
            advice = "Try again later."
    return NoAnswerError(url, problem, advice)


_CERTIFICATE = (
    "the server could not prove its identity",
    "Its certificate may have expired. Open it in a browser to see why.",
)
_UNREACHABLE = ("the server could not be reached", "Check the link, and that you're online.")


def status_error(url: str, status: int, *, retry_after: float | None) -> FetchError:
    """Return the error for an HTTP status that is neither 2xx, a redirect nor 304."""
    if status in _REFUSALS:
        problem, advice = _REFUSALS[status]
        problem = f"{problem} ({status})"
    elif status >= 500:
        problem, advice = f"the site had an error ({status})", "Try again later."
    else:
        problem, advice = f"the server refused with status {status}", "Check the link."
    return FetchError(url, problem, advice, status=status, retry_after=retry_after)


def refuse_other_kinds(content_type: str, url: str) -> None:
    """Refuse, before the body is read, what is no page and often large.

    Raises:
        FetchError: It is a PDF, a video and so on.
    """
    for start, (name, advice) in _OTHER_KINDS.items():
        if content_type.lower().startswith(start):
            raise FetchError(url, f"is {name}, not a web page", advice)
