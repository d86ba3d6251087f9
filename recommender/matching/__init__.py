"""From terms to matches: who would want this article, and why. Pure."""
