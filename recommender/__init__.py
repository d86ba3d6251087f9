"""What is made of what came in: matches, occasions, the plan of a day and the messages for it."""

__version__ = "0.1.0"
