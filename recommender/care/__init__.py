"""Occasions to write that are not an article. Pure."""
