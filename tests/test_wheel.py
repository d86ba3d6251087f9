"""What is installed finds its page, and lists no page that is none."""

import tomllib
from pathlib import Path

import pytest

from recommender.pages.server import run

ROOT = Path(__file__).parents[1]
TABLES = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PLACES = TABLES["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]


@pytest.mark.parametrize("name", ["app.py", ".streamlit/config.toml"])
def test_what_lies_atop_the_tree_is_installed_where_the_page_looks_for_it(name: str) -> None:
    assert (ROOT / name).is_file()
    assert ROOT / PLACES[name] == run._HOMES[0] / name


@pytest.mark.parametrize("home", run._HOMES)
def test_no_pages_lie_beside_the_entry_script(home: Path) -> None:
    # Streamlit takes such a folder for the page's own navigation, when it is asked for one of them
    assert not (home / "pages").exists()
