"""The ladder: the wish first, then what is here, and the bell always."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciacoach.audio.engines.recipes import RECIPES, Ask, espeak_ng, say, spd_say, speaks, voices_of
from sciacoach.audio.ladder import (
    PLAYERS,
    PROGRAMS,
    VOICES,
    Choice,
    Environment,
    Rung,
    for_a_file,
    ladder,
    players,
    unfilled,
)
from sciacoach.audio.probing import card, environment
from sciacoach.audio.speaker import setup_of

EVERYTHING = Environment(
    "linux", frozenset({"spd-say", "espeak-ng", "aplay", "say"}), frozenset({"hibari", "miniaudio"})
)
BARE = Environment("linux")


def rungs(voice: str, machine: Environment) -> list[str]:
    return [str(rung) for rung in ladder(Choice(voice), machine)]


@pytest.mark.parametrize(
    ("voice", "expected"),
    [
        ("auto", ["hibari", "spd-say", "espeak-ng", "pack", "bell", "none"]),
        ("hibari", ["hibari", "spd-say", "espeak-ng", "pack", "bell", "none"]),
        ("system", ["spd-say", "espeak-ng", "pack", "bell", "none"]),
        ("espeak-ng", ["espeak-ng", "pack", "bell", "none"]),
        ("pack", ["pack", "bell", "none"]),
        ("bell", ["bell", "none"]),
        ("none", ["none"]),
    ],
)
def test_a_wish_decides_where_the_ladder_begins(voice: str, expected: list[str]) -> None:
    assert rungs(voice, EVERYTHING) == expected


@pytest.mark.parametrize(
    ("machine", "expected"),
    [
        (BARE, ["bell", "none"]),
        (Environment("linux", modules=frozenset({"hibari"})), ["bell", "none"]),
        (Environment("linux", frozenset({"espeak-ng"})), ["espeak-ng", "bell", "none"]),
        (Environment("darwin", frozenset({"say", "afplay"})), ["say", "pack", "bell", "none"]),
        (
            Environment("win32", frozenset({"powershell"}), frozenset({"winsound"})),
            ["windows", "pack", "bell", "none"],
        ),
        (Environment("linux", frozenset({"say", "aplay"})), ["pack", "bell", "none"]),
        (Environment("linux", frozenset({"powershell", "aplay"})), ["pack", "bell", "none"]),
    ],
)
def test_a_rung_stands_only_on_what_is_there(machine: Environment, expected: list[str]) -> None:
    assert rungs("auto", machine) == expected


def test_what_was_not_heard_is_passed_over_unless_it_was_asked_for_by_name() -> None:
    deaf = frozenset({Rung.HIBARI, Rung.SPD_SAY})
    assert ladder(Choice(unheard=deaf), EVERYTHING)[0] is Rung.ESPEAK_NG
    assert ladder(Choice("hibari", unheard=deaf), EVERYTHING)[:2] == (Rung.HIBARI, Rung.ESPEAK_NG)


def test_who_heard_nothing_at_all_has_every_voice_tried_again() -> None:
    assert ladder(Choice(unheard=frozenset(Rung)), EVERYTHING) == ladder(Choice(), EVERYTHING)


def test_with_neither_card_nor_player_no_voice_speaks_into_nothing() -> None:
    nothing = Environment("linux", frozenset({"spd-say", "espeak-ng"}), card=False)
    assert rungs("auto", nothing) == ["bell", "none"]
    assert rungs("auto", replace(nothing, card=True)) == ["spd-say", "espeak-ng", "bell", "none"]


def test_a_file_needs_no_player_and_no_ears() -> None:
    here = Environment("linux", frozenset({"spd-say", "espeak-ng"}), card=False)
    deaf = Choice(unheard=frozenset({Rung.ESPEAK_NG}))
    assert for_a_file(deaf, here) == (Rung.ESPEAK_NG, Rung.PACK)
    assert for_a_file(Choice(), BARE) == (Rung.PACK,)
    assert for_a_file(Choice("none"), EVERYTHING) == ()


@pytest.mark.parametrize("place", ["proc/asound/card2", "dev/snd/controlC0"])
def test_a_sound_card_is_seen_where_the_system_tells_of_it(tmp_path: Path, place: str) -> None:
    env = {"XDG_RUNTIME_DIR": str(tmp_path / "run")}
    assert not card(env, tmp_path)
    (tmp_path / place).mkdir(parents=True)
    assert card(env, tmp_path)


def test_a_sound_server_will_do_for_a_card(tmp_path: Path) -> None:
    env = {"XDG_RUNTIME_DIR": str(tmp_path)}
    assert card({**env, "PULSE_SERVER": "tcp:elsewhere"}, tmp_path)
    (tmp_path / "pulse").mkdir()
    (tmp_path / "pulse" / "native").touch()
    assert card(env, tmp_path)


names = st.frozensets(st.sampled_from([*PROGRAMS.values(), *PLAYERS]))


@given(
    st.sampled_from(VOICES),
    st.sampled_from(["linux", "darwin", "win32"]),
    names,
    st.frozensets(st.sampled_from(["hibari", "miniaudio"])),
)
def test_more_on_the_machine_never_takes_a_rung_away(
    voice: str, platform: str, programs: frozenset[str], modules: frozenset[str]
) -> None:
    little = Environment(platform, programs, modules)
    more = Environment(platform, frozenset([*PROGRAMS.values(), *PLAYERS]), modules | {"hibari"})
    assert set(rungs(voice, little)) <= set(rungs(voice, more))
    assert rungs(voice, little)[-1] == "none"


def test_a_wish_the_machine_cannot_fill_is_named() -> None:
    assert unfilled(Choice("hibari"), BARE) is Rung.HIBARI
    assert unfilled(Choice("hibari"), EVERYTHING) is None
    assert unfilled(Choice("auto"), BARE) is None


def test_the_sound_card_itself_plays_before_any_program() -> None:
    assert players(EVERYTHING) == ("miniaudio", "aplay")


def test_with_the_bell_nothing_else_sounds_and_without_words_tones_do() -> None:
    assert setup_of(Choice("bell"), EVERYTHING).players == ()
    assert setup_of(Choice("none"), EVERYTHING).rungs == ()
    assert setup_of(Choice("none"), EVERYTHING).players == ("miniaudio", "aplay")


def test_looking_at_this_machine_breaks_nothing() -> None:
    assert environment().platform


@pytest.mark.parametrize("rung", RECIPES)
@pytest.mark.parametrize("text", ["-o /etc/passwd", "--help", "; rm -rf ~ `id` $(id)", "'\"\n"])
def test_a_text_is_never_an_option_nor_a_script(rung: Rung, text: str) -> None:
    job = RECIPES[rung](Ask(text, "en", file="out.wav"))
    if text in job.argv:
        assert job.argv[job.argv.index(text) - 1] == "--"
        assert job.argv[-1] == text
    else:
        assert job.reads == text
        assert not any(text in value for value in job.env.values())


def test_pace_voice_and_file_reach_each_program() -> None:
    ask = Ask("Hold [[slnc 9000]] still.", "de-AT", name="Anna", rate=1.5, file="out.wav")
    assert "255" in espeak_ng(ask).argv
    assert say(ask).argv[3:5] == ("-v", "Anna")
    assert "[[" not in say(ask).reads
    assert {"-y", "Anna", "50", "de-at"} <= set(spd_say(ask).argv)
    script = RECIPES[Rung.WINDOWS](ask)
    assert script.env["SCIACOACH_PACE"] == "5"
    assert "Anna" not in " ".join(script.argv)
    assert "--stdout" not in espeak_ng(Ask("x", "en", aloud=True)).argv


@pytest.mark.parametrize(
    ("rung", "code", "out", "expected"),
    [
        (Rung.ESPEAK_NG, 0, "Pty Language\n 5  de\n", True),
        (Rung.ESPEAK_NG, 0, "Pty Language\n", False),
        (Rung.ESPEAK_NG, 1, "a\nb\n", False),
        (Rung.SAY, 0, "Anna  de_DE  # Hallo\n", True),
        (Rung.SAY, 0, "Alex  en_US  # speaks de_DE\n", False),
        (Rung.WINDOWS, 3, "", False),
        (Rung.WINDOWS, 0, "", True),
        (Rung.SPD_SAY, 0, "", True),
    ],
)
def test_a_list_of_voices_is_read(rung: Rung, code: int, out: str, expected: bool) -> None:
    assert speaks(rung, "de-AT", code, out) is expected
    assert (voices_of(rung, "de") is None) == (rung is Rung.SPD_SAY)
