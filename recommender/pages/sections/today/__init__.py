"""Parts of the Today page: the card, its actions, occasions, the checklist."""
