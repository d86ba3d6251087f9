"""Everything here parses in this process; the bounded child has tests of its own."""

import pytest


@pytest.fixture(autouse=True)
def _parse_here(parsing_at_hand: None) -> None:
    """Apply to every test."""
