"""Bringing articles in: polling, pages, reading lists and watched folders."""
