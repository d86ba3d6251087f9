"""The matching engine: scores articles for contacts, and explains the scores. Pure."""
