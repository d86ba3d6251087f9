"""The Settings page: wording with a live preview, limits, and how notes are opened."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import streamlit as st

from ingest.records import Article, Contact
from recommender.domain.suggestions import TermWeight
from recommender.errors import PassalongError
from recommender.pages.sections.imports.backup import show_backup
from recommender.pages.sections.semantic import show_semantic
from recommender.pages.support import markup, page_context, undo_toast
from recommender.pages.support.navigation import SETTINGS_TAB, requested
from recommender.settings import NO_SIGN_OFF, Settings, meaning, text_of
from recommender.sharing.channels import channels
from recommender.sharing.messages import Situation, compose
from recommender.sharing.phrases import WORDINGS, wording_for
from recommender.workflow.user_settings import choose, settings, unchoose

NAMES = {"en": "English", "de": "German", "fr": "French", "es": "Spanish"}
LABELS = {
    "your_name": "Your name",
    "greeting": "Greeting",
    "line": "Why you send it",
    "sign_off": "Sign-off",
    "subject": "Subject",
    "body": "The whole note",
    "suggestions_per_day": "People per day",
    "people_per_article": "People per article",
    "cadence_days": "Days between messages",
    "rest_days": "Days off after a message",
    "birthday_lead_days": "Days before a birthday",
    "require_read": "Only what I've read",
    "prefer_habits": "Prefer what I often pass on",
    "allow_private_addresses": "Allow private addresses",
    "privacy_mode": "Hide names and notes",
    "cadence_by_tag": "Days between messages, by tag",
    "birthday_lead_by_tag": "Days before a birthday, by tag",
}
COUNTS = (
    "suggestions_per_day",
    "people_per_article",
    "cadence_days",
    "rest_days",
    "birthday_lead_days",
)
WORDS = ("greeting", "line", "sign_off", "subject", "body")
TABS = {  # by their names in a request
    "voice": "Your voice",
    "often": "How often",
    "send": "How to send",
    "data": "Your data",
}
QUOTATION = "{excerpt}"
_WRONG = "settings_wrong"
_TABS = "settings_tabs"  # how often a tab was requested, and which one
_TURN = "settings_turn"  # of the phrases in the preview

# the preview's sample: an invented person, and an article on batteries in each language
SOMEONE = Contact(name="Ana Müller", emails=("ana@example.org",))
ABOUT = {
    "en": (
        "Batteries are eating the evening peak",
        "Last winter the batteries were full by noon. The batteries gave it back at eight.",
        "batteries",
    ),
    "de": (
        "Batterien füllen die Abendspitze",
        "Im letzten Winter waren die Batterien mittags voll. Um acht gaben die Batterien ab.",
        "Batterien",
    ),
    "fr": (
        "Les batteries passent la pointe du soir",
        "L'hiver dernier, les batteries étaient pleines à midi. À huit heures, tout repartait.",
        "batteries",
    ),
    "es": (
        "Las baterías cubren la punta de la tarde",
        "El invierno pasado las baterías estaban llenas a mediodía. A las ocho lo devolvieron.",
        "baterías",
    ),
}


def show() -> None:
    """Draw the page; each change is saved at once."""
    with page_context.page() as library:
        chosen = settings(library)
        markup.heading("Settings", "Changes save automatically.")
        if wrong := st.session_state.pop(_WRONG, None):
            markup.error_message(wrong)
        voice, days, ways, safe = _tabs()
        with voice:
            _voice(chosen)
        with days:
            for name in COUNTS:
                _count(chosen, name)
            _by_tag(chosen, "cadence_by_tag", "client: 30, friends: 60")
            _by_tag(chosen, "birthday_lead_by_tag", "family: 14")
            _switch(chosen, "require_read")
            _switch(chosen, "prefer_habits")
        with ways:
            _ways(chosen)
            _switch(chosen, "allow_private_addresses")
        with safe:
            _switch(chosen, "privacy_mode")
            show_semantic(library)
            show_backup(library)


def _tabs() -> Sequence[Any]:
    """Return the tabs; a tab that was requested is open, whichever was open before."""
    number, first = st.session_state.get(_TABS, (0, None))
    if (tab := requested(SETTINGS_TAB)) is not None:
        number, first = st.session_state[_TABS] = number + 1, TABS[tab]
    return st.tabs(tuple(TABS.values()), default=first, key=f"settings_tabs_{number}")


def save_setting(name: str, text: str) -> None:
    """Save one setting, or show on the page why it is not valid."""
    try:
        with page_context.open_library() as library:
            choose(library, name, text)
    except PassalongError as error:
        st.session_state[_WRONG] = str(error)


def _voice(chosen: Settings) -> None:
    wording = wording_for((), chosen.language)
    usual = {
        "greeting": wording.informal.greeting,
        "line": wording.informal.topic_lines[0],
        "sign_off": wording.informal.sign_offs[0],
    }
    left, right = st.columns(2)
    with left:
        _line(chosen, "your_name")
    with right:
        st.selectbox(
            "Language",
            tuple(WORDINGS),
            index=tuple(WORDINGS).index(chosen.language),
            format_func=lambda code: NAMES.get(code, code),
            key="set_language",
            help=markup.plain(meaning("language")),
            on_change=_changed,
            args=("language",),
        )
    for name in ("greeting", "line"):
        _line(chosen, name, placeholder=usual[name])
    signs = chosen.sign_off != NO_SIGN_OFF
    if signs:
        st.text_area(
            LABELS["sign_off"],
            placeholder=usual["sign_off"],
            height=84,
            key=_field_key("sign_off", chosen.sign_off),
            help=markup.plain(meaning("sign_off")),
            on_change=_changed,
            args=("sign_off",),
        )
    st.toggle(
        "End with a sign-off",
        key=_field_key("signs", signs),
        help="Without one, the email ends with the link. Your mail program may add a signature.",
        on_change=_changed_signing,
    )
    st.toggle(
        "Always quote the passage that fits",
        key=_field_key("quotation", QUOTATION in chosen.body),
        help="Up to three lines, below the link. If a note is too long, they're cut first. Without "
        "it, a draft still quotes one sentence now and then.",
        on_change=_changed_quotation,
        args=(chosen.body,),
    )
    with st.expander("The whole note"):
        _line(chosen, "subject", placeholder="The article's title or another subject, in turn")
        st.text_area(
            LABELS["body"],
            height=220,
            key=_field_key("body", chosen.body),
            help=markup.plain(meaning("body")),
            on_change=_changed,
            args=("body",),
        )
    own = [name for name in WORDS if getattr(chosen, name) != getattr(Settings(), name)]
    st.button("Reset to default", key="usual_words", on_click=_reset, args=(own,), disabled=not own)
    markup.section("Preview")
    turn = int(st.session_state.get(_TURN, 0))
    title, text, topic = ABOUT[chosen.language]
    article = Article(
        url="https://example.org/evening-peak", title=title, text=text, language=chosen.language
    )
    reason = TermWeight(term=topic, weight=1.0, interest=topic)
    draft = compose(SOMEONE, article, (reason,), chosen, Situation(turn=turn))
    st.html(
        f'<div class="pa-preview"><p class="pa-muted">{markup.text(draft.subject)}</p>'
        f"<pre>{markup.text(draft.body)}</pre></div>"
    )
    st.button("Show another", key="preview_next", type="tertiary", on_click=_show_next)


def _show_next() -> None:
    """Preview the next wording."""
    st.session_state[_TURN] = int(st.session_state.get(_TURN, 0)) + 1


def _ways(chosen: Settings) -> None:
    names = {channel.name: channel.title for channel in channels()}
    st.selectbox(
        "Open notes with",
        tuple(names),
        index=tuple(names).index(chosen.channel) if chosen.channel in names else 0,
        format_func=lambda name: names[name],
        key="set_channel",
        on_change=_changed,
        args=("channel",),
    )
    markup.muted("Your draft opens there. You press Send yourself.")


def _changed_quotation(body: str) -> None:
    without = body.replace(f"\n\n{QUOTATION}", "").replace(QUOTATION, "")
    save_setting(
        "body", without if QUOTATION in body else body.replace("{url}", f"{{url}}\n\n{QUOTATION}")
    )
    _reset_fields()


def _changed_signing() -> None:
    save_setting("sign_off", "" if st.session_state["set_signs"] else NO_SIGN_OFF)
    st.session_state.pop("set_sign_off", None)


def _reset(names: list[str]) -> None:
    with page_context.open_library() as library:
        before = {name: text_of(settings(library), name) for name in names}
        for name in names:
            unchoose(library, name)
    _reset_fields()
    undo_toast.offer("Reset to default.", partial(_put_back, before))


def _put_back(texts: dict[str, str]) -> None:
    for name, text in texts.items():
        save_setting(name, text)
    _reset_fields()


def _reset_fields() -> None:
    """Reset the wording fields to the saved values."""
    with page_context.open_library() as library:
        chosen = settings(library)
    for name in WORDS:
        st.session_state[f"set_{name}"] = text_of(chosen, name)
    st.session_state["set_quotation"] = QUOTATION in chosen.body
    st.session_state["set_signs"] = chosen.sign_off != NO_SIGN_OFF


def _field_key(name: str, value: str | bool) -> str:
    """Return the widget key of a field that starts with a value and that a callback may change."""
    key = f"set_{name}"
    st.session_state.setdefault(key, value)
    return key


def _line(chosen: Settings, name: str, placeholder: str = "") -> None:
    st.text_input(
        LABELS[name],
        placeholder=placeholder,
        key=_field_key(name, text_of(chosen, name)),
        help=markup.plain(meaning(name)),
        on_change=_changed,
        args=(name,),
    )


def _count(chosen: Settings, name: str) -> None:
    _labelled_field(name).number_input(
        LABELS[name],
        value=int(text_of(chosen, name)),
        min_value=0,
        max_value=10_000,
        key=f"set_{name}",
        label_visibility="collapsed",
        on_change=_changed,
        args=(name,),
    )


def _switch(chosen: Settings, name: str) -> None:
    _labelled_field(name).toggle(
        LABELS[name],
        value=text_of(chosen, name) == "yes",
        key=f"set_{name}",
        label_visibility="collapsed",
        on_change=_changed,
        args=(name,),
    )


def _by_tag(chosen: Settings, name: str, placeholder: str) -> None:
    _labelled_field(name).text_input(
        LABELS[name],
        placeholder=placeholder,
        key=_field_key(name, text_of(chosen, name)),
        label_visibility="collapsed",
        on_change=_changed,
        args=(name,),
    )


def _labelled_field(name: str) -> Any:
    """Show a setting's name and description, and return the column next to them for its field."""
    with st.container(key=f"row_{name}"):
        description, field = st.columns((3, 2), vertical_alignment="center")
    description.html(
        f"<div><b>{markup.text(LABELS[name])}</b>"
        f'<p class="pa-muted">{markup.text(meaning(name))}</p></div>'
    )
    return field


def _changed(name: str) -> None:
    value = st.session_state[f"set_{name}"]
    if name == "body":
        st.session_state["set_quotation"] = QUOTATION in value
    save_setting(name, ("yes" if value else "no") if isinstance(value, bool) else str(value))


if __name__ == "__main__":
    show()
