"""Versions of what is cached: light to import, so that a quick command can tell what is stale."""

ANALYZER_VERSION = 2  # raise it whenever an article's term counts would come out differently
MODEL_VERSION = 7  # raise it whenever a stored model or score would come out differently
