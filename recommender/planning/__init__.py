"""Deciding what is suggested today. Pure; knows no library."""
