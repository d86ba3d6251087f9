"""The bookmark that brings a page from the user's browser: dragged to its bar, or copied."""

import streamlit as st

from recommender.pages.support import markup

_SCRIPT = (
    "javascript:void(open('{base}?url='+encodeURIComponent(location.href)"
    "+'&title='+encodeURIComponent(document.title)))"
)
# Streamlit's own links open no script; a bookmark is one. Here it is only carried away.
_CARRIED = """
export default function ({ data, parentElement }) {
  const link = parentElement.querySelector("a");
  link.href = data.script;
  link.onclick = (event) => event.preventDefault();
}
"""


def show_bookmark(base: str, *, expanded: bool) -> None:
    """Show the bookmark with how it is kept.

    Args:
        base: The address of the page with the box, without a query.
        expanded: It is open at once.
    """
    script = _SCRIPT.format(base=base)
    with st.expander("From your browser in one click", expanded=expanded):
        markup.muted(
            "Drag this to the bar of bookmarks in your browser. Clicked on any page, it opens this "
            "box with that page filled in; nothing is added until you say so."
        )
        st.components.v2.component(
            "passalong_bookmark",
            html='<a class="pa-row-act" style="display: inline-block">Pass it along</a>',
            js=_CARRIED,
            isolate_styles=False,
        )(key="bookmark", data={"script": script})
        markup.muted("Or make a bookmark yourself, with this as its address:")
        st.code(script, language=None, wrap_lines=True)
