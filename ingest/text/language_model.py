"""The language identification model, unpacked once and cached.

Unpacking takes half a second at each start, reading the unpacked file a tenth of that. The file
is in the system's cache folder, has no personal data, and may be deleted at any time.
"""

import logging
import os
import tempfile
import zipfile
from array import array
from collections.abc import Iterable
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from zlib import crc32

import numpy as np
from platformdirs import user_cache_path
from py3langid.langid import MODEL_FILE, LanguageIdentifier

logger = logging.getLogger(__name__)


def load_model(languages: Iterable[str], *, folder: Path | None = None) -> LanguageIdentifier:
    """Return a model for some languages that gives probabilities.

    Args:
        languages: ISO 639-1 codes.
        folder: Where to cache it; the system's cache folder by default.
    """
    chosen = sorted(languages)
    stamp = crc32(" ".join([version("py3langid"), *chosen]).encode())
    path = (folder or user_cache_path("passalong")) / f"languages-{stamp:08x}.npz"
    try:
        return _read(path)
    except (FileNotFoundError, NotADirectoryError):
        pass  # the first start
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        logger.warning("unpacking the language model again: its cached copy is damaged: %s", error)
    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    model.set_languages(chosen)
    try:
        _write(model, path)
    except OSError as error:  # then it is unpacked at each start
        logger.info("the language model cannot be cached: %s", error)
    return model


def _read(path: Path) -> LanguageIdentifier:
    with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        return LanguageIdentifier(
            arrays["ptc"],
            arrays["pc"],
            arrays["classes"].tolist(),
            _as_array(arrays["nextmove"]),
            arrays["out"].tolist(),
            norm_probs=True,
            tk_row=_as_array(arrays["row"]),
        )


def _write(model: LanguageIdentifier, path: Path) -> None:
    """Write the model, and name the file only once it is complete: two processes may start."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    fresh = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            np.savez(
                file,
                ptc=model.nb_ptc,
                pc=model.nb_pc,
                classes=np.array(model.nb_classes),
                nextmove=np.asarray(model.tk_nextmove),
                row=np.asarray(model.tk_row),
                out=np.asarray(model.tk_output, dtype=np.int32),
            )
        fresh.replace(path)
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)


def _as_array(numbers: np.ndarray) -> "array[int]":  # in quotes until Python 3.12
    """Return an `array`: the model reads its tables one item at a time, which numpy is slow at."""
    words = array({2: "H", 4: "I"}[numbers.dtype.itemsize])
    words.frombytes(numbers.tobytes())
    return words
