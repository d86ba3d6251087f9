"""Feeds: discovery, parsing, polling schedule, and OPML."""
