"""Absolute and canonical URLs, without a request.

An article's canonical URL is the one that is sent, so it keeps everything that a server may need.
Other forms of the same page (mobile, AMP, `www.`) share a duplicate key.
"""

import re
from urllib.parse import unquote

import ada_url

from ingest.errors import UrlError

LONGEST = 8_000  # servers refuse longer ones (most at 8 KiB)

_LOGIN = re.compile(r"(?P<scheme>[a-zA-Z][a-zA-Z0-9+.-]*://)(?P<login>[^/?#\\]*)@")
_TRACKING_NAMES = frozenset(
    """
    fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid ysclid twclid ttclid li_fat_id igshid igsh
    mc_cid mc_eid _hsenc _hsmi __hssc __hstc __hsfp hsctatracking mkt_tok vero_id vero_conv
    oly_enc_id oly_anon_id wt_mc wt_zmc s_cid cmpid ncid ocid smid spm scm xtor ref_src ref_url
    __twitter_impression guccounter guce_referrer guce_referrer_sig fb_action_ids fb_action_types
    fb_ref fb_source action_object_map action_type_map action_ref_map _ga _gl ga_source rb_clickid
    sc_cid srsltid trk_contact trk_msg trk_module trk_sid mbid cvid ml_subscriber ml_subscriber_hash
    phpsessid jsessionid dm_i epik _openstat tblci
    """.split()  # noqa: SIM905 - a paragraph of words reads better than eighty quoted strings
)
_AT_INTERNET = ("at_campaign", "at_medium", "at_custom", "at_link", "at_format", "at_bbc_team")
_TRACKING_PREFIXES = ("utm_", "pk_", "piwik_", "mtm_", "matomo_", "itm_", "hsa_", *_AT_INTERNET)
_REFERRERS = frozenset({"rss", "feed", "atom", "twitter", "facebook", "newsletter", "email"})
_REFERRER_NAMES = frozenset({"ref", "source", "partner", "emc", "mod", "cmp", "via", "from"})
_TRACKING_BY_SITE = {
    "youtube.com": frozenset({"si", "feature", "pp", "ab_channel"}),
    "youtu.be": frozenset({"si", "feature"}),
    "spotify.com": frozenset({"si"}),
    "twitter.com": frozenset({"s", "t"}),
    "x.com": frozenset({"s", "t"}),
    "medium.com": frozenset({"source", "sk_src"}),
    "nytimes.com": frozenset({"partner", "emc", "smtyp"}),
    "theguardian.com": frozenset({"cmp"}),
    "linkedin.com": frozenset({"trk", "lipi", "trackingid"}),
}
_WRAPPERS = {  # redirects to the URL in one of these parameters
    ("google.com", "/url"): ("url", "q"),
    ("l.facebook.com", "/l.php"): ("u",),
    ("lm.facebook.com", "/l.php"): ("u",),
    ("getpocket.com", "/redirect"): ("url",),
    ("out.reddit.com", "/"): ("url",),
    ("t.umblr.com", "/redirect"): ("z",),
    ("safelinks.protection.outlook.com", "/"): ("url",),
}

_HOST_WITHOUT_SCHEME = re.compile(r"(?!.*://)[^\s/?#:@.]+(\.[^\s/?#:@.]+)+(:\d+)?([/?#]|$)")
_PERCENT = re.compile(r"%([0-9a-fA-F]{2})")
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")
_SESSION_IN_PATH = re.compile(r";(jsessionid|phpsessid)=[^/;?]*", re.IGNORECASE)
_HOST_FORMS = re.compile(r"^(www\d?|m|mobile|amp)\.(?=[^.]+\.)")
_MOBILE_LABEL = re.compile(r"^([a-z-]{2,7})\.m\.(?=[^.]+\.)")
_AMP_CACHE = re.compile(r"^/(?:amp|[cv])/(s/)?(?=[^/]+\.[^/]+)")
_GOOGLE = re.compile(r"(?:www\.)?google(?:\.[a-z]{2,3}){1,2}")
_AMP_PATH = re.compile(r"(^/amp(?=/.)|/amp/?$|\.amp(?=\.html?$|$))", re.IGNORECASE)
_INDEX_PAGE = re.compile(r"/(index|default)\.(html?|php|aspx?)$", re.IGNORECASE)
_FRONT_PATH = re.compile(r"/?(?:[a-z]{2}(?:[-_][a-z]{2})?/?)?", re.IGNORECASE)
_FORM_PARAMETERS = frozenset(
    {"amp", "amp=1", "amp=true", "outputtype=amp", "m=1", "m=0", "view=amp"}
)


def absolute_url(url: str, base: str | None = None) -> str:
    """Return the URL as a browser would complete it.

    Args:
        url: As written by a person or a publisher; may be relative to `base`, or lack `https://`.
        base: The URL of the page or feed it was found in.

    Raises:
        UrlError: It cannot be opened over http or https.
    """
    return _parse(url, base).href


def usable_url(url: str | None, base: str) -> str | None:
    """Return the absolute URL; None where it cannot be opened."""
    try:
        return absolute_url(url, base) if url else None
    except UrlError:
        return None


def canonical_url(url: str, base: str | None = None) -> str:
    """Return the URL to store and send: absolute, without tracking, session or password.

    Raises:
        UrlError: It cannot be opened over http or https.
    """
    parsed = _parse(url, base)
    inner = _wrapped_url(parsed) or _page_of_amp_viewer(parsed)
    if inner is not None:
        return canonical_url(inner)
    parsed.username = parsed.password = ""
    try:
        parsed.hostname = parsed.hostname.rstrip(".")
    except ValueError as error:  # with one dot at its end it passes for a name: https://a.1../
        raise UrlError(url.strip(), "doesn't look like a link") from error
    parsed.pathname = _SESSION_IN_PATH.sub("", _normalize_escapes(parsed.pathname))
    query = "&".join(
        _normalize_escapes(pair)
        for pair in _pairs(parsed)
        if not _is_tracking(pair, site=_without_www(parsed.hostname))
    )
    parsed.search = query and f"?{query}"  # a question mark that begins the query would be lost
    if not parsed.hash.startswith(("#!", "#/")):  # single-page applications route by these
        parsed.hash = ""
    return parsed.href


def duplicate_key(url: str) -> str:
    """Return a key that the URLs of one page share; not itself a URL to open.

    Raises:
        UrlError: It cannot be opened over http or https.
    """
    parsed = ada_url.URL(canonical_url(url))
    host, path = parsed.hostname, parsed.pathname
    if host == "youtu.be":
        host, path, query = "youtube.com", "/watch", {f"v={path.strip('/')}"}
    else:
        query = {pair for pair in _pairs(parsed) if pair.lower() not in _FORM_PARAMETERS}
    host = _MOBILE_LABEL.sub(r"\1.", _HOST_FORMS.sub("", host))
    port = f":{parsed.port}" if parsed.port else ""
    path = _INDEX_PAGE.sub("/", _AMP_PATH.sub("", path)).rstrip("/")
    return f"{host}{port}{path}?{'&'.join(sorted(query))}{parsed.hash}".rstrip("?")


def host_of(url: str) -> str:
    """Return the host as people write it: without `www.`, in Unicode.

    Raises:
        UrlError: It cannot be opened over http or https.
    """
    host = _without_www(_parse(url, None).hostname)
    return ada_url.idna_to_unicode(host) if "xn--" in host else host


def is_front_page(url: str) -> bool:
    """Tell whether a URL is that of a site, or of a site's one language, and of no page of it."""
    parsed = ada_url.URL(url)
    path = _INDEX_PAGE.sub("/", parsed.pathname)
    return not parsed.search and not parsed.hash and bool(_FRONT_PATH.fullmatch(path))


def split_login(url: str) -> tuple[str, str | None]:
    """Return a URL without its user name and password, and these as they stood: `ana:secret`."""
    found = _LOGIN.match(url.strip())
    if found is None:
        return url, None
    return f"{found['scheme']}{url.strip()[found.end() :]}", found["login"] or None


def with_login(url: str, login: str | None) -> str:
    """Return a URL with a user name and password as `split_login` returned them."""
    scheme, separator, rest = url.partition("://")
    return f"{scheme}{separator}{login}@{rest}" if login else url


def may_keep_login(old: str, new: str) -> bool:
    """Tell whether a login for one URL may be sent to another: the same host, never less safe."""
    before, after = _parse(old, None), _parse(new, None)
    safe = after.protocol in {before.protocol, "https:"}
    same_port = (before.port == after.port) or before.protocol != after.protocol
    return safe and same_port and before.hostname == after.hostname


def without_secrets(url: str) -> str:
    """Return a URL for a log: without credentials, query and fragment, which may hold tokens."""
    scheme, separator, rest = url.partition("://")
    host, slash, path = re.split(r"[?#]", rest, maxsplit=1)[0].partition("/")
    return f"{scheme}{separator}{host.rpartition('@')[2]}{slash}{path}"


def _parse(url: str, base: str | None) -> ada_url.URL:
    written = url.strip()
    if len(written) > LONGEST:
        raise UrlError(written[:60] + "…", f"is longer than {LONGEST:,} characters")
    if base is None and _HOST_WITHOUT_SCHEME.match(written):
        written = f"https://{written}"
    try:
        parsed = ada_url.URL(written, base=base) if base else ada_url.URL(written)
    except ValueError as error:
        raise UrlError(
            written or "(empty)",
            "doesn't look like a link",
            "A link looks like https://example.org/page.",
        ) from error
    if parsed.protocol not in {"http:", "https:"} or not parsed.hostname.strip("."):
        raise UrlError(
            written, "doesn't look like a link", "Only http:// and https:// can be opened."
        )
    return parsed


def _pairs(parsed: ada_url.URL) -> list[str]:
    """Return the parts of the query; `&amp;` for `&` is a mistake of copying."""
    pairs = parsed.search.removeprefix("?").split("&")
    return [pair.removeprefix("amp;") for pair in pairs if pair.removeprefix("amp;")]


def _is_tracking(pair: str, *, site: str) -> bool:
    name, _, value = pair.partition("=")
    name = unquote(name).lower()
    if name in _TRACKING_NAMES or name.startswith(_TRACKING_PREFIXES):
        return True
    if name in _REFERRER_NAMES and value.lower().split("-")[0] in _REFERRERS:
        return True
    return any(
        name in names and (site == known or site.endswith("." + known))
        for known, names in _TRACKING_BY_SITE.items()
    )


def _wrapped_url(parsed: ada_url.URL) -> str | None:
    site = _without_www(parsed.hostname)
    for (host, path), names in _WRAPPERS.items():
        if (site == host or site.endswith("." + host)) and parsed.pathname == path:
            query = ada_url.URLSearchParams(parsed.search)
            for name in names:
                inner = query.get(name) if query.has(name) else ""
                if inner.startswith(("http://", "https://")):
                    return inner
    return None


def _page_of_amp_viewer(parsed: ada_url.URL) -> str | None:
    """Return the URL of the page that Google's viewer or cache of AMP pages shows."""
    host, path = parsed.hostname, parsed.pathname
    if not (
        host.endswith(".cdn.ampproject.org")
        or (_GOOGLE.fullmatch(host) and path.startswith("/amp/"))
    ):
        return None
    page, places = _AMP_CACHE.subn("", path)
    return f"https://{page}{parsed.search}" if places else None


def _normalize_escapes(text: str) -> str:
    """Normalize percent escapes: in upper case, and none for unreserved characters."""

    def settle(match: re.Match[str]) -> str:
        letter = chr(int(match[1], 16))
        return letter if _UNRESERVED.match(letter) else match[0].upper()

    return _PERCENT.sub(settle, text)


def _without_www(host: str) -> str:
    return host.removeprefix("www.")
