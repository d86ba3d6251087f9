"""Identity: which contacts are the same person, and merging them."""
