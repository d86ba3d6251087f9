"""The reader: one article, and the people it could go to."""

from datetime import datetime

import streamlit as st

from recommender.domain.articles import StoredArticle
from recommender.domain.suggestions import SHARED_STATES, is_worth_naming
from recommender.pages.components.list_view import Row, RowAct, show_rows
from recommender.pages.sections import reader_bar
from recommender.pages.sections.today.card import about_html
from recommender.pages.sections.why_not import WHY_NOT, not_suggested, show_why_not, why_not_act
from recommender.pages.support import formatting, markup, page_context, undo_toast
from recommender.pages.support.navigation import write_to
from recommender.sharing.titles import title_line
from recommender.storage.library import Library
from recommender.workflow.clock import utc_now
from recommender.workflow.matching.finished import who_fits
from recommender.workflow.results import NamedMatch
from recommender.workflow.today import review

MOST_VERSIONS = 5  # earlier texts shown; some pages change with every visit
NEAR_MISSES = 3  # people shown when nobody fits


def show_article(library: Library, article: StoredArticle, now: datetime) -> None:
    """Show an article's text, its actions, the people it fits, and the bar that goes along."""
    reader_bar.leave_if_asked()
    st.html(
        f'<article class="pa-read"><h1 dir="auto">{markup.text(article.title)}</h1>'
        f'<p class="pa-muted">{about_html(article, now)}</p>'
        f"{_paragraphs(article.text, article.title)}</article>"
    )
    if article.is_excerpt:
        markup.muted(
            "Only the beginning is here: the rest is for subscribers, or didn't load. "
            "The person you send it to may not see more than this."
        )
    _earlier_versions(library, article, now)
    with st.container(key="reader_acts", horizontal=True, vertical_alignment="center"):
        if article.url.startswith(("http://", "https://")):
            st.link_button("Open the page", article.url)
        read = article.read_at is not None
        st.button(
            "Mark as unread" if read else "Mark as read",
            key="reader_read",
            on_click=page_context.callback(reader_bar.set_read, article, None if read else now),
        )
        st.button(
            "Restore" if article.hidden else "Hide",
            key="reader_hide",
            help="A hidden article isn't suggested to anyone. It stays in your library.",
            on_click=page_context.callback(_hide, article.id, not article.hidden),
        )
        st.button(
            "Not evergreen" if article.evergreen else "Evergreen",
            key="reader_evergreen",
            help="Evergreen articles never fade behind newer ones.",
            on_click=page_context.callback(_set_evergreen, article.id, not article.evergreen),
        )
    if article.hidden:
        markup.muted("Hidden: it isn't suggested to anyone.")
    if article.evergreen:
        markup.muted("Evergreen: it never fades behind newer articles.")
    _other_reports(library, article)
    markup.section("Who it's for")
    fits = page_context.visible(who_fits(library, article.id))
    fitting(library, article, fits, key="reader_fits", now=now)
    reader_bar.show(library, article, fits)


def _earlier_versions(library: Library, article: StoredArticle, now: datetime) -> None:
    """Show the article's earlier texts."""
    versions = library.articles.versions(article.id)
    if not versions:
        return
    with st.expander(f"Changed by the publisher {formatting.ago(versions[0].until, now)}"):
        for version in versions[:MOST_VERSIONS]:
            until = formatting.ago(version.until, now)
            st.html(
                f'<article class="pa-read"><h3 dir="auto">{markup.text(version.title)}</h3>'
                f'<p class="pa-muted">until {markup.text(until)}</p>'
                f"{_paragraphs(version.text, version.title)}</article>"
            )


def _paragraphs(text: str, title: str) -> str:
    """Return a text's lines as HTML, without the one that repeats the title shown above them."""
    heading = title_line(text, title)
    return "".join(
        f'<p dir="auto">{markup.text(line)}</p>'
        for number, line in enumerate(text.split("\n"))
        if line.strip() and number != heading
    )


def fitting(
    library: Library,
    article: StoredArticle,
    matches: tuple[NamedMatch, ...],
    *,
    key: str,
    now: datetime,
) -> None:
    """Show the people an article fits, each with a button to write to them; nobody who died."""
    matches = tuple(m for m in matches if not m.contact.died)
    fits = tuple(m for m in matches if m.match.fits)
    shown = fits or tuple(m for m in matches if is_worth_naming(m.match))[:NEAR_MISSES]
    if not fits:
        markup.muted(
            "No close match yet. Nearest:"
            if shown
            else "No match yet. Does it make you think of someone?"
        )
    said = library.suggestions.of_story(article.story)
    got = {suggestion.contact_id for suggestion in said if suggestion.state in SHARED_STATES}
    absent = not_suggested(library, {(m.contact.id, article.id) for m in shown}, now=now)
    chosen = show_rows(
        [
            fit_row(m, got=m.contact.id in got, absent=(m.contact.id, article.id) in absent)
            for m in shown
        ],
        key=key,
        label="Who fits",
    )
    if chosen and chosen[1] == WHY_NOT:
        contact = next(m.contact for m in shown if m.contact.id == chosen[0])
        show_why_not(library, contact, article, now=now)
    elif chosen:
        write_to(library, article.id, chosen[0], now)


def fit_row(found: NamedMatch, *, got: bool, absent: bool) -> Row:
    """Return the row of a person an article fits.

    Args:
        found: The person, for the article.
        got: They got it already.
        absent: It isn't suggested to them today.
    """
    name = formatting.short_name(found.contact)
    write = RowAct(name="write", label="Write", about=f"Write to {name}")
    states = (found.contact.why_paused, "asleep" if found.contact.asleep else "")
    return Row(
        id=found.contact.id,
        title=found.contact.name,
        face=found.contact.name,
        lines=(formatting.match_summary(found.match),),
        chips=tuple((state, "weak") for state in states if state),
        aside="sent" if got else "",
        acts=(
            *(() if got or found.contact.paused else (write,)),
            *((why_not_act(name),) if absent else ()),
        ),
        opens=False,
    )


def _hide(library: Library, article_id: int, hidden: bool) -> None:
    review.hide_article(library, article_id, hidden=hidden, now=utc_now())
    if hidden:
        undo_toast.offer(
            "Hidden. It won't be suggested to anyone.",
            page_context.callback(_hide, article_id, False),
        )


def _other_reports(library: Library, article: StoredArticle) -> None:
    """Show other articles about the same event."""
    others = library.articles.related(article.id)
    if not others:
        return
    markup.section("Also reported")
    rows = [Row(id=one.id, title=one.title, lines=(one.site or "",)) for one in others]
    if clicked := show_rows(rows, key="also_reported", label="Also reported"):
        page_context.navigate("articles", article=clicked[0])


def _set_evergreen(library: Library, article_id: int, evergreen: bool) -> None:
    review.set_evergreen(library, article_id, evergreen=evergreen)
