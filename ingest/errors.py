"""Every error of ingest.

IngestError             subject, what happened, what to do
├── UrlError            not a URL that can be fetched
├── FetchError          the network failed or the server refused
│   ├── NoAnswerError           no answer, or an incomplete one
│   └── ForbiddenAddressError   the URL leads into a private network
├── FeedError           not a feed
├── ArticleError        a page without an article
└── ImportFileError     a file that cannot be read
    ├── UnknownFileError        a file of unknown kind
    ├── AmbiguousFileError      a file that could be of several kinds
    └── DoubtfulEncodingError   a file that reads differently in several encodings
"""

import re
from collections.abc import Mapping, Sequence

_LOGIN = re.compile(r"(?<=://)[^/?#\s\\]*@")  # in a URL: passwords are in no message


class IngestError(Exception):
    """One input failed.

    Args:
        subject: What failed, as the user named it: a file, line or URL.
        problem: What happened; continues the subject, without a full stop.
        advice: What to do next, as a sentence; empty if there is nothing to do.

    URLs lose their user names and passwords.
    """

    def __init__(self, subject: str, problem: str, advice: str = "") -> None:
        subject, problem, advice = (_LOGIN.sub("", text) for text in (subject, problem, advice))
        super().__init__(subject, problem, advice)
        self.subject = subject
        self.problem = problem
        self.advice = advice

    def __str__(self) -> str:
        sentence = f"{self.subject}: {self.problem}."
        return f"{sentence} {self.advice}" if self.advice else sentence


class UrlError(IngestError):
    """Not a URL that a browser could open over http or https."""


class FetchError(IngestError):
    """The page or feed could not be fetched.

    Attributes:
        status: The HTTP status; None where no server answered.
        retry_after: Seconds to wait, if the server gave them.
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
        """Tell whether retrying is pointless: the server answered and was not busy."""
        return self.status is None or (self.status < 500 and self.status != 429)


class NoAnswerError(FetchError):
    """No server answered, or the connection broke; a retry may succeed."""

    @property
    def is_final(self) -> bool:
        """Tell that a retry makes sense."""
        return False


class ForbiddenAddressError(FetchError):
    """The URL leads to this machine or a private network."""


class FeedError(IngestError):
    """The bytes are not a feed."""


class ArticleError(IngestError):
    """The page has no article."""


class ImportFileError(IngestError):
    """The file cannot be read."""


class UnknownFileError(ImportFileError):
    """No importer recognises the file."""


class AmbiguousFileError(ImportFileError):
    """Several importers are equally sure that they read the file.

    Args:
        subject: The file's name.
        kinds: Their names, at least two.

    Attributes:
        kinds: As given, for a question to the user.
    """

    def __init__(self, subject: str, kinds: Sequence[str]) -> None:
        choices = " or ".join(f"--as {kind}" for kind in kinds)
        super().__init__(
            subject, f"could be read as {' or '.join(kinds)}", f"Say which it is: {choices}."
        )
        self.kinds = tuple(kinds)


class DoubtfulEncodingError(ImportFileError):
    """The letters of the file could be read in several encodings.

    Args:
        subject: The file's name.
        examples: A line of the file as each encoding reads it, the likeliest first.

    Attributes:
        examples: As given, for a question to the user.
    """

    def __init__(self, subject: str, examples: Mapping[str, str]) -> None:
        shown = " or ".join(f"“{line}” ({encoding})" for encoding, line in examples.items())
        super().__init__(
            subject,
            f"could read {shown}",
            f"Say which is right, for example --encoding {next(iter(examples))}.",
        )
        self.examples = examples
