"""What was delivered and when, as a value for fit. Pure."""
