from datetime import UTC, date, datetime

from recommender.domain.articles import StoredArticle
from recommender.domain.people import StoredContact
from recommender.domain.suggestions import Message, Source, Strength, Suggestion, TermWeight
from recommender.pages.components.card import card_data
from recommender.pages.sections.today.card import article_html, broadcast_html, marked, reasons_html
from recommender.settings import Settings
from recommender.sharing.excerpt import Excerpt
from recommender.workflow.results import Card

NOW = datetime(2026, 3, 14, 12, tzinfo=UTC)


def term(
    word: str, interest: str, source: Source = Source.STATED, weight: float = 0.5
) -> TermWeight:
    return TermWeight(term=word, weight=weight, interest=interest, source=source)


def a_card(
    *terms: TermWeight,
    emails: tuple[str, ...] = ("ana@example.org",),
    phones: tuple[str, ...] = (),
    text: str = "Batteries store the evening peak.",
    url: str = "https://example.org/a",
    also: tuple[str, ...] = (),
    channel: str | None = None,
) -> Card:
    return Card(
        suggestion=Suggestion(
            id=7,
            contact_id=1,
            article_id=2,
            day=date(2026, 3, 14),
            position=0,
            score=0.8,
            strength=Strength.STRONG,
            terms=terms,
            why_now="",
        ),
        contact=StoredContact(
            id=1, name="Ana Müller", added_at=NOW, emails=emails, phones=phones, channel=channel
        ),
        article=StoredArticle(id=2, url=url, title="Peak", text=text, added_at=NOW, story=2),
        draft=Message(recipient="", subject="Peak", body=f"Hi\n\n{url}"),
        also_sent_to=also,
    )


def test_the_strength_is_a_word_and_the_figure_is_tucked_away() -> None:
    html = reasons_html(a_card(term("batteries", "batteries")))
    assert ">Strong match<" in html
    assert 'title="Score 0.80' in html


def test_a_reason_names_the_interest_with_the_articles_other_words_for_it() -> None:
    html = reasons_html(a_card(term("batteries", "grid storage")))
    assert "<b>grid storage</b> <i>batteries</i>" in html


def test_a_reason_does_not_say_the_same_word_twice() -> None:
    html = reasons_html(
        a_card(term("peak", "the evening peak"), term("evening", "the evening peak"))
    )
    assert "<b>the evening peak</b></span>" in html


def test_an_interest_found_by_its_own_and_by_related_words_is_one_reason() -> None:
    html = reasons_html(
        a_card(
            term("compressor", "heat pumps", Source.RELATED),
            term("heat pumps", "heat pumps"),
            term("boiler", "heat pumps", Source.RELATED),
        )
    )
    assert html.count("heat pumps</b>") == 1
    assert "<b>heat pumps</b> <i>related: compressor, boiler</i>" in html


def test_an_interests_own_word_names_it_however_little_it_weighs() -> None:
    html = reasons_html(
        a_card(
            term("rebound", "basketball", Source.RELATED, weight=1.0),
            term("basketball", "basketball", Source.NOTES, weight=0.05),
        )
    )
    assert "from your notes: <b>basketball</b> <i>related: rebound</i>" in html
    assert "related to" not in html


def test_an_interest_found_by_related_words_alone_says_so() -> None:
    html = reasons_html(a_card(term("rebound", "basketball", Source.RELATED)))
    assert "related to <b>basketball</b> <i>rebound</i>" in html


def test_a_reason_tells_where_the_interest_comes_from() -> None:
    html = reasons_html(a_card(term("ramp", "ramp project", Source.NOTES)))
    assert "from your notes on them" in html


def test_matched_words_are_marked_in_the_passage() -> None:
    html = article_html(a_card(term("batteries", "batteries")), NOW)
    assert "<mark>Batteries</mark> store" in html


def test_neighbouring_marks_are_one() -> None:
    excerpt = Excerpt(text="the control room here", marks=((4, 11), (12, 16)))
    assert marked(excerpt) == "the <mark>control room</mark> here"


def test_the_title_opens_the_text_here_whatever_its_address_is() -> None:
    html = article_html(a_card(url="javascript:alert(1)"), NOW)
    assert 'href="articles?article=2"' in html
    assert "javascript" not in html


def test_a_broadcast_is_named() -> None:
    assert "Tom and Ida got this already." in broadcast_html(a_card(also=("Tom", "Ida")))


def test_the_box_gets_the_channels_address_with_gaps() -> None:
    data = card_data(a_card(), Settings())
    assert data["pattern"] == "mailto:ana@example.org?subject={subject}&body={body}"
    assert data["same_tab"]


def test_a_channel_that_the_card_does_not_serve_gives_way_to_mail() -> None:
    data = card_data(a_card(), Settings(channel="whatsapp"))
    assert data["pattern"].startswith("mailto:")


def test_without_any_address_the_box_asks_for_one() -> None:
    data = card_data(a_card(emails=()), Settings())
    assert data["pattern"] == ""
    assert "has no email address yet" in data["missing"]


def test_the_copy_channel_needs_no_address() -> None:
    data = card_data(a_card(emails=()), Settings(channel="copy"))
    assert data["copies"]
    assert (data["label"], data["opens"]) == ("Send to Ana", "copies the note")


def test_a_persons_own_channel_goes_before_the_usual_one() -> None:
    data = card_data(a_card(channel="gmail"), Settings(channel="copy"))
    assert data["pattern"].startswith("https://mail.google.com/")
    assert (data["channel"], data["copies"]) == ("gmail", False)


def test_every_channel_is_offered_and_those_that_lack_something_say_what() -> None:
    offered = {choice["name"]: choice for choice in card_data(a_card(), Settings())["channels"]}
    assert offered["gmail"]["usable"]
    assert not offered["whatsapp"]["usable"]
    assert "needs a phone number" in offered["whatsapp"]["title"]


def test_somebody_with_a_phone_alone_gets_a_message_there() -> None:
    mobile = card_data(a_card(emails=(), phones=("+351 900 555 014",)), Settings())
    assert mobile["pattern"].startswith("https://wa.me/351900555014")
    local = card_data(a_card(emails=(), phones=("0900 555 014",)), Settings())
    assert local["opens"] == "opens a text message"


def test_who_has_no_e_mail_is_offered_one_among_the_channels() -> None:
    by_phone = card_data(a_card(emails=(), phones=("+351 900 555 014",)), Settings())
    assert by_phone["add"] == "Add an email address…"
    assert card_data(a_card(), Settings())["add"] == ""
    assert card_data(a_card(emails=()), Settings())["add"] == ""  # the form is there already
