"""The feeds that a contact writes themselves."""

from datetime import datetime

import streamlit as st

from recommender.domain.people import StoredContact
from recommender.pages.support import formatting, markup, page_context
from recommender.storage.library import Library
from recommender.workflow.matching.match import refresh_matches
from recommender.workflow.people.author_feeds import feeds_of, follow_contact, unfollow_contact
from recommender.workflow.sync.poll import poll


def show_contact_feeds(library: Library, contact: StoredContact, now: datetime) -> None:
    """Show the feeds that a contact writes, with add and remove."""
    if page_context.hides_names():
        return  # a feed they write would show their name
    name = formatting.short_name(contact)
    markup.section(
        "What they write",
        "A blog, a newsletter, a channel. Passalong learns from it and tells you when "
        f"{name} posts.",
    )
    found = feeds_of(library, contact.id)
    for feed in found:
        with st.container(horizontal=True, vertical_alignment="center", key=f"theirs_{feed.id}"):
            markup.muted(f"{feed.title} ({formatting.count(feed.articles, 'article')})")
            if st.button("Remove", key=f"unfollow_{feed.id}", type="tertiary"):
                unfollow_contact(library, contact, str(feed.id))
                refresh_matches(library)
                st.rerun()
    if not found:
        markup.muted("You don't follow anything of theirs yet.")
    with (
        st.form("follow_them", clear_on_submit=True, border=False),
        st.container(horizontal=True, vertical_alignment="bottom", key="follow_them_row"),
    ):
        url = st.text_input("Their site or feed", placeholder="https://example.org/blog")
        if st.form_submit_button("Follow") and url.strip():
            with st.spinner("Looking for the feed…"):
                feed = follow_contact(library, contact.id, url.strip(), now=now)
                poll(library, now=now, feed_id=feed.id)
            st.rerun()
