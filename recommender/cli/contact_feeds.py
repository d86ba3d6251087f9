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

    Their profile learns from it, and each new post is an occasion to reply.
    """
    from recommender.workflow.people.author_feeds import follow_contact

    with run.open() as library:
        found = find_contact(library, contact)
        feed = follow_contact(library, found.id, url, now=run.now)
    lines = [f"{found.name} writes {feed.title}.", "Fetch new posts with: passalong poll"]
    answer(as_json, serializers.feed(feed), lines)


@click.command()
@click.argument("contact")
@click.argument("feed")
@json_option
@session
def unfollow(run: Session, *, contact: str, feed: str, as_json: bool) -> None:
    """Unfollow a CONTACT's FEED; its articles stay."""
    from recommender.workflow.people.author_feeds import unfollow_contact

    with run.open() as library:
        found = find_contact(library, contact)
        gone = unfollow_contact(library, found, feed)
    answer(as_json, serializers.feed(gone), [f"Unfollowed {gone.title}."])
