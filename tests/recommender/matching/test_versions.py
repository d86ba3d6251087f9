"""What stored matches carry changes with every constant and every signal that made them."""

import re
import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from recommender import matching
from recommender.matching.scoring import signals as registry
from recommender.matching.scoring.signals import Words, signal, signals_hash
from recommender.matching.text.terms import count_terms
from recommender.matching.versions import ANALYZER_VERSION, source_hash

MATCHING = Path(str(matching.__file__)).parent
COUNTED = {4: "40a0425fe6179c0f"}  # what each version of the analyzer makes of `TEXTS`
TEXTS = (
    ("en", "The bees' honey, isn't it?", "Beekeepers harvested 12 kg of honey; the C++ code runs."),
    ("de", "Über die Bienenvölker", "Die Imkerinnen ernteten Honig in Straßenbäumen."),
    ("fr", "L'été des abeilles", "Les apicultrices récoltèrent du miel."),
    ("en", "Customs", "Customers train."),
    ("en", "EMS", "An EM of the UBS."),
    ("en", "Bees", "Bees swarm.\n\nRead more: wasps\n\nCulture | Football | Business"),
    ("zh", "蜜蜂与蜂蜜", "养蜂人在城市里收获蜂蜜。"),
    (None, "ok", "Bees"),
    (
        "en",
        "M&A in the U.S.",
        "The US and IT firms of The Who. I use R, .NET and vitamin C. A/B. Go Go.",
    ),
)
_CONSTANT = re.compile(r"^([A-Z][A-Z_0-9]*(?:, [A-Z_0-9]+)*)(?::.*?)? = .*\d", re.MULTILINE)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(MATCHING, tmp_path / "matching", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path / "matching"


def constants() -> list[tuple[str, str]]:
    """Return the numbers that matching is tuned with, by file and name."""
    return [
        (path.relative_to(MATCHING).as_posix(), name)
        for path in sorted(MATCHING.rglob("*.py"))
        if "evaluation" not in path.parts
        for name in _CONSTANT.findall(path.read_text(encoding="utf-8"))
    ]


def test_the_hash_changes_with_every_constant(copy: Path) -> None:
    assert source_hash.__wrapped__(copy) == source_hash()
    assert len(constants()) > 50
    for file, name in constants():
        path = copy / file
        before = source_hash.__wrapped__(path.parent)  # a folder is read faster than all of them
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(rf"^({name}(?::.*?)? = .*\d)", r"\g<1>1", text, flags=re.MULTILINE))
        assert source_hash.__wrapped__(path.parent) != before, name
        path.write_text(text, encoding="utf-8")
    assert source_hash.__wrapped__(copy) == source_hash()


def test_the_hash_changes_with_a_new_file_and_not_with_how_quality_is_measured(copy: Path) -> None:
    before = source_hash.__wrapped__(copy)
    (copy / "evaluation" / "metrics.py").write_text("")
    assert source_hash.__wrapped__(copy) == before
    (copy / "text" / "more_stopwords.txt").write_text("the\n")
    assert source_hash.__wrapped__(copy) != before


def test_the_hash_changes_with_a_signal_its_weight_and_its_typical_std(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(registry, "_REGISTRY", dict(registry.signals()))
    seen = {signals_hash()}
    for weight, std, grows in ((0.5, 0.2, False), (0.6, 0.2, False), (0.6, 0.3, False)):
        signal("another", weight=weight, typical_std=std, grows=grows)(Words)
        seen.add(signals_hash())
    assert len(seen) == 4


def test_an_analyzer_that_counts_otherwise_has_another_version() -> None:
    digest = sha256()
    for language, title, text in TEXTS:
        digest.update(repr(sorted(count_terms(title, text, language).items())).encode())
    assert {ANALYZER_VERSION: digest.hexdigest()[:16]} == COUNTED
