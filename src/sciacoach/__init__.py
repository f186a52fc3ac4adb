"""A self-massage coach for people with one-sided sciatica, in the terminal."""

__version__ = "0.1.0"
