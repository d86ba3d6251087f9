"""`contacts follow`, `unfollow`: feeds that contacts write themselves."""

import click

from recommender.cli import serializers
from recommender.cli.context import Session, answer, json_option, session
from recommender.workflow.lookup import find_contact


@click.command()
@click.argument("contact")
@click.argument("url")
@json_option
@session
def follow(run: Session, *, contact: str, url: str, as_json: bool) -> None:
    """Follow what a CONTACT writes: the feed at URL, or the one that the site names.

    It teaches their profile, and a new piece is an occasion to answer them.
    """
    from recommender.workflow.people.author_feeds import follow_contact

    with run.open() as library:
        found = find_contact(library, contact)
        feed = follow_contact(library, found.id, url, now=run.now)
    lines = [f"{found.name} writes {feed.title}.", "Its pieces come with: passalong poll"]
    answer(as_json, serializers.feed(feed), lines)


@click.command()
@click.argument("contact")
@click.argument("feed")
@json_option
@session
def unfollow(run: Session, *, contact: str, feed: str, as_json: bool) -> None:
    """Say that a FEED is not, or no longer, a CONTACT's own; its articles stay."""
    from recommender.workflow.people.author_feeds import unfollow_contact

    with run.open() as library:
        found = find_contact(library, contact)
        gone = unfollow_contact(library, found, feed)
    answer(as_json, serializers.feed(gone), [f"{gone.title} is no longer {found.name}'s own."])
