"""No text of any kind crashes a check or yields a span that does not quote it; checking keeps no state."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guardrails.checking import check
from guardrails.checks.base import example_contract
from guardrails.contract import Budget, Contract, Language
from guardrails.finding import Report

PIECES = [
    "Asunto: cita\n",
    "Subject: Re: x\n",
    "\r\n",
    "\n\n",
    "> citado\n",
    "Dear Ms. Porter,\n",
    "Estimada Sra. Ortega:\n",
    "lunes 7 de diciembre a las 16:30 h",
    "Monday, Dec 7 at 4:30 pm",
    "31/02/2026",
    "99:99",
    "2026-13-45",
    "24/7",
    "UTC+99",
    "{position}",
    "[Name]",
    "<b>",
    "```",
    "**x**",
    "((",
    ")",
    "¿",
    "?!",
    "..",
    " ,",
    "\u200b",
    "\u202e",
    "\ud800",
    "\udc00x",
    "\U0001f469\u200d\U0001f4bb",
    "e\u0301",
    "İ",
    "ß",
    "ﬁ",
    "Ａ",
    "а",
    "\x00",
    "\x1b",
    "tú",
    "usted",
    "u",
    "I'm",
    "'",
    "-",
    "+34 600 000 000",
    "ana@example.org",
    "https://x.y/?a=b",
    "On Monday Ana wrote:\n",
    "١٢:٣٠",
    "²",
    "5º",
    "gripes",
    "gr\u0456pe",
    "g.r.i.p.e",
    "gri\u00adpe",
    "\u2066x\u2069",
    "\ufeff",
    "\U000e0041",
    "\U0001f3f4\U000e0067\U000e007f",
    "\u2764\ufe0f\u200d\U0001f525",
    "مرحبا",
    "\r",
    "\u2028",
    "\x85",
    "soooo",
    "a,b",
    "ab.Cd",
    "1 de mayo, lunes,",
    "half four",
]
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=200),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=25).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=25).map("".join),
)


def contract_for(language: Language) -> Contract:
    return example_contract(
        language,
        budget=Budget(1, 5, 20),
        private=frozenset({"gripe", "flu"}),
        own_words=("El martes 8 a las 10 vi 3 Gatos",),
        foreign=("acuario",),
        required=("purpose", "apology", "gratitude"),
        forbidden=("reason", "reschedule_offer"),
    )


def assert_quotes(report: Report, text: str, subject: str | None) -> None:
    for finding in report.findings:
        source = subject if finding.id == "subject" and subject is not None else text
        for span in finding.spans:
            assert 0 <= span.start <= span.end <= len(source), finding
            assert source[span.start : span.end] == span.text, finding
    for spans in report.elements.values():
        assert all(text[span.start : span.end] == span.text for span in spans)


@pytest.mark.parametrize("language", ["es", "en"])
@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=TEXTS, subject=st.one_of(st.none(), TEXTS))
def test_any_text_gets_a_report_whose_spans_quote_it(language: Language, text: str, subject: str | None) -> None:
    assert_quotes(check(text, subject=subject), text, subject)
    assert_quotes(check(text, contract_for(language), subject=subject), text, subject)


@pytest.mark.parametrize("text", ["", " ", "\n", "Subject:", "Asunto: hola", "\ufeff", "\ud83d", ">", "¿", "a" * 5000])
def test_small_odd_texts_get_a_report(text: str) -> None:
    assert_quotes(check(text), text, None)
    assert_quotes(check(text, contract_for("es")), text, None)


@pytest.mark.parametrize(("joint", "size"), [("\r\n", 1_000_000), (". ", 100_000)])
def test_a_megabyte_of_everything_gets_a_report(joint: str, size: int) -> None:
    """What stands below a quoted mail is not judged: the second text is wholly the writer's, and shorter."""
    piece = joint.join(PIECES)
    whole = (piece * (size // len(piece) + 1))[:size]
    assert_quotes(check(whole, contract_for("es")), whole, None)


def test_many_threads_get_the_same_report_as_one() -> None:
    texts = [f"Estimada Sra. Ortega:\nLe agradezco su tiempo, {n}. Te veo el lunes {n % 28 + 1} :)" for n in range(40)]
    alone = [check(text, contract_for("es")) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda text: check(text, contract_for("es")), texts))
    assert together == alone
