"""Headers of Outlook, Thunderbird, LinkedIn and hand-made tables in many languages."""

# ruff: noqa: RUF001 - the letters of these languages

import pytest

from ingest.contacts.registry import detect, read_address_book
from ingest.contacts.table.columns import Column, guess_columns
from ingest.contacts.table.read import read_table
from ingest.records import Birthday, Contact

# given name, family name, email address, mobile phone, company, job, birthday, notes
PLAIN = {
    "de": "Vorname,Nachname,E-Mail-Adresse,Mobiltelefon,Firma,Position,Geburtstag,Notizen",
    "fr": "Prénom,Nom,Adresse de messagerie,Tél. mobile,Société,Fonction,Anniversaire,Notes",
    "es": "Nombre,Apellidos,Dirección de correo electrónico,Móvil,Compañía,Puesto,Cumpleaños,Notas",
    "it": "Nome,Cognome,Indirizzo posta elettronica,Cellulare,Società,Posizione,Compleanno,Note",
    "pt": "Nome,Sobrenome,Endereço de email,Celular,Empresa,Cargo,Aniversário,Anotações",
    "pt-PT": "Nome próprio,Apelido,Correio eletrónico,Telemóvel,Empresa,Função,Aniversário,Notas",
    "nl": "Voornaam,Achternaam,E-mailadres,Mobiele telefoon,Bedrijf,Functie,Verjaardag,Notities",
    "pl": "Imię,Nazwisko,Adres e-mail,Telefon komórkowy,Firma,Stanowisko,Urodziny,Notatki",
    "cs": "Jméno,Příjmení,E-mailová adresa,Mobilní telefon,Společnost,Funkce,Narozeniny,Poznámky",
    "hu": "Keresztnév,Vezetéknév,E-mail cím,Mobiltelefon,Cég,Beosztás,Születésnap,Megjegyzések",
    "ro": "Prenume,Nume,Adresă de e-mail,Telefon mobil,Firmă,Funcție,Zi de naștere,Note",
    "ru": "Имя,Фамилия,Адрес эл. почты,Мобильный телефон,Организация,Должность,День рождения,"
    "Заметки",
    "uk": "Ім'я,Прізвище,Ел. пошта,Мобільний телефон,Організація,Посада,День народження,Нотатки",
    "tr": "Ad,Soyad,E-posta Adresi,Cep Telefonu,Şirket,İş Unvanı,Doğum Günü,Notlar",
    "el": "Όνομα,Επώνυμο,Διεύθυνση e-mail,Κινητό,Εταιρεία,Θέση,Γενέθλια,Σημειώσεις",
    "ja": "名,姓,電子メール アドレス,携帯電話,会社名,役職,誕生日,メモ",
    "zh": "名,姓,电子邮件地址,移动电话,单位,职务,生日,附注",
    "zh-TW": "名字,姓氏,電子郵件地址,行動電話,公司,職稱,生日,附註",
    "ko": "이름,성,전자 메일 주소,휴대폰,회사,직함,생일,메모",
    "sv": "Förnamn,Efternamn,E-postadress,Mobiltelefon,Företag,Befattning,Födelsedag,Anteckningar",
    "da": "Fornavn,Efternavn,E-mailadresse,Mobiltelefon,Firma,Stilling,Fødselsdag,Noter",
    "nb": "Fornavn,Etternavn,E-postadresse,Mobiltelefon,Firma,Stilling,Fødselsdag,Notater",
    "fi": "Etunimi,Sukunimi,Sähköpostiosoite,Matkapuhelin,Yritys,Tehtävänimike,Syntymäpäivä,"
    "Huomautukset",
}
CONNECTIONS = {  # LinkedIn
    "de": ("Vorname,Nachname,URL,E-Mail-Adresse,Unternehmen,Position,Verbunden am", "15 Jan. 2024"),
    "fr": ("Prénom,Nom,URL,Adresse e-mail,Entreprise,Poste,Connecté le", "15 janv. 2024"),
    "es": ("Nombre,Apellidos,URL,Correo electrónico,Empresa,Cargo,Conectado el", "15 ene 2024"),
    "it": ("Nome,Cognome,URL,Indirizzo email,Azienda,Posizione,Collegato il", "15 gen 2024"),
    "pt": ("Nome,Sobrenome,URL,E-mail,Empresa,Cargo,Conectado em", "15 de jan. de 2024"),
    "nl": ("Voornaam,Achternaam,URL,E-mailadres,Bedrijf,Functie,Verbonden op", "15 jan. 2024"),
    "pl": ("Imię,Nazwisko,URL,Adres e-mail,Firma,Stanowisko,Data połączenia", "15 sty 2024"),
    "ru": (
        "Имя,Фамилия,URL,Адрес эл. почты,Компания,Должность,Дата установления контакта",
        "15 янв. 2024 г.",
    ),
    "tr": ("Ad,Soyad,URL,E-posta Adresi,Şirket,Pozisyon,Bağlantı tarihi", "15 Oca 2024"),
    "ja": ("名,姓,URL,メールアドレス,会社,役職,つながった日", "2024年1月15日"),
    "zh": ("名字,姓氏,URL,邮箱地址,公司,职位,建立联系日期", "2024年1月15日"),
    "ko": ("이름,성,URL,이메일 주소,회사,직책,연결일", "2024년 1월 15일"),
}
BIRTHS = {  # Thunderbird: year, month, day
    "en": "First Name,Last Name,Birth Year,Birth Month,Birth Day",
    "de": "Vorname,Nachname,Geburtsjahr,Geburtsmonat,Geburtstag",
    "fr": "Prénom,Nom de famille,Année de naissance,Mois de naissance,Jour de naissance",
    "es": "Nombre,Apellidos,Año de nacimiento,Mes de nacimiento,Día de nacimiento",
    "it": "Nome,Cognome,Anno di nascita,Mese di nascita,Giorno di nascita",
    "pt": "Primeiro nome,Sobrenome,Ano de nascimento,Mês de nascimento,Dia de nascimento",
    "nl": "Voornaam,Achternaam,Geboortejaar,Geboortemaand,Geboortedag",
    "pl": "Imię,Nazwisko,Rok urodzenia,Miesiąc urodzenia,Dzień urodzenia",
    "ru": "Имя,Фамилия,Год рождения,Месяц рождения,День рождения",
    "sv": "Förnamn,Efternamn,Födelseår,Födelsemånad,Födelsedag",
    "fi": "Etunimi,Sukunimi,Syntymävuosi,Syntymäkuukausi,Syntymäpäivä",
    "tr": "Ad,Soyad,Doğum yılı,Doğum ayı,Doğum günü",
    "zh": "名,姓,出生年份,出生月份,生日",
    "ja": "名,姓,誕生年,誕生月,誕生日",
}


@pytest.mark.parametrize("language", PLAIN)
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_a_table_is_read_in_each_language(language: str, delimiter: str) -> None:
    header = PLAIN[language].replace(",", delimiter)
    row = "Ana,Ruiz,ana@a.example,+49 151 123,Acme,Planner,1979-12-04,bees".replace(",", delimiter)
    body = f"{header}\n{row}\n".encode()

    assert detect("people.csv", body) == "table"
    assert read_address_book(body, name="people.csv").contacts == (
        Contact(
            name="Ana Ruiz",
            given_name="Ana",
            emails=("ana@a.example",),
            phones=("+49 151 123",),
            organisation="Acme",
            role="Planner",
            birthday=Birthday(year=1979, month=12, day=4),
            notes="bees",
        ),
    )


@pytest.mark.parametrize("language", CONNECTIONS)
def test_connections_are_linkedin_s_in_each_language(language: str) -> None:
    header, day = CONNECTIONS[language]
    body = f"Notes:\nx\n\n{header}\nAna,Ruiz,https://www.linkedin.com/in/ar,a@b.example,Acme,CTO,{day}\n"

    book = read_address_book(body.encode(), name="Connections.csv")

    (ana,) = book.contacts
    assert (book.kind, book.skipped) == ("linkedin", ())
    assert (ana.name, ana.links) == ("Ana Ruiz", ("https://www.linkedin.com/in/ar",))
    assert (ana.organisation, ana.role, ana.notes) == ("Acme", "CTO", "")
    assert str(book.extras[ana].timeline[0].at.date()) == "2024-01-15"


@pytest.mark.parametrize("language", BIRTHS)
def test_a_birthday_in_three_columns_is_read_in_each_language(language: str) -> None:
    body = f"{BIRTHS[language]}\nAna,Ruiz,1985,04,15\n".encode()

    (ana,) = read_table(body, name="people.csv").contacts

    assert ana.birthday == Birthday(year=1985, month=4, day=15)
    assert ana.notes == ""


def test_a_whole_date_where_a_day_belongs_is_the_birthday() -> None:
    body = b"Vorname,Nachname,Geburtsjahr,Geburtstag\nAna,Ruiz,1985,15.04.1985\n"

    (ana,) = read_table(body, name="people.csv").contacts

    assert ana.birthday == Birthday(year=1985, month=4, day=15)


@pytest.mark.parametrize(
    ("header", "title", "role"),
    [
        ("Titre,Prénom,Nom,Société,Titre", 0, 4),
        ("Titre,Prénom,Nom,Société,Fonction", 0, 4),
        ("Title,First Name,Last Name,Company,Job Title", 0, 4),
        ("Titolo,Nome,Cognome,Società,Posizione", 0, 4),
        ("Título,Nombre,Apellidos,Empresa,Cargo", 0, 4),
        ("Titel,Voornaam,Achternaam,Bedrijf,Functie", 0, 4),
        ("Unvan,Ad,Soyad,Şirket,İş Unvanı", 0, 4),
    ],
)
def test_a_title_next_to_a_job_stands_before_the_name(header: str, title: int, role: int) -> None:
    columns = guess_columns(header.split(","))

    assert (columns[title], columns[role]) == (Column.PREFIX, Column.ROLE)


def test_a_title_alone_is_told_by_its_cells() -> None:
    (zoe,) = read_table("Titre;Prénom;Nom\nMme;Zoé;Lefèvre\n".encode(), name="a.csv").contacts
    (ana,) = read_table(b"Title,First Name,Last Name\nPlanner,Ana,Ruiz\n", name="a.csv").contacts

    assert (zoe.role, zoe.name) == (None, "Mme Zoé Lefèvre")
    assert (ana.role, ana.name) == ("Planner", "Ana Ruiz")


def test_a_post_is_a_job_or_the_mail_by_its_cells() -> None:
    (bo,) = read_table(b"Name;Post\nBo Strand;bo@example.org\n", name="a.csv").contacts
    (ana,) = read_table(b"Nom;Titre de poste\nAna Ruiz;Directrice\n", name="a.csv").contacts

    assert (bo.role, bo.emails) == (None, ("bo@example.org",))
    assert ana.role == "Directrice"


def test_an_apelido_is_a_nickname_in_brazil_and_a_family_name_in_portugal() -> None:
    assert guess_columns(["Nome", "Sobrenome", "Apelido"])[2] is Column.NICKNAME
    assert guess_columns(["Nome", "Apelido", "Telemóvel"])[1] is Column.FAMILY


@pytest.mark.parametrize(
    ("header", "row", "name"),
    [
        ("姓,名,メールアドレス", "山田,太郎,y@a.example", "山田太郎"),
        ("名,姓,邮箱", "小龙,李,l@a.example", "李小龙"),
        ("이름,성,이메일", "철수,김,k@a.example", "김철수"),
        ("이름,이메일", "김철수,k@a.example", "김철수"),
        ("First Name,Last Name,Email", "太郎,山田,y@a.example", "山田太郎"),
    ],
)
def test_family_names_come_first_where_they_do(header: str, row: str, name: str) -> None:
    (one,) = read_table(f"{header}\n{row}\n".encode(), name="a.csv").contacts

    assert one.name == name


def test_columns_about_a_value_are_no_values() -> None:
    header = "Nom,Prénom,Type de messagerie,姓(フリガナ),Typ e-mail,E-mailweergavenaam,电子邮件类型"

    assert guess_columns(header.split(","))[2:] == (None,) * 5


def test_what_outlook_fills_in_by_itself_is_left_out() -> None:
    body = (
        "Vorname,Nachname,Priorität,Privat,Vertraulichkeit,Jahrestag,Privatadresse\n"
        "Ana,Ruiz,Normal,Aus,Normal,0.0.00,Hafen 1\n"
    ).encode()

    (ana,) = read_table(body, name="a.csv").contacts

    assert ana.notes == "Privatadresse: Hafen 1"
