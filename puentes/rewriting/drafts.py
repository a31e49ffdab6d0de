"""What can be rewritten: a text with words, of a message's length, in Spanish or English."""

from __future__ import annotations

import unicodedata

from guardrails.contract import Language
from guardrails.language import FunctionWords, detect
from guardrails.text import Text
from puentes.errors import PuentesError
from puentes.rewriting.telling import tell

# Longer is no message (characters).
LONGEST = 8_000
# So many words without one function word of either language are in neither: "tngo q cncelr" is a word or two.
_WORDS_TELL = 12
_NAMED = frozenset({"es", "en", "pt", "fr", "it", "de", "ca"})


class DraftError(PuentesError):
    """A draft that cannot be rewritten: no words, far too long, broken text, another language. Its text is English;
    `told` says it in the language of the reader."""

    def __init__(self, key: str, **values: str) -> None:
        self.key, self.values = key, values
        super().__init__(f"draft: {tell(key, 'en', **values)}")

    def told(self, language: str) -> str:
        """What is wrong and how to mend it, as a sentence of the language."""
        values = dict(self.values)
        if self.key == "draft_language":
            values["name"] = tell(f"language_{values['code']}", language)
        return tell(self.key, language, **values)


def refuse_what_is_no_draft(text: str, wanted: Language | None = None) -> None:
    """Raises DraftError for what cannot be rewritten; `wanted` is the language that somebody said it is in."""
    if not any(c.isalnum() for c in text):
        raise DraftError("draft_empty")
    if len(text) > LONGEST:
        raise DraftError("draft_long", count=str(len(text)), limit=str(LONGEST))
    broken = next((n for n, c in enumerate(text) if 0xD800 <= ord(c) <= 0xDFFF), None)
    if broken is not None:
        raise DraftError("draft_broken", place=str(broken + 1), code=f"U+{ord(text[broken]):04X}")
    if code := _foreign(text, wanted or detect(text)):
        raise DraftError("draft_language", code=code, name=tell(f"language_{code}", "en"))


def _foreign(text: str, language: Language) -> str | None:
    """The code of the language that a text is clearly in when it is not the given one; "other" for one that is not
    known."""
    read = FunctionWords(text)
    if code := read.other_language(language):
        return code if code in _NAMED else "other"
    letters = [c for c in text if c.isalpha()]
    strange = sum(not unicodedata.name(c, "").startswith("LATIN") for c in letters)
    none = not any(read.scores()[code] for code in ("es", "en"))
    return "other" if strange * 2 > len(letters) or (none and len(Text(text).words) >= _WORDS_TELL) else None
