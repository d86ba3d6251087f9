from collections import Counter
from collections.abc import Iterable
from datetime import date
from itertools import combinations
from urllib.parse import urlsplit

import pytest

from recommender.demo.material import DemoArticle, FeedFormat, Material, load_material
from recommender.domain.suggestions import State

TODAY = date(2028, 2, 26)  # three days on lies a leap day
OUTCOMES = {State.SENT, State.LIKED, State.REPLIED, State.UNANSWERED}


@pytest.fixture(scope="module")
def material() -> Material:
    return load_material()


def words(article: DemoArticle) -> list[str]:
    return " ".join(article.paragraphs).split()


def shingles(article: DemoArticle) -> set[tuple[str, ...]]:
    text = words(article)
    return set(zip(text, text[1:], text[2:], strict=False))


def shared(one: DemoArticle, other: DemoArticle) -> float:
    return len(shingles(one) & shingles(other)) / min(len(shingles(one)), len(shingles(other)))


def test_the_shelf_is_full(material: Material) -> None:
    languages = Counter(article.language for article in material.articles)
    assert languages["en"] >= 50
    assert languages["de"] >= 14
    assert len(material.pages) >= 8


def test_feeds_come_in_every_format_and_two_languages(material: Material) -> None:
    assert {feed.format for feed in material.feeds} == set(FeedFormat)
    assert sum(feed.language == "de" for feed in material.feeds) >= 2
    assert sum(feed.counts_as_read for feed in material.feeds) >= 2
    assert {feed.full_text for feed in material.feeds} == {True, False}


def test_fourteen_people_lead_lives_of_their_own(material: Material) -> None:
    contacts = [demo.contact for demo in material.contacts]
    assert len({contact.name for contact in contacts}) == 14
    assert len({contact.interests for contact in contacts}) == 14
    assert all(contact.notes for contact in contacts)


def test_one_has_no_mail_one_is_paused_and_three_read_german(material: Material) -> None:
    contacts = [demo.contact for demo in material.contacts]
    assert [contact.name for contact in contacts if not contact.emails] == ["Oskar Lindqvist"]
    assert all(contact.phones for contact in contacts if not contact.emails)
    assert [demo.name for demo in material.contacts if demo.paused] == ["Takeshi Mori"]
    assert sum(contact.languages[:1] == ("de",) for contact in contacts) == 3


def test_two_birthdays_fall_within_the_week(material: Material) -> None:
    assert sum(demo.birthday_in_days <= 7 for demo in material.contacts) == 2


def test_a_birthday_is_counted_from_the_clock(material: Material) -> None:
    ana = next(demo for demo in material.contacts if demo.name == "Ana Ferreira")
    assert str(ana.card(TODAY).birthday) == "1984-02-29"


def test_articles_have_the_length_of_a_read(material: Material) -> None:
    lengths = {article.slug: len(words(article)) for article in material.articles}
    assert {slug: n for slug, n in lengths.items() if not 150 <= n <= 500} == {}


def test_titles_carry_the_signs_that_break_mail(material: Material) -> None:
    titles = " ".join(article.title for article in material.articles)
    assert {sign for sign in '"&+ü' if sign not in titles} == set()


def test_slugs_and_addresses_are_unique(material: Material) -> None:
    assert not _repeated(article.slug for article in material.articles)
    assert not _repeated(article.url for article in material.articles)


def test_every_address_lies_in_a_reserved_domain(material: Material) -> None:
    hosts = {
        urlsplit(url).hostname or ""
        for url in [
            *(article.url for article in material.articles),
            *(url for feed in material.feeds for url in (feed.url, feed.site_url)),
            *(link for demo in material.contacts for link in demo.contact.links),
        ]
    } | {email.split("@")[1] for demo in material.contacts for email in demo.contact.emails}
    assert {host for host in hosts if not host.endswith(".example")} == set()


def test_only_declared_reprints_tell_the_same_story(material: Material) -> None:
    declared = {
        frozenset((article.slug, article.same_story_as))
        for article in material.articles
        if article.same_story_as
    }
    found = {
        frozenset((one.slug, other.slug))
        for one, other in combinations(material.articles, 2)
        if shared(one, other) > 0.1
    }
    assert len(declared) == 3
    assert found == declared


def test_a_reprint_is_mostly_but_not_wholly_the_same_text(material: Material) -> None:
    by_slug = {article.slug: article for article in material.articles}
    reprints = [article for article in material.articles if article.same_story_as]
    overlaps = [shared(a, by_slug[a.same_story_as]) for a in reprints if a.same_story_as]
    assert all(0.6 < overlap < 1 for overlap in overlaps)


def test_what_was_sent_had_been_published_and_read(material: Material) -> None:
    by_slug = {article.slug: article for article in material.articles}
    sendings = [sending for demo in material.contacts for sending in demo.sent]
    assert sendings
    assert all(by_slug[sending.article].read for sending in sendings)
    assert all(by_slug[sending.article].days_ago >= sending.days_ago for sending in sendings)
    assert {sending.outcome for sending in sendings} == OUTCOMES


def test_each_contact_has_two_articles_meant_for_them(material: Material) -> None:
    meant = Counter(name for article in material.articles for name in article.meant_for)
    names = {demo.name for demo in material.contacts}
    assert set(meant) == names
    assert min(meant.values()) >= 2


def test_ten_articles_are_meant_for_nobody(material: Material) -> None:
    assert sum(not article.meant_for for article in material.articles) >= 10


def test_some_of_what_came_in_is_still_unread(material: Material) -> None:
    unread = [a for feed in material.feeds for a in feed.articles if not a.read]
    assert sum(bool(article.meant_for) for article in unread) >= 5
    assert all(page.read for page in material.pages)
    assert all(a.read for feed in material.feeds if feed.counts_as_read for a in feed.articles)


def test_most_articles_are_of_the_last_month(material: Material) -> None:
    ages = [article.days_ago for article in material.articles]
    assert sum(age <= 30 for age in ages) > 0.75 * len(ages)
    assert max(ages) <= 200


def _repeated(values: Iterable[str]) -> list[str]:
    return [value for value, times in Counter(values).items() if times > 1]
