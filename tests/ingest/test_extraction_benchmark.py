import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

TESTS = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def benchmark() -> ModuleType:
    spec = importlib.util.spec_from_file_location("extraction", TESTS / "benchmarks/extraction.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("expected", "found", "precision", "recall"),
    [
        ("a b c d e", "a b c d e", 1, 1),
        ("a b c d e", "a b c d", 1, 1 / 2),
        ("a b c d", "a b c d e f", 1 / 3, 1),
        ("a b c d a b c d", "a b c d", 1, 1 / 5),
        ("a b", "a b", 1, 1),
        ("a b c d", "", 0, 0),
        ("", "", 1, 1),
    ],
)
def test_agreement_is_counted_in_shingles(
    benchmark: ModuleType, expected: str, found: str, precision: float, recall: float
) -> None:
    score = benchmark.score("k", expected=expected, found=found)
    assert (score.precision, score.recall) == pytest.approx((precision, recall))


def test_the_written_pages_are_cut_out_well(benchmark: ModuleType) -> None:
    figures = benchmark.summary(benchmark.score_pages(TESTS / "data/pages"))
    assert figures["mean_f1"] >= 0.96
    assert figures["empty"] == 0
