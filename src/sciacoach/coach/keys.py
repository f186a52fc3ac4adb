"""Bytes of a keyboard into keys and lines. Pure: it reads nothing and waits for nothing.

Whatever comes in, something comes out and nothing is raised: a cat, a cut connection and a
strange terminal all send bytes. Keys that have no name here are called `unknown`.
"""

from sciacoach.coach.inbox import Line, Pressed

ESC = b"\x1b"

_CSI = {
    b"A": "up", b"B": "down", b"C": "right", b"D": "left", b"H": "home", b"F": "end",
    b"1~": "home", b"2~": "insert", b"3~": "delete", b"4~": "end", b"5~": "pageup",
    b"6~": "pagedown", b"7~": "home", b"8~": "end", b"11~": "f1", b"12~": "f2", b"13~": "f3",
    b"14~": "f4", b"15~": "f5", b"17~": "f6", b"18~": "f7", b"19~": "f8", b"20~": "f9",
    b"21~": "f10", b"23~": "f11", b"24~": "f12", b"[A": "f1", b"[B": "f2", b"[C": "f3",
    b"[D": "f4", b"[E": "f5", b"P": "f1", b"Q": "f2", b"R": "f3", b"S": "f4", b"Z": "tab",
}  # fmt: skip
"""What stands behind `ESC [`, or `ESC O`: xterm's names, and those of the Linux console."""

_CONTROL = {0x08: "backspace", 0x09: "tab", 0x0A: "enter", 0x20: "space", 0x7F: "backspace"}

_LONGEST = 32
"""Bytes of an escape sequence after which it is none."""

UNKNOWN = "unknown"


class Decoder:
    """Bytes as they come, in any pieces. What is unfinished waits for the next piece."""

    def __init__(self) -> None:
        self._rest = b""

    @property
    def unfinished(self) -> bool:
        """Whether a key has begun and not ended: an escape, or part of a character."""
        return bool(self._rest)

    def feed(self, piece: bytes) -> list[Pressed | Line]:
        """The keys and lines that are whole with this piece. A piece with text before a
        line end holds a line: whole lines come from dumb terminals, from a screen reader's
        own input line, and from what is pasted. A person's keys come one by one."""
        data = self._rest + piece.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        *ended, self._rest = data.split(b"\n")
        found: list[Pressed | Line] = []
        for text in ended:
            if _is_line(text):
                found.append(Line(text.decode("utf-8", "replace")))
            else:
                found += [*_all_keys(text), Pressed("enter")]
        while self._rest:
            key, length = _key(self._rest)
            if not length:
                break
            found.append(Pressed(key))
            self._rest = self._rest[length:]
        return found

    def flush(self) -> list[Pressed]:
        """What is unfinished, when nothing more came: a lone escape is a key."""
        rest, self._rest = self._rest, b""
        return list(_all_keys(rest))


def _is_line(text: bytes) -> bool:
    return bool(text) and all(byte >= 0x20 or byte == 0x09 for byte in text)


def _all_keys(text: bytes) -> list[Pressed]:
    """The keys of a piece that has ended, so that nothing in it is unfinished."""
    found = []
    while text:
        key, length = _key(text)
        if not length:
            key, length = ("escape", 1) if text[:1] == ESC else (UNKNOWN, 1)
        found.append(Pressed(key))
        text = text[length:]
    return found


def _key(text: bytes) -> tuple[str, int]:
    """The first key in `text` and how many bytes it took; 0 where it is unfinished."""
    first = text[0]
    if first == ESC[0]:
        return _escape(text)
    if first in _CONTROL:
        return _CONTROL[first], 1
    if first < 0x20:
        letter = chr(first + 0x60)
        return (f"ctrl-{letter}" if "a" <= letter <= "z" else UNKNOWN), 1
    return _character(text)


def _escape(text: bytes) -> tuple[str, int]:
    """`ESC [ numbers letter`, `ESC O letter`, or an escape before something else."""
    kind = text[1:2]
    if not kind:
        return "", 0
    if kind not in (b"[", b"O"):
        return "escape", 1
    end = 2
    last = min(len(text), _LONGEST)
    while end < last and (0x20 <= text[end] < 0x40 or text[2 : end + 1] == b"["):
        end += 1
    if end == _LONGEST:
        return UNKNOWN, end
    if end == len(text):
        return "", 0
    if not 0x40 <= text[end] < 0x7F:
        return UNKNOWN, end
    return _CSI.get(text[2 : end + 1], UNKNOWN), end + 1


def _character(text: bytes) -> tuple[str, int]:
    """One character of UTF-8."""
    length = _utf8_length(text[0])
    piece = text[:length]
    try:
        char = piece.decode("utf-8")
    except UnicodeDecodeError as error:
        cut = error.reason == "unexpected end of data" and len(piece) < length
        return ("", 0) if cut else (UNKNOWN, 1)
    return (char.lower() if char.isprintable() else UNKNOWN), length


def _utf8_length(first: int) -> int:
    for length, least in ((4, 0xF0), (3, 0xE0), (2, 0xC0)):
        if first >= least:
            return length
    return 1
