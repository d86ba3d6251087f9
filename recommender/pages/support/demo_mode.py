"""Switches between the demo library and the user's own; neither changes the other."""

import os
from datetime import datetime

from recommender.demo.build import build_demo
from recommender.workflow.paths import VARIABLE, demo_path, library_path

OWN = "PASSALONG_OWN_LIBRARY"  # the path to return to, in the environment like the shown one's


def enter(now: datetime) -> None:
    """Rebuild the demo library and show it instead of the user's own."""
    own = library_path(None, os.environ)
    build_demo(demo_path(), now=now)
    os.environ[OWN] = str(own)
    os.environ[VARIABLE] = str(demo_path())


def leave() -> None:
    """Show the user's own library again."""
    os.environ[VARIABLE] = os.environ.pop(OWN, "")  # empty means the default path
