"""What the columns of a table hold, told from their names in four languages."""

import re
import unicodedata
from collections.abc import Sequence
from enum import StrEnum


class Column(StrEnum):
    """What a column can hold."""

    NAME = "name"
    GIVEN = "first name"
    MIDDLE = "middle name"
    FAMILY = "last name"
    PREFIX = "title before the name"
    SUFFIX = "title after the name"
    NICKNAME = "nickname"
    EMAIL = "e-mail"
    PHONE = "phone"
    LINK = "link"
    ORGANISATION = "organisation"
    ROLE = "role"
    BIRTHDAY = "birthday"
    INTERESTS = "interests"
    AVOID = "avoid"
    CADENCE = "cadence in days"
    NOTES = "notes"
    TAGS = "tags"
    LANGUAGES = "languages"


# As headers are compared: without accents, marks, digits and upper case. English, then German,
# French and Spanish.
_NAMES = {
    Column.NAME: (
        "name|full name|display name|contact|contact name|person|formatted name"
        "|vollstandiger name|anzeigename|kontakt|ansprechpartner"
        "|nom complet|nom affiche|nom prenom|prenom nom|nom et prenom"
        "|nombre completo|nombre y apellidos|nombre para mostrar|contacto"
    ),
    Column.GIVEN: (
        "first name|firstname|first|given name|given|forename"
        "|vorname|rufname|prenom|nombre|nombre de pila|primer nombre"
    ),
    Column.MIDDLE: (
        "middle name|middle|additional name|second name|zweiter vorname|weitere vornamen"
        "|deuxieme prenom|segundo nombre"
    ),
    Column.FAMILY: (
        "last name|lastname|last|family name|surname|nachname|familienname|zuname"
        "|nom|nom de famille|apellido|apellidos"
    ),
    Column.PREFIX: "name prefix|prefix|honorific|anrede|titel|namenstitel|civilite|tratamiento",
    Column.SUFFIX: "name suffix|suffix|namenszusatz|suffixe|sufijo",
    Column.NICKNAME: "nickname|nick|alias|spitzname|surnom|pseudo|apodo|mote",
    Column.EMAIL: (
        "email|e mail|mail|email address|e mail address|mail address|e mail value|emails|e mails"
        "|primary email|secondary email|other email|work email|home email|personal email"
        "|mailadresse|emailadresse|email adresse|e mail adresse|e mail geschaftlich|e mail privat"
        "|courriel|adresse e mail|adresse mail|adresse email|adresse electronique|adresse courriel"
        "|correo|correo electronico|direccion de correo|direccion de correo electronico"
    ),
    Column.PHONE: (
        "phone|phone number|telephone|tel|mobile|mobile phone|cell|cell phone|cellphone"
        "|home phone|work phone|business phone|primary phone|phone value|phones"
        "|telefon|telefonnummer|handy|mobil|mobiltelefon|rufnummer|telefon privat"
        "|telefon geschaftlich|portable|numero de telephone|telephone portable|mobile telefon"
        "|telefono|telefono movil|movil|celular|numero de telefono"
    ),
    Column.LINK: (
        "url|link|links|website|web site|web|web page|homepage|blog|profile|profile url|linkedin"
        "|webseite|internetseite|netzseite|site|site web|page web|site internet|lien"
        "|pagina web|sitio web|enlace|perfil"
    ),
    Column.ORGANISATION: (
        "organisation|organization|organization name|company|company name|employer|firm"
        "|firma|unternehmen|arbeitgeber|entreprise|societe|employeur"
        "|empresa|organizacion|compania|empleador"
    ),
    Column.ROLE: (
        "role|job|job title|jobtitle|position|profession|occupation|organization title"
        "|rolle|beruf|stelle|berufsbezeichnung|funktion"
        "|poste|fonction|metier|profession actuelle|intitule du poste"
        "|cargo|puesto|puesto de trabajo|profesion|ocupacion"
    ),
    Column.BIRTHDAY: (
        "birthday|birth date|birthdate|date of birth|dob|born|bday"
        "|geburtstag|geburtsdatum|geboren|geboren am"
        "|anniversaire|date de naissance|naissance|ne le|ne e le"
        "|cumpleanos|fecha de nacimiento|nacimiento"
    ),
    Column.INTERESTS: (
        "interests|interest|topics|topic|hobby|hobbies|likes|cares about|subjects"
        "|interessen|interesse|themen|thema|mag|hobbys"
        "|interets|centres d interet|centre d interet|sujets|themes|loisirs"
        "|intereses|interes|temas|aficiones|gustos"
    ),
    Column.AVOID: (
        "avoid|avoids|avoided|not interested in|dislikes|never send|no go"
        "|vermeiden|meiden|nicht|mag nicht|tabu|kein interesse"
        "|eviter|a eviter|pas interesse|n aime pas|evitar|no enviar|no le gusta"
    ),
    Column.CADENCE: (
        "cadence|cadence days|frequency|every|contact every|days|reminder|keep in touch"
        "|turnus|haufigkeit|rhythmus|kontakt alle|intervall|tage"
        "|frequence|rythme|tous les|frecuencia|cada|ritmo|dias"
    ),
    Column.NOTES: (
        "notes|note|comment|comments|remarks|memo|about|bio|description"
        "|notiz|notizen|bemerkung|bemerkungen|anmerkung|anmerkungen|kommentar"
        "|remarque|remarques|commentaire|commentaires|nota|notas|comentario|comentarios"
        "|observaciones"
    ),
    Column.TAGS: (
        "tags|tag|labels|label|groups|group|group membership|categories|category|lists|list"
        "|gruppe|gruppen|kategorie|kategorien|schlagworte|schlagworter|stichworte"
        "|groupe|groupes|categorie|etiquettes|etiquette|mots cles"
        "|grupo|grupos|categoria|categorias|etiquetas|etiqueta"
    ),
    Column.LANGUAGES: "language|languages|sprache|sprachen|langue|langues|idioma|idiomas|lengua",
}
_COLUMN_OF = {
    name: column for column, names in reversed(_NAMES.items()) for name in names.split("|")
}
_IDENTIFYING = frozenset({Column.NAME, Column.GIVEN, Column.FAMILY, Column.EMAIL})


def guess_columns(header: Sequence[str]) -> tuple[Column | None, ...]:
    """Return for each column what it holds; None where its name does not tell.

    A lone “Name” beside a “Vorname” is the family name, and so is the French “Nom”; without a
    given name beside them, “Nom” and “Nombre” are whole names.
    """
    columns = [_COLUMN_OF.get(_fold(name)) for name in header]
    lone_name = next((place for place, name in enumerate(header) if _fold(name) == "name"), None)
    if lone_name is not None and Column.GIVEN in columns and Column.FAMILY not in columns:
        columns[lone_name] = Column.FAMILY
    for alone, other in ((Column.GIVEN, Column.FAMILY), (Column.FAMILY, Column.GIVEN)):
        if alone in columns and other not in columns and Column.NAME not in columns:
            columns[columns.index(alone)] = Column.NAME
    return tuple(columns)


def identifies(columns: Sequence[Column | None]) -> bool:
    """Tell whether the columns can say who a row is about."""
    return any(column in _IDENTIFYING for column in columns)


def writes_day_first(header: str) -> bool:
    """Tell whether the header is German, French or Spanish for a birthday: 3/4 is then 3 April."""
    return (
        re.match("geb|anniversaire|date de nai|naissance|ne |cumple|fecha|nacim", _fold(header))
        is not None
    )


def _fold(name: str) -> str:
    """Return “e mail address” for “E-mail 2 Address” and “Adresse e-mail :” alike."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W\d_]+", bare.casefold()))
