"""`python -m sciacoach` is the same as `sciacoach`."""

from sciacoach.cli.main import main

if __name__ == "__main__":
    main()
