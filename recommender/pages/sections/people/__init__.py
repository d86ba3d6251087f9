"""Parts of the Contacts page."""
