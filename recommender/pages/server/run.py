"""Starts the page's server: its options in one place, one line of output, a clean exit."""

import logging
import os
import socket
import threading
import tomllib
import webbrowser
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import Any

import streamlit as st

from recommender.errors import NotPossibleError
from recommender.pages.server.host_check import MIDDLEWARE
from recommender.pages.server.palette_search import ROUTES

ADDRESS = "127.0.0.1"
FIRST_PORT = 8501
PORTS_TRIED = 50

_FIRST_PAGE = "recommender.pages.today"  # its imports take a second

LIBRARY_VARIABLE = "PASSALONG_LIBRARY"

_PACKAGE = Path(__file__).resolve().parents[2]
_HOMES = (_PACKAGE / "web", _PACKAGE.parent)  # of app.py: in an installed package, or in a checkout


def serve(library: Path, *, port: int | None = None, open_browser: bool = True) -> int:
    """Serve the review page of one library until Ctrl+C or a termination signal.

    Args:
        library: The library file.
        port: The preferred port; if it is in use, the next free one is taken and printed.
        open_browser: Open the page in the user's browser once the server answers.

    Returns:
        The exit status of the process, 0.
    """
    os.environ[LIBRARY_VARIABLE] = str(library)
    home = _home()
    wanted = FIRST_PORT if port is None else port
    free = _free_port(wanted)
    if free != wanted:
        print(f"Port {wanted} is in use; taking {free}.", flush=True)  # noqa: T201 (this is the terminal's line)
    app = st.App(
        home / "app.py",
        middleware=MIDDLEWARE,
        routes=ROUTES,
        lifespan=_announcer(f"http://{ADDRESS}:{free}", open_browser=open_browser),
    )
    _quieten_the_server()
    with suppress(KeyboardInterrupt):  # Ctrl+C is how a user ends the page
        app.run(config={**options(home), "server.port": free})
    return 0


def options(home: Path) -> dict[str, Any]:
    """Return the options of `.streamlit/config.toml` by their dotted names.

    Streamlit reads that file only from the script's folder or the working directory. Passed as
    overrides, the options also take precedence over the user's own Streamlit configuration.
    """
    text = (home / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    return dict(_flatten(tomllib.loads(text)))


def _flatten(table: Mapping[str, Any], prefix: str = "") -> list[tuple[str, Any]]:
    pairs: list[tuple[str, Any]] = []
    for name, value in table.items():
        if isinstance(value, dict):
            pairs += _flatten(value, f"{prefix}{name}.")
        else:
            pairs.append((prefix + name, value))
    return pairs


def _home() -> Path:
    for home in _HOMES:
        if (home / "app.py").is_file():
            return home
    raise NotPossibleError("The review page is missing from this installation. Install it again.")


def _free_port(wanted: int) -> int:
    for port in range(wanted, min(wanted + PORTS_TRIED, 65_536)):
        with socket.socket() as probe:
            if os.name != "nt":  # on Windows this option would let two servers share a port
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((ADDRESS, port))
            except OSError:
                continue
            return port
    raise NotPossibleError(
        f"No free port from {wanted} on. Close another program or name one with --port."
    )


def _announcer(url: str, *, open_browser: bool) -> Any:
    @asynccontextmanager
    async def announce(_app: st.App) -> AsyncIterator[None]:
        # the socket already listens, so a browser that connects now only waits for the answer
        print(f"Passalong is open at {url} (Ctrl+C stops it)", flush=True)  # noqa: T201 (the one line a user looks for)
        if open_browser:
            threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()
        # import while the browser still loads Streamlit's own files
        threading.Thread(target=import_module, args=(_FIRST_PAGE,), daemon=True).start()
        yield None

    return announce


def _quieten_the_server() -> None:
    logging.getLogger("uvicorn.error").addFilter(lambda record: record.levelno >= logging.WARNING)
