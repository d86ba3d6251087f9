"""The words' signal alone at the size of a large library, beside other ways to the same answer.

    python -m tests.benchmarks.kernel [ARTICLES CONTACTS]

Each way is a process of its own, on the same vectors, and tells what it took: seconds by the clock
and of processor time, and memory beside the vectors. Ours and the others must name the same
articles in the same order. `sparse_dot_topn` (Apache 2.0) is asked where it is installed.
"""

import pickle
import re
import subprocess
import sys
import time
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, csr_matrix, vstack
from sklearn.metrics.pairwise import cosine_similarity
from threadpoolctl import threadpool_limits

from recommender.matching.index.sparse_product import to_hybrid
from recommender.matching.index.sparse_rows import unit_rows
from recommender.matching.scoring.fitted_queries import fit_queries
from tests.benchmarks.speed import BEST, MATCHED, ROOT, laid_out

ARTICLES_AT_ONCE, CONTACTS_AT_ONCE = 10_000, 200

Found = tuple[NDArray[np.intp], NDArray[np.float64]]
"""The best articles of each contact and their scores, best first, (n_contacts, BEST)."""


def vectors(n_articles: int, n_contacts: int) -> tuple[csr_array, csr_array]:
    """Return unit rows of articles, and of contacts, by the terms of the former."""
    dice = np.random.default_rng(2)
    index, profiles = laid_out(n_contacts)
    drawn = index.weighted
    parts = []
    for _ in range(0, n_articles, MATCHED):  # each term's weight is shaken: no article comes twice
        shaken = drawn.data * dice.uniform(0.5, 1.5, drawn.nnz)
        parts.append(csr_array((shaken, drawn.indices, drawn.indptr), shape=drawn.shape))
    articles = csr_array(vstack(parts, format="csr")[:n_articles])
    return unit_rows(articles), unit_rows(fit_queries(index, profiles).queries.vectors)


def ours(articles: csr_array, queries: csr_array) -> Found:
    """Multiply some articles with some contacts at a time, and keep the best so far."""
    n_contacts = queries.shape[0]
    rows = np.zeros((n_contacts, BEST), dtype=np.intp)
    values = np.full((n_contacts, BEST), -np.inf)
    for start in range(0, articles.shape[0], ARTICLES_AT_ONCE):
        split = to_hybrid(csr_array(articles[start : start + ARTICLES_AT_ONCE]))
        for first in range(0, n_contacts, CONTACTS_AT_ONCE):
            scores = split.times(csr_array(queries[first : first + CONTACTS_AT_ONCE])).T
            for contact, own in enumerate(scores, start=first):
                bar = values[contact, -1]
                if bar == -np.inf and len(own) > BEST:
                    bar = np.partition(own, -BEST)[-BEST]
                better = np.flatnonzero(own >= bar)
                among = np.concatenate([rows[contact], start + better])
                scored = np.concatenate([values[contact], own[better]])
                best = np.lexsort((among, -scored))[:BEST]  # of equals the earlier article
                rows[contact], values[contact] = among[best], scored[best]
    return rows, values


def cosines(articles: csr_array, queries: csr_array) -> Found:
    """Take all cosines, and sort all of them."""
    scores = cosine_similarity(queries, articles)
    rows = np.argsort(-scores, axis=1)[:, :BEST]
    return rows, np.take_along_axis(scores, rows, axis=1)


def topn(articles: csr_array, queries: csr_array) -> Found:
    """Ask `sparse_dot_topn`, on one thread."""
    found = import_module("sparse_dot_topn").sp_matmul_topn(
        csr_matrix(queries), csr_matrix(articles.T), top_n=BEST, sort=True, n_threads=1
    )
    return found.indices.reshape(-1, BEST), found.data.reshape(-1, BEST)


WAYS: dict[str, Callable[[csr_array, csr_array], Found]] = {
    "ours": ours,
    "cosine_similarity, sorted": cosines,
    "sparse_dot_topn": topn,
}


def run(way: str, source: Path, target: Path) -> None:
    """Take one way, tell what it took and write down what it found."""
    articles, queries = pickle.loads(source.read_bytes())
    before = memory()
    with threadpool_limits(1):
        wall, processor = time.perf_counter(), time.process_time()
        found = WAYS[way](articles, queries)
        wall, processor = time.perf_counter() - wall, time.process_time() - processor
    target.write_bytes(pickle.dumps(found))
    print(f"{wall:8.1f} s {processor:8.1f} s {memory() - before:8.0f} MiB   {way}", flush=True)


def memory() -> float:
    """Return the most memory that this process has had, MiB."""
    told = re.search(r"VmHWM:\s*(\d+) kB", Path("/proc/self/status").read_text())
    assert told is not None
    return int(told[1]) / 1024


def main(n_articles: int = 100_000, n_contacts: int = 2_000) -> None:
    """Take all ways one after the other, and hold their answers against each other."""
    with TemporaryDirectory() as folder:
        source = Path(folder) / "vectors"
        source.write_bytes(pickle.dumps(vectors(n_articles, n_contacts)))
        found = {}
        for way in WAYS:
            if way == "sparse_dot_topn" and find_spec("sparse_dot_topn") is None:
                continue
            target = Path(folder) / way
            subprocess.run(
                [sys.executable, "-m", __spec__.name, way, str(source), str(target)],
                check=True,
                cwd=ROOT,
            )
            found[way] = pickle.loads(target.read_bytes())
        rows, values = found["ours"]
        for way, (others, theirs) in found.items():
            assert np.abs(values - theirs).max() < 1e-6, way
            assert (rows == others).mean() > 0.999, way  # rounding parts equals


if __name__ == "__main__":
    if len(sys.argv) == 4:
        run(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        main(*map(int, sys.argv[1:]))
