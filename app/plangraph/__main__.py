"""`python -m plangraph` is the command line."""

from plangraph.cli.main import main

main()
