"""Reads one item's `restrictions` from the data file."""

from collections.abc import Mapping
from typing import Any

from sciacoach.screening.items import AfterTouch, Effect
from sciacoach.vocabulary import Position, Region, Tag, Tool

_KEYS = frozenset(
    {
        "tools",
        "positions",
        "blocked_regions",
        "tools_by_region",
        "tools_by_position",
        "ceiling",
        "dose",
        "moves_out",
        "precaution",
        "until_sessions",
        "days",
        "after_touch_test",
    }
)


def read_effect(item: Mapping[str, Any]) -> Effect:
    """The restrictions of `item`. Raises ValueError, KeyError or TypeError where they are
    not right; a key that is not known could be a restriction that is lost, so it is told."""
    raw: Mapping[str, Any] = item["restrictions"]
    if unknown := set(raw) - _KEYS:
        raise ValueError(f"{item['id']}: {sorted(unknown)} is no restriction")
    blocked = raw.get("blocked_regions", [])
    by_region = raw.get("tools_by_region", {})
    answered = isinstance(blocked, dict)
    dynamic = {"from_answer", "from_last_session"} & set(by_region)
    return Effect(
        tools=_tools(raw["tools"]) if "tools" in raw else None,
        positions=_positions(raw["positions"]) if "positions" in raw else None,
        blocked_regions=frozenset() if answered else frozenset(Region(r) for r in blocked),
        blocks_answered=answered and blocked["from_answer"] is True,
        tools_by_region=({} if dynamic else {Region(k): _tools(v) for k, v in by_region.items()}),
        tools_where_answered=_tools(by_region["tools"]) if "from_answer" in dynamic else None,
        tools_where_last=_tools(by_region["tools"]) if "from_last_session" in dynamic else None,
        tools_by_position={
            Position(k): _tools(v) for k, v in raw.get("tools_by_position", {}).items()
        },
        ceiling=raw.get("ceiling"),
        dose=raw.get("dose"),
        moves_out=frozenset(Tag(tag) for tag in raw.get("moves_out", ())),
        precaution=raw.get("precaution", False),
        until_sessions=raw.get("until_sessions"),
        days=raw.get("days"),
        after_touch=_after_touch(item),
    )


def _after_touch(item: Mapping[str, Any]) -> AfterTouch | None:
    raw = item["restrictions"].get("after_touch_test")
    if raw is None:
        return None
    return AfterTouch(
        _tools(raw["tools"]), _positions(raw["positions"]), item["does_after_touch_test"]
    )


def _tools(words: list[str]) -> frozenset[Tool]:
    return frozenset(Tool(word) for word in words)


def _positions(words: list[str]) -> frozenset[Position]:
    return frozenset(Position(word) for word in words)
