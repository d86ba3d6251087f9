"""Into the demo library and back to the user's own; neither touches the other."""

import os
from datetime import datetime

from recommender.demo.build import build_demo
from recommender.workflow.paths import VARIABLE, demo_path, library_path

OWN = "PASSALONG_OWN_LIBRARY"  # where to return to; kept where the shown one's place is kept


def enter(now: datetime) -> None:
    """Build the demo library anew and show it in the place of the user's own."""
    own = library_path(None, os.environ)
    build_demo(demo_path(), now=now)
    os.environ[OWN] = str(own)
    os.environ[VARIABLE] = str(demo_path())


def leave() -> None:
    """Show the user's own library again."""
    os.environ[VARIABLE] = os.environ.pop(OWN, "")  # empty means the usual place
