"""The frames of every state at every size are as they were when somebody looked at them."""

import pytest
from live_kit import GOLDEN, SIZES, STATES, golden_names, golden_path, golden_text


@pytest.mark.parametrize("state", STATES)
def test_a_state_looks_as_it_was_seen(state: str) -> None:
    for width, height in SIZES:
        kept = golden_path(state, width, height).read_text(encoding="utf-8")
        now = golden_text(state, width, height)
        assert now == kept, (
            f"{state} at {width}x{height}: look at it, then "
            "python tests/faces/screen/write_golden.py"
        )


def test_there_is_no_frame_of_a_state_that_is_gone() -> None:
    assert set(GOLDEN.glob("*.txt")) == {golden_path(*name) for name in golden_names()}
