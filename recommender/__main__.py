"""The program's start: `passalong`, and `python -m recommender`."""

import gc


def start() -> None:
    """Run the command line."""
    gc.disable()  # what start-up allocates stays in use, so there is nothing to collect
    from recommender.cli.startup import start_light

    start_light()
    from recommender.cli.main import main

    gc.freeze()
    gc.enable()
    main()


if __name__ == "__main__":
    start()
