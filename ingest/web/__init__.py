"""Web pages and files of links: from HTML or a saved file to an article."""
