"""Tables in the encodings of Windows, by country: detected, or asked about."""

# ruff: noqa: RUF001 - the letters of these languages
import pytest

from ingest.contacts.table.columns import judge_encoding
from ingest.files.encodings import ENCODINGS, readings, recode

SURE = {
    "cp1252": (
        "Name,Email\nJörg Weiß,j@x.example\n",
        "Name,Email\nJürgen Müller,j@x.example\nAndré Lefèvre,a@x.example\n",
        "Name;Email\nSøren Ærø;z@x.example\nBjörn Åkesson;b@x.example\n",
        "Nombre;Apellidos;Correo\nJosé;Peña;j@x.example\nMaría;Núñez;m@x.example\n",
        "Prénom;Nom\nZoé;Lefèvre\n",
        "Nome;Cognome;Società\nNicolò;Rossi;Caffè srl\n",
        "Nome,Email\nJoão Gonçalves,j@x.example\nInês Simões,i@x.example\n",
    ),
    "cp1250": (
        "Name,Email\nŁukasz Wójcik,l@x.example\n",
        "Imię;Nazwisko;E-mail\nMałgorzata;Wiśniewska;m@x.example\n",
        "Jméno;Příjmení;E-mail\nJiří;Dvořák;j@x.example\nTomáš;Novák;t@x.example\n",
        "Name,Email\nSándor Kovács,k@x.example\nErzsébet Szűcs,e@x.example\n",
    ),
    "cp1251": (
        "Имя;Фамилия;Почта\nИван;Петров;i@x.example\n",
        "Name,Email\nИван Петров,i@x.example\n",
        "Ім'я,Прізвище\nОлена,Шевченко\n",
    ),
    "cp1253": ("Name,Email\nΓιώργος Παπαδόπουλος,g@x.example\n",),
    "cp1254": (
        "Name,Email\nAyşe Yılmaz,a@x.example\nİbrahim Gök,i@x.example\n",
        "Name,Email\nÖmer Çelik,o@x.example\nŞule Işık,s@x.example\n",
    ),
    "cp932": ("名前,メール\n山田太郎,y@x.example\n佐藤花子,s@x.example\n",),
    "gb18030": (
        "姓名,邮箱\n李小龙,l@x.example\n王伟,w@x.example\n",
        "Name,Email\n李小龙,l@x.example\n",
    ),
    "big5hkscs": ("姓名,電子郵件\n陳小明,c@x.example\n",),
    "cp949": ("이름,이메일\n김철수,k@x.example\n",),
}


@pytest.mark.parametrize(
    ("encoding", "text"), [(name, text) for name, texts in SURE.items() for text in texts]
)
def test_the_encoding_is_detected(encoding: str, text: str) -> None:
    body = text.encode(encoding)

    (found,) = readings(body, judge=judge_encoding)

    assert recode(body, found.encoding).decode() == text


def test_letters_that_could_be_others_are_shown_in_each_reading() -> None:
    body = "Name;Email\nZoë Nuñez;z@x.example\n".encode("cp1252")

    found = {one.encoding: one.example for one in readings(body, judge=judge_encoding)}

    assert found["cp1252"] == "Zoë Nuñez;z@x.example"
    assert found["cp1250"] == "Zoë Nuńez;z@x.example"
    assert found.keys() <= ENCODINGS.keys()


def test_a_lone_japanese_name_is_asked_about_at_worst() -> None:
    found = readings("Name,Email\n山田太郎,y@x.example\n".encode("cp932"), judge=judge_encoding)

    assert found[0].encoding == "cp932"


@pytest.mark.parametrize(
    "body",
    [b"", b"Name\nAna\n", "Name\nJörg\n".encode(), "Jörg".encode("utf-16"), b"PK\x03\x04\0\xff"],
)
def test_there_is_nothing_to_decide_in_unicode_and_in_other_files(body: bytes) -> None:
    assert readings(body) == ()


def test_one_broken_letter_does_not_garble_all_others() -> None:
    text = "Name,Email\n" + "Jörg Weiß,j@x.example\n" * 10

    for broken in (b"Caf\xe9,c@x.example\n", "ž".encode()[:1]):
        (found,) = readings(text.encode() + broken, judge=judge_encoding)
        assert recode(text.encode() + broken, found.encoding).decode().startswith(text)
