"""The phrases of drafts, one module per language, each in that language's own idiom."""
