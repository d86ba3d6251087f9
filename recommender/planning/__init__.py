"""Decides what is suggested today. Pure: no library, no clock."""
