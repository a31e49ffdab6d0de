"""The call sheet: all of the script, large, with the facts at hand, and nothing in it that acts."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from app.taking.sheet import call_sheet, has_sheet
from app.texts import Texts
from puentes import draft, load_situation
from puentes.situation import Situation

EXAMPLES = Path(__file__).parent.parent / "examples"
SPOKEN = [path for path in sorted(EXAMPLES.iterdir()) if {"voicemail", "phone"} & set(path.stem.split("-"))]


def _said(page: str) -> str:
    script = page.split("<h2>", 2)[1].split("</h2>", 1)[1]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", script)).split())


@pytest.mark.parametrize("path", SPOKEN, ids=lambda path: path.stem)
def test_every_word_of_the_script_is_on_the_sheet(path: Path) -> None:
    situation: Situation = load_situation(path)
    body = draft(situation, "phrasebank", grammar=None).body
    page = call_sheet(body, situation, Texts("en"))
    assert has_sheet(situation)
    assert re.sub(r"\W", "", _said(page)) == re.sub(r"\W", "", body)
    assert f'<div lang="{situation.language}">' in page


def test_facts_are_bold_and_the_phone_number_is_spaced() -> None:
    situation = load_situation(EXAMPLES / "es-reschedule-voicemail-zones.yaml")
    body = draft(situation, "phrasebank", grammar=None).body
    page = call_sheet(body, situation, Texts("es"))
    assert page.count('<strong class="slow">+52 55 9876 5432</strong>') == 2
    assert "<strong>Traductora jurada</strong>" in page
    assert "<dt>Con quién habla</dt>" in page


def test_every_alternative_is_at_hand_on_a_line_of_its_own() -> None:
    situation = load_situation(EXAMPLES / "es-reschedule-email-surgery.yaml").model_copy(update={"channel": "phone"})
    page = call_sheet("Buenos días.", situation, Texts("es"))
    assert page.count("<li>") == len(situation.alternatives) > 1


def test_nothing_that_was_written_acts_on_the_sheet() -> None:
    """Escaped, and by the page's own policy no script runs but the print button's and nothing is fetched."""
    hostile = '<script>alert(1)</script><img src=x onerror="alert(2)">'
    situation = Situation.model_validate({
        "language": "en", "channel": "phone", "intent": "follow_up", "now": "2026-11-24T09:00:00+00:00",
        "sender": {"name": f"Ana {hostile}", "phone": hostile}, "recipient": {"name": hostile},
        "interview": {"position": hostile, "company": hostile},
    })  # fmt: skip
    page = call_sheet(f"Hello {hostile}. I am Ana {hostile}.", situation, Texts("en"))
    assert set(re.findall(r"<([a-z0-9]+)", page)) <= {
        "html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "button", "div", "p", "strong", "dl",
        "dt", "dd", "span", "script",
    }  # fmt: skip
    assert page.count("<script>") == 1
    assert not re.search(r"<[^>]*onerror", page)
    assert "default-src 'none'" in page


def test_letters_are_large_on_the_screen_and_on_paper() -> None:
    page = call_sheet("Hello.", load_situation(SPOKEN[0]), Texts("en"))
    assert "font: 1.75rem/1.5" in page
    assert "font-size: 20pt" in page
