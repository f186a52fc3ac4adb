"""How hard a text is to read, what it may not promise, and the prose of a page.

Flesch and Kincaid's grade: 0.39 words a sentence + 11.8 syllables a word - 15.59. Syllables
are counted by a rule of thumb, so the grade is one too.
"""

import re
from collections.abc import Iterator

LONG_ENOUGH = 8
"""Words from which on the grade of one text says something."""

PROMISES = (
    "releas(?:e|es|ed|ing)",
    "break(?:s|ing)? up",
    "knots?",
    "adhesions?",
    "flush(?:es|ed|ing)?",
    "toxins?",
    "detox",
    "drain(?:s|ed|ing|age)?",
    "decompress(?:es|ed|ing|ion)?",
    "unpinch",
    "free the nerve",
    "heal(?:s|ed)?",
    "cur(?:e|es|ed|ing)",
    "treat(?:s|ed|ing)?",
    "realign",
    "loosen(?:s|ed|ing)?",
    "proven",
    "powerful",
    "effective(?:ly)?",
    "no pain,? no gain",
    "dig(?:s|ging)? in",
    "safe(?:ly)?",
)
IN_WORDS = re.compile(rf"\b(?:{'|'.join(PROMISES)})\b", re.I)
"""Words that promise what nobody has shown (reference: words to keep out)."""

WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
SENTENCE = re.compile(r"[.!?:;]+(?:\s|$)")
VOWELS = re.compile(r"[aeiouy]+")


def syllables(word: str) -> int:
    low = word.lower().strip("'’")
    count = len(VOWELS.findall(low))
    silent = re.search(r"(?:[^l]e|[^sxzcgh]es|[^td]ed)$", low)
    return max(count - bool(silent), 1)


def grade(text: str) -> float:
    """The grade of `text`; every colon ends a sentence too, as a pause does."""
    words = WORD.findall(text)
    sentences = [part for part in SENTENCE.split(text) if WORD.search(part)]
    per_word = sum(map(syllables, words)) / len(words)
    return 0.39 * len(words) / len(sentences) + 11.8 * per_word - 15.59


def prose(page: str) -> Iterator[str]:
    """Paragraphs and list items of a Markdown page; code, tables and headings are none."""
    page = re.sub(r"<!--.*?-->|```.*?```", "", page, flags=re.DOTALL)
    page = re.sub(r"\[([^]]*)]\([^)]*\)", r"\1", page).replace("**", "")
    page = re.sub(r"(?m)^    .*$", "", page)
    for part in re.split(r"\n\s*\n|\n(?=[-*] |\d+\. )", page):
        text = " ".join(re.sub(r"`[^`]*`", "x", part).split()).lstrip("-* ")
        if WORD.search(text) and not text.startswith(("|", "#", "!")):
            yield text
