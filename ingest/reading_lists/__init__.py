"""Reading lists: one module for each program that exports them."""
