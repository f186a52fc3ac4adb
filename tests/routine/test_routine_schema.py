"""The JSON Schema: valid itself, agreeing with the parser, never stale."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from sciacoach.routine import words
from sciacoach.routine.guard import read_tree
from sciacoach.routine.parse import parse_routine
from sciacoach.routine.schema import schema, schema_text
from sciacoach.routine.tree import Node

ROOT = Path(__file__).resolve().parents[2]
GOOD = sorted((ROOT / "tests" / "examples" / "good").glob("*.yaml"))
BUILT_IN = sorted((ROOT / "routines").glob("*.yaml"))
FORM = "wrong-words wrong-types missing-keys unknown-key out-of-bounds contact-needs durations"
PAGE = (ROOT / "docs" / "routine-language.md").read_text(encoding="utf-8")


def as_an_editor_reads(node: Node) -> Any:
    """YAML 1.2 core values; durations stay as they are written."""
    if node.items is not None:
        return [as_an_editor_reads(item) for item in node.items]
    if node.pairs is not None:
        return {key.text: as_an_editor_reads(value) for key, value in node.pairs}
    text = node.text or ""
    if node.plain and re.fullmatch(r"[-+]?[0-9]+(\.[0-9]+)?", text):
        return float(text) if "." in text else int(text)
    return text


def errors(source: bytes) -> list[str]:
    root = read_tree(source).root
    assert root is not None
    validator = Draft202012Validator(schema())
    return [error.message for error in validator.iter_errors(as_an_editor_reads(root))]


def test_the_schema_is_a_valid_one_of_2020_12() -> None:
    Draft202012Validator.check_schema(schema())
    assert schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_the_file_in_the_repository_is_the_schema_of_today() -> None:
    kept = (ROOT / "routines" / "routine.schema.json").read_text(encoding="utf-8")
    assert kept == schema_text()


@pytest.mark.parametrize("path", [*GOOD, *BUILT_IN], ids=lambda path: path.stem)
def test_a_good_file_is_valid(path: Path) -> None:
    assert errors(path.read_bytes()) == []


@pytest.mark.parametrize("name", FORM.split())
def test_a_file_of_broken_form_is_not(name: str) -> None:
    assert errors((ROOT / "tests" / "examples" / "bad" / f"{name}.yaml").read_bytes())


def test_a_key_that_belongs_to_another_step_is_not_valid() -> None:
    bad = ROOT / "tests" / "examples" / "bad" / "keys-with-the-wrong-step.yaml"
    assert len(errors(bad.read_bytes())) >= 1


def test_the_schema_knows_exactly_the_keys_that_the_parser_knows() -> None:
    found = schema()
    kinds = {"Routine": found, **found["$defs"]}
    for model in words.KINDS:
        assert tuple(kinds[model.__name__]["properties"]) == words.keys(model)
        assert kinds[model.__name__]["additionalProperties"] is False


def test_every_key_of_a_routine_and_a_step_is_explained_to_the_author() -> None:
    found = schema()
    for kind in (found, found["$defs"]["Step"], found["$defs"]["Repeat"]):
        assert all("description" in value for value in kind["properties"].values())


def test_no_value_may_be_null() -> None:
    assert '"null"' not in json.dumps(schema())


def test_the_full_example_of_the_page_is_a_routine() -> None:
    (example,) = re.findall(r"```yaml\n(sciacoach: 1\n.*?)```", PAGE, re.DOTALL)
    checked = parse_routine(example.encode(), "evening-thigh.yaml")
    assert checked.problems == ()
    assert checked.ok
    assert errors(example.encode()) == []


def test_the_page_names_every_key_and_every_word() -> None:
    found = schema()
    for model in words.KINDS:
        for key in words.keys(model):
            assert f"`{key}`" in PAGE, key
    for kind in ("Do", "Region", "Side", "Tool", "Position", "Style", "Level", "Label", "Tag"):
        for word in found["$defs"][kind]["enum"]:
            assert f"`{word}`" in PAGE, word
