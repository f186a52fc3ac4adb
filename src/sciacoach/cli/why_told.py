"""What was decided last, in lines for people."""

from collections.abc import Iterable, Iterator

from sciacoach.cli.why_parts import (
    Cause,
    Last,
    LastVerdict,
    Played,
    lifted_by,
    name_of,
    off_words,
    rule_of,
    when,
)
from sciacoach.knowledge.rule import About, word
from sciacoach.text import listed


def last_lines(last: Last) -> tuple[str, ...]:
    """All of it for people, a blank line between the parts."""
    parts = (
        _verdict(last.verdict),
        _changes(last),
        _refusal(last),
        _advice(last),
        _locks(last),
        _off(last),
        last.ahead,
    )
    told = [tuple(part) for part in parts]
    lines = [line for part in told if part for line in ("", *part)]
    lines += ["", word("last", "more", id=_an_id(last))]
    return tuple(lines[1:])


def _verdict(found: LastVerdict) -> Iterator[str]:
    if found.verdict is None:
        yield word("last", "unfinished" if found.causes else "none")
    else:
        title = word("verdicts", found.verdict, "title")
        yield word("last", "verdict", verdict=found.verdict, title=title)
        yield f"  {found.message}"
    if found.at:
        yield f"  {word('last', 'answered', at=when(found.at))} {_pain(found)}"
    if found.verdict is not None and not found.causes:
        yield f"  {word('last', 'no_reasons')}"
    for cause in found.causes:
        yield from _cause(cause)
    if found.due:
        yield f"  {word('last', 'due', set=found.due)}"


def _pain(found: LastVerdict) -> str:
    said = {"leg": found.pain.leg, "back": found.pain.back, "lowest": found.pain.lowest}
    none = word("last", "not_given")
    return word("last", "pain", **{k: none if v is None else v for k, v in said.items()})


def _cause(cause: Cause) -> Iterator[str]:
    yield f"  {cause.id}: {cause.says}"
    if cause.does:
        yield f"    {word('last', 'does', does=cause.does)}"
    yield from _basis(cause.id, "    ")


def _changes(last: Last) -> Iterator[str]:
    if last.fitted is None:
        yield word("last", "no_session")
        return
    yield _session(last.fitted)
    yield f"  {word('last', 'changes' if last.fitted.changes else 'no_changes')}"
    told: set[str] = set()
    for change in last.fitted.changes:
        yield f"    {change.says}"
        if change.rule and change.rule not in told:
            yield from _reason(change.rule, "      ")
            told.add(change.rule)


def _session(played: Played) -> str:
    rehearsal = word("last", "rehearsal") if played.rehearsal else ""
    at = when(played.at)
    return word("last", "session", routine=played.routine, at=at, rehearsal=rehearsal)


def _refusal(last: Last) -> Iterator[str]:
    if last.refusal is None:
        return
    yield word("last", "refusal", at=when(last.refusal.at))
    yield from (f"  {line}" for line in last.refusal.lines)
    for rule in last.refusal.rules:
        yield from _reason(rule, "    ")


def _advice(last: Last) -> Iterator[str]:
    if last.live is None or not last.live.advice:
        return
    yield word("last", "advice", at=when(last.live.at))
    for one in last.live.advice:
        minutes, seconds = divmod(int(one.t), 60)
        at = f"{minutes}:{seconds:02d}"
        rule, says = name_of(one.rule), one.says or ""
        yield f"  {word('last', 'advice_at', rule=rule, t=at, says=says)}"
    for rule in dict.fromkeys(one.rule for one in last.live.advice):
        yield from _basis(rule, "    ")


def _locks(last: Last) -> Iterator[str]:
    if not last.locks:
        return
    yield word("last", "locks")
    for lock in last.locks:
        at = when(lock.since) if lock.since else ""
        yield f"  {word('last', 'lock' if at else 'lock_bare', id=lock.id, at=at, says=lock.says)}"
        yield f"    {lifted_by(lock)}"
    yield f"  {_open(last.open)}"


def _off(last: Last) -> Iterator[str]:
    """The days off that stand now, whether they refused something or not."""
    if not last.off:
        return
    yield word("off", "head")
    told: set[str] = set()
    for one in last.off:
        yield f"  {one.rule}: {off_words(one)}"
        for rule in dict.fromkeys((one.rule, one.limit)):
            if rule not in told:
                yield from _reason(rule, "    ")
                told.add(rule)


def _open(what: Iterable[str]) -> str:
    found = listed(tuple(what))
    return word("last", "open", what=found) if found else word("last", "open_none")


def _reason(rule: str, indent: str) -> Iterator[str]:
    """Why a limit is there, or what any other rule is; and what stands behind it."""
    found = rule_of(rule)
    if found:
        why = found.says[0] if found.about is About.LIMIT else found.title
        yield f"{indent}{found.id}: {why}"
        yield from _basis(rule, indent)


def _basis(rule: str, indent: str) -> Iterator[str]:
    found = rule_of(rule)
    if found and found.kind:
        source = " ".join(found.source_lines)
        yield f"{indent}{word('last', 'basis', id=found.id, kind=found.kind.words, source=source)}"


def _an_id(last: Last) -> str:
    """An id to try: one that counted, else a limit."""
    ids = [cause.id for cause in last.verdict.causes]
    ids += [change.rule for change in (last.fitted.changes if last.fitted else ()) if change.rule]
    return next((name for name in ids if " " not in name and rule_of(name)), "L02")
