"""Reading lists: one small module for each service that exports them."""
