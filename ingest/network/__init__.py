"""Fetching: the guarded HTTP client, parallel fetches, and the parser process."""
