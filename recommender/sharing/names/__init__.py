"""Finds the name to greet a person by; in doubt none."""
