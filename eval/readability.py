"""How easily a text is read, on the scale of Flesch: 0 (very hard) to 100 (very easy).

English: R. Flesch, "A new readability yardstick", Journal of Applied Psychology 32 (1948).
Spanish: F. Szigriszt Pazos, "Sistemas predictivos de legibilidad del mensaje escrito" (Madrid, 1993), the formula of
the INFLESZ scale, on which 55 to 65 is normal prose and 65 to 80 rather easy.
"""

from __future__ import annotations

import re

from guardrails.text import Text

_SPANISH = re.compile(r"[^\W\d_]+")
_STRONG = "aeoáéóíú"
_VOWELS_EN = re.compile(r"[aeiouy]+")


def readability(text: str, language: str) -> float | None:
    """The score of a text, None when it holds no sentence."""
    prepared = Text(text)
    words = [word.lower for word in prepared.words if re.search(r"[^\W\d_]", word.lower)]
    sentences = len(prepared.sentences)
    if not words or not sentences:
        return None
    per_sentence = len(words) / sentences
    if language == "es":
        per_word = sum(map(spanish_syllables, words)) / len(words)
        return 206.835 - 62.3 * per_word - per_sentence
    per_word = sum(map(english_syllables, words)) / len(words)
    return 206.835 - 84.6 * per_word - 1.015 * per_sentence


def spanish_syllables(word: str) -> int:
    """The syllables of a Spanish word: its groups of vowels, where two strong ones part and weak ones join."""
    # The u of "que", "gui" is silent; y is a vowel at the end of a word.
    word = re.sub(r"(?<=[qg])u(?=[eéií])", "", word.lower())
    word = re.sub(r"y$", "i", word)
    count = 0
    before = ""
    for letter in word:
        if letter in "aeiouáéíóúü":
            joins = before and not (before in _STRONG and letter in _STRONG)
            count += 0 if joins else 1
            before = letter
        elif letter != "h":
            before = ""
    return max(1, count)


def english_syllables(word: str) -> int:
    """The syllables of an English word by its vowels; right for nine words in ten, which is enough for a mean."""
    word = word.lower().replace("’", "'").removesuffix("'s")
    count = len(_VOWELS_EN.findall(word))
    if count > 1 and re.search(r"[^aeiouyl]e$|[aeiouy]le$|[^aeiouytd]ed$|[^aeiouysxzcgh]es$", word):
        count -= 1
    if re.search(r"i(?:a|o|um)(?!u)|deos?$", word) and not re.search(r"[tcs]i(?:a|o)", word):
        count += 1
    return max(1, count)
