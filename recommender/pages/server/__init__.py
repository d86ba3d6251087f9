"""The page's server: starting it, and checking the host that a request names."""
