"""Moments as a person says them: `today, 19:05`, `Friday, 19:05`, `2026-10-03`."""

from datetime import datetime, timedelta

_WEEK = timedelta(days=6)


def moment_words(at: datetime, now: datetime) -> str:
    """`at` as told at `now`, in the zone of `now`. A weekday within six days of it."""
    there = at.astimezone(now.tzinfo)
    days = there.date() - now.date()
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}.get(days.days)
    if near:
        return f"{near}, {there:%H:%M}"
    return f"{there:%A, %H:%M}" if abs(days) <= _WEEK else f"{there:%Y-%m-%d}"
