"""Routines in words, and as plain data for scripts."""

from collections.abc import Iterator, Sequence
from typing import Any

from sciacoach import data
from sciacoach.dialogs.columns import wrapped
from sciacoach.library import Entry
from sciacoach.routine import names
from sciacoach.routine.layout import Turn, contact_s, lay_out, planned_s
from sciacoach.routine.model import Routine
from sciacoach.routine.sense import ANY_PRECAUTION
from sciacoach.text import clean, listed
from sciacoach.vocabulary import Side

_WIDTH = 88


def minutes(routine: Routine) -> float:
    """Length of the whole plan, both sides counted, to a tenth of a minute."""
    return round(planned_s(lay_out(routine)) / 60, 1)


def regions(turns: Sequence[Turn]) -> list[str]:
    """The regions that are pressed, in order."""
    return list(dict.fromkeys(str(t.region) for t in turns if t.is_contact and t.region))


def row(entry: Entry) -> dict[str, Any]:
    """One entry of `routine list --json`."""
    routine = entry.checked.routine
    assert routine is not None
    return {
        "id": routine.id,
        "title": clean(routine.title),
        "style": routine.style,
        "level": routine.level,
        "position": routine.position,
        "tools": list(routine.tools),
        "regions": regions(lay_out(routine)),
        "minutes": minutes(routine),
        "builtin": entry.builtin,
    }


_NO_ROUTINES = "There are no routines here."

_LIST_WIDTH = 72
"""Columns under which the list is told line by line, and no more as a table."""


def list_lines(entries: Sequence[Entry], columns: int | None = None) -> Iterator[str]:
    """The library as a table of plain text, or folded where `columns` are few."""
    whole = [entry.checked.routine for entry in entries if entry.checked.routine]
    own = {entry.id for entry in entries if not entry.builtin}
    width = max((len(one.id) for one in whole), default=0)
    for one in whole:
        tools = ", ".join(names.tool_name(tool) for tool in one.tools) or "no tool"
        facts = f"{tools}; {names.position_name(one.position)}; {names.level_name(one.level)}"
        title = f"{clean(one.title)}{'  (yours)' if one.id in own else ''}"
        size = f"{_whole_minutes(one):>4} min"
        if columns is not None and columns < _LIST_WIDTH:
            yield from wrapped(f"{one.id}, {size.strip()}", columns)
            yield from wrapped(title, columns, "  ")
            yield from wrapped(facts, columns, "  ")
            continue
        start = f"{one.id:<{width}}  {size}  "
        yield from wrapped(title, columns, " " * len(start), first=start)
        yield from wrapped(facts, columns, " " * len(start))
    yield from [""] if whole else []
    told = "One of them in full: sciacoach routine show ID" if whole else _NO_ROUTINES
    yield from wrapped(told, columns)


def details(routine: Routine, builtin: bool) -> dict[str, Any]:
    """`routine show --json`: the file's own words, and its steps laid out."""
    turns = lay_out(routine)
    body = routine.model_dump(mode="json", by_alias=True, exclude={"steps", "sciacoach"})
    body["evidence"]["says"] = names.evidence_words(routine.evidence.label)
    body["builtin"] = builtin
    body["minutes"] = minutes(routine)
    body["planned_s"] = planned_s(turns)
    body["contact_s"] = contact_s(turns)
    body["regions"] = regions(turns)
    body["steps"] = [_step(number, turn) for number, turn in enumerate(turns)]
    cleaned: dict[str, Any] = _cleaned(body)
    return cleaned


def _step(number: int, turn: Turn) -> dict[str, Any]:
    return {
        "index": number,
        "name": turn.name,
        "do": turn.do,
        "region": turn.region,
        "tool": turn.tool,
        "side": turn.side,
        "position": turn.position,
        "style": turn.style,
        "planned_s": turn.seconds,
        "prepare_s": turn.prepare_s,
        "ceiling": turn.ceiling,
        "tempo": turn.tempo,
        "text": turn.text,
        "say": turn.say,
        "cues": [{"at": cue.at, "say": cue.say} for cue in turn.cues],
        "breath": {"in": turn.breath[0], "out": turn.breath[1]} if turn.breath else None,
        "tags": sorted(turn.tags),
    }


def _cleaned(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _cleaned(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(inner) for inner in value]
    return clean(value) if isinstance(value, str) else value


def show_lines(routine: Routine, columns: int | None = None) -> Iterator[str]:
    """One routine for a person to read, in lines of at most `columns`."""
    turns = lay_out(routine)
    width = min(columns or _WIDTH, _WIDTH)
    yield from _wrapped("", routine.title, width)
    yield from _wrapped("", routine.summary, width)
    yield ""
    for label, text in _facts(routine, turns):
        yield from _wrapped(f"{label:<10}", text, width)
    yield ""
    yield "Steps"
    for number, turn in enumerate(turns, 1):
        yield from _step_lines(number, turn, width)


def _facts(routine: Routine, turns: Sequence[Turn]) -> Iterator[tuple[str, str]]:
    tools = listed(tuple(names.tool_name(tool) for tool in routine.tools)) or "nothing"
    pressed = contact_s(turns)
    told = f"{pressed:g} s of them pressing" if pressed else "nothing is pressed"
    yield "Takes", f"{_whole_minutes(routine)} min, {told}"
    yield "You need", f"{tools}, {names.position_name(routine.position)}"
    yield "For", f"{names.level_name(routine.level)}; {names.style_name(routine.style)}"
    yield "Known", f"{names.evidence_words(routine.evidence.label)} {routine.evidence.note}"
    if routine.evidence.sources:
        yield "Sources", ", ".join(routine.evidence.sources)
    for number, warning in enumerate(routine.warnings):
        yield "" if number else "Note", warning
    for number, words in enumerate(_not_for(routine)):
        yield "" if number else "Not for", words
    if routine.gentler:
        yield "Gentler", ", ".join(routine.gentler)
    if routine.author:
        yield "By", routine.author
    if routine.reviewed:
        yield "Reviewed", f"{routine.reviewed.by}, {routine.reviewed.on}"


def _whole_minutes(routine: Routine) -> int:
    return max(1, round(minutes(routine)))


def _not_for(routine: Routine) -> Iterator[str]:
    """What rules the routine out, as the safety screen calls it."""
    labels = {item["id"]: item["label"] for item in data.json_file("screen.json")["items"]}
    labels[ANY_PRECAUTION] = "any precaution of the safety questions"
    for item in routine.not_for:
        yield f"{labels[item]} ({item})"
    yield from routine.not_for_words


def _step_lines(number: int, turn: Turn, width: int) -> Iterator[str]:
    side = names.side_name(turn.side)
    words = [f"{turn.seconds:g} s"]
    if side:
        words.append(f"{side} side" if turn.side in (Side.LEFT, Side.RIGHT) else f"{side} sides")
    if turn.is_contact and turn.region and turn.tool:
        words.append(f"{names.region_name(turn.region)} with {names.tool_name(turn.tool)}")
    if turn.ceiling is not None:
        words.append(f"never above {turn.ceiling} of 10")
    yield from _wrapped(f"{number:>4}.  ", f"{turn.name}: {', '.join(words)}", width)
    if turn.text and not turn.change:
        yield from _wrapped(" " * 7, turn.text, width)


def _wrapped(label: str, text: str, width: int) -> Iterator[str]:
    """`text` behind `label`, in lines that are easy to read."""
    yield from wrapped(clean(text), width, " " * len(label), first=label)
