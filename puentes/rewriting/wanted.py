"""What a sentence is kept for (acts, dates and times), and how two sentences are told apart."""

from __future__ import annotations

from guardrails.contract import Language
from guardrails.dates import find_dates
from guardrails.folding import fold
from guardrails.times import find_times

# Acts that a message is for, or that it owes.
WANTED = (
    "apology", "gratitude", "reschedule_offer", "cannot_attend", "missed", "withdrawal", "confirmation", "interest",
    "future_contact", "question", "acceptance", "names_interview", "change_of_mind",
)  # fmt: skip


def key_of(sentence: str) -> str:
    """What two sentences share that say the same words: capitals, accents and the marks around them aside."""
    return fold(sentence.strip(" \t\n.,;:!?¡¿…"))


def tells_when(text: str, language: Language) -> bool:
    """True for a text that holds a date or a time."""
    return bool(find_dates(text, language) or find_times(text))
