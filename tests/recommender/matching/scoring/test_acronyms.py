"""Interests that are acronyms find their article, and not a neighbour with the same letters."""

import pytest

from tests.recommender.matching.pages import PAGES, SEPSIS, Page, fitting

# interest: its article, and one that has the same letters, or the weaker half of the interest
ACRONYMS: dict[str, tuple[Page, Page]] = {
    "IT": (
        (
            "Why IT departments burn out",
            "An IT department is called when something fails. Good IT goes unnoticed, and the "
            "IT budget is cut. We asked eleven heads of IT what would help them.",
        ),
        (
            "It was the best summer",
            "It began with a boat. We painted it, and it leaked. It never reached the island, "
            "but it carried us along the shore, and that was it.",
        ),
    ),
    "M&A": (
        (
            "A record year for M&A",
            "Banks earn again from M&A. The M&A market was closed for two years; now lawyers "
            "who know M&A are hired by the dozen, and fees rise.",
        ),
        (
            "Mergers of galaxies",
            "When two galaxies meet, a merger takes a billion years. The stars miss each other, "
            "and the acquisitions of dust light up the sky.",
        ),
    ),
    "R&D": (
        (
            "Where R&D money goes",
            "Firms spend more on R&D than states do. Half of that R&D is development, and tax "
            "rules for R & D favour the large.",
        ),
        (
            "Letters on a wall",
            "A painter writes letters: R over a door, D under a window. The street calls them "
            "the alphabet, and nobody knows who pays for the paint.",
        ),
    ),
    "US": (
        (
            "U.S. tariffs raise prices",
            "The U.S. government raises tariffs on steel. Importers in the US fear higher prices, "
            "and the U.S. trade office answers in June.",
        ),
        (
            "What the sea taught us",
            "The sea taught us patience. It gave us fish and took two of us. What is left to us "
            "is a hut, and the song that our mother sang to us.",
        ),
    ),
    "WHO": (
        (
            "WHO warns of mpox",
            "The WHO calls for vaccines. Officials of the WHO said stocks are low, and the WHO "
            "asks states to share what they hold.",
        ),
        (
            "Who wrote the letter?",
            "Somebody who knew the family wrote it. Who posted it, who paid, who kept silent: "
            "those who know are dead, and those who live don't tell.",
        ),
    ),
    "C++": (
        (
            "Modern C++ at scale",
            "C++ compilers gained modules this year. Teams writing C++ report faster builds, and "
            "templates in C++23 became simpler to read.",
        ),
        (
            "A C primer",
            "The C language is small. A program in C has functions and headers; pointers in C "
            "are addresses, and nothing checks them.",
        ),
    ),
    "C#": (
        (
            "What is new in C#",
            "C# gets union types. Teams that write C# for games asked for them for years, and "
            "the C# compiler now warns of missing cases.",
        ),
        (
            "The key of C",
            "A song in C needs no black keys. Beginners play in C, then in G; the scale of C is "
            "the first that a child learns.",
        ),
    ),
    ".NET": (
        (
            ".NET gets faster",
            "The new .NET starts in half the time. Teams on .NET need change nothing, and the "
            ".NET runtime now runs on small boards.",
        ),
        (
            "Mending a net",
            "A net is mended in winter. The net hangs from the beam, and old fishermen knot it. "
            "A good net lasts ten years; example.net sells them.",
        ),
    ),
    "5G": (
        (
            "5G reaches the village",
            "The mast for 5G stands behind the church. With 5G the doctor sees patients by "
            "video, and farmers steer by 5G.",
        ),
        (
            "Five grams of saffron",
            "Saffron is sold by the gram: 5 g for a week of cooking. Weigh 5 g on a good scale, "
            "and keep it in the dark.",
        ),
    ),
    "AI": (
        (
            "AI writes the minutes",
            "Towns let AI write minutes. The AI is wrong on names, and clerks who correct the "
            "AI say it saves an hour.",
        ),
        (
            "Aid for the valley",
            "Aid came by boat. The agencies aim to stay until the air is dry, and those who gave "
            "aid a year ago give aid again.",
        ),
    ),
}


@pytest.mark.parametrize("interest", ACRONYMS)
def test_an_acronym_finds_its_article_and_not_its_neighbour(interest: str) -> None:
    article, neighbour = ACRONYMS[interest]
    assert fitting([article, neighbour, *PAGES], interest)[:2] == [[0], []]


@pytest.mark.parametrize("interest", ["us", "it", "who", "c++", "r&d", ".net"])
def test_so_does_an_acronym_typed_in_lower_case(interest: str) -> None:
    article, neighbour = ACRONYMS[interest.upper()]
    assert fitting([article, neighbour, *PAGES], interest)[:2] == [[0], []]


def test_all_acronyms_together_find_one_article_each() -> None:
    articles = [article for article, _ in ACRONYMS.values()]
    neighbours = [neighbour for _, neighbour in ACRONYMS.values()]
    found = fitting([*articles, *neighbours, *PAGES], *ACRONYMS)
    assert found[: len(articles)] == [[place] for place in range(len(articles))]
    others = [*neighbours, *PAGES]
    fitting_others = [
        page for page, fits in zip(others, found[len(articles) :], strict=True) if fits
    ]
    assert fitting_others == [SEPSIS]  # which machine learning finds: it is AI


def test_an_interest_is_not_matched_by_its_weaker_half() -> None:
    law = ("A new law", "The law is short. Judges read the law, and the law will be tested.")
    trade = ("Trade", "Trade systems grow. Trade needs ports, and ports live from trade.")
    assert fitting([law, trade, *PAGES], "IT law", "US trade")[:2] == [[], []]


def test_a_stop_word_shouted_in_a_text_is_no_acronym() -> None:
    shouted = (
        "TELL US WHO DID IT",
        "TELL US MORE. The town wants to know.\nCONTACT US\nThe form is short.",
    )
    assert fitting([shouted, *PAGES], "US", "WHO", "IT")[0] == []


def test_letters_of_a_numbered_word_are_no_language() -> None:
    vitamin = (
        "Vitamin C in winter",
        "Enough vitamin C is in cabbage. Vitamin C does not heal a cold, and too much vitamin C "
        "is lost. Section C has tables.",
    )
    assert fitting([vitamin, *PAGES], "C", "vitamin C", "vitamin D")[0] == [1]
