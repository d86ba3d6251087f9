"""What the command line does without: someone waits for it."""

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from types import ModuleType


class _WithoutPandas(MetaPathFinder):
    """Asked before all others where a module is, it says that there is no pandas."""

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,  # noqa: ARG002  the import system's signature
        target: ModuleType | None = None,  # noqa: ARG002
    ) -> None:
        if fullname == "pandas":
            raise ModuleNotFoundError("Passalong's command line does without pandas", name=fullname)


_WITHOUT = _WithoutPandas()


def leave_out_pandas() -> None:
    """Let no library import pandas.

    sqlite-utils and scikit-learn do where it is found, for tables that nobody hands them here: a
    third of a second and 63 MiB. Streamlit brings it, and the page's charts need it.
    """
    if _WITHOUT not in sys.meta_path:
        sys.meta_path.insert(0, _WITHOUT)


def let_pandas_in() -> None:
    """Let pandas be imported again."""
    if _WITHOUT in sys.meta_path:
        sys.meta_path.remove(_WITHOUT)
