"""Text analysis: terms, stop words, near-duplicates."""
