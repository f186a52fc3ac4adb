"""The limits and the dose hold whatever happened to the history: an import, a crash."""

from datetime import timedelta
from pathlib import Path

from checkin_kit import FINE, Morning

from fakes import NOON, run_cli
from sciacoach.history.records import Mark
from sciacoach.history.store import open_store
from sciacoach.paths import find_paths
from sciacoach.plan.days import days
from sciacoach.plan.past import Past
from sciacoach.routine.limits import Column
from sciacoach.vocabulary import Region
from sessions import header, step


def past_in(home: Path) -> Past:
    with open_store(find_paths({"SCIACOACH_HOME": str(home)})) as store:
        return store.past(NOON)


def six_calm_sessions(person: Morning) -> None:
    for days_ago in range(30, 6, -4):
        person.had_session(24.0 * days_ago)
        person.clock.move(-86400.0 * (days_ago - 1))
        assert person.tell(FINE | {"pain": {"leg": 2, "back": 1, "lowest": "none"}}).code == 0
        person.clock.move(86400.0 * (days_ago - 1))


def test_a_history_imported_from_another_machine_counts(home: Path, tmp_path: Path) -> None:
    """rules.md section 4.4: calm sessions, and so the dose and the floor (L26, L33)."""
    six_calm_sessions(Morning(tmp_path))
    before = past_in(home)
    file, other = tmp_path / "all.json", tmp_path / "other"
    assert run_cli(["history", "export", "--format", "json", "-o", file]).code == 0
    assert run_cli(["history", "import", file], env={"SCIACOACH_HOME": str(other)}).code == 0
    after = past_in(other)
    assert len(after.calm_at) == len(after.calm_with_tool_at) == after.calm_in_a_row == 6
    assert after.calm_at == before.calm_at


def test_what_a_crash_cut_off_counts_for_the_limits_of_days(home: Path) -> None:
    """L20 and L21: nobody ended the session, and what was pressed until then counts."""
    paths, name = find_paths({"SCIACOACH_HOME": str(home)}), header().id
    with open_store(paths) as store:
        store.begin(header(NOON - timedelta(hours=1), id=name))
        store.step_started(name, step(0))
        store.mark(name, Mark(NOON.isoformat(), 41.0, 35.0, 35.0, 35.0, 0.0))
    found = days(past_in(home), NOON, Column.HARD)
    assert found.tools is not None
    assert found.tools.limit == "L21"
    assert Region.PIRIFORMIS in found.region
