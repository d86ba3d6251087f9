"""Everything that can go wrong while something comes in.

IngestError             subject, what happened, what to do
├── UrlError            an address that cannot be an article's or feed's
├── FetchError          the network or the server said no
│   ├── NoAnswerError           no server answered, or not to the end
│   └── ForbiddenAddressError   the address leads into a private network
├── FeedError           bytes that are not a feed
├── ArticleError        a page without a text to read
└── ImportFileError     a file that no importer can read
    └── UnknownFileError        none knows what kind of file it is
"""


class IngestError(Exception):
    """One input failed.

    Args:
        subject: What failed, as the user named it: a file, line or URL.
        problem: What happened, in the user's words, without a full stop.
        advice: What to do next, a sentence; empty when there is nothing to do.
    """

    def __init__(self, subject: str, problem: str, advice: str = "") -> None:
        super().__init__(subject, problem, advice)
        self.subject = subject
        self.problem = problem
        self.advice = advice

    def __str__(self) -> str:
        sentence = f"{self.subject}: {self.problem}."
        return f"{sentence} {self.advice}" if self.advice else sentence


class UrlError(IngestError):
    """The address is not one a browser could open over http or https."""


class FetchError(IngestError):
    """The page or feed could not be fetched.

    Attributes:
        status: The HTTP status, where the server answered with one.
        retry_after: Seconds the server asked us to wait, where it did.
    """

    def __init__(
        self,
        subject: str,
        problem: str,
        advice: str = "",
        *,
        status: int | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(subject, problem, advice)
        self.status = status
        self.retry_after = retry_after

    @property
    def is_final(self) -> bool:
        """Tell whether asking again is in vain: the server answered, and it was not busy."""
        return self.status is None or (self.status < 500 and self.status != 429)


class NoAnswerError(FetchError):
    """No server answered, or it broke off; another time it may."""

    @property
    def is_final(self) -> bool:
        """Tell that asking again makes sense."""
        return False


class ForbiddenAddressError(FetchError):
    """The address leads to this machine or a private network."""


class FeedError(IngestError):
    """The bytes are not a feed."""


class ArticleError(IngestError):
    """The page holds no text that could be an article."""


class ImportFileError(IngestError):
    """No importer can read the file, or the named one cannot."""


class UnknownFileError(ImportFileError):
    """No importer knows what kind of file it is."""
