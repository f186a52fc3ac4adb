"""A plan as plain data, so that the history can keep what a session was played from, and
the way back, so that it can be played again."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from enum import Enum
from math import isfinite
from typing import Any, TypeVar

from pydantic import BaseModel

from sciacoach.errors import Failed
from sciacoach.routine.layout import Contact, Turn
from sciacoach.routine.limits import Column, breaches, limits_version
from sciacoach.routine.model import Cue
from sciacoach.session.plan import SEAL, Fitted
from sciacoach.session.stop_rules import Reading
from sciacoach.vocabulary import CONTACT, Do, Lowest, Position, Region, Side, Style, Tag, Tool

Row = Mapping[str, Any]
Word = TypeVar("Word", bound=Enum)

_KEPT = "What was done stays in the history: sciacoach history show"


def plan_row(plan: Fitted, *, hands_free: bool, before: Reading) -> dict[str, Any]:
    """Everything that decides what a session does, besides time and commands."""
    row = {
        "routine": plan.routine,
        "column": plan.column,
        "dose": plan.dose,
        "rules": plan.rules,
        "step_up": plan.step_up,
        "hands_free": hands_free,
        "before": asdict(before),
        "turns": [asdict(turn) for turn in plan.turns],
        "earlier": [asdict(contact) for contact in plan.earlier],
    }
    plain: dict[str, Any] = _plain(row)
    return plain


def replayed(row: Row, limits: str, changes: Sequence[str] = ()) -> Fitted:
    """The plan in `row`, which `plan_row` made under the limits of the version `limits`;
    `changes` are the lines that fit told then. It is for playing again what was played.

    A row may come from another machine, or from a hand. So it must be whole and inside the
    limits. Those are the limits of this program: a plan of other ones is refused, for it
    would be held to numbers that nobody played it under. Raises `Failed`.
    """
    if limits != limits_version():
        raise Failed(
            f"This session was played under the limits of {limits}; here are those of"
            f" {limits_version()}. It cannot be played again.",
            _KEPT,
        )
    try:
        plan = _plan(row, changes)
    except (LookupError, TypeError, ValueError, OverflowError, AttributeError) as error:
        raise Failed("The plan that was kept of this session is not whole.", _KEPT) from error
    over = breaches(plan.turns, plan.column, plan.earlier)
    if over:
        raise Failed(
            f"The plan that was kept of this session passes a limit ({over[0].limit})."
            " Nothing is played from it.",
            _KEPT,
        )
    return plan


def before_of(row: Row) -> Reading:
    """The pain before the session, out of a row that `replayed` took."""
    said = row["before"]
    return Reading(_grade(said["leg"]), _grade(said["back"]), _maybe(Lowest, said["lowest"]))


def _plan(row: Row, changes: Sequence[str]) -> Fitted:
    before_of(row)
    return Fitted(
        routine=str(row["routine"]),
        title=str(row["routine"]),
        sha256="",
        turns=tuple(_turn(one) for one in row["turns"]),
        changes=tuple(changes),
        rules=tuple(map(str, row["rules"])),
        column=Column(row["column"]),
        dose=_number(row["dose"]),
        verdict="",
        screen_version="",
        reasons=(),
        earlier=tuple(_contact(one) for one in row["earlier"]),
        step_up=bool(row["step_up"]),
        seal=SEAL,
    )


def _turn(row: Row) -> Turn:
    breath = row["breath"]
    if row["do"] in CONTACT and None in (row["region"], row["tool"]):
        raise ValueError("what presses needs a region and a tool")
    return Turn(
        source=tuple(one if isinstance(one, int) else str(one) for one in row["source"]),
        rounds=tuple(map(int, row["rounds"])),
        do=Do(row["do"]),
        name=str(row["name"]),
        seconds=_number(row["seconds"]),
        side=Side(row["side"]),
        prepare_s=_number(row["prepare_s"]),
        change=bool(row["change"]),
        region=_maybe(Region, row["region"]),
        tool=_maybe(Tool, row["tool"]),
        position=Position(row["position"]),
        style=Style(row["style"]),
        ceiling=None if row["ceiling"] is None else int(row["ceiling"]),
        tempo=None if row["tempo"] is None else _number(row["tempo"]),
        tags=frozenset(map(Tag, row["tags"])),
        text=row["text"],
        say=str(row["say"]),
        cues=tuple(Cue(at=cue["at"], say=cue["say"]) for cue in row["cues"]),
        breath=None if breath is None else (_number(breath[0]), _number(breath[1])),
        in_file_s=_number(row["in_file_s"]),
    )


def _contact(row: Row) -> Contact:
    return Contact(
        turn=int(row["turn"]),
        start=-_number(-row["start"]),
        seconds=_number(row["seconds"]),
        region=Region(row["region"]),
        tool=Tool(row["tool"]),
        side=Side(row["side"]),
        moving=bool(row["moving"]),
        go=int(row["go"]),
    )


def _maybe(kind: type[Word], value: object) -> Word | None:
    return None if value is None else kind(value)


def _grade(value: object) -> int | None:
    """Pain, 0 to 10."""
    if value is None or (isinstance(value, int) and 0 <= value <= 10):
        return value
    raise ValueError(f"{value} is no grade of pain")


def _number(value: float) -> float:
    """Seconds, or a share; never less than nothing."""
    if not isfinite(value) or value < 0:
        raise ValueError(f"{value} is no length of time")
    return float(value)


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, BaseModel):
        return _plain(value.model_dump(by_alias=True))
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, frozenset):
        return sorted(_plain(one) for one in value)
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return value
