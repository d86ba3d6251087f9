"""Reads a static word embedding from a folder on this machine (model2vec's format).

Nothing is downloaded: the files are read here, not by the package's own loader, which takes a
folder that is missing for the name of a model on the network.
"""

from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recommender.errors import SettingError

if TYPE_CHECKING:  # a command that matches nothing does without numpy
    import numpy as np
    from numpy.typing import NDArray

VECTORS, TOKENIZER = "model.safetensors", "tokenizer.json"
FILES = (VECTORS, TOKENIZER)
INSTALL = "pip install 'passalong[semantic]'"
MAX_BYTES = 2_000_000_000  # in memory all at once; static embeddings have 500 MB at most

_TABLES = ("embeddings", "embedding.weight")  # as model2vec and sentence-transformers name it
_AT_ONCE = 4_096  # texts
_LARGEST = 1e18  # of a weighted vector: beyond, its length is infinite in single precision
_PROBE = ("", "zqxjkv \ue000")  # no text, and words that no model knows


class Embedding:
    """A static embedding: a vector for each token, and for a text their mean.

    Attributes:
        n_words: Tokens that it knows.
        n_dimensions: Of the vectors.
    """

    def __init__(self, folder: Path) -> None:
        import numpy as np
        from model2vec import StaticModel
        from safetensors import safe_open
        from tokenizers import Tokenizer

        with safe_open(folder / VECTORS, framework="numpy") as file:
            names = set(file.keys())
            table = next((file.get_tensor(name) for name in _TABLES if name in names), None)
            weights = file.get_tensor("weights") if "weights" in names else None
            mapping = file.get_tensor("mapping") if "mapping" in names else None
        if table is None or table.ndim != 2 or not table.size:
            raise ValueError("it holds no table of vectors")
        for name, one in (("vectors", table), ("weights", weights)):
            if one is not None and not np.isfinite(one).all():
                raise ValueError(f"some of its {name} aren't numbers")
        if _largest(table) * (1 if weights is None else _largest(weights)) > _LARGEST:
            raise ValueError("some of its vectors are too long")
        tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        n_tokens = tokenizer.get_vocab_size()
        for name, one in (("weights", weights), ("mapping", mapping)):
            if one is not None and one.shape != (n_tokens,):
                raise ValueError(f"its {name} don't go with its words")
        if max(tokenizer.get_vocab().values(), default=0) >= n_tokens:
            raise ValueError("some of its words have no vector")
        if mapping is not None and not (
            mapping.dtype.kind in "iu" and mapping.min() >= 0 and mapping.max() < len(table)
        ):
            raise ValueError("its mapping points to vectors that aren't there")
        self._model = StaticModel(
            table, tokenizer, weights=weights, token_mapping=mapping, max_length=None
        )
        # what all words have in common says nothing about any of them
        self._centre = np.asarray(table.mean(axis=0, dtype=np.float64), dtype=np.float32)
        self.n_words, self.n_dimensions = n_tokens, int(table.shape[1])
        if not np.isfinite(self.embed(_PROBE)).all():
            raise ValueError("what it makes of words isn't numbers")

    def embed(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        """Return the mean vector of each text's known tokens, less the mean of all tokens.

        Returns:
            Shape (n_texts, n_dimensions); zeros for a text of unknown tokens alone.
        """
        import numpy as np

        found = np.zeros((len(texts), self.n_dimensions), dtype=np.float32)
        for start in range(0, len(texts), _AT_ONCE):
            part = list(texts[start : start + _AT_ONCE])
            vectors = np.asarray(
                self._model.encode(part, normalize=False, use_multiprocessing=False),
                dtype=np.float32,
            )
            known = vectors.any(axis=1)
            found[start : start + len(part)][known] = vectors[known] - self._centre
        return found


def is_installed() -> bool:
    """Return whether the extra that reads embeddings is installed; it isn't imported."""
    return find_spec("model2vec") is not None


def files_stamp(folder: Path) -> str:
    """Return a stamp that changes with the folder's files; empty where one is missing."""
    try:
        states = [(folder.expanduser() / name).stat() for name in FILES]
    except (OSError, RuntimeError):  # RuntimeError: nobody has the home that ~ names
        return ""
    return "/".join(f"{one.st_size}.{one.st_mtime_ns}" for one in states)


def load_embedding(folder: Path) -> Embedding:
    """Return the embedding of a folder, read once as long as its files don't change.

    Raises:
        SettingError: The folder holds none, or a damaged one, or the extra isn't installed.
    """
    if not is_installed():
        raise SettingError(f"Matching by meaning needs another package: {INSTALL}")
    folder = full_path(folder)
    try:
        if not folder.is_dir():
            raise SettingError(f"There is no folder {folder}.")
        missing = [name for name in FILES if not (folder / name).is_file()]
        if missing:
            raise SettingError(
                f"{folder} holds no static embedding: {' and '.join(missing)} not found. "
                "It needs the files of a model2vec model."
            )
        n_bytes = sum((folder / name).stat().st_size for name in FILES)
    except OSError as error:
        raise _unreachable(folder, error) from error
    if n_bytes > MAX_BYTES:
        raise SettingError(
            f"The embedding in {folder} is too large: {n_bytes / 1e9:.1f} GB, where "
            f"{MAX_BYTES / 1e9:.0f} GB are the most. Choose a smaller one."
        )
    return _loaded(folder, files_stamp(folder))


def full_path(folder: Path) -> Path:
    """Return a folder's path from the root, with ~ and links followed.

    Raises:
        SettingError: It can't be reached.
    """
    try:
        return folder.expanduser().resolve()
    except (RuntimeError, ValueError) as error:  # no such home, links in a circle, a NUL
        raise SettingError(f"There is no folder {folder}.") from error
    except OSError as error:
        raise _unreachable(folder, error) from error


def forget_embedding() -> None:
    """Free the memory of the embedding that was read last."""
    _loaded.cache_clear()


def _unreachable(folder: Path, error: OSError) -> SettingError:
    return SettingError(f"The folder {folder} can't be opened: {error.strerror or error}.")


def _largest(values: "NDArray[Any]") -> float:
    return max(abs(float(values.min())), abs(float(values.max())))


@lru_cache(maxsize=1)  # the page matches in one process
def _loaded(folder: Path, stamp: str) -> Embedding:  # noqa: ARG001  changed files are read again
    try:
        return Embedding(folder)
    except Exception as error:  # tokenizers raises nothing more specific
        reason = str(error).splitlines()[0].rstrip(".") if str(error) else type(error).__name__
        raise SettingError(
            f"The embedding in {folder} can't be read: {reason}. Download it again, or choose "
            "another one."
        ) from error
