"""The machine of a session as one table: in each state, what may happen, and where it leads.

Nothing else in the program decides this, and the picture in the docs is drawn from it.
"""

from enum import StrEnum


class State(StrEnum):
    """Where a session is."""

    READY = "ready"
    PREPARING = "preparing"
    WORKING = "working"
    WAITING = "waiting"
    OVERTIME = "overtime"
    PAUSED = "paused"
    RETURNING = "returning"
    RECHECK = "recheck"
    ASKING = "asking"
    ENDED = "ended"


MEANING = {
    State.READY: "made, not begun",
    State.PREPARING: "getting on, or changing over",
    State.WORKING: "a step runs",
    State.WAITING: "a setup or check, inside its planned time",
    State.OVERTIME: "a setup or check beyond its planned time; the clock stands",
    State.PAUSED: "the clock stands, nothing is pressed",
    State.RETURNING: "the rest that is owed, then three seconds of getting ready",
    State.RECHECK: "a minute off the tool, to see whether a symptom goes",
    State.ASKING: "a question stands: yes or no",
    State.ENDED: "over; nothing follows",
}

RUNS = frozenset({State.PREPARING, State.WORKING, State.WAITING})
"""States in which the session clock `t` runs."""

_NEXT = (State.PREPARING, State.WORKING, State.WAITING, State.RETURNING, State.ENDED)
_STOPS = (State.PAUSED, State.RECHECK, State.ASKING, State.ENDED, *_NEXT[:4])
_ANY = {"again": None, "stop": (State.ENDED,), "wrong": _STOPS, "local": None, "pain": _STOPS}

TABLE: dict[State, dict[str, tuple[State, ...] | None]] = {
    State.READY: {"start": _NEXT},
    State.PREPARING: {
        **_ANY,
        "local": (State.PAUSED,),
        "time": (State.WORKING, *_NEXT),
        "pause": (State.PAUSED,),
        "gap": (State.PAUSED,),
        "next": _NEXT,
        "back": _NEXT,
    },
    State.WORKING: {
        **_ANY,
        "local": _STOPS,
        "time": _NEXT,
        "pause": (State.PAUSED,),
        "gap": (State.PAUSED,),
        "next": _NEXT,
        "back": _NEXT,
        "extend": None,
    },
    State.WAITING: {
        **_ANY,
        "time": (State.OVERTIME, *_NEXT),
        "ready": _NEXT,
        "pause": (State.PAUSED,),
        "gap": (State.PAUSED,),
        "next": _NEXT,
        "back": _NEXT,
        "extend": None,
    },
    State.OVERTIME: {
        **_ANY,
        "ready": _NEXT,
        "pause": (State.PAUSED,),
        "gap": (State.PAUSED,),
        "next": _NEXT,
        "back": _NEXT,
    },
    State.PAUSED: {
        **_ANY,
        "local": _NEXT,
        "time": None,
        "resume": (State.RETURNING, State.OVERTIME),
        "next": _NEXT,
        "back": _NEXT,
    },
    State.RETURNING: {
        **_ANY,
        "local": _NEXT,
        "time": _NEXT,
        "pause": (State.PAUSED,),
        "gap": (State.PAUSED,),
        "next": _NEXT,
        "back": _NEXT,
    },
    State.RECHECK: {
        **_ANY,
        "time": (State.ASKING,),
        "yes": (State.ENDED,),
        "no": (State.PAUSED, *_NEXT),
    },
    State.ASKING: {
        **_ANY,
        "time": (State.ENDED,),
        "yes": (State.ASKING, State.PAUSED, *_NEXT),
        "no": (State.ASKING, State.PAUSED, *_NEXT),
    },
    State.ENDED: {},
}
"""(state, what happens) -> the states it may lead to; None: it stays where it is. What is
not in the table is refused and changes nothing. `start`, `time` and `gap` come from the
coach, the others from the person."""


def may(state: State, trigger: str) -> bool:
    """Whether something may happen in a state."""
    return trigger in TABLE[state]


def leads(state: State, trigger: str, target: State) -> bool:
    """Whether the table knows this way."""
    to = TABLE[state].get(trigger)
    return target is state or (to is not None and target in to)


def as_markdown() -> str:
    """The table as a page of the docs, with its picture."""
    lines = [
        "# The states of a session",
        "",
        "Drawn from `TABLE` in `src/sciacoach/session/states.py` by `python tools/generate.py`.",
        "",
        "| state | meaning | clock `t` |",
        "| --- | --- | --- |",
        *(
            f"| `{state}` | {MEANING[state]} | {'runs' if state in RUNS else 'stands'} |"
            for state in State
        ),
        "",
        "```mermaid",
        "stateDiagram-v2",
        "    [*] --> ready",
        *(f"    {a} --> {b}: {', '.join(words)}" for (a, b), words in _edges().items()),
        "    ended --> [*]",
        "```",
        "",
        "| in | may happen | leads to |",
        "| --- | --- | --- |",
        *(
            f"| `{state}` | `{trigger}` | {_targets(to)} |"
            for state, row in TABLE.items()
            for trigger, to in row.items()
        ),
        "",
    ]
    return "\n".join(lines)


def _edges() -> dict[tuple[State, State], list[str]]:
    out: dict[tuple[State, State], list[str]] = {}
    for state, row in TABLE.items():
        for trigger, to in row.items():
            for target in dict.fromkeys(to or ()):
                out.setdefault((state, target), []).append(trigger)
    return out


def _targets(to: tuple[State, ...] | None) -> str:
    return ", ".join(f"`{state}`" for state in dict.fromkeys(to)) if to else "stays"
