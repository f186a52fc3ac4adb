"""What answers back: question pages, read-backs, the pain row."""
