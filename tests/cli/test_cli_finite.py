"""Numbers on the command line are numbers: `nan` is none, whatever bound it passes."""

import pytest

from fakes import run_cli


@pytest.mark.parametrize("option", ["--minutes", "--speed"])
@pytest.mark.parametrize("value", ["nan", "inf", "-inf"])
def test_what_is_no_number_is_refused(option: str, value: str) -> None:
    done = run_cli(["start", "piriformis", option, value])
    assert done.code == 2
    assert option in done.stderr


def test_a_preview_is_held_to_the_same() -> None:
    assert run_cli(["preview", "piriformis", "--minutes", "nan"]).code == 2
