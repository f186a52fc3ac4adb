"""A plan as plain data, so that the history can keep what a session was played from."""

from collections.abc import Mapping
from dataclasses import asdict
from enum import Enum
from typing import Any

from pydantic import BaseModel

from sciacoach.session.plan import Fitted
from sciacoach.session.stop_rules import Reading


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
