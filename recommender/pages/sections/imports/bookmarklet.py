"""The bookmarklet: opens the Add form with the link of the page in the user's browser."""

import streamlit as st

from recommender.pages.support import markup

_SCRIPT = (
    "javascript:void(open('{base}?url='+encodeURIComponent(location.href)"
    "+'&title='+encodeURIComponent(document.title)))"
)
# Streamlit's links refuse `javascript:`; this one is meant to be dragged, not clicked.
_CARRIED = """
export default function ({ data, parentElement }) {
  const link = parentElement.querySelector("a");
  link.href = data.script;
  link.onclick = (event) => event.preventDefault();
}
"""


def show_bookmarklet(base: str, *, expanded: bool) -> None:
    """Show the bookmarklet and how to save it.

    Args:
        base: The URL of the Add page, without a query.
        expanded: Show it expanded.
    """
    script = _SCRIPT.format(base=base)
    with st.expander("From your browser in one click", expanded=expanded):
        markup.muted(
            "Drag this to your bookmarks bar. On any page, click it to open this form with the "
            "link filled in."
        )
        st.components.v2.component(
            "passalong_bookmark",
            html='<a class="pa-row-act" style="display: inline-block">Pass it along</a>',
            js=_CARRIED,
            isolate_styles=False,
        )(key="bookmark", data={"script": script})
        markup.muted("Or create a bookmark yourself with this link:")
        st.code(script, language=None, wrap_lines=True)
