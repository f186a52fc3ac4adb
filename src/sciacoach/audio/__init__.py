"""Sound: tones made in code, voices, and the one child process that plays them.

`Speaker` is the door for a live session, `Studio` for a sound file. Nothing here knows what
a session is: it takes texts and the names of tones.
"""
