"""German phrases; no interest stands where its case would change."""

from recommender.sharing.wording import Address, Subjects, Wording

GERMAN = Wording(
    nameless="Guten Tag,",
    informal=Address(
        greeting="Hallo {first_name},",
        topic_lines=(
            "Thema: {interests}. Da habe ich an dich gedacht.",
            "ich habe etwas zum Thema {interests} gelesen und an dich gedacht.",
            "hier ist ein Artikel zum Thema {interests}. Vielleicht ist er etwas für dich.",
            "dieser Artikel zum Thema {interests} könnte dich interessieren.",
            "zum Thema {interests} habe ich etwas gefunden, das etwas für dich sein könnte.",
        ),
        lines=(
            "beim Lesen habe ich an dich gedacht.",
            "das hier könnte dich interessieren.",
            "vielleicht ist das etwas für dich.",
            "ich habe das gelesen und dachte, das schicke ich dir.",
            "diesen Artikel wollte ich dir nicht vorenthalten.",
        ),
        useful_lines=(
            "ich dachte, das könnte nützlich für dich sein.",
            "vielleicht kannst du das hier gebrauchen.",
            "ich schicke dir das, falls du es gebrauchen kannst.",
        ),
        sign_offs=("Viele Grüße\n{your_name}", "Liebe Grüße\n{your_name}"),
        quiet=(
            "ich wollte mich einfach mal wieder melden.",
            "ich wollte dir nur kurz einen Gruß schicken.",
        ),
        thanks=("ich wollte mich noch bei dir bedanken.", "ganz kurz: vielen Dank!"),
        new_job=(
            "ich habe gesehen, dass du eine neue Stelle hast. Herzlichen Glückwunsch!",
            "herzlichen Glückwunsch zur neuen Stelle!",
        ),
        mention=(
            "ich habe deinen Namen in einem Artikel gelesen und wollte mich kurz melden.",
            "neulich bin ich beim Lesen auf deinen Namen gestoßen.",
        ),
    ),
    formal=Address(
        greeting="Guten Tag {first_name},",
        topic_lines=(
            "dieser Artikel zum Thema {interests} könnte Sie interessieren.",
            "hier ist ein Artikel zum Thema {interests}. Vielleicht ist er etwas für Sie.",
            "ich habe etwas zum Thema {interests} gelesen und an Sie gedacht.",
        ),
        lines=(
            "dieser Artikel könnte Sie interessieren.",
            "beim Lesen habe ich an Sie gedacht.",
            "vielleicht ist dieser Artikel etwas für Sie.",
        ),
        useful_lines=(
            "vielleicht ist dieser Artikel nützlich für Sie.",
            "ich schicke Ihnen das, falls Sie es gebrauchen können.",
        ),
        sign_offs=("Viele Grüße\n{your_name}", "Freundliche Grüße\n{your_name}"),
        quiet=(
            "ich wollte Ihnen nur kurz einen Gruß schicken.",
            "ich wollte mich gern wieder einmal melden.",
        ),
        thanks=("ich wollte mich noch bei Ihnen bedanken.", "ganz kurz: vielen Dank!"),
        new_job=(
            "ich habe gesehen, dass Sie eine neue Stelle haben. Herzlichen Glückwunsch!",
            "herzlichen Glückwunsch zur neuen Stelle!",
        ),
        mention=(
            "ich habe Ihren Namen in einem Artikel gelesen und wollte mich kurz melden.",
            "neulich bin ich beim Lesen auf Ihren Namen gestoßen.",
        ),
    ),
    subjects=Subjects(
        topic=("Lesetipp: {interests}", "Etwas zum Thema {interests}"),
        plain=("Lesetipp", "Etwas zum Lesen", "Kurzer Lesetipp"),
        useful=("Vielleicht nützlich", "Falls es nützlich ist"),
        quiet=("Lange nichts voneinander gehört", "Mal wieder ein Lebenszeichen"),
        birthday="Alles Gute zum Geburtstag!",
        thanks="Vielen Dank",
        new_job="Herzlichen Glückwunsch!",
        mention="Beim Lesen entdeckt",
    ),
    both="und",
    birthday=("alles Gute zum Geburtstag!", "herzlichen Glückwunsch zum Geburtstag!"),
    marks=("„", "“"),
    written_in="Der Artikel ist auf {language}.",
    language_names={
        "en": "Englisch",
        "de": "Deutsch",
        "fr": "Französisch",
        "es": "Spanisch",
        "it": "Italienisch",
        "pt": "Portugiesisch",
        "nl": "Niederländisch",
        "sv": "Schwedisch",
        "da": "Dänisch",
        "no": "Norwegisch",
        "fi": "Finnisch",
        "pl": "Polnisch",
        "cs": "Tschechisch",
        "ru": "Russisch",
        "uk": "Ukrainisch",
        "tr": "Türkisch",
        "ja": "Japanisch",
        "zh": "Chinesisch",
    },
    article_words=("der", "die", "das", "den", "dem", "des", "ein", "eine", "einen"),
    lower_after_comma=True,
)
