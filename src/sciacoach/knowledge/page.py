"""docs/safety.md: all rules on one page, out of the same data as `why`."""

from collections.abc import Iterable, Sequence

from sciacoach import data
from sciacoach.knowledge.limit_rules import COLUMNS, PRESSING, limit_rules, pressing
from sciacoach.knowledge.rule import Rule, word
from sciacoach.knowledge.rules import rules
from sciacoach.knowledge.screen_rules import (
    advice_rules,
    does_of,
    together_rules,
    verdict_rules,
)
from sciacoach.knowledge.session_rules import next_day_rules, stop_rules
from sciacoach.knowledge.sources import Kind, sources


def safety_page() -> str:
    """The whole page as Markdown."""
    parts = [
        f"# {_page('title')}",
        _page("intro"),
        _page("not_reviewed"),
        _page("judgement"),
        _table(("kind", "means"), [(kind.words, kind.says) for kind in Kind]),
        *_verdicts(),
        *_sets(),
        *_questions(),
        *_rules_part("Questions that count more together", "combinations", together_rules()),
        *_limits(),
        *_rules_part("Stop rules", "stop", stop_rules()),
        *_rules_part("The next day", "next_day", next_day_rules()),
        *_rules_part("Advice", "advice", advice_rules()),
    ]
    return "\n\n".join(parts) + "\n"


def sources_page() -> str:
    """docs/sources.md: every source, with its kind."""
    kinds = data.json_file("why.json")["source_kinds"]
    rows = [(one.tag, kinds[one.kind], one.text) for one in sources().values()]
    table = _table(("tag", "kind", "source"), rows)
    return "\n\n".join((f"# {_page('sources')}", _page("sources_intro"), table)) + "\n"


def _verdicts() -> Iterable[str]:
    yield "## Verdicts, and what may be started"
    yield _page("verdicts")
    rows = [(f"`{one.id}`", one.title, one.says[0]) for one in verdict_rules()]
    yield _table(("verdict", "in words", "what may be started"), rows)


def _sets() -> Iterable[str]:
    screen = data.json_file("screen.json")
    yield "## When what is asked"
    yield _page("sets")
    rows = [("full", page["title"], _ids(page["items"])) for page in screen["sets"]["full"]]
    rows += [("daily", line["label"], _ids(line["items"])) for line in screen["sets"]["daily"]]
    for key in ("weekly_adds", "again"):
        page = screen["sets"][key]
        rows.append(("weekly", page["title"], _ids(page["items"])))
    walk = screen["weekly_question"]
    rows.append(("weekly", walk["question"], walk["id"]))
    yield _table(("set", "page or line", "items"), rows)


def _questions() -> Iterable[str]:
    screen = data.json_file("screen.json")
    yield f"## Questions (version {screen['version']})"
    yield _page("questions")
    rows = [
        (
            row["id"],
            f"`{row['verdict']}`" if "verdict" in row else _page("none"),
            row["label"],
            row["question"] or rules()[row["id"]].says[0],
            does_of(row) or _page("none"),
            _basis(rules()[row["id"]]),
        )
        for row in (*screen["items"], screen["weekly_question"], screen["change"])
    ]
    head = ("id", "a yes means", "label", "question", "what changes", "kind and source")
    yield _table(head, rows)


def _limits() -> Iterable[str]:
    version = data.json_file("limits.json")["version"]
    yield f"## Limits (version {version})"
    yield _page("limits")
    means = [f"*{word('columns', one)}*: {word('column_means', one)}" for one in COLUMNS]
    yield "; ".join(means) + "."
    yield _table(
        ("id", "limit", *(word("columns", one) for one in COLUMNS), "why", "kind and source"),
        [_limit_row(rule) for rule in limit_rules()],
    )
    yield _page("pressing")
    tools = list(data.json_file("names.json")["tools"].values())
    cells = [(region, dict(found)) for region, found in pressing()]
    rows = [
        (region, *(found.get(tool, _page("none")) for tool in tools)) for region, found in cells
    ]
    yield _table(("region", *tools), rows)


def _limit_row(rule: Rule) -> tuple[str, ...]:
    numbers = [one.told for one in rule.numbers] or [_page("none")] * len(COLUMNS)
    says = rule.says[:1] if rule.id == PRESSING else rule.says
    return (rule.id, rule.title, *numbers, " ".join(says), _basis(rule))


def _rules_part(title: str, words: str, found: Sequence[Rule]) -> Iterable[str]:
    yield f"## {title}"
    yield _page(words)
    rows = [(rule.id, rule.title, " ".join(rule.says), _basis(rule)) for rule in found]
    yield _table(("id", "what", "what it says and does", "kind and source"), rows)


def _basis(rule: Rule) -> str:
    """`guideline: S53, S101`; a part that was not looked up is named."""
    assert rule.kind is not None
    found = [rule.note] if rule.note else [one.tag for one in rule.sources]
    if rule.from_memory:
        found.append(_page("memory"))
    return f"{rule.kind.words}: {', '.join(found)}" if found else rule.kind.words


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(_cell(cell) for cell in line)} |" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _ids(items: Iterable[str]) -> str:
    return ", ".join(items)


def _page(name: str) -> str:
    return word("page", name)
