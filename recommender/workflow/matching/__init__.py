"""Matching in the library: the index, profile sources, and what is stale."""
