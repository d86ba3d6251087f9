"""Names that are spelled like common words, or with symbols."""

import pytest

from recommender.matching.text.terms import (
    count_terms,
    interest_terms,
    is_informative,
    surface_forms,
)


def words(text: str, language: str = "en", *, title: str = "") -> dict[str, int]:
    """Return the counts without the language tag."""
    counts = count_terms(title, text, language)
    return {term.partition(":")[2]: count for term, count in counts.items()}


def typed(interest: str, language: str = "en") -> set[str]:
    """Return an interest's terms without the language tag."""
    return {term.partition(":")[2] for term in interest_terms(interest, language)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Banks live from M&A.", "m&a"),
        ("The R & D budget", "r&d"),
        ("Run an A/B test", "a/b"),
        ("AT&T and others", "at&t"),
        ("Written in C++ today", "c++"),
        ("C++23 is out", "c++"),
        ("A parser in C#.", "c#"),
        (".NET 8 is fast", ".net"),
        ("The new .NET runtime", ".net"),
        ("Firms in the US fear tariffs", "US"),
        ("The U.S. government", "US"),
        ("An IT department", "IT"),
        ("Their I.T. department", "IT"),
        ("WHO warns of mpox", "WHO"),
        ("US-based firms", "US"),
        ("The R language", "r"),
        ("They use R every day", "r"),
        ("Enough vitamin C daily", "vitamin c"),
        ("It needs vitamin C. The rest", "vitamin c"),
        ("All of it is in R.", "r"),
        ("A Series A round", "series a"),
        ("Watching Formula 1 at home", "formula 1"),
        ("On Industry 4.0, again", "industry 4"),
        ("Daltrey of The Who sang", "the who"),
        ("The Go team met", "Go"),
        ("The U.K. votes", "uk"),
        ("A 5G mast", "5g"),
    ],
)
def test_a_name_is_a_term_of_its_own(text: str, name: str) -> None:
    assert words(text)[name] == 1


@pytest.mark.parametrize(
    ("text", "no_name"),
    [
        ("They told us who did it", "US"),
        ("WHO WILL HELP US NOW", "US"),
        ("All of it is online.\nCONTACT US\nMore below", "US"),
        ("TELL US MORE. The form is short", "US"),
        ("Go home and go to bed", "Go"),
        ("Let's Go Home Now", "Go"),
        ("J. Smith wrote it", "j"),
        ("A book by J. Smith", "j"),
        ("George W. Bush spoke", "w"),
        ("An X-ray of the chest", "x"),
        ("B) is the answer", "b"),
        ("Yesterday I slept", "yesterday i"),
        ("Build A Better Garden", "build a"),
        ("See example.net for it", ".net"),
        ("On 24/7 duty since 9/11", "24/7"),
        ("What It Is And How The Who Did It", "the who"),
        ("The report is short. The who and the why are missing", "the who"),
        ("It fell by 3 percent", "by 3"),
    ],
)
def test_what_only_looks_like_a_name_is_none(text: str, no_name: str) -> None:
    assert no_name not in words(text)


def test_a_name_leaves_no_parts() -> None:
    assert words("C++ and .NET and AT&T and U.S.") == {"c++": 1, ".net": 1, "at&t": 1, "US": 1}


def test_a_headline_in_capitals_says_no_name_and_all_its_words() -> None:
    assert words("", title="IT IS TIME FOR THE BEES") == {"time": 3, "bee": 3}


def test_capitals_count_only_where_they_spell_a_stop_word() -> None:
    assert words("NASA and nasa") == {"nasa": 2}
    assert words("US und UNO", "de") == {"us": 1, "uno": 1}
    assert words("MAN baut Busse, und man wartet", "de")["MAN"] == 1


@pytest.mark.parametrize(
    ("interest", "terms"),
    [
        ("IT", {"IT"}),
        ("it", {"IT"}),
        ("us", {"US"}),
        ("IT law", {"IT", "law"}),
        ("it security", {"IT", "secur"}),
        ("US trade policy", {"US", "trade", "polici"}),
        ("u.s. politics", {"US", "politics"}),
        ("the who", {"the who"}),
        ("r", {"r"}),
        ("c programming", {"c", "program"}),
        ("vitamin c", {"vitamin", "vitamin c"}),
        ("Series A", {"seri", "series a"}),
        ("Formula 1", {"formula", "formula 1"}),
        ("m&a", {"m&a"}),
        ("a/b testing", {"a/b", "test"}),
        (".net", {".net"}),
        ("C++ programming", {"c++", "program"}),
        ("Go", {"Go"}),
        ("Go programming", {"Go", "program"}),
        ("Go to market", {"go", "market"}),
        ("#football", {"footbal"}),
        ("ART OF THE DEAL", {"art", "deal"}),
        ("things that matter to us", {"thing", "matter"}),
        ("a cappella", {"cappella"}),
        ("the and of", set()),
    ],
)
def test_an_interest_is_read_as_people_type(interest: str, terms: set[str]) -> None:
    assert typed(interest) == terms


def test_an_interest_written_as_a_sentence_is_read_like_an_article() -> None:
    assert "US" not in typed("she reads all that helps us with our garden")


def test_a_name_is_shown_as_it_is_written() -> None:
    forms = surface_forms("", "The US, the U.S. and the US. M&A, C++ and vitamin C.", "en")
    assert forms["en:US"] == "US"
    assert {"M&A", "C++", "vitamin C"} <= set(forms.values())


def test_a_name_told_by_a_capital_alone_is_never_added_to_a_query() -> None:
    assert not any(map(is_informative, ("en:US", "en:NOT", "en:r", "en:vitamin c", "en:Go")))
    assert all(map(is_informative, ("en:c++", "en:m&a", "en:.net")))
