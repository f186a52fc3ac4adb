"""The one room where clock, keys, session, faces and history meet."""
