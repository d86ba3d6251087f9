"""The program's start: `passalong`, and `python -m recommender`."""

import gc
import io
import os
import sys


def start() -> None:
    """Run the command line."""
    os.umask(0o077)  # whatever is written, its owner alone reads it
    _speak_plainly()
    gc.disable()  # what start-up allocates stays in use, so there is nothing to collect
    from recommender.cli.startup import start_light

    start_light()
    from recommender.cli.main import main

    gc.freeze()
    gc.enable()
    main()


def _speak_plainly() -> None:
    """Let a console without some letter show a question mark, and read UTF-8 arguments anywhere.

    Windows' consoles and pipes write cp1252 and the like. In the C locale, arguments come as halves
    of surrogate pairs, which no library can hold.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    sys.argv = [
        argument.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        for argument in sys.argv
    ]


if __name__ == "__main__":
    start()
