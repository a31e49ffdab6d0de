"""Punctuation as the language wants it, and no traces of filled slots: stray spaces, doubled marks and words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guardrails.checks.base import Case, Check, Example
from guardrails.datafiles import words
from guardrails.finding import Finding, Span, Status
from guardrails.folding import fold

_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>]{1,500}|[\w.+-]{1,64}@[\w.-]{1,200}")
_EMOTICON = re.compile(r"[:;=]['-]?[)(]")
_STRAY = re.compile(
    r"(?<=\S)[ \t]{1,20}[,;.:!?](?=[\s,;]|\Z)|(?<=[\w)])[ \t]{1,20}[,;.!?](?=\w)"
    r"|\([ \t]{0,20}\)|\([ \t]|(?<=\w)[ \t]{1,20}\)"
)
_DOUBLED = re.compile(
    r"(?<![.])\.\.(?![.])|\.{4,40}|,[ \t]{0,3},|;[ \t]{0,3};|,[ \t]{0,3}\.(?![.\d])|[.!?],|:[ \t]{0,3}[,:]"
)
_MAYBE_DOUBLED = re.compile(r"[.,;:!?][ \t]{0,3}[.,;:!?]")  # a quick look: most texts have none
_BEFORE_STRAY = (" ,", " ;", " .", " :", " !", " ?", " )", "( ", "()", "\t")
_SPACES = re.compile(r"(?<=\S)  {1,40}(?=\S)")
# "tiempo,y" and "tiempo.Quedo": two letters of a word before the full stop, so that initials and names of sites pass.
_GLUED = re.compile(
    r"[^\W\d_](?<!&nbsp)(?<!&amp)(?P<mark>[,;])[^\W\d_]|[a-zñáéíóú]{2}(?P<stop>[.?!])(?:[A-ZÑÁÉÍÓÚ][a-zñáéíóú]|I[ '’])"
)
_OPENED = re.compile(r"[¿¡?!]")
_AFTER_ABBREVIATION = re.compile(r"(?<=\w)\.,")
_QUOTES = (("“", "”"), ("«", "»"))
_PAIR = {"?": "¿", "!": "¡"}
_LONGEST_GREETING = 8  # words
_ADVICE: Status = "advice"
_FAIL: Status = "fail"


def _run(case: Case) -> Iterator[Finding]:
    raw = _quiet(case.text.raw)
    found: list[tuple[str, list[Span]]] = [
        ("stray_space", list(_stray_spaces(case, raw))),
        ("doubled_mark", list(_doubled_marks(case, raw))),
        ("missing_space", list(_missing_spaces(case, raw))),
        ("doubled_word", list(_doubled_words(case))),
        ("unbalanced", list(_unbalanced(case, raw))),
        ("left_open", list(_left_open(case, raw))),
    ]  # fmt: skip
    if case.language == "es":
        found.append(("unpaired", list(_unpaired(case, raw))))
        found.append(("unclosed", list(_unclosed(case, raw))))
        found.append(("not_contracted", list(_not_contracted(case))))
    for key, spans in found:
        if spans:
            yield case.finding("punctuation", "fail", key, spans, fix=f"{key}_fix", what=spans[0].text)
    if "  " in raw and (spans := [case.text.span(*m.span()) for m in _SPACES.finditer(raw)]):
        yield case.finding("punctuation", "advice", "two_spaces", spans)
    yield from _greeting(case)


def _quiet(raw: str) -> str:
    """The text with links, addresses and emoticons blanked out, of the same length."""
    for signs, pattern in ((("://", "www.", "@"), _ADDRESS), ((":", ";", "="), _EMOTICON)):
        if any(sign in raw for sign in signs):
            raw = pattern.sub(lambda match: "x" * len(match.group()), raw)
    return raw


def _missing_spaces(case: Case, raw: str) -> Iterator[Span]:
    for match in _GLUED.finditer(raw):
        if case.fact_places.free(*match.span(match.lastgroup or 0)):  # a name may hold it by right
            yield case.text.span(*match.span())


def _stray_spaces(case: Case, raw: str) -> Iterator[Span]:
    if any(piece in raw for piece in _BEFORE_STRAY):
        yield from (case.text.span(*match.span()) for match in _STRAY.finditer(raw))


def _doubled_marks(case: Case, raw: str) -> Iterator[Span]:
    if not _MAYBE_DOUBLED.search(raw):
        return
    for match in _DOUBLED.finditer(raw):
        hole = any(start < match.end() and match.start() < end for start, end in case.placeholders)  # ":name:,"
        if not hole and not _AFTER_ABBREVIATION.match(raw, match.start()):
            yield case.text.span(*match.span())


def _doubled_words(case: Case) -> Iterator[Span]:
    single = frozenset(words(case.language, "punctuation", "doubled"))
    text = case.text
    for one, two in zip(text.words, text.words[1:], strict=False):
        if one.lower == two.lower and one.lower in single and text.raw[one.end : two.start].isspace():
            yield text.span(one.start, two.end)


def _unbalanced(case: Case, raw: str) -> Iterator[Span]:
    """Parentheses that open and never close; a lone ")" counts unless it numbers a list ("a) …")."""
    opened: list[int] = []
    for match in re.finditer(r"[()]", raw):
        at = match.start()
        if match.group() == "(":
            opened.append(at)
        elif opened:
            opened.pop()
        elif not re.search(r"(?:^|\s)\w{1,2}\Z", raw[max(0, at - 4) : at]):
            yield case.text.span(at, at + 1)
    for at in opened:
        yield case.text.span(at, at + 1)


def _left_open(case: Case, raw: str) -> Iterator[Span]:
    """Opening quotation marks that none closes before the next one. A new paragraph of a quotation opens one again."""
    for first, last in _QUOTES:
        if first not in raw or "„" in raw:  # German closes with the mark that English opens with
            continue
        opened: int | None = None
        for match in re.finditer(f"[{first}{last}]", raw):
            if opened is not None and match.group() == first and "\n" not in raw[opened : match.start()]:
                yield case.text.span(opened, opened + 1)
            opened = match.start() if match.group() == first else None
        if opened is not None:
            yield case.text.span(opened, opened + 1)


def _unpaired(case: Case, raw: str) -> Iterator[Span]:
    """Spanish opens questions and exclamations: each ? needs its ¿ before it in the same line, and each ¿ its ?."""
    last = {"¿": -1, "¡": -1}
    for match in re.finditer(r"[¿¡?!\n]+", raw):
        for char in match.group():
            if char in last:
                last[char] = match.start()
            elif char in _PAIR:
                if last["¿"] < 0 and last["¡"] < 0:
                    yield case.text.span(match.start(), match.start() + len(match.group().rstrip("\n")))
                    break
            elif char == "\n":
                last = {"¿": -1, "¡": -1}
        if match.group()[-1] in _PAIR:
            last = {"¿": -1, "¡": -1}


def _unclosed(case: Case, raw: str) -> Iterator[Span]:
    """The marks ¿ and ¡ that no ? or ! closes before the next of them; a question may hold a list of several lines."""
    opened: int | None = None
    for match in _OPENED.finditer(raw):
        if match.group() in "?!":
            opened = None
        elif opened is not None and raw[opened : match.start()].strip("¿¡"):
            yield case.text.span(opened, opened + 1)
            opened = None
        if match.group() in "¿¡":
            opened = match.start()
    if opened is not None:
        yield case.text.span(opened, opened + 1)


def _not_contracted(case: Case) -> Iterator[Span]:
    for span in case.find("punctuation", "contractions"):
        # "de El Salvador" and "a él" are right; and where a fact stands between, "de Enfermera el jueves".
        if span.text.endswith("el") and len(span.text.split()) == 2:
            yield span


def _greeting(case: Case) -> Iterator[Finding]:
    """The first line, when it is a greeting only: a colon in Spanish letters, a comma or a colon in English ones."""
    if not case.is_email or not case.text.sentences:
        return
    first = case.text.raw.lstrip().split("\n", 1)[0].rstrip()
    at = len(case.text.raw) - len(case.text.raw.lstrip())
    folded = fold(first)
    begins = any(folded.startswith(fold(word)) for word in words(case.language, "punctuation", "greetings"))
    if not begins or not first or len(first.split()) > _LONGEST_GREETING or "\n" not in case.text.raw.strip():
        return
    if first[-1] not in (":" if case.language == "es" else ",:!"):
        # Many write a comma in Spanish: wrong, but theirs when there is no contract.
        tolerated = case.contract is None and case.language == "es" and first[-1] in ",!."
        span, status = case.text.span(at, at + len(first)), _ADVICE if tolerated else _FAIL
        yield case.finding("punctuation", status, "greeting_mark", [span], fix="greeting_mark_fix")


CHECK = Check(
    id="punctuation",
    source="Ortografía de la lengua española (RAE, 2010), III; The Chicago Manual of Style, 6",
    run=_run,
    must_fail={
        "es": (
            Example("Podría ser otro día?"),
            Example("¿Podría ser otro día. Gracias."),
            Example("Gracias,de verdad."),
            Example("Gracias por su tiempo.Quedo a la espera."),
            Example("Le agradezco , de verdad, su tiempo.. Un saludo"),
            Example("La entrevista de el lunes me interesa."),
            Example("La entrevista (para técnica me interesa."),
            Example("Me dijo «ya le llamaremos y no llamó nadie."),
            Example("El puesto de de técnica me interesa."),
            Example("Estimada Sra. Ortega,\nGracias por su tiempo.", {}),
        ),
        "en": (
            Example("Thank you,really."),
            Example("Thank you for your time.I look forward to it."),
            Example("Thank you , again."),
            Example("The interview for  the role, , is fine.."),
            Example("The interview on on Monday suits me."),
            Example("The interview (for the role is fine."),
            Example("Your mail says “any day after ten and I can come."),
            Example("Dear Ms. Porter;\nThank you.", {}),
        ),
    },
    must_pass={
        "es": (
            Example(
                "Estimada Sra. Ortega:\n¿Podría ser otro día? ¡Gracias! Vengo de El Salvador (a las 9:30 h)... y a él "
                "le va bien.",
                {},
            ),
            Example("¡Hola! ¿Qué tal, Ana? Mire https://example.org/a?b=c, S.A., a) uno b) dos :)"),
        ),
        "en": (
            Example(
                "Dear Ms. Porter,\nThank you (again) for your time... Is Monday fine? I had had doubts at 9.30.", {}
            ),
            Example("Acme Inc., of Leeds, a) one b) two :)"),
        ),
    },
)
