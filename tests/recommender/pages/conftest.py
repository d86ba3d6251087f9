"""Pages run against a real library in a temporary file, without a browser."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from ingest.records import Article, Contact
from recommender.domain.suggestions import Suggestion
from recommender.storage.library import Library
from recommender.workflow.people import contact_editing
from recommender.workflow.today import review

ROOT = Path(__file__).parents[3]


# Each run looks through all installed packages for components: most of what a run takes.
_components = cache(manifest_scanner.scan_component_manifests)


@pytest.fixture(autouse=True)
def _look_for_components_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manifest_scanner, "scan_component_manifests", _components)


@pytest.fixture
def library_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "library.sqlite"
    monkeypatch.setitem(os.environ, "PASSALONG_LIBRARY", str(path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    return path


@pytest.fixture
def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def put(library_file: Path, now: datetime) -> Callable[..., Suggestion]:
    """Put a person and an article into the library, picked for each other."""

    def put_pair(name: str = "Ana Müller", title: str = "Batteries", **card: Any) -> Suggestion:
        with Library.open(library_file) as library:
            contact = contact_editing.add_contact(
                library, Contact(name=name, **{"interests": "batteries", **card}), now=now
            )
            with library.write():
                article_id = library.articles.add(
                    Article(
                        url=f"https://example.org/{len(title)}-{len(name)}",
                        title=title,
                        text="Batteries store the evening peak.",
                        site="Grid Notes",
                    ),
                    added_at=now,
                    read_at=now,
                )
            return review.suggest(library, article_id=article_id, contact_id=contact.id, now=now)

    return put_pair


@pytest.fixture
def app(library_file: Path) -> Callable[..., AppTest]:
    """Run a page of the app, with what its address asks for."""

    def run(page: str = "today", **query: str) -> AppTest:
        started = AppTest.from_file(ROOT / "app.py", default_timeout=20).run()
        for name, value in query.items():
            started.query_params[name] = value
        if page == "today" and not query:
            return started
        return started.switch_page(f"recommender/pages/{page}.py").run()

    return run
