"""What comes in: feeds, pages, address books. Knows nothing of storage, taste or screens."""
