"""The types that hold the phrases of one language."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Phrases in one form of address: informal, or formal where a language has two.

    Each tuple holds alternatives that take turns, so that two drafts in a row never read alike.

    Attributes:
        greeting: With {first_name}.
        topic_lines: Why an article is passed on, with {interests} where no grammar bends them.
        lines: The same without an interest.
        useful_lines: For sensitive topics: nothing is named, and nobody came to mind.
        sign_offs: With {your_name}; it stands on a line of its own.
        quiet: For someone who was not written to for months.
        thanks: For someone to whom thanks are owed.
        new_job: For a new job.
        mention: For someone whose name was in an article.
    """

    greeting: str
    topic_lines: tuple[str, ...]
    lines: tuple[str, ...]
    useful_lines: tuple[str, ...]
    sign_offs: tuple[str, ...]
    quiet: tuple[str, ...]
    thanks: tuple[str, ...]
    new_job: tuple[str, ...]
    mention: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subjects:
    """Subjects as people write them; the article's title then stands in the text.

    Attributes:
        topic: With {interests}.
        plain: Without an interest; fits both forms of address.
        useful: For sensitive topics.
        quiet: For someone who was not written to for months.
    """

    topic: tuple[str, ...]
    plain: tuple[str, ...]
    useful: tuple[str, ...]
    quiet: tuple[str, ...]
    birthday: str
    thanks: str
    new_job: str
    mention: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The phrases of short friendly mails in one language.

    Attributes:
        nameless: The formal greeting for someone whose first name is not known.
        both: Joins two interests.
        article_words: Articles that are left out before an interest, in lower case.
        determiners: Articles that an interest gets where the article always uses one.
        lower_after_comma: A text goes on in lower case after a greeting that ends in a comma.
        birthday: Wishes that take turns.
        marks: The opening and closing quotation mark, with the spaces the language wants inside.
        written_in: Says that an article is in another language, with {language}.
        language_names: By ISO 639-1 code, as they stand in `written_in`.
    """

    nameless: str
    informal: Address
    formal: Address
    subjects: Subjects
    both: str
    birthday: tuple[str, ...]
    marks: tuple[str, str]
    written_in: str
    language_names: Mapping[str, str]
    article_words: tuple[str, ...] = ()
    determiners: tuple[str, ...] = ()
    lower_after_comma: bool = False
