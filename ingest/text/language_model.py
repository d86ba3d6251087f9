"""The language identification model, unpacked once and cached.

Unpacking takes half a second at each start, mapping the unpacked file into memory a tenth of that.
The file is in the system's cache folder, has no personal data, and may be deleted at any time.
"""

import json
import logging
import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from importlib.metadata import version
from mmap import ACCESS_READ, mmap
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
    path = (folder or user_cache_path("passalong")) / f"languages-{stamp:08x}.tables"
    try:
        return _read(path)
    except (FileNotFoundError, NotADirectoryError):
        pass  # the first start
    except (OSError, ValueError, KeyError, TypeError) as error:
        logger.warning("unpacking the language model again: its cached copy is damaged: %s", error)
    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    model.set_languages(chosen)
    try:
        _write(model, path)
    except OSError as error:  # then it is unpacked at each start
        logger.info("the language model cannot be cached: %s", error)
    return model


def _read(path: Path) -> LanguageIdentifier:
    """Return the model in a file that `_write` made; its tables stay in the file's pages.

    Raises:
        OSError: It can't be read; FileNotFoundError where there is none.
        ValueError: It is damaged; so is it with KeyError and TypeError.
    """
    with path.open("rb") as file:
        checksum, places = int(file.readline(), 16), file.tell()
        tables = json.loads(file.readline())
        start = file.tell()
        mapped = memoryview(mmap(file.fileno(), 0, access=ACCESS_READ))
    if crc32(mapped[places:]) != checksum:
        raise ValueError("the checksum is wrong")
    body = mapped[start:]
    found = {name: body[begin:end].cast(code) for name, code, begin, end in tables["numbers"]}
    # the model walks through its automaton one item at a time, at which numpy is slow
    return LanguageIdentifier(
        np.asarray(found["ptc"]).view(np.float16).reshape(tables["shape"]),
        np.asarray(found["pc"]),
        tables["classes"],
        found["nextmove"],
        found["out"],
        norm_probs=True,
        tk_row=found["row"],
    )


def _write(model: LanguageIdentifier, path: Path) -> None:
    """Write the model, and name the file only once it is complete: two processes may start.

    Its lines are the checksum of all that follows, in hex, and the places of the tables, as JSON;
    then come the tables' numbers, as they are in memory.
    """
    arrays = {
        "nextmove": np.asarray(model.tk_nextmove),
        "out": np.asarray(model.tk_output, dtype=np.int32),
        "row": np.asarray(model.tk_row),
        "pc": np.asarray(model.nb_pc, dtype=np.float32),
        "ptc": np.ascontiguousarray(model.nb_ptc).view(np.uint16),
    }
    bodies = [array.tobytes() for array in arrays.values()]
    bodies = [body + bytes(-len(body) % 8) for body in bodies]  # each begins at a whole number
    begins = np.cumsum([0, *map(len, bodies)]).tolist()
    tables = {
        "numbers": [
            (name, array.dtype.char, begin, begin + array.nbytes)
            for (name, array), begin in zip(arrays.items(), begins, strict=False)
        ],
        "shape": model.nb_ptc.shape,
        "classes": model.nb_classes,
    }
    places = json.dumps(tables).encode()
    places += b" " * (-(len(places) + len("01234567\n\n")) % 8) + b"\n"
    body = b"".join([places, *bodies])
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    fresh = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(b"%08x\n" % crc32(body))
            file.write(body)
        fresh.replace(path)
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
