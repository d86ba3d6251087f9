"""Spanish phrases; "sobre" takes any interest as it is."""

from recommender.sharing.wording import Address, Subjects, Wording

SPANISH = Wording(
    nameless="Hola:",
    informal=Address(
        greeting="Hola, {first_name}:",
        topic_lines=(
            "Leí este artículo sobre {interests} y pensé en ti.",
            "Te paso un artículo sobre {interests}, por si te interesa.",
            "Este artículo es sobre {interests}. Quizá te interese.",
            "Encontré algo sobre {interests} que te podría interesar.",
        ),
        lines=(
            "Leí este artículo y pensé en ti.",
            "Creo que este artículo te puede interesar.",
            "Quizá te interese este artículo.",
            "Te paso este artículo, por si te interesa.",
        ),
        useful_lines=(
            "Pensé que este artículo te podría ser útil.",
            "Te paso este artículo, por si te sirve.",
            "Puede que este artículo te resulte útil.",
        ),
        sign_offs=("Un saludo,\n{your_name}", "Saludos,\n{your_name}"),
        quiet=(
            "Solo quería saludarte.",
            "Te escribo para mandarte un saludo.",
        ),
        thanks=("Solo quería darte las gracias.", "Te escribo para darte las gracias."),
        new_job=(
            "He visto que tienes un nuevo trabajo. ¡Enhorabuena!",
            "¡Enhorabuena por el nuevo trabajo!",
        ),
        mention=(
            "Vi tu nombre en un artículo y quería saludarte.",
            "El otro día, leyendo un artículo, me encontré con tu nombre.",
        ),
    ),
    formal=Address(
        greeting="Hola, {first_name}:",
        topic_lines=(
            "Este artículo sobre {interests} podría interesarle.",
            "Leí este artículo sobre {interests} y pensé en usted.",
            "Le envío un artículo sobre {interests}, por si le interesa.",
        ),
        lines=(
            "Este artículo podría interesarle.",
            "Le envío este artículo, por si le interesa.",
            "Leí este artículo y pensé en usted.",
        ),
        useful_lines=(
            "Pensé que este artículo le podría ser útil.",
            "Le envío este artículo, por si le sirve.",
        ),
        sign_offs=("Un cordial saludo,\n{your_name}", "Saludos cordiales,\n{your_name}"),
        quiet=(
            "Solo quería saludarle.",
            "Le escribo para mandarle un saludo.",
        ),
        thanks=("Solo quería darle las gracias.", "Le escribo para darle las gracias."),
        new_job=(
            "He visto que tiene un nuevo trabajo. ¡Enhorabuena!",
            "¡Enhorabuena por el nuevo trabajo!",
        ),
        mention=(
            "Vi su nombre en un artículo y quería saludarle.",
            "El otro día, leyendo un artículo, me encontré con su nombre.",
        ),
    ),
    subjects=Subjects(
        topic=("Algo sobre {interests}", "Un artículo sobre {interests}"),
        plain=("Algo para leer", "Una lectura", "Un artículo para leer"),
        useful=("Por si es útil", "Puede ser útil"),
        quiet=("¡Cuánto tiempo!", "Hace tiempo que no hablamos"),
        birthday="¡Feliz cumpleaños!",
        thanks="Gracias",
        new_job="¡Enhorabuena!",
        mention="Visto en un artículo",
    ),
    both="y",
    birthday=("¡Feliz cumpleaños!", "¡Muchas felicidades!"),
    marks=("«", "»"),
    determiners=("el", "la", "los", "las"),
    written_in="Está en {language}.",
    language_names={
        "en": "inglés",
        "de": "alemán",
        "fr": "francés",
        "es": "español",
        "it": "italiano",
        "pt": "portugués",
        "nl": "neerlandés",
        "sv": "sueco",
        "da": "danés",
        "no": "noruego",
        "fi": "finés",
        "pl": "polaco",
        "cs": "checo",
        "ru": "ruso",
        "uk": "ucraniano",
        "tr": "turco",
        "ja": "japonés",
        "zh": "chino",
    },
)
