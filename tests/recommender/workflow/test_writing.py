"""What contacts publish teaches their profile, is an occasion, and is not sent back to them."""

import pytest

from recommender.domain.occasions import OccasionKind
from recommender.domain.people import StoredContact
from recommender.errors import NotFoundError
from recommender.storage.library import Library
from recommender.workflow.matching.profile_editing import show_profile
from recommender.workflow.matching.profile_sources import all_sources
from recommender.workflow.people import contact_editing
from recommender.workflow.people.author_feeds import feeds_of, follow_contact, unfollow_contact
from recommender.workflow.sync.poll import poll
from recommender.workflow.today.occasions import open_occasions
from tests.builders import NOW, TRAINS, FakeWeb, a_contact, an_item, an_rss_feed

BLOG = "https://ana.example/feed"
NEW = "Mon, 23 Nov 2026 08:00:00 GMT"


@pytest.fixture
def ana(library: Library) -> StoredContact:
    return contact_editing.add_contact(library, a_contact(interests="night trains"), now=NOW)


def publish(library: Library, contact: StoredContact) -> None:
    old = an_item("Honey in October", link="https://ana.example/1")
    piece = an_item("Night trains again", link="https://ana.example/2", paragraphs=TRAINS)
    dated = piece.replace("</item>", f"<pubDate>{NEW}</pubDate></item>")
    past = old.replace("</item>", "<pubDate>Thu, 01 Oct 2026 08:00:00 GMT</pubDate></item>")
    web = FakeWeb({BLOG: an_rss_feed(dated, past, title="Ana writes")})
    follow_contact(library, contact.id, BLOG, now=NOW, fetcher=web)
    poll(library, now=NOW, fetcher=web)


@pytest.mark.usefixtures("parsing_at_hand")
def test_what_they_write_teaches_the_profile_and_is_shown_as_its_source(
    library: Library, ana: StoredContact
) -> None:
    publish(library, ana)

    assert all_sources(library)[ana.id].own == "Night trains again\nHoney in October"
    told = {view.source.value: view.says for view in show_profile(library, ana).sources}
    assert "Night trains again" in str(told["own"])


@pytest.mark.usefixtures("parsing_at_hand")
def test_a_new_piece_is_an_occasion_to_answer(library: Library, ana: StoredContact) -> None:
    publish(library, ana)

    (view,) = open_occasions(library, now=NOW)

    assert view.occasion.kind is OccasionKind.MENTION
    assert view.occasion.reason == "wrote “Night trains again”"


@pytest.mark.usefixtures("parsing_at_hand")
def test_nobody_is_sent_their_own_piece(library: Library, ana: StoredContact) -> None:
    bo = contact_editing.add_contact(library, a_contact("Bo", interests="night trains"), now=NOW)
    publish(library, ana)

    assert library.matches.of_contact(ana.id) == ()
    assert library.matches.of_contact(bo.id)


@pytest.mark.usefixtures("parsing_at_hand")
def test_a_feed_that_is_theirs_no_longer_teaches_no_more(
    library: Library, ana: StoredContact
) -> None:
    publish(library, ana)

    unfollow_contact(library, ana, "Ana writes")

    assert feeds_of(library, ana.id) == ()
    assert library.feeds.all() == ()
    assert all_sources(library)[ana.id].own == ""
    with pytest.raises(NotFoundError):
        unfollow_contact(library, ana, "Ana writes")


@pytest.mark.usefixtures("parsing_at_hand")
def test_whoever_is_forgotten_leaves_no_word_of_what_they_wrote(
    library: Library, ana: StoredContact
) -> None:
    publish(library, ana)
    folder = library.path.parent
    assert any(b"terminus" in file.read_bytes() for file in folder.iterdir())

    contact_editing.forget(library, ana.id)

    files = [file.read_bytes() for file in folder.iterdir()]
    for trace in (b"Ana Ferreira", b"ana.example", b"Ana writes", b"terminus", b"sleeping car"):
        assert not any(trace in body for body in files), trace
