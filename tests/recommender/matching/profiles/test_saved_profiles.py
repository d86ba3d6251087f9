"""Profiles are built once, and come back from their bytes as they were."""

from dataclasses import replace

import pytest

from recommender.domain.suggestions import Source
from recommender.matching.profiles import saved_profiles
from recommender.matching.profiles.profile import ProfileSources, build_profile
from recommender.matching.profiles.saved_profiles import build_profiles
from recommender.matching.versions import source_hash

ANA = ProfileSources(
    contact_id=1,
    stated="basketball, AI regulation; M&A, Bergsteigen",
    avoid="NFL, gambling",
    notes="Asked about rain gardens. Sings in a choir.",
    role="Head of Grid Planning",
    organisation="Harbour Energy",
    tags=("client", "night trains"),
    own="Why batteries fail in winter",
    languages=("en", "de"),
    liked=(3, 5),
    picked=(7,),
    dismissed=(9,),
    blocked=("en:court",),
    weights={Source.NOTES: 0.5},
)
BEN = ProfileSources(contact_id=2, stated="honey, 足球")
LANGUAGES = {"en", "de", None}


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Record whose profiles are built."""
    contact_ids: list[int] = []

    def build(sources: ProfileSources, *, languages: set[str | None]) -> object:
        contact_ids.append(sources.contact_id)
        return build_profile(sources, languages=languages)

    monkeypatch.setattr(saved_profiles, "build_profile", build)
    return contact_ids


def test_profiles_come_back_as_they_were_built(built: list[int]) -> None:
    exact = [build_profile(one, languages=LANGUAGES) for one in (ANA, BEN)]
    first, saved = build_profiles([ANA, BEN], languages=LANGUAGES)
    assert first == exact
    again, same = build_profiles([ANA, BEN], languages=LANGUAGES, saved=saved)
    assert again == exact
    assert [[list(p.counts.items()) for p in one.phrases] for one in again] == [
        [list(p.counts.items()) for p in one.phrases] for one in exact
    ]
    assert same is saved
    assert built == [1, 2]


@pytest.mark.parametrize(
    "change",
    [
        {"stated": "honey"},
        {"avoid": ""},
        {"notes": "Asked about honey."},
        {"role": "Beekeeper"},
        {"organisation": "Honey Works"},
        {"tags": ()},
        {"own": ""},
        {"languages": ("en",)},
        {"blocked": ()},
        {"weights": {}},
    ],
    ids=lambda change: next(iter(change)),
)
def test_only_whose_sources_changed_is_built_again(
    built: list[int], change: dict[str, object]
) -> None:
    _, saved = build_profiles([ANA, BEN], languages=LANGUAGES)
    built.clear()
    changed = replace(ANA, **change)  # type: ignore[arg-type]  # fields of any kind
    profiles, again = build_profiles([changed, BEN], languages=LANGUAGES, saved=saved)
    assert built == [1]
    assert profiles[0] == build_profile(changed, languages=LANGUAGES)
    assert again != saved


def test_feedback_builds_no_profile(built: list[int]) -> None:
    _, saved = build_profiles([ANA], languages=LANGUAGES)
    built.clear()
    liked = replace(ANA, liked=(4,), dismissed=(), weights=ANA.weights)
    profiles, same = build_profiles([liked], languages=LANGUAGES, saved=saved)
    assert profiles == [build_profile(liked, languages=LANGUAGES)]
    assert same is saved
    assert built == []


def test_another_language_of_the_library_builds_all(built: list[int]) -> None:
    _, saved = build_profiles([ANA, BEN], languages={"en"})
    built.clear()
    build_profiles([ANA, BEN], languages=LANGUAGES, saved=saved)
    assert built == [1, 2]


def test_who_is_gone_is_saved_no_longer() -> None:
    _, saved = build_profiles([ANA, BEN], languages=LANGUAGES)
    _, less = build_profiles([BEN], languages=LANGUAGES, saved=saved)
    assert b"basketball" in saved
    assert b"basketball" not in less


def test_other_rules_of_the_domain_build_profiles_anew(
    built: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, saved = build_profiles([BEN], saved=None)
    before = source_hash
    monkeypatch.setattr(
        saved_profiles,
        "source_hash",
        lambda *of: "changed" if of == (saved_profiles._DOMAIN,) else before(*of),
    )
    build_profiles([BEN], saved=saved)
    assert built == [2, 2]
