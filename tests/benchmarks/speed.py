"""What things cost, beside a fair peer or the program itself at another size.

    python -m tests.benchmarks.speed

It prints a table and writes it into docs/benchmarks.md. Texts are made by drawing sentences of
several articles near each other, with words that nobody used before strewn in, so that the
vocabulary keeps growing as it does in life (Heaps' law). Figures are medians of one run. The pages
have a script of their own, `tests.benchmarks.page`: they need a browser.
"""

import math
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, timedelta
from functools import partial
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array
from sklearn.metrics.pairwise import cosine_similarity

from ingest.records import Article, Contact
from recommender.matching.evaluation.data_sets import read_data_set
from recommender.matching.index.article_index import ArticleIndex, fit
from recommender.matching.index.counts import ArticleTerms, build_corpus
from recommender.matching.profiles.profile import Profile, ProfileSources, build_profile
from recommender.matching.scoring.fitted_queries import fit_queries
from recommender.matching.scoring.recency import fresh_order_key
from recommender.matching.scoring.scorer import score
from recommender.matching.scoring.signals import signals, signals_hash
from recommender.matching.text.terms import count_terms
from recommender.matching.versions import source_hash
from recommender.planning.plan import Plan, plan_day
from recommender.settings import Settings
from recommender.storage.library import Library
from recommender.workflow.matching import index_cache
from recommender.workflow.matching.match import count_missing_terms, refresh_matches
from recommender.workflow.matching.semantic import vectors_stamp
from recommender.workflow.matching.staleness import save_matched_by
from recommender.workflow.people.contact_editing import edit_contact
from tests.builders import NOW, a_candidate, a_known_contact

ROOT = Path(__file__).parents[2]
CRANFIELD = ROOT / "tests" / "data" / "quality" / "cranfield"
SAVED_PAGE = ROOT / "tests" / "data" / "pages" / "library-bees.html"
PAGE = ROOT / "docs" / "benchmarks.md"
BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"

SMALLER, LARGER = 11_000, 22_000  # articles stored; both more than what stands for a library
LARGEST = 1_000_000  # most of them copies, older than all others: 4 GB of disk while it lasts
PEOPLE, MANY_PEOPLE = 200, 2_000
QUERIES_AT_ONCE = 2_000  # whose cosines are in memory at a time
DAY = 200  # articles
FEW, FRIENDS = 180, 52  # articles and contacts, some weeks after the first day
MATCHED, BEST = 10_000, 20  # articles; those kept
STRANGE = 0.01  # of the words are new ones


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One figure beside what it should be."""

    what: str
    figure: float
    limit: float
    measured: str
    at_least: bool = False

    @property
    def reached(self) -> bool:
        """Tell whether the figure is as it should be."""
        return self.figure >= self.limit if self.at_least else self.figure <= self.limit


def texts(dice: np.random.Generator) -> Iterator[tuple[str, str]]:
    """Return titles and texts without end: sentences of articles that stand near each other."""
    found = read_data_set(CRANFIELD).articles
    sentences = [article.text.split(". ") for article in found]
    coined = 0
    while True:
        near = int(dice.zipf(1.3)) % len(found)
        picked = [sentences[(near + int(step)) % len(found)] for step in dice.integers(0, 20, 6)]
        words = ". ".join(
            part[int(n)] for part in picked for n in dice.integers(0, len(part), 4)
        ).split(" ")
        for place in dice.integers(0, len(words), 1 + int(STRANGE * len(words))):
            coined += 1
            words[place] = f"neologism{coined}"
        yield found[near].title, " ".join(words)


def fill(library: Library, stream: Iterator[tuple[str, str]], until: int) -> None:
    """Shelve articles until there are so many, their terms counted, nobody held against them."""
    for start in range(library.size().articles, until, 1_000):
        with library.write():
            for number in range(start, min(start + 1_000, until)):
                shelve(library, stream, number)
        count_missing_terms(library)


def shelve(library: Library, stream: Iterator[tuple[str, str]], number: int) -> int:
    """Shelve one article, read."""
    title, text = next(stream)
    url = f"https://press.example/{number}"
    article = Article(url=url, title=title, text=text, language="en")
    return library.articles.add(article, added_at=NOW, read_at=NOW)


def seconds(act: Callable[[], object], times: int = 3) -> float:
    """Return the median time that something takes."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        act()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def processor_seconds(act: Callable[[], object], times: int) -> float:
    """Return the median processor time that something takes: others may use the machine too."""
    taken = []
    for _ in range(times):
        start = time.process_time()
        act()
        taken.append(time.process_time() - start)
    return statistics.median(taken)


def process_seconds(*arguments: str) -> float:
    """Return the processor time of a process, those that it starts included."""

    def spent() -> float:
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        return usage.ru_utime + usage.ru_stime

    before = spent()
    subprocess.run(arguments, cwd=ROOT, check=True, capture_output=True)
    return spent() - before


def paired(
    one: Callable[[], float], other: Callable[[], float], times: int = 9
) -> tuple[float, float, float]:
    """Return the median ratio of two measurements, taken in turn, and both medians."""
    taken = [(one(), other()) for _ in range(times)]
    ratio = statistics.median(first / second for first, second in taken)
    first, second = (statistics.median(column) for column in zip(*taken, strict=True))
    return ratio, first, second


def arrive(library: Library, stream: Iterator[tuple[str, str]], count: int = 1) -> None:
    """Let articles come and be matched."""
    first = library.size().articles + 1_000_000
    with library.write():
        for number in range(first, first + count):
            shelve(library, stream, number)
    refresh_matches(library)


def stuff(library: Library, until: int) -> None:
    """Shelve copies of articles until there are so many, counted and matched in older days.

    The search index is spared: what a new article costs there does not depend on the others.
    """
    connection = library._database.conn
    (indexed,) = connection.execute(
        "SELECT sql FROM sqlite_schema WHERE name = 'search_index_inserts'"
    ).fetchone()
    with library.write():
        connection.execute("DROP TRIGGER search_index_inserts")
        for start in range(library.size().articles, until, 10_000):
            count = min(10_000, until - start)
            connection.execute(
                "INSERT INTO articles (id, url, title, language, added_at, checksum, "
                "compressed_text) "
                "SELECT -id - ?, url || '?' || ?, title, language, '2020-01-01', checksum, "
                "compressed_text "
                "FROM articles WHERE id BETWEEN 1 AND ?",
                [start, start, count],
            )
            connection.execute(
                "INSERT INTO article_terms (article_id, analyzer_version, "
                "compressed_counts, matched) "
                "SELECT -article_id - ?, analyzer_version, compressed_counts, 1 "
                "FROM article_terms WHERE article_id BETWEEN 1 AND ?",
                [start, count],
            )
        connection.execute(indexed)
        save_matched_by(library, f"{source_hash()} {signals_hash()} {vectors_stamp(library)}")


def match_all(library: Library) -> None:
    """Learn from the articles that stand for the library, and match everybody with them."""
    with library.write():
        library.terms.set_all_unmatched()
        library.terms.set_matched(library.terms.unmatched()[:-1])
    refresh_matches(library)


def edit(library: Library, interests: str) -> None:
    """Change somebody's card, and match what fits now."""
    edit_contact(library, 1, {"interests": interests}, now=NOW)
    refresh_matches(library)


def laid_out(people: int, interests: int = 1) -> tuple[ArticleIndex, list[Profile]]:
    """Return what stands for a library, and as many people with some interests each."""
    dice = np.random.default_rng(1)
    stream = texts(dice)
    said = [
        ", ".join(_few_words(next(stream)[0], dice) for _ in range(interests))
        if interests > 1
        else next(stream)[0]
        for _ in range(people)
    ]
    corpus = build_corpus(
        ArticleTerms(article_id=number, language="en", counts=count_terms(*next(stream), "en"))
        for number in range(MATCHED)
    )
    profiles = [
        build_profile(ProfileSources(contact_id=number, stated=words), languages={"en"})
        for number, words in enumerate(said)
    ]
    return ArticleIndex(corpus=corpus, model=fit(corpus)), profiles


def _few_words(title: str, dice: np.random.Generator) -> str:
    """Return three words in a row of a title, which makes an interest as people type them."""
    words = title.split()
    start = int(dice.integers(0, max(1, len(words) - 3)))
    return " ".join(words[start : start + 3]).strip(".,;")


def measure_match(people: int, interests: int) -> Iterator[Line]:
    """Measure a match of what stands for a library against scikit-learn's cosines and a partition.

    Processor time: products take all cores, and others may use the machine too.
    """
    index, profiles = laid_out(people, interests)
    queries = fit_queries(index, profiles).queries.vectors
    words = signals()["words"].signal
    starts = range(0, queries.shape[0], QUERIES_AT_ONCE)
    slices = [csr_array(queries[at : at + QUERIES_AT_ONCE]) for at in starts]

    def peer() -> None:
        units = index.units
        for some in slices:
            np.argpartition(-cosine_similarity(some, units), BEST, axis=1)

    def ours() -> None:
        for some in slices:
            np.argpartition(-words.scores(index, some), BEST, axis=0)

    def in_full() -> None:
        score(fit_queries(index, profiles), index, profiles=profiles, all_pairs=False)

    base = processor_seconds(peer, times=1)
    for what, act, limit, measured in (
        ("the words' signal alone", ours, 1, f"and its {BEST} best"),
        ("in full", in_full, 4, "queries, topics, neighbours, levels, evidence, decision"),
    ):
        taken = processor_seconds(act, times=1)
        yield Line(
            what=f"match of {MATCHED:,} x {people:,} with {interests} interests each, {what}, "
            "against `cosine_similarity`, partitioned",
            figure=taken / base,
            limit=limit,
            measured=f"{taken:.2f} s and {base:.2f} s of processor time; {measured}",
        )


def measure_library(folder: Path) -> Iterator[Line]:
    """Measure one library while it grows."""
    dice = np.random.default_rng(0)
    stream = texts(dice)
    interests = [" ".join(next(stream)[0].split()[:3]) for _ in range(2 * PEOPLE)]
    path = folder / "library.sqlite"
    edits: list[float] = []
    with Library.open(path) as library:
        with library.write():
            for number in range(PEOPLE):
                said = ", ".join(interests[2 * number : 2 * number + 2])
                library.contacts.add(Contact(name=f"Person {number}", interests=said), added_at=NOW)
        for size in (SMALLER, LARGER):
            fill(library, stream, size)
            with library.write():  # as if each had been matched when it came
                library.terms.set_matched(library.terms.unmatched()[:-1])
            refresh_matches(library)
            edit(library, next(stream)[0])  # the first one adds up what everybody makes of them
            edits.append(processor_seconds(lambda: edit(library, next(stream)[0]), times=5))
        words = library._database.execute(
            "SELECT sum(length(CAST(text AS BLOB)) + length(CAST(title AS BLOB))) "
            "FROM articles_text"
        ).fetchone()[0]
        library.erase_deleted()
        file_size = path.stat().st_size
        day = processor_seconds(lambda: arrive(library, stream, DAY), times=3)
        newest = processor_seconds(lambda: match_all(library), times=1)
        with patch.object(index_cache, "REFERENCE", 2 * LARGER):
            whole = processor_seconds(lambda: match_all(library), times=1)
        match_all(library)
        library.erase_deleted()
    yield Line(
        what=f"a day of {DAY} new articles, against learning from all {LARGER:,} and matching "
        "them (times faster)",
        figure=whole / day,
        limit=40,
        measured=f"{day:.2f} s and {whole:.1f} s; {newest:.1f} s by the newest 10,000; "
        "processor time",
        at_least=True,
    )
    yield Line(
        what="library file against its text",
        figure=file_size / words,
        limit=1.6,
        measured=f"{file_size / 1e6:.0f} MB and {words / 1e6:.0f} MB",
    )
    bare = partial(process_seconds, sys.executable, "-c", "import sqlite_utils, click")
    program = (sys.executable, "-m", "recommender", "--library", str(path))
    for words_of in (("today",), ("contacts", "list", "--json"), ("match", "--contact", "1")):
        process_seconds(*program, *words_of)  # makes the plan
        ratio, taken, base = paired(partial(process_seconds, *program, *words_of), bare)
        yield Line(
            what=f"`{' '.join(words_of)}` against `import sqlite_utils, click`",
            figure=ratio,
            limit=1.2,
            measured=f"{taken * 1000:.0f} ms and {base * 1000:.0f} ms of processor time",
        )
    again = (
        "import re, sys; from pathlib import Path; "
        "from recommender.cli.startup import start_light; "
        "start_light(); "  # as in every command
        "from recommender.storage.library import Library; "
        "from recommender.workflow.matching.match import refresh_matches; "
        "library = Library.open(Path(sys.argv[1])); library.terms.set_all_unmatched(); "
        "library.terms.set_matched(library.terms.unmatched()[:-5]); refresh_matches(library); "
        "status = Path('/proc/self/status').read_text(); "  # resource tells the parent's too
        "print(int(re.search('VmHWM: *.(.*) kB', status)[1]) / 1024)"
    )
    most = float(
        subprocess.run(
            [sys.executable, "-c", again, str(path)], cwd=ROOT, check=True, capture_output=True
        ).stdout
    )
    yield Line(
        what=f"memory of a match of {PEOPLE} contacts, {LARGER:,} stored (MiB)",
        figure=most,
        limit=350,
        measured="a full match of all contacts",
    )
    with Library.open(path) as library:
        before = processor_seconds(lambda: arrive(library, stream), times=9)
        stuff(library, LARGEST)
        library.erase_deleted()
        arrive(library, stream)
        after = processor_seconds(lambda: arrive(library, stream), times=9)
        edited = processor_seconds(lambda: edit(library, next(stream)[0]), times=5)
    yield Line(
        what=f"one article in, {LARGEST:,} stored against {LARGER:,}",
        figure=after / before,
        limit=1.2,
        measured=f"{after * 1000:.0f} ms and {before * 1000:.0f} ms of processor time, "
        f"{PEOPLE} contacts",
    )
    yield Line(
        what=f"one contact edited, {LARGEST:,} stored (ms)",
        figure=edited * 1000,
        limit=30,
        measured=f"{edits[1] * 1000:.0f} ms with {LARGER:,} and {edits[0] * 1000:.0f} ms with "
        f"{SMALLER:,} stored, of processor time",
    )


def measure_adding(folder: Path) -> Iterator[Line]:
    """Measure `add` of a saved page, matching included, beside the extraction of its text alone."""
    stream = texts(np.random.default_rng(2))
    before, library_file = folder / "before.sqlite", folder / "small.sqlite"
    with Library.open(before) as library:
        with library.write():
            for number in range(FRIENDS):
                said = ", ".join(" ".join(next(stream)[0].split()[:2]) for _ in range(3))
                library.contacts.add(Contact(name=f"Person {number}", interests=said), added_at=NOW)
        fill(library, stream, FEW)
        refresh_matches(library)
        library.erase_deleted()
    extraction = "import sys, trafilatura; trafilatura.extract(open(sys.argv[1], 'rb').read())"

    def add() -> float:
        shutil.copyfile(before, library_file)
        program = (sys.executable, "-m", "recommender", "--library", str(library_file))
        return process_seconds(*program, "add", str(SAVED_PAGE), "--url", "https://new.example/")

    add()  # unpacks the language model
    bare = partial(process_seconds, sys.executable, "-c", extraction, str(SAVED_PAGE))
    ratio, taken, base = paired(add, bare)
    yield Line(
        what=f"`add FILE`, {FEW} articles and {FRIENDS} contacts, against `trafilatura.extract` "
        "in a process of its own",
        figure=ratio,
        limit=3,
        measured=f"{taken:.2f} s and {base:.2f} s of processor time",
    )


def measure_selection() -> Iterator[Line]:
    """Measure the choice of a day beside the best possible one, found by an integer program."""
    dice = np.random.default_rng(0)
    pairs = sorted({(int(c), int(a)) for c, a in dice.integers(1, (2_001, 5_001), (103_000, 2))})
    scores = dice.gamma(2.0, 0.3, len(pairs)) + 1
    ages = dice.uniform(0, 30, 5_001)
    candidates = [
        a_candidate(
            contact, article, score=float(value), born=NOW - timedelta(float(ages[article]))
        )
        for (contact, article), value in zip(pairs, scores, strict=True)
    ]
    contacts = {number: a_known_contact(number) for number in range(1, 2_001)}
    settings = Settings(suggestions_per_day=20)

    def choose() -> Plan:
        return plan_day(
            candidates,
            contacts=contacts,
            decided=(),
            stories={},
            settings=settings,
            now=NOW + timedelta(days=60),
            timezone=UTC,
        )

    chosen = choose().proposals
    values = {
        (c.contact_id, c.article_id): math.exp(fresh_order_key(c.score, c.born, now=NOW))
        for c in candidates
    }
    best = sorted(values, key=lambda pair: -values[pair])[:2_000]
    caps = [
        [[pair[side] == one for pair in best] for one in {pair[side] for pair in best}]
        for side in (0, 1)
    ]
    solved = milp(
        [-values[pair] for pair in best],
        integrality=np.ones(len(best), dtype=np.int8),
        bounds=Bounds(0, 1),
        constraints=[
            LinearConstraint(np.array(caps[0], dtype=np.float64), ub=1),
            LinearConstraint(np.array(caps[1], dtype=np.float64), ub=settings.people_per_article),
            LinearConstraint(np.ones((1, len(best))), ub=settings.suggestions_per_day),
        ],
    )
    assert solved.fun is not None, solved.message
    total = sum(values[p.contact_id, p.article_id] for p in chosen)
    yield Line(
        what="a day's choice of 20 out of 100,000 pairs, against the best possible sum",
        figure=total / -solved.fun,
        limit=0.975,
        measured="integer program over the 2,000 best pairs",
        at_least=True,
    )
    yield Line(
        what=f"the same choice, {len(candidates):,} pairs (s)",
        figure=seconds(choose, times=9),
        limit=0.2,
        measured="all of `plan_day`, reasons included",
    )


def table(lines: list[Line]) -> str:
    """Return the figures for people."""
    rows = [
        f"| {line.what} | {line.figure:.3g} | {'at least' if line.at_least else 'at most'} "
        f"{line.limit:g} | {'yes' if line.reached else '**no**'} | {line.measured} |"
        for line in lines
    ]
    head = "| what | figure | to reach | reached | measured |\n|---|---|---|---|---|"
    return "\n".join((head, *rows))


def main() -> None:
    """Measure all, print the table and write it down."""
    with TemporaryDirectory() as folder:
        lines = []
        for line in chain(
            measure_selection(),
            measure_match(PEOPLE, 1),
            measure_match(MANY_PEOPLE, 3),
            measure_adding(Path(folder)),
            measure_library(Path(folder)),
        ):
            print(line, flush=True)
            lines.append(line)
    packages = ("numpy", "scipy", "scikit-learn", "sqlite-utils")
    machine = (
        f"{os.cpu_count()} cores of {platform.machine()}, {platform.system()}, Python "
        f"{platform.python_version()}, {', '.join(f'{name} {version(name)}' for name in packages)}"
    )
    found = table(lines)
    print(found)
    text = PAGE.read_text()
    begin, end = (text.index(mark) for mark in (BEGIN, END))
    PAGE.write_text(f"{text[: begin + len(BEGIN)]}\n{machine}.\n\n{found}\n{text[end:]}")


if __name__ == "__main__":
    main()
