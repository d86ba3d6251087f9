"""The program's start: `passalong`, and `python -m recommender`."""

import gc


def start() -> None:
    """Run the command line; nothing that start-up allocates is garbage, so none is looked for."""
    gc.disable()
    from recommender.cli.startup import leave_out_pandas

    leave_out_pandas()
    from recommender.cli.main import main

    gc.freeze()
    gc.enable()
    main()


if __name__ == "__main__":
    start()
