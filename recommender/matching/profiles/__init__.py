"""Contact profiles and the queries made of them."""
