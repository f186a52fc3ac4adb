"""Text from outside, made fit to show.

A routine file, a note or an imported row may hold anything. `clean` is used at
the data's edge and again where text is shown, so that text is never anything
but text: no escape sequence, no control or direction character, no fake line.
"""

import re
import unicodedata

_SEQUENCE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?"
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f]).*?(?:\x07|\x1b\\|\x9c|$)"
    r"|\x1b[ -/]*[0-~]?",
    re.DOTALL,
)
_JOINERS = "‌‍"
_UNFIT = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_MOST_MARKS = 4


def is_unfit(char: str) -> bool:
    """Whether a character may not stand in text that is shown: controls, direction
    overrides, zero-width characters (the two joiners excepted), surrogates, and
    characters that Unicode has not assigned."""
    return char not in _JOINERS and unicodedata.category(char) in _UNFIT


def clean(raw: str, limit: int = 2000) -> str:
    """`raw` as one line of at most `limit` characters that only ever is text."""
    out: list[str] = []
    marks = 0
    for char in _SEQUENCE.sub("", raw[: limit * 4]):
        if char in "\n\t\r\v\f\x85\u2028\u2029":
            char = " "
        elif is_unfit(char):
            continue
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= _MOST_MARKS:
            out.append(char)
    text = "".join(out)
    return text if len(text) <= limit else text[: limit - 1] + "…"


def whole(seconds: float) -> int:
    """Seconds as every amount of time is told to people: the nearest whole one, halves up."""
    return int(seconds + 0.5) if seconds > 0 else 0


def nearest(word: str, choices: list[str] | tuple[str, ...]) -> str | None:
    """The choice that is spelled most like `word`, if one is close enough."""
    import difflib

    folded = word.strip().lower().replace("-", "_").replace(" ", "_")
    by_fold = {c.lower().replace("-", "_"): c for c in choices}
    found = difflib.get_close_matches(folded, list(by_fold), n=1, cutoff=0.6)
    return by_fold[found[0]] if found else None


def listed(words: list[str] | tuple[str, ...], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def command_apart(line: str) -> tuple[str, str]:
    """What stands before a command to type at the end of `line`, and the command; empty where
    there is none. A command that is broken between lines can be neither read nor copied."""
    head, name, rest = line.rpartition("sciacoach ")
    is_command = bool(name) and head.rstrip().endswith(":") and "." not in rest
    return (head.rstrip(), f"{name}{rest}".rstrip()) if is_command else (line, "")


def folded(line: str, width: int | None) -> str:
    """`line` with breaks between words where it is wider than `width` columns. Spaces at
    its ends stay, for a prompt ends in one; an indented line is code and stays whole."""
    if width is None or len(line) <= width or line.startswith("    "):
        return line
    head, command = command_apart(line)
    if command and len(command) < width:
        return f"{folded(head, width)}\n{command}"
    import textwrap

    start = line[: len(line) - len(line.lstrip())]
    end = " " if line.endswith(" ") else ""
    return textwrap.fill(line.strip(), width - 1, initial_indent=start) + end
