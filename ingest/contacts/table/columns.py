"""What the columns of a table are, by their names in four languages and by their cells."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from enum import StrEnum

from ingest.contacts.normalize import email_address, plain_line, web_url


class Column(StrEnum):
    """What a column can be."""

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
    BIRTH_YEAR = "year of birth"
    BIRTH_MONTH = "month of birth"
    BIRTH_DAY = "day of birth"
    INTERESTS = "interests"
    AVOID = "avoid"
    CADENCE = "cadence in days"
    NOTES = "notes"
    TAGS = "tags"
    LANGUAGES = "languages"
    CONNECTED = "connected on"
    DIED = "died"


# As `_fold` returns them: without accents, punctuation, digits and upper case. English, then
# German, French and Spanish.
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
    Column.PREFIX: (
        "name prefix|prefix|honorific|salutation|anrede|titel|namenstitel|civilite|tratamiento"
    ),
    Column.SUFFIX: "name suffix|suffix|namenszusatz|suffixe|sufijo",
    Column.NICKNAME: "nickname|nick|alias|spitzname|surnom|pseudo|apodo|mote",
    Column.EMAIL: (
        "primary e mail|adresse de messagerie"
        "|email|e mail|mail|email address|e mail address|mail address|e mail value|emails|e mails"
        "|primary email|secondary email|other email|work email|home email|personal email"
        "|mailadresse|emailadresse|email adresse|e mail adresse|e mail geschaftlich|e mail privat"
        "|courriel|adresse e mail|adresse mail|adresse email|adresse electronique|adresse courriel"
        "|correo|correo electronico|direccion de correo|direccion de correo electronico"
    ),
    Column.PHONE: (
        "phone|phone number|telephone|tel|mobile|mobile phone|cell|cell phone|cellphone"
        "|home phone|work phone|business phone|mobile number|home number|work number|other phone"
        "|telephone number|direct phone|tel mobile|tel portable|numero de telefono movil"
        "|primary phone|phone value|phones"
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
        "organisation|organization|organization name|account name|works at|works for"
        "|company|company name|employer|firm"
        "|firma|unternehmen|arbeitgeber|entreprise|societe|employeur"
        "|empresa|organizacion|compania|empleador"
    ),
    Column.ROLE: (
        "role|job|job title|jobtitle|title|titre|what they do"
        "|position|profession|occupation|organization title"
        "|rolle|beruf|stelle|berufsbezeichnung|funktion"
        "|poste|fonction|metier|profession actuelle|intitule du poste"
        "|cargo|puesto|puesto de trabajo|profesion|ocupacion"
    ),
    Column.BIRTHDAY: (
        "birthday|birth date|birthdate|date of birth|dob|born|bday"
        "|geburtstag|geburtsdatum|geb datum|geb dat|geb|geboren|geboren am"
        "|anniversaire|date de naissance|naissance|ne le|ne e le"
        "|cumpleanos|fecha de nacimiento|nacimiento"
    ),
    Column.DIED: (
        "died|deceased|date of death|death date|death|todestag|todesdatum|gestorben|verstorben"
        "|date de deces|deces|decede|fecha de fallecimiento|fallecimiento|fallecido"
    ),
    Column.BIRTH_YEAR: "birth year|year of birth|geburtsjahr|annee de naissance",
    Column.BIRTH_MONTH: "birth month|month of birth|geburtsmonat|mois de naissance",
    Column.BIRTH_DAY: "birth day|day of birth|jour de naissance",
    Column.INTERESTS: (
        "interests|interest|topics|topic|topics they love|hobby|hobbies|likes|cares about|subjects"
        "|interessen|interesse|themen|thema|mag|hobbys"
        "|interets|centres d interet|centre d interet|passe temps|sujets|themes|loisirs"
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
    Column.CONNECTED: "connected on|connection date",  # LinkedIn; other languages: its importer
}
_COLUMN_OF = {
    name: column for column, names in reversed(_NAMES.items()) for name in names.split("|")
}
# Words in names that are not listed as a whole: “Telefon 2 (Büro)”, “LinkedIn URL”.
_PARTS = (
    (Column.EMAIL, re.compile(r" (?:e mail|email|courriel|correo electronico|messagerie) ")),
    (Column.PHONE, re.compile(r" (?:phone|telefon|telephone|telefono|mobile|handy|mobil|movil) ")),
    (Column.LINK, re.compile(r" (?:url|linkedin|xing|website|web page|webseite|site web) ")),
    (
        Column.BIRTHDAY,
        re.compile(r" (?:birthday|birth ?date|geburtstag|date of birth|geburtsdatum) "),
    ),
)
_NOT_THE_VALUE = re.compile(
    r" (?:type|typ|tipo|display|angezeigter|nom complet|owner|status|fax|telefax|telecopie|pager"
    r"|opt|consent|company|campaign|last|count|country|assistant|assistent|photo|image|picture) "
)
_MOST = 0.7  # share of filled cells that decides what a column is
_PROFILE = re.compile(
    r"(?:https?://)?(?:[\w-]+\.)?(?:linkedin\.com/in|xing\.com/profile)/", re.IGNORECASE
)
_LONGEST_NAME = 5  # words of a column's name; a sentence above the table has more

_WHOLE_NAME = frozenset({Column.NAME, Column.GIVEN, Column.FAMILY})
_IDENTIFYING = _WHOLE_NAME | {Column.EMAIL}
_OF_PEOPLE = frozenset(Column) - {  # what lists of pages have too
    Column.NAME,
    Column.LINK,
    Column.ROLE,  # “Title”
    Column.NOTES,
    Column.TAGS,
    Column.LANGUAGES,
}
_VALUE = re.compile(r"https?://|\S@\S|\d{4}|^[\d\s.,:/+-]+$")  # in a cell: not a column's name


def guess_columns(header: Sequence[str]) -> tuple[Column | None, ...]:
    """Return what each column is; None where its name does not say.

    “Name” with a “Vorname” is the family name, and so is the French “Nom”; without a given name,
    “Nom” and “Nombre” are full names.
    """
    columns = [_guess(name) for name in header]
    titles = [place for place, name in enumerate(header) if _fold(name) in {"title", "titre"}]
    if len(titles) > 1:  # French Outlook calls both “Titre”: Mme, and Directrice
        columns[titles[0]] = Column.PREFIX
    lone_name = next((place for place, name in enumerate(header) if _fold(name) == "name"), None)
    if lone_name is not None and Column.GIVEN in columns and Column.FAMILY not in columns:
        columns[lone_name] = Column.FAMILY
    for alone, other in ((Column.GIVEN, Column.FAMILY), (Column.FAMILY, Column.GIVEN)):
        if alone in columns and other not in columns and Column.NAME not in columns:
            columns[columns.index(alone)] = Column.NAME
    return tuple(columns)


def guess_by_cells(
    columns: Sequence[Column | None], header: Sequence[str], rows: Sequence[Sequence[str]]
) -> tuple[Column | None, ...]:
    """Return the columns; those of unknown name are guessed by their cells.

    Only what is unmistakable: email addresses, and profile pages.
    """
    return tuple(
        None
        if column is None and _NOT_THE_VALUE.search(f" {_fold(name)} ")
        else column or _column_of_cells([row[place] for row in rows if place < len(row)])
        for place, (column, name) in enumerate(zip(columns, header, strict=True))
    )


def _column_of_cells(cells: Sequence[str]) -> Column | None:
    filled = [line for line in map(plain_line, cells) if line]
    if not filled or len(set(filled)) < len(filled) * _MOST:  # one for all is the user's own
        return None
    for recognise, column in ((email_address, Column.EMAIL), (_profile_page, Column.LINK)):
        if sum(recognise(line) is not None for line in filled) > len(filled) * _MOST:
            return column
    return None


def _profile_page(text: str) -> str | None:
    return web_url(text) if _PROFILE.match(text) else None


def identifies(columns: Collection[Column | None]) -> bool:
    """Tell whether one of the columns is a name or email address."""
    return not _IDENTIFYING.isdisjoint(columns)


def names_people(columns: Collection[Column | None]) -> bool:
    """Tell whether one of the columns is a name; nobody is imported under another one."""
    return not _WHOLE_NAME.isdisjoint(columns)


def is_about_people(columns: Collection[Column | None]) -> bool:
    """Tell whether one of the columns is something that only a table of people has."""
    return not _OF_PEOPLE.isdisjoint(columns)


def has_values(row: Sequence[str]) -> bool:
    """Tell whether a cell of the row is a link, an email address, a number or a year."""
    return any(_VALUE.search(plain_line(cell)) for cell in row)


def is_day_first(header: str) -> bool:
    """Tell whether a birthday's header is German, French or Spanish: 3/4 is then 3 April."""
    return (
        re.match("geb|anniversaire|date de nai|naissance|ne |cumple|fecha|nacim", _fold(header))
        is not None
    )


def _guess(name: str) -> Column | None:
    """Guess a column by its name, else by its name without brackets, else by a word in it."""
    known = _COLUMN_OF.get(_fold(name)) or _COLUMN_OF.get(_fold(re.sub(r"\([^)]*\)", "", name)))
    if known:
        return known
    folded = f" {_fold(name)} "
    if _NOT_THE_VALUE.search(folded) or len(folded.split()) > _LONGEST_NAME:
        return None
    return next((column for column, part in _PARTS if part.search(folded)), None)


def _fold(name: str) -> str:
    """Return “e mail address” for “E-mail 2 Address” and “Adresse e-mail :” alike."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W\d_]+", bare.casefold()))
