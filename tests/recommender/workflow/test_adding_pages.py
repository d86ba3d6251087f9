"""Pages that the user names: taken in once, and each failure told apart."""

import gzip
from pathlib import Path

import pytest

from ingest.errors import FetchError
from recommender.domain.suggestions import State
from recommender.errors import NotPossibleError
from recommender.storage.library import Library
from recommender.workflow.people.contact_editing import add_contact
from recommender.workflow.results import AddReport
from recommender.workflow.sync import pages
from recommender.workflow.today import review
from tests.builders import (
    BEES,
    NOW,
    PLASTER,
    TRAINS,
    FakeWeb,
    a_contact,
    a_page,
    an_item,
    an_rss_feed,
)

URL = "https://press.example/bees"


def add(
    library: Library, *sources: str, web: FakeWeb | None = None, **options: object
) -> AddReport:
    fetcher = web or FakeWeb({URL: a_page()})
    return pages.add_pages(library, sources, now=NOW, fetcher=fetcher, **options)  # type: ignore[arg-type]  # options are a test's own


def test_a_page_comes_in_read_and_says_whom_it_fits(library: Library) -> None:
    ana = add_contact(library, a_contact(), now=NOW)
    (added,) = add(library, URL).added
    assert added.article.read_at == NOW
    assert [found.contact.id for found in added.fits] == [ana.id]


def test_a_page_may_come_in_unread(library: Library) -> None:
    (added,) = add(library, URL, read=False).added
    assert added.article.read_at is None


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("google.csv", "First Name,Last Name,E-mail 1 - Value\nAna,Ferreira,ana@example.org\n"),
        ("people.vcf", "BEGIN:VCARD\nVERSION:3.0\nFN:Ana\nEND:VCARD\n"),
    ],
)
def test_an_address_book_is_to_be_imported(
    library: Library, tmp_path: Path, name: str, text: str
) -> None:
    file = tmp_path / name
    file.write_text(text, "utf-8")
    (failure,) = add(library, str(file)).failed
    assert "is an address book, not a page" in failure.error
    assert f"passalong import {file}" in failure.error


def test_adding_a_page_again_adds_nothing_and_names_the_first(library: Library) -> None:
    (first,) = add(library, URL).added
    (second,) = add(library, f"{URL}?utm_source=mail").added
    assert (second.duplicate_of, library.size().articles) == (first.article.id, 1)


def test_a_page_that_was_read_stays_read(library: Library) -> None:
    add(library, URL)
    (again,) = add(library, URL, read=False).added
    assert again.article.read_at == NOW


def test_a_page_that_changed_gets_its_new_text_under_its_old_id(library: Library) -> None:
    (first,) = add(library, URL).added
    (again,) = add(library, URL, web=FakeWeb({URL: a_page("Trains", TRAINS)})).added
    assert (again.article.id, again.article.title) == (first.article.id, "Trains")


def test_the_same_story_from_another_place_joins_it(library: Library) -> None:
    copy = "https://mirror.example/1"
    (first,) = add(library, URL).added
    (second,) = add(library, copy, web=FakeWeb({copy: a_page("City honey", BEES)})).added
    assert (second.article.story, second.duplicate_of) == (first.article.id, first.article.id)


def test_another_story_stays_its_own(library: Library) -> None:
    other = "https://press.example/walls"
    add(library, URL)
    (second,) = add(library, other, web=FakeWeb({other: a_page("Walls", PLASTER)})).added
    assert second.duplicate_of is None


def test_a_saved_page_is_read_under_its_address(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "saved.html"
    file.write_text(a_page())
    (added,) = add(library, str(file), address=URL).added
    assert added.article.url == URL


def test_a_packed_page_is_unpacked(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "saved.html.gz"
    file.write_bytes(gzip.compress(a_page().encode()))
    assert len(add(library, str(file), address=URL).added) == 1


def test_a_bare_address_is_fetched(library: Library) -> None:
    assert len(add(library, "press.example/bees").added) == 1


@pytest.mark.parametrize(
    "source",
    ["missing.html", "notes.txt", "saved.htm", "page.html.gz", "/no/such/page", "~nobody-here/x"],
)
def test_a_missing_file_is_called_one_and_not_looked_for_in_the_network(
    library: Library, source: str
) -> None:
    web = FakeWeb({})
    (failure,) = add(library, source, web=web).failed
    assert failure.error.startswith(f"{source}: there is no such file.")
    assert web.asked == []


BAD = {
    "https://press.example/404": "404: the server says the page does not exist",
    "https://press.example/empty": "empty: no article found",
    "https://press.example/feed": "is a feed, not a page. Follow it with: passalong feeds add",
    "ftp://press.example/x": "ftp://press.example/x",
    "https://": "https://",
    "x" * 5_000: "cannot be read",
    "https://x.example/" + "x" * 9_000: "longer",
    "a\0b": "there is no such file",
}


@pytest.mark.parametrize(("source", "said"), BAD.items(), ids=[said[:20] for said in BAD.values()])
def test_what_cannot_be_added_is_named_and_the_rest_is_done(
    library: Library, source: str, said: str
) -> None:
    web = FakeWeb(
        {
            URL: a_page(),
            "https://press.example/empty": "<html><body><nav>Home</nav></body></html>",
            "https://press.example/feed": an_rss_feed(an_item()),
        }
    )
    report = add(library, source, URL, web=web)
    assert [failure.source for failure in report.failed] == [source]
    assert said in report.failed[0].error
    assert len(report.added) == 1


def test_a_folder_cannot_be_added(library: Library, tmp_path: Path) -> None:
    (failure,) = add(library, str(tmp_path)).failed
    assert "cannot be read" in failure.error


def test_a_saved_page_without_an_address_asks_for_one(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "saved.html"
    file.write_text(a_page())
    (failure,) = add(library, str(file)).failed
    assert failure.error.endswith("Give its link too (in the terminal: --url).")


def test_a_saved_page_without_text_is_named_by_its_file(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "saved.html"
    file.write_text("<html><body></body></html>")
    (failure,) = add(library, str(file), address=URL).failed
    assert failure.error.startswith(str(file))


def test_a_damaged_archive_says_so(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "saved.html.gz"
    file.write_bytes(gzip.compress(a_page().encode())[:40])
    (failure,) = add(library, str(file), address=URL).failed
    assert "breaks off" in failure.error


def test_a_large_file_is_refused(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "saved.html"
    file.write_bytes(b"<p>" + b"x" * 2_100_000)
    (failure,) = add(library, str(file), address=URL).failed
    assert "larger than 2 MB" in failure.error


def test_what_the_network_refuses_keeps_its_words(library: Library) -> None:
    web = FakeWeb({URL: FetchError(URL, "the server took too long", "Try again later.")})
    (failure,) = add(library, URL, web=web).failed
    assert failure.error == f"{URL}: the server took too long. Try again later."


def test_pages_that_stand_in_a_text_file_come_in_one_by_one(
    library: Library, tmp_path: Path
) -> None:
    other = "https://other.example/walls"
    web = FakeWeb({URL: a_page(), other: a_page("Walls", PLASTER)})
    file = tmp_path / "list.txt"
    file.write_text(f"{URL}\n{other}\n{URL}\n")
    steps: list[tuple[int, int]] = []
    report = add(
        library, str(file), web=web, progress=lambda done, total: steps.append((done, total))
    )
    assert [one.article.title for one in report.added] == ["Bees on the roof", "Walls"]
    assert steps == [(1, 2), (2, 2)]


def test_a_shortcut_is_added_as_the_page_that_it_names(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "bees.url"
    file.write_text(f"[InternetShortcut]\nURL={URL}\n")
    assert add(library, str(file)).added[0].article.url == URL


def test_a_dropped_document_of_another_kind_gets_a_sentence(library: Library) -> None:
    report = pages.add_saved_page(library, "paper.pdf", b"%PDF-1.7 ...", now=NOW)
    assert report.failed[0].error == (
        "paper.pdf: is a PDF, not a web page. Save its text as a .txt file and add that."
    )


def test_what_is_piped_in_may_be_addresses(library: Library) -> None:
    report = pages.add_saved_page(
        library, "standard input", URL.encode(), now=NOW, fetcher=FakeWeb({URL: a_page()})
    )
    assert report.added[0].article.url == URL


def test_a_page_added_by_mistake_is_taken_off_again(library: Library) -> None:
    (added,) = add(library, URL).added
    pages.remove_article(library, added.article.id)
    assert library.size().articles == 0
    assert library.articles.count(search="bees") == 0


def test_what_was_passed_on_is_history_and_stays(library: Library) -> None:
    ana = add_contact(library, a_contact(), now=NOW)
    (added,) = add(library, URL).added
    card = review.suggest(library, article_id=added.article.id, contact_id=ana.id, now=NOW)
    review.mark(library, card.id, State.SENT, now=NOW)
    with pytest.raises(NotPossibleError, match="hide it instead"):
        pages.remove_article(library, added.article.id)
    assert library.size().articles == 1


def test_several_files_are_added_at_once_and_a_bad_one_stops_no_other(library: Library) -> None:
    steps: list[tuple[int, int]] = []
    files = [
        ("bees.html", page_at("https://press.example/1", "Bees", BEES)),
        ("paper.pdf", b"%PDF-1.7 ..."),
        ("trains.html", page_at("https://press.example/2", "Trains", TRAINS)),
    ]

    report = pages.add_saved_pages(
        library, files, now=NOW, progress=lambda done, of: steps.append((done, of))
    )

    assert [added.article.title for added in report.added] == ["Bees", "Trains"]
    assert [failure.source for failure in report.failed] == ["paper.pdf"]
    assert steps == [(1, 3), (2, 3), (3, 3)]


def page_at(url: str, title: str, paragraphs: tuple[str, ...]) -> bytes:
    link = f'<link rel="canonical" href="{url}"></head>'
    return a_page(title, paragraphs).replace("</head>", link).encode()
