"""Text from outside: its characters, its markup, its language. Everything stored passes here."""
