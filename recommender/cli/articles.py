"""`add`, `articles`, `match`: what was read, and who it fits."""

import sys
from collections.abc import Iterable, Iterator, Sequence

import click

from recommender.cli import serializers
from recommender.cli.context import (
    NUMBER,
    Session,
    answer,
    fail_if,
    json_option,
    session,
    tell,
)
from recommender.domain.articles import StoredArticle
from recommender.domain.people import StoredContact
from recommender.domain.suggestions import Match
from recommender.storage.articles import ArticleVersion
from recommender.workflow.lookup import find_article, find_contact, find_feed
from recommender.workflow.matching.finished import rank_articles, rank_contacts
from recommender.workflow.results import AddReport


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…")
@click.option("--url", help="The link of a page that you saved as a file.")
@click.option("--unread", is_flag=True, help="Add it as unread.")
@json_option
@session
def add(
    run: Session, *, sources: tuple[str, ...], url: str | None, unread: bool, as_json: bool
) -> None:
    """Add pages you've read, and see who they fit.

    A SOURCE is a link, a saved HTML or text file, a shortcut, or a text file of links; - is
    standard input, which may hold any of these.
    """
    from recommender.workflow.sync import pages

    if url is not None and len(sources) > 1:
        raise click.UsageError("--url is the link of one file: add the files one at a time.")
    with run.open() as library:
        named = [source for source in sources if source != "-"]
        reports = [
            pages.add_pages(
                library,
                named,
                now=run.now,
                address=url,
                read=not unread,
                progress=_tell_progress,
            )
        ]
        if "-" in sources:
            body = sys.stdin.buffer.read()
            reports.append(
                pages.add_saved_page(
                    library, "standard input", body, now=run.now, address=url, read=not unread
                )
            )
    report = pages.joined(reports)
    document = {
        "added": [serializers.added(one) for one in report.added],
        "failed": [serializers.failure(one) for one in report.failed],
    }
    answer(as_json, document, _added_lines(report))
    for failure in report.failed:
        tell(failure.error)
    fail_if(bool(report.failed))


@click.group()
def articles() -> None:
    """List, search and read your articles."""


@articles.command("list")
@click.option("--read/--unread", default=None, help="Only read, or only unread articles.")
@click.option("--feed", help="Only the articles of one feed.")
@click.option("--limit", type=NUMBER, default=50, show_default=True, help="Show at most this many.")
@json_option
@session
def list_articles(
    run: Session, *, read: bool | None, feed: str | None, limit: int, as_json: bool
) -> None:
    """List articles, newest first."""
    with run.open() as library:
        feed_id = None if feed is None else find_feed(library, feed).id
        found = library.articles.page(read=read, feed_id=feed_id, limit=limit)
    answer(as_json, [serializers.article(one) for one in found], _shelf_lines(found))


@articles.command("search")
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=NUMBER, default=50, show_default=True, help="Show at most this many.")
@json_option
@session
def search_articles(run: Session, *, words: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Search titles and texts, best match first."""
    with run.open() as library:
        found = library.articles.page(search=" ".join(words), limit=limit)
    answer(as_json, [serializers.article(one) for one in found], _shelf_lines(found))


@articles.command("show")
@click.argument("article")
@json_option
@session
def show_article(run: Session, *, article: str, as_json: bool) -> None:
    """Show an ARTICLE with its text, and other reports of the same story."""
    with run.open() as library:
        found = find_article(library, article)
        versions = library.articles.versions(found.id)
        others = library.articles.related(found.id)
    _answer_whole(found, versions, others, as_json=as_json)


@articles.command("read")
@click.argument("article")
@click.option("--undo", is_flag=True, help="Mark it as unread again.")
@json_option
@session
def read_article(run: Session, *, article: str, undo: bool, as_json: bool) -> None:
    """Show an ARTICLE and mark it as read, so that it may be passed on."""
    from recommender.workflow.sync.pages import mark_read

    with run.open() as library:
        found = find_article(library, article)
        mark_read(library, found, None if undo else run.now)
        found = find_article(library, str(found.id))
        versions = library.articles.versions(found.id)
        others = library.articles.related(found.id)
    _answer_whole(found, versions, others, as_json=as_json)


@articles.command("evergreen")
@click.argument("article")
@click.option("--undo", is_flag=True, help="Let it fade behind newer articles again.")
@json_option
@session
def evergreen_article(run: Session, *, article: str, undo: bool, as_json: bool) -> None:
    """Mark an ARTICLE as evergreen: it never fades behind newer articles."""
    from recommender.workflow.today.review import set_evergreen

    with run.open() as library:
        found = find_article(library, article)
        set_evergreen(library, found.id, evergreen=not undo)
        found = find_article(library, str(found.id))
    state = "not evergreen any more" if undo else "evergreen"
    answer(as_json, serializers.article(found), [f"{found.title}: {state}."])


@click.command()
@click.argument("article", required=False)
@click.option("--contact", help="Show what fits this person instead.")
@click.option("--limit", type=NUMBER, help="Show at most this many.")
@json_option
@session
def match(
    run: Session, *, article: str | None, contact: str | None, limit: int | None, as_json: bool
) -> None:
    """Show who should get an ARTICLE, and who comes nearest.

    With --contact, show which articles fit that person.
    """
    if (article is None) == (contact is None):
        raise click.UsageError("Name an ARTICLE, or a person with --contact.")
    document: object = None  # of thousands of matches it takes a second, and text doesn't need it
    with run.open() as library:
        if article is not None:
            one = find_article(library, article)
            contacts = rank_contacts(library, one, limit=limit)
            if as_json:
                document = {
                    "article": serializers.article(one),
                    "contacts": [serializers.match_by_contact(found) for found in contacts],
                }
            lines = _match_lines((found.match, _marked_name(found.contact)) for found in contacts)
        else:
            assert contact is not None, "one of the two is given"
            person = find_contact(library, contact)
            ranked = rank_articles(library, person, limit=limit)
            if as_json:
                document = {
                    "contact": serializers.contact(person),
                    "articles": [serializers.match_by_article(found) for found in ranked],
                }
            lines = _match_lines((found.match, found.article.title) for found in ranked)
    answer(as_json, document, lines)


def _marked_name(person: StoredContact) -> str:
    """Return a name, with why nothing is suggested to that person."""
    return f"{person.name} ({person.why_paused})" if person.why_paused else person.name


def _answer_whole(
    found: StoredArticle,
    versions: Sequence[ArticleVersion],
    others: Sequence[StoredArticle],
    *,
    as_json: bool,
) -> None:
    earlier = [
        {"title": one.title, "text": one.text, "until": serializers.time(one.until)}
        for one in versions
    ]
    document = serializers.article(found) | {
        "text": found.text,
        "versions": earlier,
        "also_reported": [serializers.article(one) for one in others],
    }
    lines = [click.style(found.title, bold=True), found.url]
    lines += [f"Also reported: {one.title} ({one.site or one.url}), {one.id}" for one in others]
    lines += ["", found.text]
    if found.is_excerpt:
        lines += ["", "Only the first paragraph is public."]
    lines += [f"\nUntil {one.until:%Y-%m-%d} it said: {one.title}" for one in versions]
    answer(as_json, document, lines)


def _tell_progress(done: int, total: int) -> None:
    if total > 1:
        tell(f"[{done}/{total}] pages")


def _added_lines(report: AddReport) -> Iterator[str]:
    for one in report.added:
        known = " (known already)" if one.duplicate_of is not None else ""
        yield f"{one.article.id}  {one.article.title}{known}, {one.words} words"
        if one.article.is_excerpt:
            yield "    only the first paragraph is public"
        if one.fits:
            yield f"    for {', '.join(found.contact.name for found in one.fits)}"
        else:
            yield "    no close match"


def _shelf_lines(found: tuple[StoredArticle, ...]) -> Iterator[str]:
    for one in found:
        state = "read  " if one.read_at is not None else "unread"
        yield f"{one.id:>5}  {state}  {one.title} ({one.site or one.url})"
    if not found:
        yield "No articles found. Add one with: passalong add URL"


def _match_lines(found: Iterable[tuple[Match, str]]) -> Iterator[str]:
    none = True
    for match, name in found:
        none = False
        word = match.strength.value if match.fits else "does not fit"
        words = ", ".join(dict.fromkeys(term.term for term in match.terms[:5]))
        yield f"{match.score:6.2f}  {word:12}  {name}: {words}"
    if none:
        yield "Nothing fits."


COMMANDS = {"add": add, "articles": articles, "match": match}
