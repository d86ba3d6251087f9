"""Boilerplate around an article on its page: menus, teasers, small print."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class Clutter:
    """The boilerplate texts of a page in one language."""

    by: str
    consent: str
    sections: tuple[str, ...]
    share: tuple[str, ...]
    most_read: str
    headlines: tuple[str, ...]
    newsletter: str
    small_print: tuple[str, ...]


CLUTTER: Mapping[str, Clutter] = MappingProxyType(
    {
        "en": Clutter(
            by="By",
            consent="We use cookies so that we can ask you about cookies. Accept all. Settings.",
            sections=("Home", "Latest", "Subjects", "Archive", "Subscribe"),
            share=("Share", "Print", "Save for later"),
            most_read="Most read",
            headlines=(
                "Seven walks for a wet Sunday",
                "The quiz: how well do you know your bins?",
                "Letters to the editor",
            ),
            newsletter="Get our best pieces every Friday. Unsubscribe at any time.",
            small_print=("About us", "Contact", "Privacy", "Advertise"),
        ),
        "de": Clutter(
            by="Von",
            consent="Wir verwenden Cookies, um Sie nach Cookies zu fragen. Alle annehmen.",
            sections=("Startseite", "Aktuell", "Themen", "Archiv", "Abonnieren"),
            share=("Teilen", "Drucken", "Merken"),
            most_read="Meistgelesen",
            headlines=(
                "Sieben Spaziergänge für nasse Sonntage",
                "Das Rätsel der Woche",
                "Leserbriefe",
            ),
            newsletter="Jeden Freitag die besten Stücke. Jederzeit abbestellbar.",
            small_print=("Impressum", "Kontakt", "Datenschutz", "Anzeigen"),
        ),
    }
)
