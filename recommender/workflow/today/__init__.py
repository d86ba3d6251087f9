"""The day: its plan, the review of suggestions, occasions and insights."""
