"""Preferences: read strictly, written one line at a time."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciacoach.errors import Usage
from sciacoach.settings import KEYS, Settings, key_of, load_settings, set_setting


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
    written(file, '# mine\nvolume = 3\nside = "left" # why\n\n[later]\nside = "up"\n')
    held = set_setting(file, "side", "right")
    set_setting(file, "face", "plain")
    assert held.unknown == ("volume", "later")
    assert file.read_text() == (
        '# mine\nvolume = 3\nside = "right"\n\nface = "plain"\n[later]\nside = "up"\n'
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
        assert str(held.of(name)).lower() == value.strip().lower()
        assert tomllib.loads(file.read_text())[name] == held.of(name)


def test_a_wrong_value_in_the_file_is_mended_by_setting_it(file: Path) -> None:
    written(file, '# mine\nside = "lft"\n')
    assert set_setting(file, "side", "left").side == "left"
    assert file.read_text() == '# mine\nside = "left"\n'
