"""Contact profiles, and the queries built from them."""
