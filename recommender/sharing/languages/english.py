"""English phrases."""

from dataclasses import replace

from recommender.sharing.wording import Address, Subjects, Wording

_INFORMAL = Address(
    greeting="Hi {first_name},",
    topic_lines=(
        "This one is about {interests}. I thought of you.",
        "I came across this piece on {interests} and thought of you.",
        "Here's something on {interests} that might interest you.",
        "I've been reading about {interests}, and this one might be for you.",
        "This is on {interests}, so I thought I'd send it your way.",
    ),
    lines=(
        "I read this and thought of you.",
        "I thought this might interest you.",
        "This one might be for you.",
        "I came across this and thought I'd pass it on.",
        "I read this and thought I'd send it to you.",
    ),
    useful_lines=(
        "I thought you might find this useful.",
        "I'm passing this on in case it's useful.",
        "This might come in handy.",
    ),
    sign_offs=("Best,\n{your_name}", "{your_name}"),
    quiet=(
        "I just wanted to say hello.",
        "It's been far too long, so this is just to say hello.",
    ),
    thanks=("Just a quick note to say thank you.", "A quick thank-you from me."),
    new_job=(
        "I saw that you've started a new job. Congratulations!",
        "Congratulations on the new job!",
    ),
    mention=(
        "I came across your name in something I read, and thought I'd say hello.",
        "I was reading an article the other day, and there was your name.",
    ),
)

ENGLISH = Wording(
    nameless="Hello,",
    informal=_INFORMAL,
    formal=replace(
        _INFORMAL, greeting="Hello {first_name},", sign_offs=("Best wishes,\n{your_name}",)
    ),
    subjects=Subjects(
        topic=("Something on {interests}", "On {interests}"),
        plain=("Thought of you", "Something to read", "For your reading list"),
        useful=("Might be useful", "In case it's useful"),
        quiet=("It's been a while", "Been a while"),
        birthday="Happy birthday!",
        thanks="Thank you",
        new_job="Congratulations!",
        mention="I saw your name",
    ),
    both="and",
    birthday=("Happy birthday!", "Happy birthday, and all the best for the year ahead!"),
    marks=("“", "”"),
    determiners=("the",),
    written_in="It's in {language}.",
    language_names={
        "en": "English",
        "de": "German",
        "fr": "French",
        "es": "Spanish",
        "it": "Italian",
        "pt": "Portuguese",
        "nl": "Dutch",
        "sv": "Swedish",
        "da": "Danish",
        "no": "Norwegian",
        "fi": "Finnish",
        "pl": "Polish",
        "cs": "Czech",
        "ru": "Russian",
        "uk": "Ukrainian",
        "tr": "Turkish",
        "ja": "Japanese",
        "zh": "Chinese",
    },
)
