"""Input from outside: feeds, pages, address books, reading lists. Does not import `recommender`."""
