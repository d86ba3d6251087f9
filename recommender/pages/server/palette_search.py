"""The route that answers the command palette for what is typed in it.

A route, not a run of the page: it answers at every key, also while the page is busy.
"""

import os
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from recommender.errors import PassalongError
from recommender.storage.library import Library
from recommender.workflow.paths import library_path

LONGEST = 2_000  # bytes of a question: a pasted link may be long


async def _answer(request: Request) -> Response:
    """Answer one question; it is posted, so that the host check knows the page it comes from."""
    words = (await request.body())[:LONGEST].decode(errors="replace").strip()
    try:
        return JSONResponse(await run_in_threadpool(_search, words))
    except PassalongError as error:
        return JSONResponse({"error": str(error)})


ROUTES = (Route("/palette/results", _answer, methods=["POST"]),)


def _search(words: str) -> dict[str, Any]:
    from recommender.pages.sections.palette_results import (
        search,  # imports what the page's first run imports anyway; the server starts without
    )

    with Library.open(library_path(None, os.environ)) as library:
        return search(library, words)
