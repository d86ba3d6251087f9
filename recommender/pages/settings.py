"""Settings: your voice with a live preview, how much and how often, and how notes are opened."""

import streamlit as st

from ingest.records import Article, Contact
from recommender.domain import TermWeight
from recommender.errors import PassalongError
from recommender.pages import frame, look
from recommender.settings import Settings, meaning, text_of
from recommender.sharing.channels import channels
from recommender.sharing.messages import compose
from recommender.sharing.wording import WORDINGS, wording_for
from recommender.workflow.choices import choose, settings

NAMES = {"en": "English", "de": "German", "fr": "French", "es": "Spanish"}
LABELS = {
    "your_name": "Your name",
    "greeting": "Greeting",
    "line": "Why you thought of them",
    "sign_off": "Sign-off",
    "subject": "Subject",
    "body": "The whole note",
    "suggestions_per_day": "People a day",
    "people_per_article": "People for one article",
    "cadence_days": "Days between messages",
    "rest_days": "Days of rest after one",
    "birthday_lead_days": "Days before a birthday",
    "require_read": "Only what I have read",
    "allow_private_addresses": "Fetch from my own network",
}
COUNTS = (
    "suggestions_per_day",
    "people_per_article",
    "cadence_days",
    "rest_days",
    "birthday_lead_days",
)
_WRONG = "settings_wrong"

# what the preview is written about: nobody's real name, nothing that needs the library
SOMEONE = Contact(name="Ana Müller", emails=("ana@example.org",))
SOMETHING = Article(
    url="https://example.org/evening-peak", title="Batteries are eating the evening peak", text="."
)
REASON = TermWeight(term="batteries", weight=1.0, interest="grid storage")


def show() -> None:
    """Draw the page; each change is kept at once."""
    with frame.page() as library:
        chosen = settings(library)
        look.heading("Settings", "Every change is kept at once.")
        if wrong := st.session_state.pop(_WRONG, None):
            look.refusal(wrong)
        voice, days, ways = st.tabs(("Your voice", "How much", "How it is sent"))
        with voice:
            _voice(chosen)
        with days:
            for name in COUNTS:
                _count(chosen, name)
            _switch(chosen, "require_read")
        with ways:
            _ways(chosen)
            _switch(chosen, "allow_private_addresses")


def keep(name: str, text: str) -> None:
    """Keep one setting, or say on the page why it cannot be."""
    try:
        with frame.opened() as library:
            choose(library, name, text)
    except PassalongError as error:
        st.session_state[_WRONG] = str(error)


def _voice(chosen: Settings) -> None:
    wording = wording_for((), chosen.language)
    usual = {"greeting": wording.greeting, "line": wording.line, "sign_off": wording.sign_off}
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
            help=look.plain(meaning("language")),
            on_change=_changed,
            args=("language",),
        )
    for name in ("greeting", "line", "sign_off"):
        _line(chosen, name, placeholder=usual[name].replace("\n", " / "))
    with st.expander("The whole note"):
        _line(chosen, "subject")
        st.text_area(
            LABELS["body"],
            value=chosen.body,
            height=220,
            key="set_body",
            help=look.plain(meaning("body")),
            on_change=_changed,
            args=("body",),
        )
    look.section("So it reads")
    draft = compose(SOMEONE, SOMETHING, (REASON,), chosen)
    st.html(
        f'<div class="pa-preview"><p class="pa-muted">{look.text(draft.subject)}</p>'
        f"<pre>{look.text(draft.body)}</pre></div>"
    )


def _ways(chosen: Settings) -> None:
    names = {channel.name: channel.title for channel in channels()}
    st.selectbox(
        "Open notes with",
        tuple(names),
        index=tuple(names).index(chosen.channel) if chosen.channel in names else 0,
        format_func=lambda name: names[name],
        key="set_channel",
        help="Where the filled-in note opens. You press send there.",
        on_change=_changed,
        args=("channel",),
    )


def _line(chosen: Settings, name: str, placeholder: str = "") -> None:
    st.text_input(
        LABELS[name],
        value=text_of(chosen, name),
        placeholder=placeholder,
        key=f"set_{name}",
        help=look.plain(meaning(name)),
        on_change=_changed,
        args=(name,),
    )


def _count(chosen: Settings, name: str) -> None:
    st.number_input(
        LABELS[name],
        value=int(text_of(chosen, name)),
        min_value=0,
        max_value=10_000,
        key=f"set_{name}",
        help=look.plain(meaning(name)),
        on_change=_changed,
        args=(name,),
    )


def _switch(chosen: Settings, name: str) -> None:
    st.toggle(
        LABELS[name],
        value=text_of(chosen, name) == "yes",
        key=f"set_{name}",
        help=look.plain(meaning(name)),
        on_change=_changed,
        args=(name,),
    )


def _changed(name: str) -> None:
    value = st.session_state[f"set_{name}"]
    keep(name, ("yes" if value else "no") if isinstance(value, bool) else str(value))


if __name__ == "__main__":
    show()
