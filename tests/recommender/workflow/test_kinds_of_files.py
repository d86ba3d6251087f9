"""What a file is: the surest importer reads it, a tie is asked about, nobody is invented."""

from datetime import UTC, datetime

import pytest

from ingest.contacts.table.columns import Column
from ingest.errors import AmbiguousFileError, DoubtfulEncodingError, ImportFileError
from recommender.storage.library import Library
from recommender.workflow.imports import import_file, kind_of, kinds_of

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
LISTS = {  # a header, and a row for a page
    "pocket": ("title,url,time_added,tags,status", "{},https://a.example/{},1728576752,,unread"),
    "instapaper": (
        "URL,Title,Selection,Folder,Timestamp,Tags",
        "https://a.example/{1},{0},,Archive,1700000000,[]",
    ),
    "readwise": (
        "Title,URL,ID,Document tags,Saved date,Reading progress,Location,Seen",
        "{},https://a.example/{},1,[],2024-01-01,0,archive,True",
    ),
    "page-table": (  # Raindrop
        "id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite",
        "1,{},,,https://a.example/{},Unsorted,,2024-01-01T00:00:00Z,,,false",
    ),
}
TITLES = ("Contact", "Name", "Email", "Mail", "Kontakt", "Person", "First name", "Company")


@pytest.mark.parametrize("kind", LISTS)
@pytest.mark.parametrize("title", TITLES)
def test_a_page_may_be_called_like_a_column_of_people(kind: str, title: str) -> None:
    header, row = LISTS[kind]
    pages = [row.format(f"Bees {number}", number) for number in range(4)]
    body = "\n".join([header, *pages, row.format(title, "c"), *pages]).encode()

    assert kinds_of("list.csv", body) == (kind,)


def test_a_text_that_mentions_opml_is_no_list_of_feeds() -> None:
    body = (
        b"title,url,time_added,tags,status\nAbout <opml>,https://a.example/1,1728576752,,unread\n"
    )

    assert kind_of("part_0.csv", body) == "pocket"


@pytest.mark.parametrize(
    "header",
    ["name,url", "Name;Link;Notes", "Kontakt,url", "name,url,tags"],
    ids=["url", "link", "kontakt", "tags"],
)
def test_names_with_links_are_people_or_pages_and_asked_about(header: str) -> None:
    body = f"{header}\nAna Ruiz,https://a.example/ana\n".encode()

    with pytest.raises(AmbiguousFileError, match="--as table or --as page-table") as caught:
        kind_of("list.csv", body)
    assert caught.value.kinds == ("table", "page-table")


@pytest.mark.parametrize(
    "header", ["Name,URL,Email", "Name,LinkedIn", "First Name,Last Name,URL", "Name,Interests"]
)
def test_what_only_people_have_settles_it(header: str) -> None:
    assert kind_of("list.csv", f"{header}\nAna,b,c\n".encode()) == "table"


NAMELESS = {
    "addresses alone": "Email,City\nana@a.example,Porto\nbo@a.example,Oslo\n",
    "names under an unknown header": "Wer da,E-Mail,Ort\nAna Ruiz,ana@a.example,Porto\n",
    "a company and a phone": "Company,Phone,Email\nAcme,+49 151 1,ana@a.example\n",
    "profiles": "Etunimi x,Profile URL,Email\nAna,https://a.example/in/ana,ana@a.example\n",
}


@pytest.mark.parametrize("table", NAMELESS.values(), ids=NAMELESS)
def test_a_table_without_names_is_never_imported_under_another_column(
    library: Library, table: str
) -> None:
    with pytest.raises(ImportFileError, match=r"--column .*=name"):
        import_file(library, "people.csv", table.encode(), now=NOW)

    assert not library.contacts.all()


def test_a_user_may_say_that_there_are_only_addresses(library: Library) -> None:
    body = NAMELESS["addresses alone"].encode()

    import_file(library, "people.csv", body, columns={"Email": Column.EMAIL}, now=NOW)

    assert [contact.name for contact in library.contacts.all()] == ["ana@a.example", "bo@a.example"]


def test_a_user_may_say_which_column_holds_the_names(library: Library) -> None:
    body = NAMELESS["names under an unknown header"].encode()

    import_file(library, "people.csv", body, columns={"Wer da": Column.NAME}, now=NOW)

    (ana,) = library.contacts.all()
    assert (ana.name, ana.emails, ana.notes) == ("Ana Ruiz", ("ana@a.example",), "Ort: Porto")


def test_a_table_in_an_older_encoding_is_imported_with_its_letters(library: Library) -> None:
    body = "Jméno;Příjmení;E-mail\nJiří;Dvořák;j@a.example\n".encode("cp1250")

    import_file(library, "people.csv", body, now=NOW)

    assert [contact.name for contact in library.contacts.all()] == ["Jiří Dvořák"]


def test_a_table_that_reads_in_two_ways_is_asked_about(library: Library) -> None:
    body = "Name;Email\nZoë Nuñez;z@a.example\n".encode("cp1252")

    with pytest.raises(DoubtfulEncodingError, match=r"Zoë Nuñez.*--encoding"):
        import_file(library, "people.csv", body, now=NOW)
    import_file(library, "people.csv", body, encoding="cp1252", now=NOW)

    assert [contact.name for contact in library.contacts.all()] == ["Zoë Nuñez"]


def test_an_encoding_that_is_none_is_refused(library: Library) -> None:
    with pytest.raises(ImportFileError, match=r"“cp9” isn't an encoding\. Choose from: cp1252"):
        import_file(library, "people.csv", b"Name\nAna\n", encoding="cp9", now=NOW)
