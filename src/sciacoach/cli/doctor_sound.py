"""Each voice, the bell and the ten tones tried for real, and the person asked."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sciacoach import data
from sciacoach.audio.ladder import SYSTEM, Choice, Environment, Rung
from sciacoach.audio.messages import Setup
from sciacoach.audio.probing import environment
from sciacoach.audio.process import Spawn, spawn
from sciacoach.audio.speaker import setup_of
from sciacoach.audio.tones import Tone
from sciacoach.audio.trial import MOST_S, Tried, toned, tried
from sciacoach.dialogs.doctor_page import Check, said, words
from sciacoach.dialogs.talk import Talk
from sciacoach.text import clean, listed


@dataclass(frozen=True, slots=True)
class Means:
    """What the machine has to be heard with, and how the child that plays is begun."""

    environment: Environment
    setup: Setup
    spawn: Spawn


def means_of(choice: Choice) -> Means:
    """The means of the machine we stand on."""
    here = environment()
    return Means(here, setup_of(choice, here), spawn)


@dataclass(frozen=True, slots=True)
class Listened:
    """A voice or a tone: whether it was played to its end, and whether the person heard it;
    None where nobody was asked. `alone`: it played by itself, so that nobody but the person
    knows whether anything came out."""

    name: str
    works: bool
    heard: bool | None = None
    alone: bool = False

    @property
    def good(self) -> bool:
        """Played, and not missed by who listened."""
        return self.works and self.heard is not False


@dataclass(frozen=True, slots=True)
class Sounded:
    """All that was tried."""

    rungs: tuple[Listened, ...] = ()
    tones: tuple[Listened, ...] = ()

    @property
    def json(self) -> dict[str, object]:
        """As scripts get it."""
        return {
            "sound": [
                {"rung": one.name, "works": one.works, "heard": one.heard} for one in self.rungs
            ],
            "tones": [
                {"tone": one.name, "works": one.works, "heard": one.heard} for one in self.tones
            ],
        }

    @property
    def answers(self) -> Mapping[Rung, bool]:
        """What the person said of each rung."""
        return {Rung(one.name): one.heard for one in self.rungs if one.heard is not None}


class Listener:
    """The person at the terminal, if there is one. Who ends the input is not asked again."""

    def __init__(self, talk: Talk | None) -> None:
        self._talk = talk

    def heard(self, prompt: str) -> bool | None:
        """Yes, no, or None where nobody answers."""
        if self._talk is None:
            return None
        try:
            return self._talk.yes(prompt)
        except EOFError:
            self._talk.say("")
            self._talk = None
            return None


@dataclass(frozen=True)
class Trial:
    """One round of trying. `tell` shows a line at once; `ring` rings the bell of the
    terminal, None where there is none."""

    means: Means
    clock: Callable[[], float]
    tell: Callable[[str], None]
    listener: Listener
    ring: Callable[[], None] | None = None

    def all(self) -> Sounded:
        """Every voice that is here, the bell, and the tones."""
        self.tell(_word("begin"))
        rungs = [self._voice(Rung(name)) for name in self.means.setup.rungs]
        bell = [self._bell(self.ring)] if self.ring else []
        return Sounded((*rungs, *bell), self._tones())

    def _voice(self, rung: Rung) -> Listened:
        self.tell(_word("trying", name=_name(rung), most=round(MOST_S)))
        found = tried(self.means.setup, rung, self.means.spawn, self.clock)
        self._troubles(found)
        self.tell(_word("alone" if found.alone else "works" if found.works else "fails"))
        heard = self.listener.heard(_word("ask")) if found.works else None
        return Listened(str(rung), found.works, heard, found.alone)

    def _bell(self, ring: Callable[[], None]) -> Listened:
        self.tell(_word("bell", name=_name(Rung.BELL)))
        ring()
        return Listened(str(Rung.BELL), True, self.listener.heard(_word("ask")))

    def _tones(self) -> tuple[Listened, ...]:
        """All ten, or none after one that was not played: what plays them is the same."""
        self.tell(_word("tones"))
        played: list[Tone] = []
        for kind in Tone:
            self.tell(_word("tone", name=kind, means=words()["sound"]["tones_mean"][kind]))
            found = toned(self.means.setup, kind, self.means.spawn, self.clock)
            self._troubles(found)
            if not found.works:
                self.tell(_word("tones_stop"))
                break
            played.append(kind)
        heard = self.listener.heard(_word("ask_tones")) if played else None
        return tuple(
            Listened(str(kind), kind in played, heard if kind in played else None) for kind in Tone
        )

    def _troubles(self, found: Tried) -> None:
        for line in found.lines:
            self.tell(f"  {clean(line, 400)}")


def voice_check(rungs: Sequence[Listened]) -> Check:
    """The best voice that may be counted on."""
    voices = [one for one in rungs if one.name != Rung.BELL]
    good = [one for one in voices if one.good]
    if not good:
        return said("voice", "unheard" if any(one.works for one in voices) else "none")
    best = Rung(good[0].name)
    return said("voice", _case(best, good[0]), name=_name(best), voice=voice_of(best))


def _case(best: Rung, found: Listened) -> str:
    if best is Rung.PACK:
        return "short"
    return "heard" if found.heard else "alone" if found.alone else "works"


def tones_check(tones: Iterable[Listened]) -> Check:
    """Whether the tones may be counted on."""
    tones = tuple(tones)
    lost = [one.name for one in tones if not one.works]
    if lost:
        return said("tones", "none" if len(lost) == len(tones) else "some", names=listed(lost))
    heard = tones[0].heard
    return said("tones", "good" if heard is None else "heard" if heard else "unheard")


def voice_of(rung: Rung) -> str:
    """What the preference `voice` must be for this rung to speak."""
    return "system" if rung in SYSTEM and rung is not Rung.ESPEAK_NG else str(rung)


def _name(rung: Rung) -> str:
    return str(data.json_file("audio.json")["rungs"][rung])


def _word(key: str, **values: object) -> str:
    text: str = words()["sound"][key]
    return text.format(**values)
