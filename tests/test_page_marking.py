"""The HTML of the page: only our own tags act, and marks stand where the findings say."""

from __future__ import annotations

import re

import pytest

from app.marking import by_gravity, findings_list, marked
from app.texts import Texts
from guardrails.finding import Finding, Span, Status

HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(1)"> & "quotes" **bold** $x^2$ :smile:'


def _finding(status: Status, body: str, *words: str, message: str = "m") -> Finding:
    spans = tuple(Span(body.index(word), body.index(word) + len(word), word) for word in words)
    return Finding("check", status, message, spans)


def test_words_are_marked_where_they_stand_counted_in_code_points() -> None:
    """A character beyond the basic plane before the word does not move the mark."""
    body = "👩‍⚕️ Estimada señora:\nlo siento"
    html = marked(body, [_finding("fail", body, "siento")])
    assert '<mark class="pz-fail" title="m">siento</mark>' in html
    assert re.sub(r"<[^>]+>", "", html) == body


def test_overlapping_words_take_the_graver_mark_and_all_messages() -> None:
    body = "uno dos tres"
    findings = [_finding("advice", body, "uno dos", message="a"), _finding("fail", body, "dos tres", message="f")]
    html = marked(body, findings)
    assert '<mark class="pz-advice" title="a">uno </mark>' in html
    assert '<mark class="pz-fail" title="a · f">dos</mark>' in html
    assert '<mark class="pz-fail" title="f"> tres</mark>' in html


def test_what_passes_and_what_stands_elsewhere_is_not_marked() -> None:
    body = "gracias por todo"
    elsewhere = Finding("subject", "fail", "m", (Span(0, 7, "Entrevi"), Span(90, 95, "lejos")))
    assert marked(body, [_finding("pass", body, "gracias"), elsewhere]) == body


@pytest.mark.parametrize("place", ["body", "message", "quote", "fix"])
def test_nothing_that_was_written_acts_as_html(place: str) -> None:
    body = f"a {HOSTILE} z"
    message = HOSTILE if place == "message" else "m"
    fix = HOSTILE if place == "fix" else None
    span = Span(2, 2 + len(HOSTILE), HOSTILE)
    finding = Finding("check", "fail", message, (span,), fix)
    html = marked(body, [finding]) + findings_list([finding], Texts("en"))
    tags = set(re.findall(r"</?([a-z]+)", html))
    assert tags <= {"mark", "ul", "li", "span", "strong", "q", "br"}
    assert not re.search(r'<[^>]*onerror="', html)


def test_findings_tell_their_status_in_words_and_the_gravest_comes_first() -> None:
    body = "x"
    statuses: list[Status] = ["pass", "not_checked", "fail", "advice"]
    findings = by_gravity(_finding(status, body) for status in statuses)
    assert [f.status for f in findings] == ["fail", "advice", "not_checked", "pass"]
    html = findings_list(findings, Texts("es"))
    positions = [html.index(word) for word in ("Falla", "Consejo", "Sin comprobar", "Bien")]
    assert positions == sorted(positions)
