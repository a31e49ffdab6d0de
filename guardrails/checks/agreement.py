"""Words about the sender and the recipient agree with their gender."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from guardrails.checks.base import Case, Check, Example, phrase_set
from guardrails.contract import Gender
from guardrails.datafiles import words
from guardrails.finding import Finding, Span
from guardrails.text import Word

_ENDINGS: dict[str, Gender] = {"o": "m", "a": "f"}
_NEAR = 4  # words within which a title in lower case belongs to the greeting
_REACH = 4  # words between the verb and the adjective about the same person


@lru_cache(maxsize=4)
def _list(key: str) -> frozenset[str]:
    return frozenset(words("es", "agreement", key))


def _run(case: Case) -> Iterator[Finding]:
    contract = case.contract
    if case.language == "es":
        sender = contract.sender_gender if contract else None
        about = list(_about_oneself(case))
        if sender and (wrong := [span for span, gender in about if gender != sender]):
            fix = f"agreement_fix_{sender}"
            yield case.finding("agreement", "fail", f"agreement_{sender}", wrong, fix=fix, what=wrong[0].text)
        elif not sender and contract and about:
            spans = [span for span, gender in about if gender]
            if spans:
                yield case.finding("agreement", "advice", "agreement_unknown", spans, what=spans[0].text)
        elif {gender for _, gender in about} >= {"f", "m"}:
            yield case.finding("agreement", "fail", "agreement_mixed", [span for span, gender in about if gender])
    recipient = contract.recipient_gender if contract else None
    if recipient and (wrong := _addressed_wrongly(case, recipient)):
        yield case.finding("agreement", "fail", f"address_{recipient}", wrong, fix="address_fix", what=wrong[0].text)


def _about_oneself(case: Case) -> Iterator[tuple[Span, Gender | None]]:
    """Adjectives about the sender with their gender; None for a form that shows both ("encantado/a")."""
    text, found = case.text, case.text.words
    ends = {span.end for span in phrase_set("es", "agreement", "self_verbs", exact=True).find(text)}
    adverbs, left = _list("adverbs"), 0
    sentence_starts = {sentence.start for sentence in text.sentences}
    for key, spoken in (("said_by_man", "m"), ("said_by_woman", "f")):
        yield from ((span, spoken) for span in phrase_set("es", "agreement", key, exact=True).find(text))  # type: ignore[misc] # a literal
    for before, word in zip((None, *found), found, strict=False):
        stem, gender = _list("adjectives"), _ENDINGS.get(word.lower[-1])
        leads = before if before is not None and before.lower in adverbs else word  # "Muy agradecida"
        opens = leads.start in sentence_starts and word.lower[:-1] in _list("openers")
        again = word.lower == "nuevo" and before is not None and before.lower == "de"
        if gender and word.lower[:-1] in stem and (left or opens) and not again:
            yield text.span(word.start, word.end), None if _both(text.raw, word) else gender
            left = _REACH
        elif word.end in ends:
            left = _REACH
        elif left:
            # "Quedo encantada y agradecida": the conjunction goes on, any other word ends the reach.
            goes_on = word.lower in adverbs or word.lower in {"y", "e", "pero"}
            left = left - 1 if goes_on else 0


def _both(raw: str, word: Word) -> bool:
    return raw[word.end : word.end + 1] in {"/", "("} or raw[word.end : word.end + 2] == "@"


def _addressed_wrongly(case: Case, gender: Gender) -> list[Span]:
    """Titles of the other gender in the greeting, the first line of the text."""
    if not case.text.sentences:
        return []
    raw = case.text.raw
    end = raw.find("\n", case.text.sentences[0].start)
    end = len(raw) if end < 0 else end
    other = "masculine" if gender == "f" else "feminine"
    wanted = frozenset(words(case.language, "agreement", other))
    first = [word for word in case.text.words[:8] if word.end <= end]
    low = [word for word in first[:_NEAR] if word.lower in words(case.language, "agreement", "lower_titles")]
    return [
        case.text.span(word.start, word.end)
        for word in first
        if word.lower in wanted and (raw[word.start].isupper() or word in low) and not _both(raw, word)
    ]


CHECK = Check(
    id="agreement",
    source="Nueva gramática de la lengua española (RAE, 2009), 2 and 37; Debrett's forms of address",
    run=_run,
    must_fail={
        "es": (
            Example("Quedo muy agradecido por su tiempo.", {}),
            Example("Estoy enfermo y no puedo acudir.", {}),
            Example("Soy nuevo en la ciudad.", {}),
            Example("Encantado de saludarle.", {}),
            Example("Estimado Sr. Ortega:\nGracias.", {}),
            Example("Estoy encantada con la oferta y quedo agradecido."),
            Example("Muy agradecido por todo. Yo mismo llamaré.", {}),
            Example("Buenos días, don Andrés:\nGracias.", {}),
        ),
        "en": (
            Example("Dear Mr. Porter,\nThank you.", {}),
            Example("Dear Sir,\nThank you.", {}),
            Example("Dear Ms. Porter,\nThank you.", {"recipient_gender": "m"}),
        ),
    },
    must_pass={
        "es": (
            Example("Estimada Sra. Ortega:\nQuedo muy agradecida por su tiempo; mi hijo está enfermo.", {}),
            Example("Estoy muy agradecido.", {"sender_gender": "m"}),
            Example("Estoy de nuevo en Madrid y soy nueva en el sector.", {}),
            Example("Estoy de acuerdo con el puesto; estoy interesada.", {}),
        ),
        "en": (Example("Dear Ms. Porter,\nThank you. Mr. Fisk sends his regards.", {}),),
    },
)
