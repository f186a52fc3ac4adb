"""What the plan needs to judge days and mornings: no routine file, so no pydantic."""

import subprocess
import sys

import pytest

MODULES = [
    "sciacoach.plan.next_day",
    "sciacoach.plan.off",
    "sciacoach.plan.review",
    "sciacoach.cli.morning",
    "sciacoach.cli.checkin_work",
]


@pytest.mark.parametrize("name", MODULES)
def test_the_way_to_the_first_question_with_a_history_needs_no_pydantic(name: str) -> None:
    probe = f"import sys, {name}; sys.exit('pydantic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", probe], check=False).returncode == 0
