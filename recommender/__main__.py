"""`python -m recommender` is `passalong`."""

from recommender.cli.main import main

main()
