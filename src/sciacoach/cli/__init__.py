"""One thin file per noun, and the one door for errors."""
