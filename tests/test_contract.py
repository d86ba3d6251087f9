"""The command line as DESIGN promises it: every command, its JSON, its exit status."""

import json
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from recommender.storage.library import Library
from recommender.workflow import user_settings
from tests.builders import NOW, a_page, an_item, an_rss_feed
from tests.commands import ROOT, Answer, run, run_process
from tests.loopback import Site

AT = ("--now", NOW.isoformat())

CONTACT = (
    "id name emails phones organisation interests avoid birthday cadence_days last_contact tags "
    "notes paused"
)
ARTICLE = "id url title site published added read language story"
FEED = "id url title articles last_polled last_error counts_as_read"
JUDGEMENT = "score fits terms"
SUGGESTION = "id contact article score terms why_now draft state"


def promised(document: dict[str, Any], keys: str) -> bool:
    """Tell whether a document has all the promised keys; it may have more."""
    return set(keys.split()) <= document.keys()


@pytest.fixture(autouse=True)
def _parse_here(parsing_at_hand: None) -> None:
    """Apply to every test; processes of their own parse as the user's do."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a library whose owner hosts feeds at home."""
    path = tmp_path / "library.sqlite"
    with Library.open(path) as library:
        user_settings.choose(library, "allow_private_addresses", "yes")
    return path


def ask(library: Path, *arguments: str) -> Any:
    answer = run(library, *AT, *arguments, "--json")
    assert answer.status == 0, answer.err
    return answer.document


def test_demo(demo_master: Answer) -> None:
    assert demo_master.status == 0
    assert demo_master.document.keys() == {
        "library", "feeds", "articles", "contacts", "suggestions",
    }  # fmt: skip


def test_today(demo: Path) -> None:
    plan = ask(demo, "today")
    assert promised(plan, "suggestions occasions worth_reading")
    assert all(promised(one, SUGGESTION) for one in plan["suggestions"])
    assert all(promised(one["draft"], "subject body") for one in plan["suggestions"])
    assert all(promised(one["terms"][0], "term weight") for one in plan["suggestions"])
    assert all(promised(one, "kind contact date reason") for one in plan["occasions"])
    assert all(promised(one, "article for") for one in plan["worth_reading"])
    assert promised(plan["suggestions"][0]["contact"], CONTACT)
    assert promised(plan["suggestions"][0]["article"], ARTICLE)


def test_why(demo: Path) -> None:
    pair = ask(demo, "today")["suggestions"][0]
    contact, article = str(pair["contact"]["id"]), str(pair["article"]["id"])
    found = ask(demo, "why", contact, article)
    assert found.keys() == {"contact", "article", "suggested", "reasons"}
    assert found["suggested"]
    assert [one["code"] for one in found["reasons"]] == ["suggested", "fits"]
    assert promised(found["contact"], CONTACT)
    assert promised(found["article"], ARTICLE)
    assert ask(demo, "why", contact)["article"] is None


def test_link(demo: Path) -> None:
    suggested = ask(demo, "today")["suggestions"]
    number = str(next(one["id"] for one in suggested if one["contact"]["emails"]))
    link = ask(demo, "link", number, "--channel", "gmail")
    assert link.keys() == {"channel", "url", "shortened"}
    assert link["url"].startswith("https://mail.google.com/")


@pytest.mark.parametrize(
    "said",
    ["opened", "sent", "snoozed", "dismissed", "liked", "replied", "unanswered"],
)
def test_mark_and_its_undo(demo: Path, said: str) -> None:
    number = str(ask(demo, "today")["suggestions"][0]["id"])
    assert ask(demo, "mark", number, said)["state"] == said
    assert ask(demo, "mark", number, "undo")["state"] == "proposed"


def test_mark_with_a_reason_and_a_day(demo: Path) -> None:
    one, two = (str(s["id"]) for s in ask(demo, "today")["suggestions"])
    dismissed = ask(demo, "mark", one, "dismissed", "--reason", "too soon")
    snoozed = ask(demo, "mark", two, "snoozed", "--until", "2026-12-01")
    assert (dismissed["reason"], snoozed["until"]) == ("too soon", "2026-12-01")


def test_match_an_article(demo: Path) -> None:
    article_id = ask(demo, "today")["suggestions"][0]["article"]["id"]
    found = ask(demo, "match", str(article_id), "--limit", "3")
    assert promised(found["article"], ARTICLE)
    assert all(promised(one, f"contact_id name {JUDGEMENT}") for one in found["contacts"])
    scores = [one["score"] for one in found["contacts"]]
    assert 0 < len(scores) <= 3
    assert scores == sorted(scores, reverse=True)
    assert min(scores) > 0


def test_match_a_contact(demo: Path) -> None:
    name = ask(demo, "today")["suggestions"][0]["contact"]["name"]
    found = ask(demo, "match", "--contact", name, "--limit", "3")
    keys = f"article_id title url read {JUDGEMENT}"
    assert promised(found["contact"], CONTACT)
    assert all(promised(one, keys) for one in found["articles"])


@pytest.mark.parametrize("asked", [("1",), ("--contact", "1")], ids=" ".join)
def test_every_match_has_a_reason(demo: Path, asked: tuple[str, ...]) -> None:
    found = ask(demo, "match", *asked)
    matches = found.get("articles") or found["contacts"]
    assert matches
    assert all(one["terms"] for one in matches)


def test_the_terms_of_a_match_come_largest_first(demo: Path) -> None:
    found = ask(demo, "match", "--contact", "1", "--limit", "5")["articles"]
    for one in found:
        weights = [term["weight"] for term in one["terms"]]
        assert weights == sorted(weights, reverse=True)


def test_articles(demo: Path) -> None:
    listed = ask(demo, "articles", "list", "--unread", "--limit", "2")
    assert all(promised(one, ARTICLE) and not one["read"] for one in listed)
    number = str(listed[0]["id"])
    assert ask(demo, "articles", "show", number)["read"] is False
    assert ask(demo, "articles", "read", number)["read"] is True
    assert ask(demo, "articles", "read", number, "--undo")["read"] is False
    assert ask(demo, "articles", "search", listed[0]["title"])[0]["id"] == listed[0]["id"]


def test_an_article_can_be_evergreen(demo: Path) -> None:
    assert ask(demo, "articles", "evergreen", "1")["evergreen"] is True
    assert ask(demo, "articles", "show", "1")["evergreen"] is True
    assert ask(demo, "articles", "evergreen", "1", "--undo")["evergreen"] is False


def test_who_else_reports_an_event(demo: Path) -> None:
    assert ask(demo, "articles", "show", "1")["also_reported"] == []


def test_a_profile_is_shown_weighed_and_struck(demo: Path) -> None:
    profile = ask(demo, "contacts", "show", "1")["profile"]
    assert [one["source"] for one in profile["sources"]] == [
        "stated", "notes", "role", "organisation", "tags", "own", "learned", "expansion",
        "related", "avoided",
    ]  # fmt: skip
    assert all(promised(one, "term weight source") for one in profile["terms"])
    word = profile["terms"][0]["term"]
    assert ask(demo, "contacts", "strike", "1", word)["struck"] == [word]
    assert ask(demo, "contacts", "show", "1")["profile"]["struck"] == [word]
    assert ask(demo, "contacts", "strike", "1", word, "--undo")["struck"] == []
    weighed = ask(demo, "contacts", "weigh", "1", "own", "0")["sources"]
    assert [one["weight"] for one in weighed] == [1, 1, 1, 1, 1, 0, 1, 1, 1, 1]


def test_a_word_that_was_not_learned_is_refused_with_those_that_were(demo: Path) -> None:
    refused = run(demo, *AT, "contacts", "strike", "1", "xylophone")
    assert refused.status != 0
    assert "It has learned: " in refused.err


def test_contacts(home: Path) -> None:
    added = ask(
        home, "contacts", "add", "Zoë Ångström", "--email", "zoe@example.com", "--phone", "+46 8 1",
        "--interests", "tall ships", "--avoid", "golf", "--birthday", "02-29", "--cadence-days",
        "30", "--note", "owes me a book", "--tag", "sea", "--tag", "choir",
    )  # fmt: skip
    assert promised(added, CONTACT)
    assert (added["birthday"], added["tags"]) == ("--02-29", ["sea", "choir"])
    assert [{**one, "unmatched": []} for one in ask(home, "contacts", "list")] == [added]
    assert ask(home, "contacts", "edit", "Zoë", "--note", "")["notes"] == ""
    assert ask(home, "contacts", "pause", "1")["paused"] is True
    assert ask(home, "contacts", "pause", "1", "--undo")["paused"] is False
    assert promised(ask(home, "log", "zoe@example.com", "coffee"), "id contact_id kind at note")
    assert promised(ask(home, "contacts", "show", "1")["timeline"][0], "kind at note")
    assert ask(home, "contacts", "forget", "1")["name"] == "Zoë Ångström"
    assert ask(home, "contacts", "list") == []


def test_an_interest_that_rules_something_out_is_told_with_the_way_to_avoid_it(home: Path) -> None:
    added = ask(home, "contacts", "add", "Zoë", "--interests", "ships, no golf")
    (one,) = added["unmatched"]
    assert promised(one, "interest why words reason")
    assert (one["interest"], one["why"], one["words"]) == ("no golf", "ruled-out", ["golf"])
    shown = run(home, *AT, "contacts", "show", "1").out
    assert "“no golf” reads like something to avoid." in shown
    assert "passalong contacts edit 1 --interests ships --avoid golf" in shown
    moved = ask(home, "contacts", "edit", "1", "--interests", "ships", "--avoid", "golf")
    assert moved["unmatched"] == []


def test_an_empty_text_clears_what_it_names(home: Path) -> None:
    ask(
        home, "contacts", "add", "Zoë", "--email", "z@example.com", "--birthday", "02-28",
        "--cadence-days", "30", "--given-name", "Z", "--tag", "a",
    )  # fmt: skip
    cleared = ask(
        home, "contacts", "edit", "1", "--email", "", "--birthday", "", "--cadence-days", "",
        "--given-name", "", "--tag", "",
    )  # fmt: skip
    names = ("emails", "birthday", "cadence_days", "given_name", "tags")
    assert [cleared[name] for name in names] == [[], None, None, None, []]


def test_import_and_undo(home: Path, tmp_path: Path) -> None:
    book = tmp_path / "book.csv"
    book.write_text("name,email,birthday\nAna,ana@example.com,\nBen,,31-31\n,,\n,,1-1\n")
    (report,) = ask(home, "import", str(book))
    assert promised(report, "file kind added updated unchanged skipped import_id")
    assert report["added"] == 2
    assert all(row.keys() == {"row", "reason"} for row in report["skipped"])
    assert ask(home, "undo")["import_id"] == report["import_id"]
    assert ask(home, "contacts", "list") == []


def test_settings(home: Path) -> None:
    assert ask(home, "settings", "set", "rest_days", "9") == {"rest_days": 9}
    assert ask(home, "settings", "list")["rest_days"] == 9
    assert ask(home, "settings", "unset", "rest_days") == {"rest_days": 7}


def test_in_the_wording_of_drafts_backslash_n_is_a_line_end(home: Path) -> None:
    def stored(name: str, typed: str) -> Any:
        return ask(home, "settings", "set", name, typed)[name]

    assert stored("body", r"Hi!\n\n{url}") == "Hi!\n\n{url}"
    assert stored("greeting", r"a \\n b") == r"a \n b"
    assert stored("watched_folder", r"C:\new") == r"C:\new"


def test_backup_check_and_restore(demo: Path, tmp_path: Path) -> None:
    copy = str(tmp_path / "copy.sqlite")
    assert ask(demo, "backup", copy).keys() == {"file", "bytes"}
    assert ask(demo, "check")["sound"] is True
    ask(demo, "contacts", "forget", "1")
    assert promised(ask(demo, "restore", copy), "library kept")
    assert ask(demo, "contacts", "show", "1")["id"] == 1


def test_evaluate(home: Path, tmp_path: Path) -> None:
    data = tmp_path / "set"
    (data / "qrels").mkdir(parents=True)
    texts = {"a": "bees and honey", "b": "night trains", "c": "plaster and walls"}
    (data / "corpus.jsonl").write_text(
        "\n".join(json.dumps({"_id": k, "title": v, "text": v}) for k, v in texts.items())
    )
    (data / "queries.jsonl").write_text(json.dumps({"_id": "q", "text": "honey"}))
    (data / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq\ta\t1\n")
    figures = ask(home, "evaluate", str(data), "--run", str(tmp_path / "run"))
    assert promised(figures, "ndcg@10 map p@1 who_mrr pair_ap fits_precision_2 silent_contacts")
    assert [one["per_day"] for one in figures["first_suggestions"]] == [2, 12]
    assert run(home, *AT, "evaluate", str(data), "--half", "tuning").status == 1
    assert "pairs judged to fit: 1\n" in run(home, *AT, "evaluate", str(data)).out
    assert (tmp_path / "run").read_text().split()[2] == "a"


def test_evaluate_by_ones_own_decisions(demo: Path) -> None:
    before = ask(demo, "evaluate", "--mine")
    keys = "enough decided hits hit_rate interval answered by_strength by_source learning_curve"
    assert promised(before, f"{keys} by_habit")
    assert before["enough"] is False
    number = str(ask(demo, "today")["suggestions"][0]["id"])
    ask(demo, "mark", number, "sent")
    after = ask(demo, "evaluate", "--mine")
    assert (after["hits"], after["decided"]) == (before["hits"] + 1, before["decided"] + 1)
    assert "too few to tell" in run(demo, *AT, "evaluate", "--mine").out


def test_evaluate_measures_one_thing_at_a_time(home: Path, tmp_path: Path) -> None:
    for wrong in ([], ["--mine", str(tmp_path)], ["--mine", "--run", str(tmp_path / "run")]):
        assert run(home, *AT, "evaluate", *wrong).status == 2


def test_feeds_and_poll(home: Path, site: Site, tmp_path: Path) -> None:
    item = an_item(link=site.url("/bees"))
    url = site.put("/feed", an_rss_feed(item), kind="application/rss+xml", ETag='"1"')
    (added,) = ask(home, "feeds", "add", url)
    assert promised(added, FEED)
    assert promised(ask(home, "poll"), "feeds fetched not_modified failed articles_added")
    assert ask(home, "feeds", "list")[0]["articles"] == 1
    again = ask(home, "poll", "--feed", url)
    assert (again["not_modified"], again["articles_added"]) == (1, 0)
    assert site.asked[-1] == ("/feed", 304)
    opml = str(tmp_path / "feeds.opml")
    ask(home, "feeds", "export", opml)
    assert ask(home, "feeds", "remove", "1")[0]["url"] == url
    assert ask(home, "feeds", "import", opml)[0]["added"] == 1


def test_add(demo: Path, site: Site) -> None:
    url = site.put("/bees", a_page())
    run(demo, "settings", "set", "allow_private_addresses", "yes")
    (added,) = ask(demo, "add", f"{url}?utm_source=mail")["added"]
    assert promised(added, "id url title language words duplicate_of fits")
    assert added["url"] == url
    assert all(promised(one, f"contact_id name {JUDGEMENT}") for one in added["fits"])


def test_a_page_may_come_from_standard_input(home: Path) -> None:
    answer = run(
        home, "add", "-", "--url", "https://press.example/bees", "--json", stdin=a_page().encode()
    )
    assert answer.document["added"][0]["url"] == "https://press.example/bees"


FORMATS = {
    "rss": ("application/rss+xml", an_rss_feed(an_item("Bees", link="LINK"))),
    "atom": (
        "application/atom+xml",
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title><id>a</id><entry><id>1</id>'
        '<title>Bees</title><link href="LINK"/></entry></feed>',
    ),
    "rdf": (
        "application/rdf+xml",
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/"><channel rdf:about="x"><title>R</title><link>LINK</link>'
        '</channel><item rdf:about="LINK"><title>Bees</title><link>LINK</link></item></rdf:RDF>',
    ),
    "json": (
        "application/feed+json",
        '{"version": "https://jsonfeed.org/version/1.1", "title": "J", '
        '"items": [{"id": "1", "title": "Bees", "url": "LINK"}]}',
    ),
}


def test_feeds_of_every_format_bring_their_pages_and_a_broken_one_stops_none(
    home: Path, site: Site
) -> None:
    for name, (kind, body) in FORMATS.items():
        page = site.put(f"/{name}-page", a_page("Bees", (f"{name} " * 30,)))
        site.put(f"/{name}", body.replace("LINK", page), kind=kind)
        ask(home, "feeds", "add", site.url(f"/{name}"))
    site.put("/bad", an_rss_feed(), kind="application/rss+xml")
    ask(home, "feeds", "add", site.url("/bad"))
    site.put("/bad", "<html><body>sold</body></html>")
    answer = run(home, *AT, "poll", "--json")
    assert answer.status == 1
    assert answer.document["articles_added"] == 4
    assert [one["feed"] for one in answer.document["failed"]] == [site.url("/bad")]


def test_redirects_are_followed_to_where_they_lead(home: Path, site: Site) -> None:
    site.put("/bees", a_page())
    moved = site.put("/old", status=301, Location=site.url("/bees"))
    (added,) = ask(home, "add", moved)["added"]
    assert added["url"] == site.url("/bees")


def test_this_machine_is_out_of_bounds_unless_it_is_allowed(tmp_path: Path, site: Site) -> None:
    answer = run(tmp_path / "new.sqlite", "add", site.put("/bees", a_page()), "--json")
    assert "isn't a public address" in answer.document["failed"][0]["error"]
    assert site.asked == []


def bad_library(tmp_path: Path, kind: str) -> Path:
    path = tmp_path / "bad.sqlite"
    if kind == "text":
        path.write_text("Dear diary " * 500)
    elif kind == "foreign":
        other = sqlite3.connect(path)
        other.execute("CREATE TABLE songs (title TEXT)")
        other.close()
    elif kind == "newer":
        with Library.open(path) as library, library.write():
            library._database.execute("PRAGMA user_version = 999")
    return path


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("text", "isn't a Passalong library"),
        ("foreign", "is another program's database"),
        ("newer", "newer version of Passalong"),
    ],
)
def test_a_file_that_is_no_library_is_refused_in_one_sentence(
    tmp_path: Path, kind: str, said: str
) -> None:
    path = bad_library(tmp_path, kind)
    before = path.read_bytes()
    answer = run(path, "today", "--json")
    assert (answer.status, answer.out, path.read_bytes()) == (1, "", before)
    assert str(path) in answer.err
    assert said in answer.err
    assert len(answer.err.splitlines()) == 1


REFUSED = {
    ("link", "77"): (1, "no suggestion 77"),
    ("mark", "77", "sent"): (1, "no suggestion 77"),
    ("mark", "99999999999999999999", "sent"): (2, "9999"),
    ("mark", "1", "eaten"): (2, "eaten"),
    ("articles", "show", "nowhere"): (1, "No article is called “nowhere”"),
    ("articles", "list", "--limit", "-1"): (2, "-1"),
    ("contacts", "show", "nobody"): (1, "Nobody is called “nobody”"),
    ("contacts", "show", "9" * 30): (1, "Nobody is called"),
    ("contacts", "add", " "): (2, "enter a name"),
    ("contacts", "add", "X", "--email", "nonsense"): (2, "isn't an email address"),
    ("contacts", "add", "X", "--birthday", "soon"): (2, "isn't a birthday"),
    ("contacts", "add", "X", "--cadence-days", "often"): (2, "often"),
    ("feeds", "remove", "9"): (1, "No feed is called “9”"),
    ("feeds", "export", "/no/such/folder/x"): (1, "/no/such/folder/x"),
    ("poll", "--feed", "9"): (1, "No feed is called “9”"),
    ("import", "/no/such/book.csv"): (1, "book.csv: there is no such file"),
    ("undo",): (1, "no import to undo"),
    ("undo", "5"): (1, "import"),
    ("add", "missing.html"): (1, "missing.html: there is no such file"),
    ("add", "a", "b", "--url", "c"): (2, "--url is the link of one file"),
    ("match",): (2, "Name an ARTICLE"),
    ("match", "7"): (1, "No article is called “7”"),
    ("log", "nobody", "coffee"): (1, "Nobody is called"),
    ("settings", "set", "colour", "red"): (2, "no setting “colour”"),
    ("settings", "set", "rest_days", "many"): (2, "whole number"),
    ("settings", "set", "channel", "pigeon"): (2, "pigeon"),
    ("settings", "unset", "colour"): (2, "no setting “colour”"),
    ("backup", "/no/such/folder/x"): (1, "could not be written"),
    ("restore", "/no/such/backup"): (1, "no backup /no/such/backup"),
    ("evaluate", "/no/such/set"): (1, "/no/such/set"),
    ("--now", "someday", "today"): (2, "“someday” isn't a time"),
    ("frobnicate",): (2, "frobnicate"),
    ("today", "--frobnicate"): (2, "--frobnicate"),
}


@pytest.mark.parametrize(
    ("arguments", "expected"), REFUSED.items(), ids=[" ".join(a)[:30] for a in REFUSED]
)
def test_what_cannot_be_done_is_refused_in_a_sentence(
    home: Path, arguments: tuple[str, ...], expected: tuple[int, str]
) -> None:
    status, said = expected
    answer = run(home, *arguments)
    assert answer.status == status, answer.err
    assert said in answer.err
    assert "Traceback" not in answer.err


def test_one_bad_source_among_good_ones_fails_alone(home: Path, site: Site) -> None:
    good = site.put("/bees", a_page())
    empty = site.put("/empty", "<html><body></body></html>")
    answer = run(home, "add", site.url("/404"), good, empty, "/no/such/file", "--json")
    assert answer.status == 1
    assert [one["url"] for one in answer.document["added"]] == [good]
    assert len(answer.document["failed"]) == 3
    assert all(one.keys() == {"source", "error"} for one in answer.document["failed"])


def test_one_bad_file_among_good_ones_fails_alone(home: Path, tmp_path: Path) -> None:
    book = tmp_path / "book.csv"
    book.write_text("name\nAna\n")
    answer = run(home, "import", "/no/such/file", str(book), "--json")
    assert (answer.status, [one["added"] for one in answer.document]) == (1, [1])


def test_a_file_of_no_known_kind_is_called_what_it_seems_and_leads_on(
    home: Path, tmp_path: Path
) -> None:
    book = tmp_path / "people.pdf"
    book.write_bytes(b"%PDF-1.7 ")
    answer = run(home, "import", str(book), "--json")
    assert (answer.status, answer.document) == (1, [])
    assert "people.pdf: seems to be a PDF. Passalong imports people from vCard" in answer.err
    assert "passalong import --help" in answer.err
    assert "vCard (.vcf)" in run(home, "import", "--help").out


def test_the_same_answers_come_from_a_process(home: Path, site: Site) -> None:
    url = site.put("/feed", an_rss_feed(an_item(link=site.url("/b"))), kind="application/rss+xml")
    assert run_process(home, "feeds", "add", url, "--json").status == 0
    polled = run_process(home, "poll", "--json")
    assert (polled.status, polled.document["articles_added"]) == (0, 1)
    refused = run_process(home, "add", site.url("/404"), "--json")
    assert (refused.status, len(refused.document["failed"])) == (1, 1)
    assert run_process(home, "today", "--json").document["suggestions"] == []
    assert run_process(home, "frobnicate").status == 2


def test_a_reader_that_leaves_early_is_no_error(demo: Path) -> None:
    listing = subprocess.Popen(
        [sys.executable, "-m", "recommender", "--library", str(demo), "articles", "list", "--json"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert listing.stdout is not None
    listing.stdout.close()
    _, err = listing.communicate(timeout=30)
    assert err == b""


def test_an_export_is_taken_in_again_as_a_folder(demo: Path, tmp_path: Path) -> None:
    ask(demo, "log", "Ana", "coffee", "--note", "in Porto")
    out, other = str(tmp_path / "out"), tmp_path / "other.sqlite"
    ask(demo, "export", out)

    ask(other, "import", out)

    for what, key, own in (
        ("contacts", "name", {"id"}),
        ("articles", "url", {"id", "story", "added"}),
        ("feeds", "url", {"id", "articles", "last_polled", "next_poll"}),
    ):
        more = ("--limit", "1000") if what == "articles" else ()
        here, there = (
            {
                row[key]: {name: value for name, value in row.items() if name not in own}
                for row in ask(library, what, "list", *more)
            }
            for library in (demo, other)
        )
        assert there == here
    again = ask(other, "import", out)
    assert [(one["added"], one["updated"]) for one in again] == [(0, 0)] * 3


def test_interests_are_proposed_and_accepted(new_library: Path, tmp_path: Path) -> None:
    library = Path(shutil.copy(new_library, tmp_path))
    notes = "Met in Bonn. Interested in container ports. Wife Anna is ill."
    ask(library, "contacts", "add", "Ana Ferreira", "--note", notes, "--role", "CEO")
    (proposed,) = ask(library, "contacts", "propose", "Ana")
    assert promised(proposed, "contact proposals")
    assert proposed["proposals"] == [
        {"text": "container ports", "source": "notes", "why": "In your notes"}
    ]
    assert ask(library, "contacts", "accept", "Ana", "container ports")["interests"] == (
        "container ports"
    )
    assert ask(library, "contacts", "propose") == []
