"""Drafts, and the channels that open them. Pure."""
