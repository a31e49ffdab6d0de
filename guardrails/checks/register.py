"""One form of address, the one asked for: tú, vos and usted are never mixed; formal English is not chatty."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from guardrails.checks.base import Case, Check, Example, phrase_set
from guardrails.datafiles import words
from guardrails.finding import Finding, Span


@lru_cache(maxsize=1)
def _endings() -> tuple[tuple[str, ...], tuple[str, ...], frozenset[str]]:
    second = words("es", "register", "second_person_endings")
    plural = words("es", "register", "plural_endings")
    return second, plural, frozenset(words("es", "register", "not_second_person"))


def _find(case: Case, key: str) -> list[Span]:
    found = phrase_set("es", "register", key, exact=True).find(case.masked)
    return [case.text.span(span.start, span.end) for span in found]


def _by_ending(case: Case, endings: tuple[str, ...], but: frozenset[str]) -> Iterator[Span]:
    for word in case.masked.words:
        named = case.text.raw[word.start].isupper()  # "Duarte", "Iriarte"
        if len(word.lower) > 5 and word.lower.endswith(endings) and word.lower not in but and not named:
            yield case.text.span(word.start, word.end)


def _spanish(case: Case) -> Iterator[Finding]:
    second, plural, but = _endings()
    tu, vos, usted = _find(case, "tu"), _find(case, "vos"), _find(case, "usted")
    informal = sorted(
        [
            *tu, *vos, *_find(case, "tu_or_vos"), *_find(case, "vosotros"),
            *_by_ending(case, second, but), *_by_ending(case, plural, but),
        ],
        key=lambda span: span.start,
    )  # fmt: skip
    register = case.contract.register if case.contract else None
    if register == "formal" and informal:
        yield case.finding("register", "fail", "too_familiar", informal, fix="formal_fix", what=informal[0].text)
    elif register == "informal" and usted:
        yield case.finding("register", "fail", "too_formal", usted, fix="informal_fix", what=usted[0].text)
    elif informal and usted:
        yield _mixed(case, "mixed_register", informal[0], usted[0])
    if register != "formal" and tu and vos:
        yield _mixed(case, "mixed_tu_vos", tu[0], vos[0])


def _mixed(case: Case, key: str, one: Span, other: Span) -> Finding:
    spans = sorted((one, other), key=lambda span: span.start)
    return case.finding("register", "fail", key, spans, fix="mixed_fix", one=spans[0].text, other=spans[1].text)


def _run(case: Case) -> Iterator[Finding]:
    if case.language == "es":
        yield from _spanish(case)
    elif case.contract and case.contract.register == "formal":
        spans = case.find("register", "colloquial")
        if spans:
            yield case.finding("register", "fail", "too_familiar", spans, fix="formal_fix", what=spans[0].text)


CHECK = Check(
    id="register",
    source="Nueva gramática de la lengua española (RAE, 2009), 16.15 (tú, vos, usted); Cambridge Dictionary's labels",
    run=_run,
    must_fail={
        "es": (
            Example("Le escribo por la entrevista. Gracias por tu tiempo."),
            Example("Le agradezco que me escribieras; avísame si podés."),
            Example("Te escribo por la entrevista.", {}),
            Example("Quería agradecerte la llamada.", {}),
            Example("Gracias por la paciencia que tuvisteis.", {}),
            Example("Hola, Marta: le escribo por la entrevista.", {"register": "informal"}),
            Example("Si tú quieres, decime cuándo podés.", {"register": "informal"}),
        ),
        "en": (Example("Hey, I'm gonna be late.", {}), Example("Yeah, Monday is fine, cheers.", {})),
    },
    must_pass={
        "es": (
            Example("Le escribo por la parte que me toca; el martes asiste mi jefe. Gracias por su tiempo.", {}),
            Example(
                "Hola, Marta: te escribo porque le dije a mi médico que su horario no me va.", {"register": "informal"}
            ),
            Example("Avisame si podés y te llamo; gracias por tu tiempo.", {"register": "informal"}),
            Example("Mi madre y su médico me esperan; le debo una visita a ella.", None),
        ),
        "en": (
            Example("I'm sorry that I can't come, and I'd like to ask for another date.", {}),
            Example("Hey, I'm gonna be late.", {"register": "informal"}),
        ),
    },
)
