"""The Add page: add pages just read, and show who they fit."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import streamlit as st

from ingest.web.url_lists import pasted_urls
from recommender.pages.components.list_view import show_rows
from recommender.pages.sections.article_rows import article_rows, open_row
from recommender.pages.sections.imports.bookmarklet import show_bookmarklet
from recommender.pages.sections.imports.import_file import import_box, pending_pages
from recommender.pages.sections.imports.past_imports import show_past_imports
from recommender.pages.sections.reader import fitting
from recommender.pages.support import formatting, markup, page_context
from recommender.pages.support.navigation import ADD_PAGE, requested
from recommender.storage.library import Library
from recommender.workflow.clock import utc_now
from recommender.workflow.matching.finished import who_fits
from recommender.workflow.results import Added, AddReport
from recommender.workflow.sync.pages import (
    add_pages,
    add_saved_page,
    add_saved_pages,
    joined,
    remove_article,
)

LONGEST_PREFILL = 4000  # characters of the query; the bookmarklet never sends more
MOST_REPORTED = 4  # articles shown with the people they fit; of more, the number
MOST_LATELY = 4  # rows: enough to confirm an addition, too few to push the rest away
NO_LINK = "That doesn't look like a link. A link looks like https://example.org/page."
_ADDED = "added"
_FORM = "add_form"  # the number of the form: a new one holds only what failed
_LINKS = "add_failed_links"
_FILES = "add_failed_files"  # with their bytes: an upload can't be put back into its field


def show() -> None:
    """Draw the page. The query string only prefills the form; it never adds anything."""
    with page_context.page() as library:
        markup.heading("Add", "Something good you've just read. See right away who it's for.")
        _form(library)
        if url := requested(ADD_PAGE):
            st.session_state[_ADDED] = add_sources(library, [url], [], utc_now())
        report: AddReport | None = st.session_state.get(_ADDED)
        if report is not None:
            _report(library, report)
        pending_pages(library)
        any_lately = _recently_added(library)
        import_box(
            library,
            label="Import your reading list",
            under="An export from Pocket, Instapaper, Readwise Reader, wallabag, Omnivore or "
            "Pinboard, browser bookmarks, starred items from a feed reader, or a list of "
            "links. Tags and read states are kept.",
            now=utc_now(),
        )
        show_past_imports(library, {"page", "feed"}, utc_now())
        show_bookmarklet((st.context.url or "").split("?")[0], expanded=not any_lately)


def add_sources(
    library: Library, urls: Sequence[str], files: Sequence[tuple[str, bytes]], now: datetime
) -> AddReport:
    """Add pages by URL and from files; one file with one URL is one page."""
    if len(urls) == len(files) == 1:
        ((name, body),) = files
        return add_saved_page(library, name, body, now=now, address=urls[0])
    reports = []
    if urls:
        progress = markup.progress_bar("Reading…")
        reports.append(add_pages(library, urls, now=now, progress=progress))
    if files:
        progress = markup.progress_bar("Reading the files…")
        reports.append(add_saved_pages(library, files, now=now, progress=progress))
    return joined(reports)


def _form(library: Library) -> None:
    number: int = st.session_state.get(_FORM, 0)
    links = "\n".join(st.session_state.get(_LINKS, ()))
    failed: Sequence[tuple[str, bytes]] = st.session_state.get(_FILES, ())
    with st.form(f"add_{number}", border=False):
        text = st.text_area(
            "Links, one per line",
            value=links or st.query_params.get("url", "")[:LONGEST_PREFILL],
            placeholder="https://…",
            height=80,
            key=f"add_links_{number}",
        )
        if title := st.query_params.get("title"):
            markup.muted(formatting.shortened(title, 120))
        first = not library.size().articles
        with st.expander("Or add a saved page", expanded=first or bool(failed)):
            again = [
                file
                for place, file in enumerate(failed)
                if st.checkbox(
                    markup.plain(f"Try {file[0]} again"),
                    value=True,
                    key=f"add_again_{number}_{place}",
                )
            ]
            uploads = st.file_uploader(
                "HTML, text or shortcut files. For a single saved page, put its link in the box "
                "above.",
                accept_multiple_files=True,
                key=f"add_files_{number}",
            )
        if not st.form_submit_button("Add", type="primary"):
            return
        urls = pasted_urls(text)
        files = [*again, *((file.name, file.getvalue()) for file in uploads)]
        if not urls and (text.strip() or not files):
            markup.muted(NO_LINK if text.strip() else "Paste a link first.")
            return
        report = add_sources(library, urls, files, utc_now())
        st.session_state[_ADDED] = report
    st.session_state[_FORM] = number + 1
    failed_now = [failure.source for failure in report.failed]
    names = [name for name, _ in files]
    st.session_state[_FILES] = [file for file in files if file[0] in failed_now]
    is_one_page = len(urls) == len(files) == 1 and failed_now  # its link failed with the file
    st.session_state[_LINKS] = urls if is_one_page else [s for s in failed_now if s not in names]
    st.query_params.clear()
    st.rerun()


def _report(library: Library, report: AddReport) -> None:
    for failure in report.failed:
        markup.error_message(failure.error)
    if len(report.added) > MOST_REPORTED:
        st.success(f"{len(report.added)} articles added.", icon=":material/check:")
        if st.button("See who they're for", key="to_today", type="primary"):
            page_context.navigate("today")
        return
    for added in report.added:
        _result(library, added)


def _result(library: Library, added: Added) -> None:
    article = added.article
    again = "You already have it." if added.duplicate_of else ""
    markup.section(
        article.title,
        " ".join(
            (f"{article.site or 'Saved page'}, {formatting.count(added.words, 'word')}.", again)
        ),
    )
    if article.is_excerpt:
        markup.muted("Only the first paragraph is public, so this match is a guess.")
    found = page_context.visible(who_fits(library, article.id))
    fitting(library, article, found, key=f"added_{article.id}", now=utc_now())
    with st.container(horizontal=True):
        if st.button("Read it here", key=f"read_{article.id}", type="tertiary"):
            page_context.navigate("articles", article=article.id)
        if added.duplicate_of != article.id:  # an article that was here before is not removed
            st.button(
                "Remove",
                key=f"off_{article.id}",
                type="tertiary",
                on_click=page_context.callback(_remove, article.id),
            )


def _remove(library: Library, article_id: int) -> None:
    """Remove an article just added, and its line in the report."""
    remove_article(library, article_id)
    report: AddReport = st.session_state[_ADDED]
    left = tuple(added for added in report.added if added.article.id != article_id)
    st.session_state[_ADDED] = replace(report, added=left) if left or report.failed else None


def _recently_added(library: Library) -> bool:
    """Show the articles added last with the people they fit; return whether there are any."""
    found = library.articles.page(limit=MOST_LATELY)
    if not found:
        return False
    markup.section("Recently added")
    clicked = show_rows(
        article_rows(library, found, utc_now()), key="added_lately", label="Recently added"
    )
    if clicked:
        open_row(clicked)
    return True


if __name__ == "__main__":
    show()
