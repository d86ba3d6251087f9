"""Keeps pandas out of commands, so that they start quickly.

Setting `sys.modules["pandas"]` to None is not enough: scikit-learn 1.9 looks the module up there
and fails on its missing `DataFrame`.
"""

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from types import ModuleType


class _WithoutPandas(MetaPathFinder):
    """An import finder that comes first, and reports pandas as not installed."""

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
    """Make imports of pandas fail.

    sqlite-utils and scikit-learn import it if it is installed, for data frames that are not used
    here: a third of a second and 63 MiB. Streamlit depends on it, and the page's charts need it.
    """
    if _WITHOUT not in sys.meta_path:
        sys.meta_path.insert(0, _WITHOUT)


def let_pandas_in() -> None:
    """Make imports of pandas work again."""
    if _WITHOUT in sys.meta_path:
        sys.meta_path.remove(_WITHOUT)
