"""Articles from pages, feed entries and texts; the only module that imports trafilatura."""

import logging
import re
from urllib.parse import quote

from ingest.errors import ArticleError
from ingest.records import Article, Entry
from ingest.text.charset import decode_page
from ingest.text.clean import byline, has_letters, one_line, plain_text
from ingest.text.html import html_to_text, parse_page
from ingest.text.language import detect_language
from ingest.urls import canonical_url, host_of, is_front_page
from ingest.web.page_kind import SAVE_ADVICE, other_kind
from ingest.web.page_metadata import PageMetadata, read_page_metadata
from ingest.web.truncation import STUB_WORDS, count_words, is_paywalled_excerpt

# Articles can be short, but menus are shorter. Letters, since not all scripts separate words.
LEAST_LETTERS = 80
MOST_TAGS = 100_000  # twice those of the longest real pages; extracting more takes minutes
_LONGEST_TITLE = 120  # characters of a first line that serves as the title
_DATES = {"extensive_search": False}  # its dates aren't taken: it reads those of other things too
_REST_OF_A_PAGE = 100  # words; a copyright line or a menu is shorter, an article hardly ever
_FAR_MORE = 3  # times as many words

_OTHER_KINDS = {  # files that people add by mistake, by their first bytes
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a zip archive or office document",
    b"\xd0\xcf\x11\xe0": "an office document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"ID3": "a sound recording",
}
_FEED = re.compile(
    r"\s*(?:<\?xml.{0,500}?\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:rss|feed|rdf:RDF)\b", re.DOTALL
)
_WHOLE_PAGE = re.compile(r"<html\b|<body\b", re.IGNORECASE)
_HEAD = 20_000  # characters; `<html` or `<body` comes within
_TAG = re.compile(r"<(?:!doctype|html|head|body|[a-z][a-z0-9]*[\s>/])", re.IGNORECASE)

# They log an error for each page they cannot read; ours name the page and say what to do.
_JOINERS = {  # with printable letters of an undeciphered script to stand in for them
    "\u200c": (re.compile(r"&(?:zwnj|#8204|#x200c);", re.IGNORECASE), "\U00010600"),
    "\u200d": (re.compile(r"&(?:zwj|#8205|#x200d);", re.IGNORECASE), "\U00010601"),
}
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)


def extract_article(body: bytes, *, url: str | None, content_type: str | None = None) -> Article:
    """Return the article of a page, without navigation, comments and other clutter.

    Args:
        body: The page, as fetched or saved; or plain text.
        url: Of the page; None takes the one that a saved page declares.
        content_type: The server's header, if there was one.

    Raises:
        ArticleError: The page has no article, or no URL is known.
        UrlError: The URL is invalid.
    """
    canonical = canonical_url(url) if url is not None else None
    subject = url or "the file"
    _refuse_other_kinds(body, subject)
    markup = decode_page(body, content_type)
    if _FEED.match(markup):
        raise ArticleError(subject, "is a feed, not an article", "Add it under Feeds instead.")
    if (content_type or "").startswith("text/plain") or not _TAG.search(markup):
        return article_from_text(markup, url=_known(canonical))
    if markup.count("<") > MOST_TAGS:
        raise ArticleError(
            subject, f"has more than {MOST_TAGS:,} tags, which no article has", "It was skipped."
        )
    root = parse_page(markup)
    if root is None:
        raise ArticleError(subject, "is empty", SAVE_ADVICE)
    metadata = read_page_metadata(root, url=canonical)
    canonical = canonical or _identity(metadata)
    text, found = _extract(markup, canonical)
    if not has_letters(text, LEAST_LETTERS):
        raise ArticleError(subject, "no article found", SAVE_ADVICE)
    metadata = metadata.or_else(found)
    if other := other_kind(root, title=metadata.title or "", text=text, url=canonical):
        raise ArticleError(subject, *other)
    return Article(
        url=canonical,
        title=metadata.plain_title or _title_of(text) or host_of(canonical),
        text=text,
        author=metadata.person,
        site=metadata.site or host_of(canonical),
        language=detect_language(text, metadata.language),
        published=metadata.published,
        is_excerpt=count_words(text) < STUB_WORDS
        and is_paywalled_excerpt(text, page=html_to_text(markup), free=metadata.free),
    )


def article_from_entry(
    entry: Entry, *, url: str, site: str | None = None, language: str | None = None
) -> Article | None:
    """Return the article in a feed's entry; None where the entry has too little text.

    Args:
        entry: Its `content` becomes the text.
        url: Of the article.
        site: The feed's title.
        language: As the feed declares it, for entries that don't.

    Raises:
        UrlError: The URL is invalid.
    """
    text = html_to_text(entry.content)
    if not has_letters(text, LEAST_LETTERS):
        return None
    canonical = canonical_url(url)
    return Article(
        url=canonical,
        title=entry.title or _title_of(text) or host_of(canonical),
        text=text,
        author=byline(entry.author),
        site=site or host_of(canonical),
        language=detect_language(text, entry.language or language),
        published=entry.published or entry.updated,
    )


def article_from_text(text: str, *, url: str, title: str | None = None) -> Article:
    """Return a plain text as an article.

    Args:
        text: The full text; a short first line serves as the title.
        url: Of the article.
        title: Taken from the text by default.

    Raises:
        ArticleError: The text is too short.
        UrlError: The URL is invalid.
    """
    canonical = canonical_url(url)
    plain = plain_text(text)
    if not has_letters(plain, LEAST_LETTERS):
        raise ArticleError(url, "no article found")
    return Article(
        url=canonical,
        title=one_line(title or "") or _title_of(plain),
        text=plain,
        site=host_of(canonical),
        language=detect_language(plain),
    )


def _extract(markup: str, canonical: str) -> tuple[str, PageMetadata]:
    """Return the main text and metadata: with high precision, else with higher recall.

    High precision sometimes leaves only what stands below the article; then the next way finds far
    more. Mean F1 on 54 annotated pages: .971 with precision first and without comments, .959 with
    the defaults, .940 with comments. The extractor parses the markup itself: given our parsed tree
    it reached .963.
    """
    import trafilatura  # slow to load, and not needed for feeds with full texts
    from trafilatura.settings import Document

    if not _WHOLE_PAGE.search(markup[:_HEAD]):
        markup = f"<html><body>{markup}</body></html>"  # it does not accept a fragment
    markup = _hide_joiners(markup)
    text, metadata = "", PageMetadata()
    for favor_precision, favor_recall in ((True, False), (False, False), (False, True)):
        try:
            document = trafilatura.bare_extraction(
                markup,
                url=canonical,
                with_metadata=True,
                favor_precision=favor_precision,
                favor_recall=favor_recall,
                include_comments=False,
                date_extraction_params=_DATES,
            )
        except Exception as error:  # on hostile pages it raises errors of any kind
            raise ArticleError(canonical, "is too broken to read", SAVE_ADVICE) from error
        if isinstance(document, Document):
            for part in ("title", "author", "sitename", "text"):
                setattr(document, part, _restore_joiners(getattr(document, part)))
            metadata = metadata.or_else(PageMetadata.of_document(document))
            other = plain_text(document.text or "")
            if not has_letters(text, LEAST_LETTERS) or (
                count_words(other) >= _FAR_MORE * count_words(text)
            ):
                text = other
        if has_letters(text, LEAST_LETTERS) and count_words(text) >= _REST_OF_A_PAGE:
            break
    return text, metadata


def _hide_joiners(markup: str) -> str:
    """Return a page with a stand-in for each joiner, which trafilatura 2.3 deletes.

    They hold emoji and Persian words together.
    """
    for joiner, (entities, stand_in) in _JOINERS.items():
        markup = entities.sub(stand_in, markup).replace(joiner, stand_in)
    return markup


def _restore_joiners(text: str | None) -> str | None:
    for joiner, (_, stand_in) in _JOINERS.items():
        text = text and text.replace(stand_in, joiner)
    return text


def _identity(metadata: PageMetadata) -> str:
    """Return the URL that a saved page declares, apart from the others that declare the same.

    Many sites declare their front page on each of their pages, so the title is added to that: as
    a fragment of the kind that `canonical_url` keeps, with which the front page opens.
    """
    url = _known(metadata.url and canonical_url(metadata.url))
    if not is_front_page(url):
        return url
    title = metadata.plain_title
    return canonical_url(f"{url}#/{quote(title, safe='')}") if title else url


def _known(url: str | None) -> str:
    if not url:
        raise ArticleError(
            "the file", "doesn't say its own link", "Give its link too (in the terminal: --url)."
        )
    return url


def _refuse_other_kinds(body: bytes, url: str) -> None:
    if not body.strip(b"\0 \t\r\n"):
        raise ArticleError(url, "is empty", SAVE_ADVICE)
    for first, name in _OTHER_KINDS.items():
        if body.startswith(first):
            raise ArticleError(
                url, f"is {name}, not a web page", "Save its text as a .txt file and add that."
            )


def _title_of(text: str) -> str:
    """Return the first line, shortened to a title's length."""
    line = one_line(text.partition("\n")[0])
    if len(line) <= _LONGEST_TITLE:
        return line
    return line[:_LONGEST_TITLE].rpartition(" ")[0].rstrip(",;:") + "…"
