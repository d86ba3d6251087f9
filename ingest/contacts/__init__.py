"""Address books: one small module for each program that writes them."""
