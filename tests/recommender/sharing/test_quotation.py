import pytest

from ingest.records import Article
from recommender.domain.suggestions import TermWeight
from recommender.sharing.quotation import quotable_sentence

TERMS = (
    TermWeight(term="harbour", weight=1, interest="harbours"),
    TermWeight(term="cranes", weight=0.5, interest="cranes"),
)


def quote(text: str, title: str = "Nine") -> str:
    article = Article(url="https://press.example/a", title=title, text=text, language="en")
    return quotable_sentence(article, TERMS)


def test_a_whole_sentence_with_two_terms_is_quoted() -> None:
    sentence = "The harbour of Kiel runs the cranes on shore power all winter."

    assert quote(f"It rained. {sentence} Nobody minded.") == sentence


def test_one_term_needs_a_number() -> None:
    assert quote("The harbour of Kiel runs on shore power through all of the winter.") == ""
    assert quote("The harbour of Kiel runs on shore power for 212 days of the year.")


@pytest.mark.parametrize(
    "text",
    [
        "But the harbour of Kiel runs all of the cranes on shore power in winter.",
        "The harbour of Kiel runs its cranes on shore power, and they are quiet.",
        "We visited the harbour of Kiel and saw cranes run on shore power there.",
        "The harbour of Kiel called the cranes “as quiet as mice on a moonlit night”.",
        "The harbour of Kiel opened 9 cranes yesterday after a year of shore power.",
        "HAYWARD (AP) The harbour of Kiel runs the cranes on shore power in winter.",
        "The harbour of Kiel closed 3 cranes after the death of a worker in winter.",
        "The harbour of Kiel runs the cranes on shore power in winter, as in summer",
        "The harbour and the cranes.",
    ],
)
def test_what_cannot_stand_alone_is_not_quoted(text: str) -> None:
    assert quote(text) == ""


def test_the_title_is_not_quoted_again() -> None:
    sentence = "The harbour of Kiel runs the cranes on shore power in winter."

    assert quote(sentence, title="Harbour of Kiel runs cranes on shore power") == ""
