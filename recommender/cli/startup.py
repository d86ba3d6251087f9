"""Keeps what commands don't use from being imported, so that they start quickly.

Setting `sys.modules["pandas"]` to None is not enough: scikit-learn 1.9 looks the module up there
and fails on its missing `DataFrame`.
"""

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import LazyLoader
from types import ModuleType


class _NotInstalled(MetaPathFinder):
    """An import finder that comes first, and reports a package as not installed."""

    def __init__(self, package: str) -> None:
        self._package = package

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,  # noqa: ARG002  the import system's signature
        target: ModuleType | None = None,  # noqa: ARG002
    ) -> None:
        if fullname == self._package:
            raise ModuleNotFoundError("Passalong's command line does without it", name=fullname)


class _OnDemand(MetaPathFinder):
    """An import finder that comes first, and runs some modules when they are first used."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname not in _SELDOM_USED:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = LazyLoader(spec.loader)
        return spec


_SELDOM_USED = {
    *("numpy.char", "numpy.ctypeslib", "numpy.f2py", "numpy.fft", "numpy.ma", "numpy.polynomial"),
    *("numpy.random", "numpy.rec", "numpy.strings", "numpy.testing"),
}
"""SciPy 1.17 imports all that NumPy exports: its Fortran compiler and its test tools too, together
a half of the time that `scipy.sparse` takes."""

_WITHOUT_NUMPY, _WITHOUT_PANDAS = _NotInstalled("numpy"), _NotInstalled("pandas")
_ON_DEMAND = _OnDemand()


def start_light() -> None:
    """Import sqlite-utils without NumPy and pandas, and keep pandas out from then on.

    Sqlite-utils and scikit-learn import pandas if it is installed, for data frames that are not
    used here: a third of a second and 63 MiB. Streamlit depends on it, and the page's charts need
    it.
    """
    if _WITHOUT_PANDAS in sys.meta_path:
        return
    sys.meta_path[:0] = [_WITHOUT_NUMPY, _WITHOUT_PANDAS, _ON_DEMAND]
    import sqlite_utils  # noqa: F401  it keeps what it finds now

    sys.meta_path.remove(_WITHOUT_NUMPY)


def let_pandas_in() -> None:
    """Make imports of pandas work again, and of modules by several threads at once."""
    if _WITHOUT_PANDAS in sys.meta_path:
        sys.meta_path.remove(_WITHOUT_PANDAS)
        sys.meta_path.remove(_ON_DEMAND)
