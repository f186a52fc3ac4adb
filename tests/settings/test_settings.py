"""Preferences: read strictly, written one line at a time."""

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciacoach.errors import Usage
from sciacoach.routine.layout import USUAL_PACE, Pace
from sciacoach.routine.scalars import read_duration
from sciacoach.settings import Settings, key_of, load_settings, set_setting
from sciacoach.settings.keys import EMPTY, KEYS, Key


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "config.toml"


def written(file: Path, text: str) -> Path:
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_no_file_means_the_defaults(file: Path) -> None:
    held = load_settings(file)
    assert held == Settings()
    assert all(held.of(key.name) == key.default for key in KEYS)


def test_a_change_is_kept(file: Path) -> None:
    assert set_setting(file, "hands-free", "true").hands_free
    set_setting(file, "emergency_number", "112")
    held = set_setting(file, "side", "left")
    assert (held.hands_free, held.emergency_number, held.side) == (True, "112", "left")
    assert load_settings(file) == held


def test_comments_unknown_keys_and_tables_stay(file: Path) -> None:
    written(file, '# mine\nbrightness = 3\nside = "left" # why\n\n[later]\nside = "up"\n')
    held = set_setting(file, "side", "right")
    set_setting(file, "face", "plain")
    assert held.unknown == ("brightness", "later")
    assert file.read_text() == (
        '# mine\nbrightness = 3\nside = "right"\n\nface = "plain"\n[later]\nside = "up"\n'
    )


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("side = left\n", ":1:8: ", "Invalid value"),
        ('face = "plain"\nside = "lft"\n', ":2: ", "side may not be 'lft'"),
        ('hands_free = "yes"\n', ":1: ", "hands_free may not be 'yes'"),
        ("color = true\n", ":1: ", "color may not be True"),
        ('emergency_number = "call me"\n', ":1: ", "emergency_number"),
        ('"side" = 3\n', ":1: ", "side may not be 3"),
        ("[side]\n", "", "side may not be"),
        ("get_on_s = 9\n", ":1: ", "get_on_s may not be 9"),
        ("get_on_s = 41\n", ":1: ", "get_on_s may not be 41"),
        ("get_on_s = 20.0\n", ":1: ", "get_on_s may not be 20.0"),
        ("get_on_s = true\n", ":1: ", "get_on_s may not be True"),
        (f"change_s = 1{'0' * 400}\n", ":1: ", "change_s may not be 1000"),
        ('change_s = "soon"\n', ":1: ", "change_s may not be 'soon'"),
    ],
)
def test_a_file_that_is_wrong_names_the_line_and_stays(
    file: Path, text: str, place: str, words: str
) -> None:
    written(file, text)
    with pytest.raises(Usage) as caught:
        load_settings(file)
    assert caught.value.message.startswith(f"{file}{place}")
    assert words in caught.value.message
    assert caught.value.fix
    with pytest.raises(Usage):
        set_setting(file, "face", "plain")
    assert file.read_text() == text


def test_bytes_that_are_no_text_are_told(file: Path) -> None:
    written(file, "")
    file.write_bytes(b'side = "left"\n\xff\n')
    with pytest.raises(Usage, match=r"config.toml:2: this is not UTF-8"):
        load_settings(file)
    file.write_bytes(b"#" * 70_000)
    with pytest.raises(Usage, match="too long"):
        load_settings(file)


def test_a_value_over_many_lines_is_left_to_an_editor(file: Path) -> None:
    text = 'side = """\\\n  left"""\n'
    assert load_settings(written(file, text)).side == "left"
    with pytest.raises(Usage, match="the line of side") as caught:
        set_setting(file, "side", "right")
    assert "editor" in caught.value.fix
    assert file.read_text() == text


def test_a_wrong_key_names_the_nearest(file: Path) -> None:
    with pytest.raises(Usage) as caught:
        set_setting(file, "sied", "left")
    assert caught.value.fix == "Did you mean side?"
    with pytest.raises(Usage, match="no setting") as caught:
        key_of("xyzzy")
    assert "emergency_number" in caught.value.fix


def test_a_wrong_value_names_what_may_be(file: Path) -> None:
    with pytest.raises(Usage) as caught:
        set_setting(file, "face", "plane")
    assert caught.value.fix == 'Choose screen, plain, json or "". Did you mean plain?'
    assert not file.exists()


@given(key=st.sampled_from(KEYS), value=st.text(max_size=40))
def test_any_value_is_refused_or_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, key: object, value: str
) -> None:
    file = tmp_path_factory.mktemp("any") / "config.toml"
    name = getattr(key, "name", "")
    try:
        held = set_setting(file, name, value)
    except Usage as fault:
        assert all(char.isprintable() for char in fault.message)
        assert not file.exists()
    else:
        kept = held.of(name)
        seconds = read_duration(value.strip()) if type(kept) is int else None
        typed = "" if value.strip() == EMPTY else value.strip().lower()
        assert kept == seconds or str(kept).lower() == typed
        assert tomllib.loads(file.read_text())[name] == held.of(name)


def test_a_wrong_value_in_the_file_is_mended_by_setting_it(file: Path) -> None:
    written(file, '# mine\nside = "lft"\n')
    assert set_setting(file, "side", "left").side == "left"
    assert file.read_text() == '# mine\nside = "left"\n'


@pytest.mark.parametrize(
    ("typed", "seconds"), [("10", 10), ("20s", 20), ("0:15", 15), ("40", 40), ("30.0", 30)]
)
def test_the_time_of_getting_on_is_set_as_a_duration(file: Path, typed: str, seconds: int) -> None:
    held = set_setting(file, "get_on_s", typed)
    assert held.get_on_s == seconds
    assert file.read_text() == f"get_on_s = {seconds}\n"
    assert held.pace == Pace(float(seconds), 10.0)


@pytest.mark.parametrize("typed", ["9", "9s", "41s", "1m", "15.5s", "-20s", "ten", "", "1e1"])
def test_getting_on_takes_ten_to_forty_whole_seconds(file: Path, typed: str) -> None:
    with pytest.raises(Usage, match="change_s may not be") as caught:
        set_setting(file, "change_s", typed)
    assert caught.value.fix == "Give whole seconds from 10 to 40, for example 20s."
    assert not file.exists()


def test_a_duration_in_the_file_may_be_a_word_too(file: Path) -> None:
    held = load_settings(written(file, 'get_on_s = "15s"\nchange_s = 12\n'))
    assert (held.get_on_s, held.change_s) == (15, 12)


def test_without_a_setting_the_pace_is_the_one_that_files_are_judged_by() -> None:
    assert Settings().pace == USUAL_PACE


@pytest.mark.parametrize(
    ("name", "typed", "held"),
    [
        ("rate", "1.25", 1.25),
        ("rate", "2", 2.0),
        ("volume", "0", 0.0),
        ("speak_time_left", "30s", 30),
        ("speak_time_left", "off", 0),
        ("speak_time_left", "1:30", 90),
        ("voice", "espeak-ng", "espeak-ng"),
        ("voice_name", "Anna", "Anna"),
        ("sound", "False", False),
    ],
)
def test_what_is_heard_is_set_in_the_words_a_person_types(
    tmp_path: Path, name: str, typed: str, held: object
) -> None:
    file = tmp_path / "config.toml"
    assert set_setting(file, name, typed).of(name) == held
    assert load_settings(file).of(name) == held


@pytest.mark.parametrize(
    ("name", "typed", "next_step"),
    [
        ("rate", "3", "Give a number from 0.5 to 2, for example 1.25."),
        ("rate", "nan", "Give a number from 0.5 to 2, for example 1.25."),
        ("volume", "-1", "Give a number from 0 to 1, for example 0.5."),
        ("speak_time_left", "5s", "Give whole seconds from 15 to 300, for example 25s, or off."),
        ("voice", "espeak", "espeak-ng"),
        ("voice_name", "--voice", "Give up to 60 letters, digits and spaces, for example Anna"),
        ("voice_name", 'a"b', "Give up to 60 letters, digits and spaces, for example Anna"),
        ("get_on_s", "off", "Give whole seconds from 10 to 40, for example 20s."),
    ],
)
def test_what_may_not_be_heard_is_refused_with_what_may(
    tmp_path: Path, name: str, typed: str, next_step: str
) -> None:
    with pytest.raises(Usage) as refused:
        set_setting(tmp_path / "config.toml", name, typed)
    assert next_step in (refused.value.fix or "")
    assert not (tmp_path / "config.toml").exists()


ODD = {
    "empty": "",
    "quotes": '""',
    "other quotes": "''",
    "one quote": '"auto',
    "spaces": "   ",
    "very long": "a" * 10_000,
    "an escape": "a\x1b[31mb",
    "two lines": "auto\nrate = 2",
    "nothing to see": "\u200b",
    "a direction": "\u202eotua",
    "wide": "日本語" * 30,
    "less than nothing": "-1",
    "no number": "nan",
    "without end": "inf",
    "huge": "9" * 5000,
    "other digits": "٣",
}


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.name)
@pytest.mark.parametrize("value", ODD.values(), ids=ODD)
def test_an_odd_value_is_refused_with_what_may_be_or_kept_as_it_is_shown(
    file: Path, key: Key, value: str
) -> None:
    try:
        held = set_setting(file, key.name, value)
    except Usage as told:
        assert told.message.startswith(f"{key.name} may not be ")
        assert told.message.isprintable()
        assert len(told.message) < 130
        assert re.search("Choose .+|Give .+ for example .+", told.fix)
        assert not file.exists()
    else:
        kept = held.of(key.name)
        assert value in ("", EMPTY) if kept == "" else str(kept) == value
        assert load_settings(file) == held


def test_what_cannot_be_seen_in_a_value_is_spelled_out(file: Path) -> None:
    for value, told in (("\u200b", r"'\u200b'"), ("a\x1b[31mb", r"'a\x1b[31mb'")):
        with pytest.raises(Usage) as caught:
            set_setting(file, "voice", value)
        assert caught.value.message == f"voice may not be {told}."


def test_the_quotes_that_show_an_empty_value_can_be_typed_back(file: Path) -> None:
    set_setting(file, "voice", "pack")
    assert set_setting(file, "voice", EMPTY).voice == ""
    assert file.read_text() == 'voice = ""\n'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"get_on_s = {'9' * 5000}\n", "a number here is too long"),
        (f"a = {'[' * 5000}", "nested too deeply"),
        ("rate = nan\n", "rate may not be nan"),
        ("side.x = 1\n", "side may not be"),
    ],
)
def test_a_file_that_no_reader_likes_is_told_for_any_key(file: Path, text: str, words: str) -> None:
    written(file, text)
    with pytest.raises(Usage, match=words):
        load_settings(file)
    with pytest.raises(Usage, match=words):
        set_setting(file, "volume", "0.5")
    assert file.read_text() == text


def test_a_number_that_is_none_of_a_later_key_is_left_alone(file: Path) -> None:
    written(file, "later = nan\n")
    assert set_setting(file, "side", "left").unknown == ("later",)


def test_a_mark_at_the_beginning_is_no_fault(file: Path) -> None:
    written(file, '\ufeffside = "left"\n')
    assert load_settings(file).side == "left"


def test_a_folder_in_the_place_of_the_file_is_told(file: Path) -> None:
    file.mkdir(parents=True)
    with pytest.raises(Usage, match=r"not a plain file|cannot be read"):
        load_settings(file)
