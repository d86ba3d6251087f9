"""`feeds`, `poll`: subscriptions."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import click

from ingest.errors import IngestError
from ingest.urls import split_login
from recommender.cli import serializers
from recommender.cli.context import NUMBER, Session, answer, fail_if, json_option, session, tell
from recommender.domain.articles import Subscription
from recommender.workflow.lookup import find_feed
from recommender.workflow.results import Failure, PollProgress


@click.group()
def feeds() -> None:
    """The feeds you follow."""


@feeds.command("list")
@json_option
@session
def list_feeds(run: Session, *, as_json: bool) -> None:
    """List the feeds, and which ones fail."""
    with run.open() as library:
        found = library.feeds.all()
    none = ["No feeds yet. Follow one with: passalong feeds add URL"]
    answer(as_json, [serializers.feed(one) for one in found], _feed_lines(found) if found else none)


@feeds.command("find")
@click.argument("url")
@json_option
@session
def find_feeds(run: Session, *, url: str, as_json: bool) -> None:
    """List the feeds of a site, numbered."""
    from recommender.workflow.sync import feed_discovery

    with run.open() as library:
        found = feed_discovery.find_feeds(library, url)
    numbered = [(n, split_login(one.url)[0], one.title) for n, one in enumerate(found, 1)]
    document = [{"number": n, "url": place, "title": title} for n, place, title in numbered]
    lines = [f"{n:>4}  {title or place}  {place}" for n, place, title in numbered]
    site = split_login(url)[0]
    answer(as_json, document, [*lines, f"Follow one with: passalong feeds add {site} --choose 1"])


@feeds.command("add")
@click.argument("urls", nargs=-1, required=True, metavar="URL…")
@click.option("--choose", type=NUMBER, help="Which of the site's feeds; `feeds find` lists them.")
@click.option("--counts-as-read", is_flag=True, help="Its articles count as read.")
@json_option
@session
def add_feeds(
    run: Session,
    *,
    urls: tuple[str, ...],
    choose: int | None,
    counts_as_read: bool,
    as_json: bool,
) -> None:
    """Follow feeds, or the likeliest feed of each site."""
    from recommender.workflow.sync.feeds import add_feed

    added: list[Subscription] = []
    failed: list[Failure] = []
    with run.open() as library:
        for url in urls:
            try:
                added.append(
                    add_feed(
                        library,
                        url,
                        now=run.now,
                        counts_as_read=counts_as_read,
                        choose=choose,
                        report_others=partial(_tell_others, url),
                    )
                )
            except IngestError as error:
                failed.append(Failure(source=url, error=str(error)))
    answer(as_json, [serializers.feed(one) for one in added], _feed_lines(added))
    for failure in failed:
        tell(failure.error)
    fail_if(bool(failed))


@feeds.command("rename")
@click.argument("feed")
@click.argument("title")
@json_option
@session
def rename_feed(run: Session, *, feed: str, title: str, as_json: bool) -> None:
    """Rename a FEED; an empty TITLE restores the publisher's."""
    from recommender.workflow.sync import feeds as verbs

    with run.open() as library:
        found = find_feed(library, feed)
        verbs.rename_feed(library, found, title)
        renamed = find_feed(library, str(found.id))
    answer(as_json, [serializers.feed(renamed)], [f"{found.title} is now called {renamed.title}."])


@feeds.command("remove")
@click.argument("feed")
@json_option
@session
def remove_feed(run: Session, *, feed: str, as_json: bool) -> None:
    """Unfollow a FEED; its articles stay."""
    from recommender.workflow.sync import feeds as verbs

    with run.open() as library:
        found = find_feed(library, feed)
        verbs.remove_feed(library, found.id)
    answer(as_json, [serializers.feed(found)], [f"Unfollowed {found.title}."])


@feeds.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@json_option
@session
def import_feeds(run: Session, *, file: Path, as_json: bool) -> None:
    """Follow the feeds that an OPML FILE lists."""
    from recommender.cli.imports import import_paths

    import_paths(run, [file], kind="opml", dry_run=False, as_json=as_json)


@feeds.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
@json_option
@session
def export_feeds(run: Session, *, file: Path | None, as_json: bool) -> None:
    """Export the feeds as OPML to a FILE, or to standard output."""
    from recommender.workflow.sync.feeds import export_opml

    with run.open() as library:
        found = library.feeds.all()
        opml = export_opml(library)
    if file is None and not as_json:
        click.echo(opml, nl=False)
        return
    if file is not None:
        file.write_bytes(opml)
    answer(as_json, [serializers.feed(one) for one in found], [f"{len(found)} feeds written."])


@click.command()
@click.option("--feed", help="Only this feed, due or not.")
@json_option
@session
def poll(run: Session, *, feed: str | None, as_json: bool) -> None:
    """Check the feeds that are due, and match new articles."""
    from recommender.workflow.sync.poll import poll as poll_feed
    from recommender.workflow.sync.sync_all import sync_all

    with run.open() as library:
        if feed is None:
            report = sync_all(
                library, now=run.now, progress=_tell_progress, page_progress=_tell_pages
            )
        else:
            feed_id = find_feed(library, feed).id
            report = poll_feed(library, now=run.now, feed_id=feed_id, progress=_tell_progress)
    document = {
        "feeds": report.feeds,
        "fetched": report.fetched,
        "not_modified": report.not_modified,
        "failed": [serializers.failure(one, "feed") for one in report.failed],
        "articles_added": report.articles_added,
        "moved": [{"from": one.moved_from, "to": one.moved_to} for one in report.moved],
    }
    asked = f"{report.feeds} feeds asked, {report.fetched} with news"
    line = f"{asked if report.feeds else 'No feed is due'}; {report.articles_added} new articles."
    answer(as_json, document, [line])
    for move in report.moved:
        tell(f"{move.feed.title} has moved: from {move.moved_from} to {move.moved_to}")
    for failure in report.failed:
        tell(failure.error)
    fail_if(bool(report.failed))


def _tell_others(url: str, others: Sequence[object]) -> None:
    if others:
        site = split_login(url)[0]
        tell(f"This site has other feeds too. List them with: passalong feeds find {site}")


def _tell_progress(step: PollProgress) -> None:
    come, awaited = step.pages
    pages = f", page {come} of {awaited}" if awaited else ""
    tell(f"[{step.done}/{step.total}] {step.feed.title}{pages}")


def _tell_pages(done: int, total: int) -> None:
    tell(f"[{done}/{total}] pages of reading lists")


def _feed_lines(found: Sequence[Subscription]) -> Iterator[str]:
    for one in found:
        health = one.last_error or ("not checked yet" if one.last_polled is None else "ok")
        if one.is_silent:
            health = "no articles yet: its posts are too short, or their pages can't be read"
        retired = "retired, " if one.retired else ""
        yield f"{one.id:>4}  {one.title} ({one.articles} articles): {retired}{health}"
        if one.moved_from is not None:
            yield f"      moved here from {one.moved_from}"


COMMANDS = {"feeds": feeds, "poll": poll}
