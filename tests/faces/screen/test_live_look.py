"""How many colours, which background, which characters: read from the surroundings."""

import pytest
from live_kit import COLOUR_LOOK

from sciacoach.faces.screen import Colours, Look, colour_level, look_for
from sciacoach.faces.screen.ink import BANNER, PLAIN, Ink, Style, codes, rgb
from sciacoach.faces.screen.look import is_light, speaks_unicode

LEVELS = [
    ({"TERM": "xterm-256color"}, Colours.MANY),
    ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, Colours.TRUE),
    ({"TERM": "screen", "COLORTERM": "24bit"}, Colours.TRUE),
    ({"TERM": "xterm-kitty"}, Colours.TRUE),
    ({"TERM": "xterm-direct"}, Colours.TRUE),
    ({"TERM": "linux"}, Colours.SIXTEEN),
    ({"TERM": "dumb", "COLORTERM": "truecolor"}, Colours.NONE),
    ({"TERM": "xterm-256color", "NO_COLOR": "1"}, Colours.NONE),
    ({"TERM": "xterm-256color", "NO_COLOR": ""}, Colours.MANY),
    ({}, Colours.NONE),
    ({"OS": "Windows_NT"}, Colours.TRUE),
]


@pytest.mark.parametrize(("env", "level"), LEVELS)
def test_the_surroundings_tell_how_many_colours_there_are(
    env: dict[str, str], level: Colours
) -> None:
    assert colour_level(env, True) is level
    assert colour_level(env, False) is Colours.NONE


@pytest.mark.parametrize(
    ("value", "light"), [("0;15", True), ("0;default;7", True), ("15;0", False), ("", False)]
)
def test_a_light_background_is_told_by_colorfgbg(value: str, light: bool) -> None:
    assert is_light({"COLORFGBG": value}) is light


@pytest.mark.parametrize(
    ("encoding", "can"),
    [
        ("utf-8", True),
        ("UTF8", True),
        ("ascii", False),
        ("latin-1", False),
        (None, False),
        ("?", False),
    ],
)
def test_an_encoding_that_cannot_write_our_characters_gets_ascii(
    encoding: str | None, can: bool
) -> None:
    assert speaks_unicode(encoding) is can
    assert look_for({}, False, encoding) == Look(unicode=can)


def test_without_colour_only_bold_and_the_reversed_alarm_are_left() -> None:
    assert codes(Style(Ink.PRESS, bold=True), Look()) == "\x1b[0;1m"
    assert codes(BANNER, Look()) == "\x1b[0;1;7m"


@pytest.mark.parametrize("light", [False, True])
def test_every_ink_has_a_code_on_every_terminal(light: bool) -> None:
    for ink in Ink:
        for level, part in ((Colours.SIXTEEN, ""), (Colours.MANY, "8;5;"), (Colours.TRUE, "8;2;")):
            code = codes(Style(ink, ink), Look(level, light))
            assert (part in code) is (ink is not Ink.TEXT or part == "")
    assert codes(PLAIN, COLOUR_LOOK) == "\x1b[0m"


WORDS = (Ink.TEXT, Ink.FAINT, Ink.PRESS, Ink.CALM, Ink.READY)


@pytest.mark.parametrize("light", [False, True])
def test_words_stand_out_from_their_background(light: bool) -> None:
    """A contrast of 4.5 at least (WCAG 2.2, 1.4.3)."""
    paper = (255, 255, 255) if light else (30, 30, 30)
    for ink in WORDS:
        assert contrast(rgb(ink, light), paper) >= 4.5, ink
    assert contrast(rgb(Ink.ON_ALARM, light), rgb(Ink.ALARM, light)) >= 4.5


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: tuple[int, int, int]) -> float:
    parts = [c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
