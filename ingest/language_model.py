"""The model that tells languages apart, unpacked once and kept for next time.

Unpacking takes half a second at each start, reading what was unpacked a tenth of that. What is
kept says nothing of anybody; it lies where the system keeps caches and may be deleted at any time.
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

_log = logging.getLogger(__name__)


def load_model(languages: Iterable[str], *, folder: Path | None = None) -> LanguageIdentifier:
    """Return the model for some languages; it gives probabilities.

    Args:
        languages: ISO 639-1 codes.
        folder: Where to keep it unpacked; the system's place for caches unless given.
    """
    chosen = sorted(languages)
    stamp = crc32(" ".join([version("py3langid"), *chosen]).encode())
    path = (folder or user_cache_path("passalong")) / f"languages-{stamp:08x}.npz"
    try:
        return _read(path)
    except (FileNotFoundError, NotADirectoryError):
        pass  # it is the first time
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        _log.warning("the language model is unpacked again, since %s is damaged: %s", path, error)
    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    model.set_languages(chosen)
    try:
        _write(model, path)
    except OSError as error:  # it will be unpacked each time
        _log.info("the language model cannot be kept: %s", error)
    return model


def _read(path: Path) -> LanguageIdentifier:
    with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
        return LanguageIdentifier(
            kept["ptc"],
            kept["pc"],
            kept["classes"].tolist(),
            _machine_words(kept["nextmove"]),
            kept["out"].tolist(),
            norm_probs=True,
            tk_row=_machine_words(kept["row"]),
        )


def _write(model: LanguageIdentifier, path: Path) -> None:
    """Write the model so that it bears its name only once it is whole."""
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


def _machine_words(numbers: np.ndarray) -> "array[int]":  # in quotes until Python 3.12
    """Return unsigned numbers as the model walks them: one by one, which numpy is slow at."""
    words = array({2: "H", 4: "I"}[numbers.dtype.itemsize])
    words.frombytes(numbers.tobytes())
    return words
