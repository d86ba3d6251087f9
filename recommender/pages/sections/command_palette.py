"""What the command palette offers on every page, and what happens when something is chosen."""

from typing import Any, NoReturn

import streamlit as st

from recommender.pages.components.palette import Command, PageKeys, palette
from recommender.pages.support import page_context
from recommender.pages.support.navigation import ADD_PAGE, CHECK_FEEDS, SETTINGS_TAB, request

_HIDE_NAMES = "hide_names"
_REQUESTS = {ADD_PAGE: "add", CHECK_FEEDS: "feeds", SETTINGS_TAB: "settings"}

GO, DO = "Go to", "Do"
_OPENER = (  # the palette's script listens to it; on a phone a button in the header does the same
    '<button class="pa-find" type="button" aria-keyshortcuts="Control+K">'
    '<span class="pa-find-lens" aria-hidden="true"></span>Search '
    '<kbd aria-hidden="true">Ctrl K</kbd></button>'
)


def _to(page: str, **place: str) -> dict[str, Any]:
    return {"page": page, "place": place}


COMMANDS = (
    Command(group=GO, label="Today", words="cards suggestions home", go=_to("today")),
    Command(group=GO, label="Contacts", words="people persons list", go=_to("contacts")),
    Command(group=GO, label="Articles", words="reading list library", go=_to("articles")),
    Command(group=GO, label="Feeds", words="sites rss subscriptions", go=_to("feeds")),
    Command(group=GO, label="Insights", words="statistics numbers answers", go=_to("insights")),
    Command(group=GO, label="Settings", words="preferences options", go=_to("settings")),
    Command(group=DO, label="Add a page", words="link url article new", go=_to("add")),
    Command(
        group=DO,
        label="Add a person",
        words="contact new create",
        go=_to("contacts", view="add"),
    ),
    Command(
        group=DO,
        label="Import contacts",
        words="address book file csv vcard linkedin",
        go=_to("contacts", view="import"),
    ),
    Command(
        group=DO,
        label="Import a reading list",
        words="pocket instapaper bookmarks file",
        go=_to("add"),
    ),
    Command(
        group=DO,
        label="Check feeds",
        words="new articles refresh poll update",
        go={"act": CHECK_FEEDS},
    ),
    Command(
        group=DO,
        label="Who matters?",
        words="pick select people sleep",
        go=_to("contacts", view="interests"),
    ),
    Command(
        group=DO,
        label="Who to meet",
        words="coffee call",
        go=_to("contacts", view="coffee"),
    ),
    Command(
        group=DO,
        label="Merge duplicates",
        words="same person double",
        go=_to("contacts", view="duplicates"),
    ),
    Command(
        group=DO,
        label="Who is overdue?",
        words="silent waiting quiet contacts",
        go=_to("contacts", filter="overdue"),
    ),
    Command(
        group=DO,
        label="Settings: your voice",
        words="name greeting sign-off wording language note",
        go={"act": SETTINGS_TAB, "value": "voice"},
    ),
    Command(
        group=DO,
        label="Settings: how often",
        words="people per day break cadence birthday",
        go={"act": SETTINGS_TAB, "value": "often"},
    ),
    Command(
        group=DO,
        label="Settings: mail program",
        words="how to send channel whatsapp gmail outlook email",
        go={"act": SETTINGS_TAB, "value": "send"},
    ),
    Command(
        group=DO,
        label="Back up",
        words="backup restore copy save data",
        go={"act": SETTINGS_TAB, "value": "data"},
    ),
    Command(
        group=DO,
        label="Hide or show names",
        words="privacy screen share",
        go={"act": _HIDE_NAMES},
    ),
    Command(group=DO, label="Keyboard shortcuts", words="keys help ?", shows="keys"),
)

KEYS = (
    PageKeys(
        place="Everywhere",
        rows=(
            (("Ctrl K", "/"), "Find people, articles and commands"),
            (("?",), "Show all keys"),
            (("U",), "Undo what you just did"),
            (("Esc",), "Leave a field, close what is open"),
        ),
    ),
    PageKeys(
        place="Today",
        rows=(
            (("Enter",), "Send: open the note in your mail program"),
            (("E",), "Edit the note"),
            (("Ctrl Enter",), "Send from within the note"),
            (("J", "K"), "Next card, previous card"),
            (("L",), "Later"),
            (("X",), "Not for them; then 1 to 4 for why, or X for no reason"),
            (("H",), "Hide the article"),
        ),
    ),
    PageKeys(
        place="Contacts, Articles, Feeds",
        rows=(
            (("J", "K"), "Next row, previous row"),
            (("Enter",), "Open the row"),
            (("X",), "Select the person"),
        ),
    ),
    PageKeys(
        place="Who does this make you think of?",
        rows=(
            (("1", "…", "6"), "Pick that person"),
            (("/",), "Search all contacts"),
            (("N",), "Nobody"),
        ),
    ),
    PageKeys(
        place="Reading an article",
        rows=(
            (("W",), "Write to the person it fits best"),
            (("S",), "Someone else"),
            (("R",), "Mark as read, or as unread"),
            (("N",), "Next article"),
            (("D",), "Done: back to where you chose it"),
        ),
    ),
    PageKeys(
        place="Who matters?",
        rows=(
            (("←", "→", "↑", "↓"), "Move"),
            (("Space",), "Select"),
            (("/",), "Search the list"),
            (("Ctrl Enter",), "Go on"),
            (("J", "K"), "Next person, previous person"),
            (("1", "…", "9"), "Select or remove an interest"),
        ),
    ),
)


def show(page: str) -> None:
    """Keep the palette at hand, and do what was chosen in it.

    Args:
        page: The title of the page that is shown.
    """
    st.sidebar.html(_OPENER)
    chosen = palette(COMMANDS, KEYS, page=page)
    if chosen is not None:
        _follow(chosen)


def _follow(chosen: dict[str, Any]) -> None:
    act = chosen.get("act")
    if act is None:
        page_context.navigate(chosen["page"], **chosen["place"])
    if act == _HIDE_NAMES:
        page_context.turn_names()
        return
    _request(act, chosen.get("value", ""))


def _request(act: str, value: str) -> NoReturn:
    request(act, value)
    page_context.navigate(_REQUESTS[act])
