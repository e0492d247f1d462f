"""`python -m ngograph`: the same as the command `ngograph`."""

from ngograph.cli import main

if __name__ == "__main__":
    main()
