"""`python -m dagmar` is `dagmar`."""

from dagmar.cli.main import main

main()
