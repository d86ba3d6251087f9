"""The review page: page config, navigation and the command palette, nothing else."""

import os
from pathlib import Path

import streamlit as st

from recommender import pages
from recommender.pages.sections import command_palette
from recommender.pages.server.host_check import MIDDLEWARE
from recommender.pages.server.palette_search import ROUTES
from recommender.pages.support import whole_callbacks

if __name__ == "__main__":  # as a script, once for every run of a page
    whole_callbacks.install()
    st.set_page_config(
        page_title="Passalong",
        page_icon="🌿",
        layout="centered",
        initial_sidebar_state=200,  # pixels, so that two columns fit 1280
    )
    rooms = Path(pages.__path__[0])
    here = st.navigation(
        [
            st.Page(rooms / "today.py", title="Today", icon=":material/wb_sunny:", default=True),
            st.Page(rooms / "add.py", title="Add", icon=":material/add_link:"),
            st.Page(rooms / "contacts.py", title="Contacts", icon=":material/group:"),
            st.Page(rooms / "articles.py", title="Articles", icon=":material/article:"),
            st.Page(rooms / "feeds.py", title="Feeds", icon=":material/rss_feed:"),
            st.Page(rooms / "insights.py", title="Insights", icon=":material/insights:"),
            st.Page(rooms / "settings.py", title="Settings", icon=":material/tune:"),
        ]
    )
    command_palette.show(here.title)
    here.run()
else:  # as a module: the server that `streamlit run app.py` starts
    os.umask(0o077)  # whatever is written, its owner alone reads it
    app = st.App(__file__, middleware=MIDDLEWARE, routes=ROUTES)
