"""Likely feeds of a site, from its URL alone; nothing is fetched.

The feeds that a page links to (`page_links`) come first, then those known for its host, then the
usual paths.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from ingest.urls import absolute_url

# Defaults of the most used systems, in order of use: WordPress, Ghost, Jekyll, Hugo,
# Movable Type, Micro.blog, Blogger
_USUAL_PATHS = (
    "/feed/",
    "/rss/",
    "/feed.xml",
    "/index.xml",
    "/atom.xml",
    "/rss.xml",
    "/feed.json",
    "/feeds/posts/default",
    "/?feed=rss2",
)
_NOT_USERS = frozenset(  # first parts of the paths of GitHub's own pages
    {"about", "apps", "collections", "explore", "features", "login", "marketplace", "orgs"}
    | {"pricing", "search", "settings", "sponsors", "topics", "trending"}
)
_MASTODON = re.compile(r"^/(?:web/)?@[\w.-]+/?$|^/users/[\w.-]+/?$|^/tags/\w+/?$")


def known_feeds(url: str) -> tuple[str, ...]:
    """Return the feeds of a site whose scheme of feed URLs is known, the likeliest first.

    Raises:
        UrlError: It is not a URL.
    """
    parsed = urlsplit(absolute_url(url))
    host = (parsed.hostname or "").removeprefix("www.").removeprefix("m.")
    parts = [part for part in parsed.path.split("/") if part]
    for site, feeds in _SITES.items():
        if host == site or host.endswith("." + site):
            return tuple(feeds(_Place(host=host, parts=parts, query=parsed.query)))
    if _MASTODON.match(parsed.path):
        path = parsed.path.rstrip("/").removeprefix("/web")
        return (f"{parsed.scheme}://{parsed.netloc}{path}.rss",)
    return ()


def is_known_site(url: str) -> bool:
    """Tell whether `known_feeds` is more reliable than the links of the site's own pages.

    Raises:
        UrlError: It is not a URL.
    """
    host = urlsplit(absolute_url(url)).hostname or ""
    return any(host == site or host.endswith("." + site) for site in _SITES)


def feed_url(written: str) -> str:
    """Return the URL of a feed as people and programs write it, such as `feed://a.example/rss`.

    Raises:
        UrlError: It is not a URL.
    """
    bare = re.sub(r"^feed:(?://)?", "", written.strip(), flags=re.IGNORECASE)
    return absolute_url(bare if "://" in bare else f"https://{bare}")


def usual_feeds(url: str) -> tuple[str, ...]:
    """Return the URLs to try on any other site, the likeliest first.

    Raises:
        UrlError: It is not a URL.
    """
    parsed = urlsplit(absolute_url(url))
    root = f"{parsed.scheme}://{parsed.netloc}"
    section = parsed.path.rstrip("/")
    # a section of a WordPress site has its own feed, and so has a blog in a folder
    own = [f"{root}{section}{path}" for path in ("/feed/", "/feed.xml")] if section else []
    return tuple(dict.fromkeys([*own, *(root + path for path in _USUAL_PATHS)]))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """A parsed URL: `host` without `www.`, `parts` of the path."""

    host: str
    parts: list[str]
    query: str


def _youtube(at: _Place) -> list[str]:
    base = "https://www.youtube.com/feeds/videos.xml?"
    match at.parts:
        case ["channel", channel, *_]:
            return [f"{base}channel_id={channel}"]
        case ["user", user, *_]:
            return [f"{base}user={user}"]
        case ["playlist"]:
            return [f"{base}playlist_id={name}" for name in parse_qs(at.query).get("list", [])]
        case _:  # the page of a handle links to its feed
            return []


def _medium(at: _Place) -> list[str]:
    if at.host != "medium.com":
        return [f"https://{at.host}/feed"]
    match at.parts:
        case ["tag", tag, *_]:
            return [f"https://medium.com/feed/tag/{tag}"]
        case [first, *_] if first not in {"p", "m", "about", "search"}:
            return [f"https://medium.com/feed/{first}"]
        case _:
            return []


def _github(at: _Place) -> list[str]:
    match at.parts:
        case [first, *_] if first in _NOT_USERS:
            return []
        case [person]:
            return [f"https://github.com/{person}.atom"]
        case [person, project, *rest]:
            base = f"https://github.com/{person}/{project}"
            feeds = [f"{base}/releases.atom", f"{base}/commits.atom", f"{base}/tags.atom"]
            match rest:
                case ["commits" | "tree", branch, *_]:
                    feeds.insert(0, f"{base}/commits/{branch}.atom")
                case ["commits" | "tags" as kind]:
                    feeds.insert(0, f"{base}/{kind}.atom")
            return list(dict.fromkeys(feeds))
        case _:
            return []


def _gitlab(at: _Place) -> list[str]:
    return [f"https://{at.host}/{'/'.join(at.parts[:2])}.atom"] if at.parts else []


def _reddit(at: _Place) -> list[str]:
    match at.parts:
        case ["r" | "user" | "u" as kind, name, *_]:
            return [f"https://www.reddit.com/{kind}/{name}/.rss"]
        case []:
            return ["https://www.reddit.com/.rss"]
        case _:
            return []


def _bluesky(at: _Place) -> list[str]:
    return (
        [f"https://bsky.app/profile/{at.parts[1]}/rss"]
        if at.parts[:1] == ["profile"] and at.parts[1:]
        else []
    )


def _vimeo(at: _Place) -> list[str]:
    return [f"https://vimeo.com/{at.parts[0]}/videos/rss"] if at.parts else []


def _at(*paths: str) -> Callable[[_Place], list[str]]:
    """Return a function for a site whose feeds have the same paths on every host."""

    def feeds(at: _Place) -> list[str]:
        return [f"https://{at.host}{path}" for path in paths]

    return feeds


_SITES: dict[str, Callable[[_Place], list[str]]] = {
    "youtube.com": _youtube,
    "medium.com": _medium,
    "github.com": _github,
    "gitlab.com": _gitlab,
    "reddit.com": _reddit,
    "bsky.app": _bluesky,
    "vimeo.com": _vimeo,
    "substack.com": _at("/feed"),
    "wordpress.com": _at("/feed/"),
    "tumblr.com": _at("/rss"),
    "blogspot.com": _at("/feeds/posts/default"),
    "ghost.io": _at("/rss/"),
    "bearblog.dev": _at("/feed/"),
    "micro.blog": _at("/feed.xml", "/feed.json"),
    "write.as": _at("/feed/"),
    "buttondown.com": lambda at: [f"https://{at.host}/{one}/rss" for one in at.parts[:1]],
    "beehiiv.com": _at("/feed"),
    "news.ycombinator.com": _at("/rss"),
    "lobste.rs": _at("/rss"),
}
