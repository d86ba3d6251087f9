"""Parts of pages that import files, and make or restore backups."""
