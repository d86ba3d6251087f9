"""The program's start: `passalong`, and `python -m recommender`."""

import gc
import os


def start() -> None:
    """Run the command line."""
    os.umask(0o077)  # whatever is written, its owner alone reads it
    gc.disable()  # what start-up allocates stays in use, so there is nothing to collect
    from recommender.cli.startup import start_light

    start_light()
    from recommender.cli.main import main

    gc.freeze()
    gc.enable()
    main()


if __name__ == "__main__":
    start()
