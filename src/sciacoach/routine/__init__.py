"""The routine language: parse a file, lay it out, hold it to the limits. Pure."""
