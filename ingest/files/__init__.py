"""Kinds of files: the registry of importers, and hints for files that none of them reads."""
