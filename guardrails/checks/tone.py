"""A professional tone: no slang, emoji, shouting, piled punctuation, begging, flattery, pressure or insults."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from guardrails.checks.base import Case, Check, Example
from guardrails.datafiles import words
from guardrails.finding import Finding, Span, Status
from guardrails.folding import fold_word
from guardrails.phrases import folded_words
from guardrails.text import Word

_LISTS = ("slang", "begging", "flattery", "pressure", "insults", "sarcasm")
_EMOJI = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u27bf\u2b50\u2b55\u231a\u231b\u23e9-\u23f3\ufe0f\u200d]{1,20}"
    # The sign first and what may not stand before it then: so it is looked for quickly.
    "|[:;=](?<![\\w:].)['-]?[)(DPpO/|*](?![\\w/])|<(?<!\\w.)3(?!\\w)|[xX](?<!\\w.)D(?!\\w)|\\^_\\^|ツ"
)
_MARKS = re.compile(r"[!?¡¿]{2,60}")
_STRETCH = re.compile(r"([^\W\d_])\1\1")
_PILES = ("!!", "??", "!?", "?!", "¡¡", "¿¿")
_LOUD_LETTERS = 4  # shorter words in capitals are mostly abbreviations
_LOUD_WORDS = 2


def _run(case: Case) -> Iterator[Finding]:
    manner = case.match("manner")
    for name in _LISTS:
        listed = [span for span in case.find("tone", name) if not _abbreviation(span)]
        if spans := _joined(case, [*listed, *manner.get(name, ())]):
            yield case.finding("tone", "fail", f"tone_{name}", spans, fix="tone_fix", what=spans[0].text)
    raw = case.masked.raw
    if spans := [case.text.span(*match.span()) for match in _EMOJI.finditer(raw)]:
        chatty = case.channel == "chat" and case.contract is not None and case.contract.register == "informal"
        status: Status = "advice" if chatty and len(spans) == 1 else "fail"
        yield case.finding("tone", status, "tone_emoji", spans, fix="tone_emoji_fix", what=spans[0].text)
    if spans := [case.text.span(*m.span()) for m in _MARKS.finditer(raw) if any(pile in m.group() for pile in _PILES)]:
        yield case.finding("tone", "fail", "tone_piled", spans, fix="tone_piled_fix", what=spans[0].text)
    if spans := _stretched(case):
        yield case.finding("tone", "fail", "tone_stretched", spans, fix="tone_stretched_fix", what=spans[0].text)
    if spans := _loud(case):
        yield case.finding("tone", "fail", "tone_shouting", spans, fix="tone_shouting_fix", what=spans[0].text)


def _joined(case: Case, spans: list[Span]) -> list[Span]:
    """The spans in order; those that overlap become one."""
    joined: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if joined and span.start < joined[-1].end:
            joined[-1] = case.text.span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def _stretched(case: Case) -> list[Span]:
    """Words with a letter three times over ("sooo"); "www", Roman figures and initials are none."""
    found = [word for word in case.masked.words if _STRETCH.search(word.lower) and set(word.lower) - set("wxiv")]
    own = folded_words(case.contract.own_words) if found and case.contract else frozenset[str]()
    return [case.text.span(word.start, word.end) for word in found if fold_word(word.lower) not in own]


def _abbreviation(span: Span) -> bool:
    """True for a short word of the list in capitals: "BC" and "UR" are something else than "bc" and "ur"."""
    return len(span.text) <= 3 and span.text.isupper() and len(span.text) > 1


def _loud(case: Case) -> list[Span]:
    """Words in capitals that shout: two words of four letters, or one that is never an abbreviation; beside another
    word in capitals the short ones ("POR", "MUY") too."""
    known = folded_words(case.contract.own_words) if case.contract else frozenset()
    shouted = frozenset(words(case.language, "tone", "shouted"))
    raw, capitals = case.text.raw, [w for w in case.masked.words if case.text.raw[w.start : w.end].isupper()]
    capitals = [w for w in capitals if raw[w.start : w.end].isalpha() and w.lower not in known and w.end - w.start > 1]
    loud = [w for w in capitals if w.end - w.start >= _LOUD_LETTERS or _beside(raw, w, capitals, shouted)]
    if len(loud) < _LOUD_WORDS and not any(w.lower in shouted for w in loud):
        return []
    return [case.text.span(w.start, w.end) for w in loud]


def _beside(raw: str, word: Word, capitals: Sequence[Word], shouted: frozenset[str]) -> bool:
    """True for a short word of the list with another word in capitals beside it."""
    if word.lower not in shouted:
        return False
    before, after = raw[max(0, word.start - 2) : word.start].rstrip()[-1:], raw[word.end : word.end + 2].strip()[:1]
    return len(capitals) > 1 and (before.isupper() or after.isupper())


CHECK = Check(
    id="tone",
    source="Professional tone: advice of career services; word lists with their sources in data/<language>/tone.yaml",
    run=_run,
    in_subject=True,
    must_fail={
        "es": (
            Example("Porfa, dígame algo. Es una putada."),
            Example("Gracias por su tiempo 😊", {}),
            Example("¡¡Gracias!!"),
            Example("Lo siento muchooo, graciassss."),
            Example("Necesito MUCHO este PUESTO."),
            Example("Se lo suplico, haría cualquier cosa."),
            Example("Es la mejor empresa del mundo."),
            Example("Exijo que me respondan."),
            Example("Me tienen que dar otra fecha sí o sí."),
            Example("O me contestan mañana o acepto la otra oferta."),
            Example("Si no me responden, entenderé que no son serios."),
            Example("Espero una respuesta para mañana."),
            Example("Mi jefa actual es una inútil."),
            Example("Si sale otra vacante, contrátenme."),
            Example("Pues nada, gracias por nada."),
            Example("O me dan la fecha hoy o no cuenten conmigo."),
            Example("Supongo que contestar un correo es demasiado trabajo."),
            Example("No se imagina lo que daría por este puesto."),
        ),
        "en": (
            Example("Pls let me know if u can."),
            Example("Thanks for your time :)", {}),
            Example("Thank you so much!!"),
            Example("I am sooooo sorry."),
            Example("I REALLY want THIS job."),
            Example("I beg you for another date."),
            Example("You are amazing."),
            Example("I demand an answer. You must reply today."),
            Example("It has to be the 7th or I walk away."),
            Example("You must tell me by tomorrow positively or I will assume you are not serious company."),
            Example("Revert by EOD or else."),
            Example("I expect an answer by tomorrow."),
            Example("Honestly, that is so unfair."),
            Example("My boss is an idiot."),
            Example("Well, thanks for nothing."),
            Example("Either you send me the date today or count me out."),
            Example("I suppose that answering an email is too much work."),
            Example("You have no idea what I'd give for this job."),
        ),
    },
    must_pass={
        "es": (
            Example("¡Muchas gracias! ¿Le va bien el lunes? El CV va en PDF y www.onu.es, en HTML III."),
            Example("Tengo un compromiso familiar y no puedo ir (a las 16:30); le ruego que me disculpe."),
            Example("La reunión no fue inútil; me quejo poco y hablo con el jefe sin problema."),
            Example("Si no me responden ustedes, ¿puedo escribir a su compañera? Espero su respuesta con ilusión."),
            Example("Tengo otra oferta y debo contestar mañana: ¿hay alguna novedad?"),
            Example("Qué detalle el suyo al llamarme; tienen hasta el lunes mi documentación."),
            Example("Gracias por todo 🙂", {"channel": "chat", "register": "informal"}),
        ),
        "en": (
            Example("Thank you! Is Monday fine? My CV is a PDF made at NASA (2016)."),
            Example("I would be grateful for a reply; the train was late: 9:30."),
            Example("The hire of the hall is settled, and I hope that is fair to everybody."),
            Example("Kindly revert by Friday if you can. I have another offer and must answer by tomorrow."),
            Example("I expect to be free by tomorrow, or I will call you on Friday."),
            Example("I have until Friday to answer another offer, and it cannot be hard to find a time."),
            Example("Thanks again 🙂", {"channel": "chat", "register": "informal"}),
        ),
    },
)
