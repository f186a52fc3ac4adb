"""The preferences: one table of keys, read from a TOML file and written line by line.

A file that is not understood is never rewritten, and a change touches one line, so that
comments and keys of a later version stay as they are. No key here lifts a safety limit.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sciacoach.errors import Usage
from sciacoach.paths import read_plain, write_private
from sciacoach.settings.keys import EMPTY, KEYS, Key, Value, hint, understood
from sciacoach.text import clean, is_unfit, listed, nearest

if TYPE_CHECKING:
    from sciacoach.routine.layout import Pace

_MOST_BYTES = 64 * 1024

_BY_NAME = {key.name: key for key in KEYS}


@dataclass(frozen=True, slots=True)
class Settings:
    """The preferences that hold, and the names in the file that this version does not know."""

    face: str = ""
    hands_free: bool = False
    side: str = "both"
    emergency_number: str = ""
    language: str = "en"
    color: str = "auto"
    voice: str = ""
    voice_name: str = ""
    rate: float = 1.0
    volume: float = 0.8
    sound: bool = True
    speak_time_left: int = 0
    speak_questions: bool = False
    get_on_s: int = 10
    change_s: int = 10
    unknown: tuple[str, ...] = ()

    @property
    def pace(self) -> "Pace":
        """How long getting on and changing over take, for `fit`."""
        from sciacoach.routine.layout import Pace

        return Pace(float(self.get_on_s), float(self.change_s))

    def of(self, name: str) -> Value:
        """The value of the key `name`."""
        value = getattr(self, key_of(name).name)
        assert isinstance(value, Value)
        return value


def key_of(name: str) -> Key:
    """The key called `name`; a dash counts as an underscore. Raises `Usage`."""
    key = _BY_NAME.get(name.strip().replace("-", "_"))
    if key:
        return key
    near = nearest(name, tuple(_BY_NAME))
    hint = f"Did you mean {near}?" if near else f"The settings are {listed(tuple(_BY_NAME))}."
    raise Usage(f"There is no setting called {clean(name, 60)!r}.", hint)


def load_settings(path: Path) -> Settings:
    """The preferences in `path`; a missing file means none. Raises `Usage` with the line."""
    return _held(path, _read(path))


def set_setting(path: Path, name: str, value: str) -> Settings:
    """Write one preference and give back what holds then; nothing is written while another
    one in the file is wrong. Raises `Usage`."""
    key = key_of(name)
    text = _read(path)
    before = _parse(path, text)
    new = _value(key, _typed(key, value), "")
    changed = _with_line(text, key.name, f"{key.name} = {_toml(new)}")
    if not _holds(changed, {**before, key.name: new}):
        raise Usage(
            f"{_place(path)}: the line of {key.name} is written in a way that cannot be changed "
            "from here.",
            "Open the file in an editor and change it there.",
        )
    held = _held(path, changed)
    write_private(path, changed)
    return held


def _typed(key: Key, value: str) -> str:
    """`value` without the spaces around it. `""` stands for nothing, as `config show` writes
    it: some shells hand the quotes on. Raises `Usage` for spaces alone."""
    found = value.strip()
    if value and not found:
        raise Usage(f"{key.name} may not be only spaces.", hint(key, found))
    return "" if found == EMPTY else found


def _holds(text: str, wanted: Mapping[str, object]) -> bool:
    """Whether the file would say exactly that: a value that stands over several lines, for
    one, cannot be changed by its first line. NaN equals nothing, so the spelling is compared."""
    try:
        found = _parse(Path(), text)
    except Usage:
        return False
    return {n: repr(v) for n, v in found.items()} == {n: repr(v) for n, v in wanted.items()}


def _held(path: Path, text: str) -> Settings:
    found = _parse(path, text)
    known: dict[str, Any] = {
        name: _value(_BY_NAME[name], value, _line_place(path, text, name))
        for name, value in found.items()
        if name in _BY_NAME
    }
    return Settings(**known, unknown=tuple(n for n in found if n not in _BY_NAME))


def _read(path: Path) -> str:
    if not path.exists():
        return ""
    raw = read_plain(path, _MOST_BYTES)
    if raw is None:
        raise Usage(f"{_place(path)}: this file is too long for settings.", _NEXT)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise Usage(f"{_place(path)}:{line}: this is not UTF-8 text.", _NEXT) from error


_NEXT = "Open it in an editor and mend it, or move it away to start afresh."


def _parse(path: Path, text: str) -> Mapping[str, object]:
    import tomllib

    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise Usage(f"{_place(path)}: this is nested too deeply for settings.", _NEXT) from error
    except ValueError as error:
        if not isinstance(error, tomllib.TOMLDecodeError):
            raise Usage(f"{_place(path)}: a number here is too long.", _NEXT) from error
        told = clean(str(error), 200)
        where = re.search(r"\(at line (\d+), column (\d+)\)$", told)
        place = f":{where[1]}:{where[2]}" if where else ""
        what = told[: where.start()].strip() if where else told
        raise Usage(f"{_place(path)}{place}: {what or 'not TOML'}.", _NEXT) from error


def _value(key: Key, value: object, place: str) -> Value:
    found = understood(key, value)
    if found is None:
        raise Usage(f"{place}{key.name} may not be {_shown(value)}.", hint(key, value))
    return found


def _toml(value: Value) -> str:
    """`value` as TOML; the allowed values need no escapes."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    assert not any(char in '"\\' or is_unfit(char) for char in value)
    return f'"{value}"'


def _with_line(text: str, name: str, line: str) -> str:
    """`text` with `line` in the place of the key's own, or before the first table."""
    lines = text.splitlines()
    at = _line_of(text, name)
    if at >= 0:
        lines[at] = line
    else:
        tables = [n for n, old in enumerate(lines) if old.lstrip().startswith("[")]
        lines.insert(tables[0] if tables else len(lines), line)
    return "\n".join(lines) + "\n"


def _line_of(text: str, name: str) -> int:
    """Where the key stands at the top of the file, -1 if nowhere."""
    plain = re.compile(rf"""\s*["']?{re.escape(name)}["']?\s*=""")
    for number, line in enumerate(text.splitlines()):
        if line.lstrip().startswith("["):
            break
        if plain.match(line):
            return number
    return -1


def _line_place(path: Path, text: str, name: str) -> str:
    at = _line_of(text, name)
    return f"{_place(path)}:{at + 1}: " if at >= 0 else f"{_place(path)}: "


def _place(path: Path) -> str:
    return clean(str(path), 400)


def _shown(value: object) -> str:
    """A value as it is told; what cannot be seen in it is spelled out."""
    if not isinstance(value, str):
        return clean(str(value), 60)
    return clean(repr(value) if any(map(is_unfit, value)) else repr(clean(value, 60)), 80)
