"""The recorded pack: fixed cues that travel in the wheel, for machines without a voice.

It is kept by sentences, so that "Stop." stands in it once. `data/pack/index.json` names the
rate and each sentence's place in `data/pack/cues.ima`. A text is spoken only if all of its
sentences are there: half of a warning could say the opposite of it. The exceptions are
sentences that mean the same whatever stands beside them: the side, the start with its length
and its ceiling, and what the keys do.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from sciacoach import data
from sciacoach.audio.ima import decoded
from sciacoach.audio.sound import RATE, Sound, joined, silence

INDEX = "pack/index.json"
CUES = "pack/cues.ima"
LANGUAGE = "en"
_BETWEEN_S = 0.16
_END = re.compile(r"(?<=[.!?])\s+")


def sentences(text: str) -> tuple[str, ...]:
    """The text's sentences, each with its full stop."""
    parts = (part.strip() for part in _END.split(text.strip()))
    return tuple(part if part[-1] in ".!?" else f"{part}." for part in parts if part)


def wanted() -> tuple[str, ...]:
    """Every sentence that belongs in the pack, from the words the program speaks itself."""
    words = data.json_file("audio.json")["pack"]
    spoken = data.json_file("spoken.json")
    texts: list[str] = list(words["own"])
    texts += [spoken[key] for key in words["from_spoken"]]
    texts += [spoken["change"].format(side=side) for side in ("left", "right")]
    texts += [spoken["resumed"].format(seconds=seconds) for seconds in words["resumed_s"]]
    texts += _of_a_start(words, spoken)
    texts += _of_the_rules(words)
    return tuple(dict.fromkeys(one for text in texts for one in sentences(text)))


def _of_a_start(words: Mapping[str, Any], spoken: Mapping[str, Any]) -> list[str]:
    """How much at most, and the commonest lengths of a step."""
    ceilings = [spoken["heard_ceiling"].format(ceiling=most) for most in words["ceilings"]]
    times = [spoken["seconds"].format(n=seconds) for seconds in words["lengths_s"]]
    return ceilings + [spoken["heard_length"].format(time=time) for time in times]


def _of_the_rules(words: Mapping[str, Any]) -> list[str]:
    """What the stop rules say and ask while a session runs."""
    rules = data.json_file("stop_rules.json")
    heard = [rule for name, rule in rules["rules"].items() if name not in words["not_in_a_session"]]
    texts = [rule[key] for rule in heard for key in words["from_rules"] if key in rule]
    asked = [row[key] for row in rules["panic"] for key in ("ask", "says") if key in row]
    return [*texts, *asked, rules["panic_clear"], rules["not_answered"]]


def known(text: str) -> tuple[str, ...]:
    """The sentences of `text` that the pack will speak: all of them, or only those that mean
    the same alone."""
    places, parts = _places(), sentences(text)
    if parts and all(part in places for part in parts):
        return parts
    alone = _alone()
    return tuple(part for part in parts if part in alone and part in places)


@cache
def _alone() -> frozenset[str]:
    """Sentences that are worth hearing whatever else cannot be said."""
    words, spoken = data.json_file("audio.json")["pack"], data.json_file("spoken.json")
    keys = (one for key in words["alone"] for one in sentences(spoken[key]))
    return frozenset((*words["sides"], *keys, *_of_a_start(words, spoken)))


def recorded(text: str) -> Sound | None:
    """The words of `text`, or None where the pack has none of them."""
    parts = known(text)
    if not parts:
        return None
    pause = silence(_BETWEEN_S)
    sounds = [sound for part in parts for sound in (pause, _sentence(part))]
    return joined(sounds[1:], RATE)


@cache
def _sentence(text: str) -> Sound:
    start, length = _places()[text]
    raw = data.bytes_file(CUES)[start : start + length]
    return Sound(decoded(raw), data.json_file(INDEX)["rate"])


@cache
def _places() -> Mapping[str, tuple[int, int]]:
    """Where each sentence stands: its first byte, and how many."""
    index: dict[str, Any] = data.json_file(INDEX)
    return {cue["text"]: (cue["at"], cue["bytes"]) for cue in index["cues"]}
