"""The product's errors; errors of inputs are in `ingest.errors`.

PassalongError          a sentence for the user
├── LibraryError        the library file cannot be used
├── NotFoundError       nothing, or more than one thing, goes by that name
├── NotPossibleError    the request is understood but makes no sense now
└── SettingError        no such setting, or not a value for it
"""


class PassalongError(Exception):
    """A refusal in one sentence or two: what happened, to what, and what to do next."""


class LibraryError(PassalongError):
    """The library file is missing, foreign, locked, damaged or from a newer version."""


class NotFoundError(PassalongError):
    """Nothing goes by that name, or more than one thing does."""


class NotPossibleError(PassalongError):
    """The request is understood but cannot be carried out as things stand."""


class SettingError(PassalongError):
    """There is no such setting, or the value does not suit it."""
