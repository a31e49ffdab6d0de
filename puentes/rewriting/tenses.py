"""Which dates of a draft are offered, and which of its bare weekdays lie behind: "on Thursday" alone tells neither."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from guardrails.contract import Language
from guardrails.dates import DateMention
from guardrails.finding import Span
from guardrails.folding import fold
from guardrails.text import Text
from puentes.rewriting.clauses import Clause, clauses_of
from puentes.rewriting.rules import rules_of

Acts = Mapping[str, tuple[Span, ...]]
# What is told in the simple past has been; "was meant to", "was wondering" and the Spanish imperfect may be to come.
_PAST = {
    "es": re.compile(
        r"(?<!\w)(?:fue|fui|fuimos|tuve|tuvimos|hice|hicimos|hablamos|hable|conversamos|espere|esperamos|pude|falte|asisti"
        r"|acudi|estuve|estuvimos|conoci|me presente|me paso|se me paso|se me olvido|pasad[oa]|ultim[oa]|hicisteis|me"
        r" entrevisto|me entrevistaron|me recibi(?:o|eron)|(?:gracias|agradezco|agradecer\w*) [^.;!?]{0,40}(?:tiempo"
        r"|conversacion|charla|entrevista|reunion|acogida))(?!\w)"
    ),
    "en": re.compile(
        r"(?<!\w)(?:last|met|spoke|talked|enjoyed|waited|came|went|missed|attended|interviewed|applied|forgot|overslept"
        r"|(?:was|were) (?!meant|supposed|wondering|hoping|due|scheduled|going|thinking|to\b)\w+|did|didn't"
        r"|had (?!to)\w+"
        r"|thank(?:s| you)[^.;!?]{0,40}(?:time|interview|conversation|meeting|chat|speaking|seeing"
        r"|having me|talk))(?!\w)"
    ),
}
_MEANT = re.compile(
    r"(?<!\w)(?:was|were|had been) (?:meant|supposed|due|scheduled|going) to(?!\w)"
    r"|(?<!\w)(?:tenia|teniamos|iba|ibamos) "
)
# "from the 30th to the 27th", "del jueves al viernes": the first is no offer.
_FROM = re.compile(r"(?<!\w)(?:from|del|de|desde)(?: the| el| la)?(?: (?:del|de))?\s*\Z")
_TO = re.compile(r"\s*(?:,\s*)?(?:at [\d:apm]+ )?(?:to|until|al|a|para el|por el)(?!\w)")
_CANNOT = re.compile(
    r"(?<!\w)(?:can't|cannot|cant|won't be able|unable to|couldn't|no (?:puedo"
    r"|podre|podria|voy a poder|me es posible))(?!\w)"
)
_BEHIND = ("missed",)
_AHEAD = ("cannot_attend", "confirmation", "reschedule_offer")


class Tense:
    """The tense in which the dates of one text are told."""

    def __init__(self, text: Text, language: Language, acts: Acts, offered: Sequence[tuple[int, int]]) -> None:
        self._text, self._language, self._acts, self._offered = text, language, acts, offered

    def of(self, mention: DateMention) -> tuple[bool, bool]:
        """Whether a date lies behind, and whether that is a guess."""
        if mention.weekday is None or mention.day is not None:
            return False, False
        if any(a <= mention.start < b for a, b in self._offered):
            return False, False
        sentence = next((s for s in self._text.sentences if s.start <= mention.start < s.end), None)
        if sentence is None:
            return False, False
        clause = self._clause(sentence, mention.start)
        folded = fold(clause.text)
        if _MEANT.search(folded):
            # "I was meant to come on Friday" was said before or after that Friday: only the rest may tell.
            missed = bool(self._in(sentence, _BEHIND)) and not self._acts.get("reschedule_offer")
            return missed, bool(self._acts.get("missed")) and not self._acts.get("cannot_attend")
        if self._in(clause, _BEHIND) or _PAST[self._language].search(folded):
            return True, bool(self._in(clause, _AHEAD))
        if self._in(clause, _AHEAD):
            return False, False
        return bool(self._in(sentence, _BEHIND)) and not self._in(sentence, _AHEAD), False

    def _clause(self, sentence: Span, at: int) -> Span:
        clauses = clauses_of(sentence, rules_of(self._language))
        held = next((c for c in clauses if c.start <= at < c.end), None)
        return self._text.span(held.start, held.end) if held else sentence

    def _in(self, stretch: Span, acts: tuple[str, ...]) -> list[Span]:
        return [s for act in acts for s in self._acts.get(act, ()) if stretch.start <= s.start < stretch.end]


_EXCEPT = re.compile(
    r"(?<!\w)(?:menos|excepto|salvo|except|but not|not|apart from|other than)(?: on| el| the| for)?\s*\Z"
)


def is_excepted(raw: str, start: int) -> bool:
    """True when a date is what does not suit ("any day except Monday")."""
    return bool(_EXCEPT.search(fold(raw[max(0, start - 20) : start])))


def offers(text: Text, language: Language, acts: Acts) -> list[Span]:
    """Clauses that offer another moment, with what follows in their sentence; what is moved "from" is not offered,
    nor what stands in a clause of its own that says "I cannot come"."""
    spans = acts.get("reschedule_offer", ())
    found: list[Span] = []
    for sentence in text.sentences:
        clauses = clauses_of(sentence, rules_of(language))
        inside = [s for s in spans if sentence.start <= s.start < sentence.end and not _refuses(text, s, clauses)]
        if not inside:
            continue
        first = next((c.start for c in clauses if c.holds(inside[0])), sentence.start)
        found += _without_origin(text, text.span(first, sentence.end))
    return found


def _refuses(text: Text, span: Span, clauses: Sequence[Clause]) -> bool:
    """True when the clause of an offer says that something cannot be ("can't do tomorrow")."""
    held = next((c for c in clauses if c.holds(span)), None)
    return held is not None and bool(_CANNOT.search(fold(text.raw[held.start : span.end])))


def _without_origin(text: Text, offer: Span) -> list[Span]:
    from guardrails.dates import find_dates

    start = offer.start
    for mention in find_dates(offer.text, "es" if re.search(r"(?<!\w)(?:del|al)(?!\w)", fold(offer.text)) else "en"):
        before, after = offer.text[: mention.start], offer.text[mention.end :]
        if _FROM.search(fold(before)) and _TO.match(fold(after)):
            start = offer.start + mention.end
    return [text.span(start, offer.end)]
