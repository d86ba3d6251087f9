"""Every draft of the demo, and of 240 invented pairs, held against the rules for drafts.

Run as a script, it prints the invented drafts to be read aloud:

    python -m tests.recommender.sharing.test_drafts_read_well
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from ingest.records import Article, Contact
from recommender.domain.suggestions import Message, Source, TermWeight
from recommender.settings import Settings
from recommender.sharing.messages import Situation, compose
from recommender.sharing.phrases import WORDINGS
from recommender.sharing.titles import headline
from tests.draft_rules import broken_rules

SEED = 20261130
PAIRS = 240
NAMES = {
    "en": ('"Grace Okafor"', "Tom O'Neil", "Dr. Helen Marsh", "Lakeside Tools Ltd"),
    "de": ("„Jörg Müller“", "Anneke Vogt", "Prof. Ute Brandt", "Halden GmbH"),
    "fr": ("Chloé Martin", "«Luc Perrin»", "Dr Anne Roux", "Cabinet Morel"),
    "es": ("Lucía Gómez", "Íñigo Ruiz", "Dra. Elena Sanz", "Grupo Arce"),
}


@dataclass(frozen=True, kw_only=True)
class Topic:
    """An article on a topic, with the topic as people type it, and as a sentence holds it."""

    language: str
    title: str
    interest: str
    written: str
    text: str
    terms: tuple[str, ...] = field(default=())


TOPICS = (
    Topic(
        language="en",
        title="Three batteries on one ring",
        interest="Grid Storage",
        written="grid storage",
        text="Operators plan grid storage by the evening peak. Three units of grid storage on one "
        "ring were full two hours before the peak. Not everybody likes it.",
    ),
    Topic(
        language="en",
        title="Why the good ones leave in February",
        interest="keeping good teachers",
        written="keeping good teachers",
        text="Keeping good teachers is mostly a matter of time. Of 40 schools that wrote it down, "
        "31 were keeping good teachers for longer. They had asked in autumn.",
    ),
    Topic(
        language="en",
        title="What a fountain in Kyoto teaches",
        interest="japan",
        written="Japan",
        text="In the old towns of Japan water is heard before it is seen. Gardeners from Japan now "
        "teach in 12 countries.",
    ),
    Topic(
        language="en",
        title="The hospital that moved in a night",
        interest="hospital logistics",
        written="",
        text="The hospital moved 212 patients between ten and six. Hospital logistics is a craft.",
    ),
    Topic(
        language="en",
        title="Paying it off",
        interest="debt",
        written="",
        text="Debt is paid off slowest where it is smallest. Most debt is older than ten years.",
    ),
    Topic(
        language="de",
        title="Das Staudenbeet, das niemand gießt",
        interest="staudenbeete",
        written="Staudenbeete",
        text="In Kassel liegen Staudenbeete auf Splitt. Nach 3 Jahren brauchen Staudenbeete auf "
        "Splitt kaum noch Wasser. Das spart Geld.",
    ),
    Topic(
        language="de",
        title="Wo der Wind hingeht",
        interest="die Windkraft",
        written="Windkraft",
        text="Im Norden steht mehr Windkraft, als die Leitungen tragen. Im Süden wurden 2025 nur "
        "41 Anlagen für Windkraft genehmigt.",
    ),
    Topic(
        language="de",
        title="Wenn die Schicht nicht endet",
        interest="Burnout",
        written="",
        text="Burnout ist keine Frage der Schwäche. Von Burnout reden 4 von 10 Betrieben.",
    ),
    Topic(
        language="fr",
        title="Le pain qui attend",
        interest="Levain",
        written="levain",
        text="On nourrit le levain deux fois par jour. Un bon levain double de volume en 4 heures.",
    ),
    Topic(
        language="fr",
        title="Les jardins de pluie tiennent l'été",
        interest="jardins de pluie",
        written="jardins de pluie",
        text="À Nantes, les jardins de pluie ont tenu. Sur 30 jardins de pluie, 27 étaient "
        "verts en août.",
    ),
    Topic(
        language="fr",
        title="Après le diagnostic",
        interest="cancer du sein",
        written="",
        text="Le cancer du sein se soigne mieux. Le cancer du sein touche 60 000 femmes par an.",
    ),
    Topic(
        language="es",
        title="Las bicis del puerto",
        interest="Bicicletas de carga",
        written="bicicletas de carga",
        text="En Valencia las bicicletas de carga reparten el pescado. Unas 80 bicicletas de carga "
        "salen del puerto cada mañana.",
    ),
    Topic(
        language="es",
        title="El cine del barrio",
        interest="historia del cine",
        written="la historia del cine",
        text="La historia del cine empieza en una barraca. En 1931 la historia del cine cambió de "
        "sala.",
    ),
    Topic(
        language="es",
        title="La iglesia vacía",
        interest="iglesias románicas",
        written="",
        text="Las iglesias románicas del valle están vacías. Quedan 14 iglesias románicas.",
    ),
)


@dataclass(frozen=True, kw_only=True)
class Pair:
    """One invented case."""

    topic: Topic
    language: str
    source: Source
    contact: Contact
    article: Article
    terms: tuple[TermWeight, ...]
    settings: Settings
    situation: Situation

    def draft(self, turn: int | None = None) -> Message:
        situation = self.situation
        if turn is not None:
            situation = Situation(
                turn=turn,
                silent=situation.silent,
                wish=situation.wish,
                shows_subject=situation.shows_subject,
            )
        return compose(self.contact, self.article, self.terms, self.settings, situation)

    @property
    def named(self) -> str:
        """Return the interest that may be named."""
        same = self.article.language == self.language
        return self.topic.written if same and self.source in {Source.STATED, Source.NOTES} else ""


def pairs() -> Iterator[Pair]:
    chance = random.Random(SEED)
    sources = (Source.STATED, Source.STATED, Source.STATED, Source.NOTES, Source.LEARNED)
    for number in range(PAIRS):
        topic = TOPICS[number % len(TOPICS)]
        language = topic.language if chance.random() < 0.8 else chance.choice(list(WORDINGS))
        source = chance.choice((*sources, Source.ROLE))
        site = chance.choice(("", "The Harbour Post", "Radio Nord"))
        title = topic.title + (f"{chance.choice((' | ', ' - ', ' · '))}{site}" if site else "")
        interest = topic.interest if source is Source.STATED else topic.written or topic.interest
        first, last = topic.interest.split()[0], topic.interest.split()[-1]
        yield Pair(
            topic=topic,
            language=language,
            source=source,
            contact=Contact(name=chance.choice(NAMES[language]), languages=(language,)),
            article=Article(
                url="https://paper.example/a",
                title=title,
                text=f"{topic.title}\n{topic.text}",
                site=site or None,
                language=topic.language,
            ),
            terms=(
                TermWeight(term=last, weight=1, interest=interest, source=source),
                TermWeight(term=first, weight=0.8, interest=interest, source=source),
                TermWeight(term="peak", weight=0.2, interest=interest, source=Source.EXPANSION),
            ),
            settings=Settings(your_name=chance.choice(("Robin", "Robin Vale", ""))),
            situation=Situation(
                turn=chance.randrange(60),
                silent=chance.random() < 0.1,
                wish=chance.random() < 0.1,
                shows_subject=chance.random() < 0.9,
            ),
        )


ALL = pytest.mark.parametrize("pair", tuple(pairs()), ids=lambda pair: pair.topic.title)


@ALL
def test_an_invented_draft_breaks_no_rule(pair: Pair) -> None:
    draft = pair.draft()
    title = headline(pair.article)

    assert title == pair.topic.title
    assert broken_rules(draft, pair.contact, pair.article) == []
    shown = draft.subject if pair.situation.shows_subject else ""
    assert f"{shown}\n{draft.body}".count(title) == 1


@ALL
def test_an_interest_is_named_once_as_a_native_writes_it_or_not_at_all(pair: Pair) -> None:
    draft = pair.draft()
    quoted = re.compile(r"^[“„«].*[”“»]$", re.MULTILINE)
    rest = quoted.sub("", f"{draft.subject}\n{draft.body}").replace(headline(pair.article), "")

    assert rest.casefold().count(pair.topic.interest.casefold()) <= 1
    if pair.named:
        assert pair.named in rest
    else:
        assert pair.topic.interest.casefold() not in rest.casefold()


@ALL
def test_what_follows_is_worded_otherwise(pair: Pair) -> None:
    turn = pair.situation.turn
    one, following = pair.draft(turn), pair.draft(turn + 1)

    assert one.body != following.body
    if pair.situation.shows_subject and not pair.situation.wish:
        assert one.subject != following.subject


def test_an_article_in_another_language_says_so_once() -> None:
    foreign = [pair for pair in pairs() if pair.article.language != pair.language]

    assert len(foreign) > 20
    for pair in foreign:
        name = WORDINGS[pair.language].language_names[pair.article.language or ""]
        assert pair.draft().body.count(name) == 1


if __name__ == "__main__":
    for case in pairs():
        written = case.draft()
        print(f"--- {case.language} {case.contact.name} {case.situation}")  # noqa: T201  a script
        print(f"Subject: {written.subject}\n{written.body}\n")  # noqa: T201  a script
