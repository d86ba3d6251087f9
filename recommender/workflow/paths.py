"""Paths of the library files."""

from collections.abc import Mapping
from pathlib import Path

from platformdirs import user_data_path

VARIABLE = "PASSALONG_LIBRARY"


def library_path(explicit: Path | None, environment: Mapping[str, str]) -> Path:
    """Return the explicit path, else the environment's, else the default in the user's data."""
    if explicit is not None:
        return explicit.expanduser()
    if environment.get(VARIABLE):
        return Path(environment[VARIABLE]).expanduser()
    return user_data_path("passalong", appauthor=False) / "library.sqlite"


def demo_path() -> Path:
    """Return the path of the demo library, which is separate from the user's own."""
    return user_data_path("passalong", appauthor=False) / "demo.sqlite"
