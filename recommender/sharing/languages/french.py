"""French phrases; interests stand after a colon, where no article is needed."""

from recommender.sharing.wording import Address, Subjects, Wording

_COLON = "\N{NO-BREAK SPACE}:"
_MARK = "\N{NO-BREAK SPACE}!"

FRENCH = Wording(
    nameless="Bonjour,",
    informal=Address(
        greeting="Bonjour {first_name},",
        topic_lines=(
            f"Voici un article qui pourrait t'intéresser. Le thème{_COLON} {{interests}}.",
            f"J'ai lu cet article et j'ai pensé à toi. Au programme{_COLON} {{interests}}.",
            f"Thème de l'article{_COLON} {{interests}}. C'est peut-être pour toi.",
            f"Sujet{_COLON} {{interests}}. Je me suis dit que ça pourrait t'intéresser.",
        ),
        lines=(
            "En lisant cet article, j'ai pensé à toi.",
            "Voici un article que je voulais te faire lire.",
            "Je me suis dit que cet article pourrait t'intéresser.",
            "Un article à lire, si tu as un moment.",
            "Je t'envoie cet article, au cas où il t'intéresserait.",
        ),
        useful_lines=(
            "Je me suis dit que cet article pourrait t'être utile.",
            "Je t'envoie cet article, au cas où il te serait utile.",
            "Cet article pourrait t'être utile.",
        ),
        sign_offs=("À bientôt,\n{your_name}", "Bien à toi,\n{your_name}"),
        quiet=(
            "J'avais envie de te faire un petit signe.",
            "Juste un petit mot pour te saluer.",
        ),
        thanks=("Juste un petit mot pour te remercier.", f"Je voulais te dire merci{_MARK}"),
        new_job=(
            f"J'ai vu que tu avais un nouveau poste. Félicitations{_MARK}",
            f"Félicitations pour ton nouveau poste{_MARK}",
        ),
        mention=(
            "J'ai vu ton nom dans un article, et j'avais envie de te faire signe.",
            "En lisant un article l'autre jour, j'y ai trouvé ton nom.",
        ),
    ),
    formal=Address(
        greeting="Bonjour {first_name},",
        topic_lines=(
            f"Voici un article qui pourrait vous intéresser. Le thème{_COLON} {{interests}}.",
            f"Sujet{_COLON} {{interests}}. Je me suis dit que cela pourrait vous intéresser.",
        ),
        lines=(
            "Cet article pourrait vous intéresser.",
            "En lisant cet article, j'ai pensé à vous.",
            "Je vous envoie cet article, au cas où il vous intéresserait.",
        ),
        useful_lines=(
            "Je me suis dit que cet article pourrait vous être utile.",
            "Je vous envoie cet article, au cas où il vous serait utile.",
        ),
        sign_offs=("Bien cordialement,\n{your_name}", "Cordialement,\n{your_name}"),
        quiet=(
            "Juste un mot pour vous saluer.",
            "Je voulais simplement vous faire signe.",
        ),
        thanks=("Juste un mot pour vous remercier.", "Je tenais à vous remercier."),
        new_job=(
            f"J'ai vu que vous aviez un nouveau poste. Félicitations{_MARK}",
            f"Félicitations pour votre nouveau poste{_MARK}",
        ),
        mention=(
            "J'ai vu votre nom dans un article, et je voulais vous faire signe.",
            "En lisant un article l'autre jour, j'y ai trouvé votre nom.",
        ),
    ),
    subjects=Subjects(
        topic=(f"À lire{_COLON} {{interests}}", f"Lecture{_COLON} {{interests}}"),
        plain=("À lire", "Une lecture", "Un article à lire"),
        useful=("Peut-être utile", "Au cas où ce serait utile"),
        quiet=("Ça fait longtemps", "Un petit bonjour"),
        birthday=f"Joyeux anniversaire{_MARK}",
        thanks="Merci",
        new_job=f"Félicitations{_MARK}",
        mention="Vu dans un article",
    ),
    both="et",
    birthday=(f"Joyeux anniversaire{_MARK}", f"Très bon anniversaire{_MARK}"),
    marks=("«\N{NO-BREAK SPACE}", "\N{NO-BREAK SPACE}»"),
    written_in="Il est en {language}.",
    language_names={
        "en": "anglais",
        "de": "allemand",
        "fr": "français",
        "es": "espagnol",
        "it": "italien",
        "pt": "portugais",
        "nl": "néerlandais",
        "sv": "suédois",
        "da": "danois",
        "no": "norvégien",
        "fi": "finnois",
        "pl": "polonais",
        "cs": "tchèque",
        "ru": "russe",
        "uk": "ukrainien",
        "tr": "turc",
        "ja": "japonais",
        "zh": "chinois",
    },
    article_words=("le", "la", "les", "un", "une", "des"),
)
