"""Contacts: adding, importing, merging, and their timelines."""
