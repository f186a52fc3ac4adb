"""How each voice of the machine is called. Pure: argument lists out, nothing run.

A text is never an argument that could be an option, and never part of a script: it is read
from standard input, or stands after `--`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sciacoach.audio.ladder import Rung
from sciacoach.audio.running import Job
from sciacoach.audio.sound import RATE

_WORDS_A_MINUTE = 170
"""The usual pace of espeak-ng and say."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One wish: the text, its language (`en`, `de-AT`), a voice's name or none, the pace as a
    factor, and the WAV file to write; no file: speak aloud, or write the WAV to stdout."""

    text: str
    language: str
    name: str = ""
    rate: float = 1.0
    file: str = ""
    aloud: bool = False


def _minute(ask: Ask) -> str:
    return str(round(_WORDS_A_MINUTE * ask.rate))


def espeak_ng(ask: Ask) -> Job:
    """`espeak-ng` reads the text and writes a WAV to its output."""
    voice = ask.name or ask.language.lower()
    out = () if ask.aloud else ("--stdout",)
    return Job(("espeak-ng", *out, "-b", "1", "-s", _minute(ask), "-v", voice, "--stdin"), ask.text)


def say(ask: Ask) -> Job:
    """The Mac's `say`. Two brackets would begin a command to the voice."""
    voice = ("-v", ask.name) if ask.name else ()
    form = ("--file-format=WAVE", f"--data-format=LEI16@{RATE}", "-o", ask.file)
    return Job(("say", "-r", _minute(ask), *voice, *form), ask.text.replace("[[", " "))


def spd_say(ask: Ask) -> Job:
    """The speech service; it plays by itself and `--wait` ends when it was said."""
    pace = max(-100, min(100, round((ask.rate - 1) * 100)))
    voice = ("-y", ask.name) if ask.name else ()
    options = ("--wait", "-l", ask.language.lower(), "-r", str(pace), *voice)
    return Job(("spd-say", *options, "--", ask.text))


_SCRIPT = (
    "$ErrorActionPreference='Stop';"
    "[Console]::InputEncoding=[Text.Encoding]::UTF8;"
    "$t=[Console]::In.ReadToEnd();"
    "Add-Type -AssemblyName System.Speech;"
    "$s=New-Object System.Speech.Synthesis.SpeechSynthesizer;"
    "if($env:SCIACOACH_VOICE){$s.SelectVoice($env:SCIACOACH_VOICE)}"
    "else{$v=$s.GetInstalledVoices()|Where-Object{$_.Enabled -and "
    "$_.VoiceInfo.Culture.TwoLetterISOLanguageName -eq $env:SCIACOACH_LANGUAGE}"
    "|Select-Object -First 1;if(!$v){exit 3};$s.SelectVoice($v.VoiceInfo.Name)};"
    "$s.Rate=[int]$env:SCIACOACH_PACE;"
    "if($env:SCIACOACH_FILE){$f=New-Object System.Speech.AudioFormat.SpeechAudioFormatInfo("
    f"{RATE},[System.Speech.AudioFormat.AudioBitsPerSample]::Sixteen,"
    "[System.Speech.AudioFormat.AudioChannel]::Mono);"
    "$s.SetOutputToWaveFile($env:SCIACOACH_FILE,$f);$s.Speak($t)};$s.Dispose()"
)


def windows(ask: Ask) -> Job:
    """The speech of Windows through PowerShell; all that varies goes by the environment. It
    ends with 3 where there is no voice of the language."""
    env = {
        "SCIACOACH_VOICE": ask.name,
        "SCIACOACH_LANGUAGE": ask.language[:2].lower(),
        "SCIACOACH_PACE": str(max(-10, min(10, round((ask.rate - 1) * 10)))),
        "SCIACOACH_FILE": ask.file,
    }
    return Job(("powershell", "-NoProfile", "-NonInteractive", "-Command", _SCRIPT), ask.text, env)


RECIPES: Mapping[Rung, Callable[[Ask], Job]] = {
    Rung.ESPEAK_NG: espeak_ng,
    Rung.SAY: say,
    Rung.SPD_SAY: spd_say,
    Rung.WINDOWS: windows,
}

WRITES_FILES = frozenset({Rung.SAY, Rung.WINDOWS})
"""Voices that cannot write their sound to a pipe."""


def voices_of(rung: Rung, language: str) -> Job | None:
    """What lists the voices of a language; None where the voice says so when it speaks."""
    if rung is Rung.ESPEAK_NG:
        return Job(("espeak-ng", f"--voices={language.lower()}"))
    if rung is Rung.SAY:
        return Job(("say", "-v", "?"))
    return windows(Ask("", language)) if rung is Rung.WINDOWS else None


def speaks(rung: Rung, language: str, code: int, out: str) -> bool:
    """Whether that list holds a voice of the language. Pure."""
    if rung is Rung.ESPEAK_NG:
        return code == 0 and len(out.strip().splitlines()) > 1
    if rung is Rung.SAY:
        start = f" {language[:2].lower()}_"
        return any(start in row.split("#")[0] for row in out.splitlines())
    return code != 3
