"""Versions of stored counts and matches: what other code made is computed again.

Light to import, since a quick command asks whether the stored matches are still those of this code.
"""

from functools import cache
from hashlib import sha256
from pathlib import Path

ANALYZER_VERSION = 4
"""Raise it whenever an article's term counts come out differently; a test notices. No hash of the
source: counting a library again takes a millisecond an article, too much for an edited comment."""

_MATCHING = Path(__file__).parent
_WITHOUT_EFFECT = {"__pycache__", "evaluation"}  # nothing that is stored depends on these


@cache
def source_hash(package: Path = _MATCHING) -> str:
    """Return a hash of the code and the data that stored matches depend on, in 16 hex digits.

    It changes with every constant, formula and list of stop words. It changes with a comment too:
    matching a library again after an update is cheaper than one score that no code explains. It
    reads 30 files in about 2 ms.
    """
    digest = sha256()
    for path in sorted(package.rglob("*")):
        name = path.relative_to(package)
        if path.is_file() and not _WITHOUT_EFFECT & set(name.parts):
            digest.update(f"{name.as_posix()} {path.stat().st_size}\n".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
