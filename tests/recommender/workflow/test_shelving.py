"""Articles come onto the shelf once, and lose nothing there."""

from datetime import timedelta

from recommender.storage.library import Library
from recommender.workflow.sync.save_article import save_article
from tests.builders import NOW, an_article

WHOLE = " ".join(f"Sentence {number} of the whole article." for number in range(60))


def test_a_piece_of_an_article_does_not_take_its_place(library: Library) -> None:
    with library.write():
        known = save_article(library, an_article(paragraphs=[WHOLE]), now=NOW, read=True)
        save_article(library, an_article(paragraphs=[WHOLE[:200]]), now=NOW, read=False)
    kept = library.articles.get(known.article.id)
    assert kept is not None
    assert kept.text == WHOLE


def test_the_free_beginning_of_a_sold_article_does_not_take_the_place_of_the_whole(
    library: Library,
) -> None:
    beginning = an_article(paragraphs=[WHOLE[:-100]], is_excerpt=True)
    with library.write():
        known = save_article(library, an_article(paragraphs=[WHOLE]), now=NOW, read=True)
        save_article(library, beginning, now=NOW, read=False)
    kept = library.articles.get(known.article.id)
    assert kept is not None
    assert (kept.text, kept.is_excerpt) == (WHOLE, False)


def test_what_an_article_said_before_is_kept(library: Library) -> None:
    later = NOW + timedelta(days=1)
    with library.write():
        known = save_article(library, an_article(paragraphs=[WHOLE]), now=NOW, read=True)
        save_article(library, an_article(paragraphs=[f"Corrected. {WHOLE}"]), now=later, read=False)
    versions = library.articles.versions(known.article.id)
    assert [(version.text, version.until) for version in versions] == [(WHOLE, later)]
