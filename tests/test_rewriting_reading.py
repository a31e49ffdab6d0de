"""What a draft is taken to be: read against now, shown, corrected; and drafts that cannot be rewritten."""

from __future__ import annotations

from typing import Any

import pytest

import puentes
from eval.rewriting_fixtures import draft_fixtures
from puentes.rewriting.drafts import DraftError
from puentes.rewriting.facts_read import facts_read
from puentes.rewriting.options import OptionError, options_from
from puentes.rewriting.result import Rewrite
from puentes.rewriting.rewriting import rewrite

NOW = "2026-11-25T09:00:00+01:00"  # a Wednesday
FRENCH = (
    "Bonjour Madame, je suis désolé mais je ne pourrai pas venir à l'entretien de jeudi car je suis malade. "
    "Merci beaucoup, Paul"
)


def rewritten(draft: str, **options: Any) -> Rewrite:
    return puentes.rewrite(
        draft, engine="phrasebank", grammar=None, options=options_from({"now": NOW, **options}, "test: ")
    )


def read_as(draft: str, **options: Any) -> dict[str, str | None]:
    return {m.text: m.iso for m in rewritten(draft, **options).read.moments}


@pytest.mark.parametrize(
    ("draft", "read"),
    [
        # Whoever moves an interview of the week after next to "Friday" means the Friday after it.
        (
            "Hola, no puedo ir a la entrevista del jueves 10 de diciembre a las 5. ¿Sería posible el viernes a las 10?",
            {"jueves 10 de diciembre a las 5": "2026-12-10T17:00", "viernes a las 10": "2026-12-11T10:00"},
        ),
        (
            "Hi, I can't make the interview on Thursday 10 December at 3 pm. Could we do Friday at the same time?",
            {"Thursday 10 December at 3 pm": "2026-12-10T15:00", "Friday": "2026-12-11T15:00"},
        ),
        # That of this week is moved to the coming one.
        (
            "Hi Sarah, I can't make the interview on Thursday 26 November at 3 pm. Could we do Friday at 10?",
            {"Thursday 26 November at 3 pm": "2026-11-26T15:00", "Friday at 10": "2026-11-27T10:00"},
        ),
    ],
)
def test_an_offered_moment_is_read_against_the_interview(draft: str, read: dict[str, str]) -> None:
    assert read_as(draft) == read


def test_only_a_guess_is_asked_about() -> None:
    """ "A las 10" of an interview is in the morning; "a las 5" is most likely in the afternoon, and asked."""
    asked = "Hola Marta, no puedo ir a la entrevista del jueves 26 de noviembre a las {}. Lo siento mucho. Gracias."
    assert not any("jueves 26" in q for q in rewritten(asked.format("10:00")).questions)
    assert any("17:00" in q for q in rewritten(asked.format("5")).questions)


def test_what_was_read_is_told_and_can_be_corrected() -> None:
    """Every fact has a name and a value; a date means what the person says it means, and is asked no more."""
    draft = "Hola Marta, no puedo ir a la entrevista del viernes a las 5. Lo siento. Gracias. Un saludo, Luis Gil"
    told = dict(facts_read(rewritten(draft).read, "en"))
    assert (told["to"], told["signed by"], told["what for"]) == ("Marta", "Luis Gil", "cancel the interview")
    assert told["“viernes a las 5”"] == "Friday, 27 November 2026, 17:00"
    assert told["position"] == "not told"

    result = rewritten(draft, moments={"Viernes a las 5": "2026-12-04T05:00"}, company="Hornos Sur", sender="Luisa Gil")
    told = dict(facts_read(result.read, "en"))
    assert told["“viernes a las 5”"] == "Friday, 4 December 2026, 05:00"
    assert (told["company"], told["signed by"]) == ("Hornos Sur", "Luisa Gil")
    assert not any("viernes" in question for question in result.questions)
    assert "viernes a las 5" in result.text


def test_a_correction_of_no_date_of_the_draft_is_told() -> None:
    result = rewritten("Hi Sarah, I can't come on Friday. Sorry. Thanks, Tom", moments={"on Monday": "2026-12-07"})
    assert any("on Monday" in note for note in result.notes)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"moments": {"Friday": "soon"}}, "moments: 'Friday': 'soon' is no date"),
        ({"moments": "Friday"}, "moments: is no mapping"),
        ({"sender": 5}, "sender: is no text"),
        ({"presett": "formal"}, "Did you mean preset"),
    ],
)
def test_a_correction_that_cannot_be_read_names_itself(options: dict[str, Any], told: str) -> None:
    with pytest.raises(OptionError, match=told):
        options_from(options, "line 3: ")


@pytest.mark.parametrize(
    ("draft", "english", "spanish"),
    [
        (FRENCH, "French", "francés"),
        ("Sehr geehrte Frau Müller, leider kann ich am Donnerstag nicht zum Gespräch kommen.", "German", "alemán"),
        ("Здравствуйте, я не смогу прийти на собеседование завтра.", "another language", "otro idioma"),
        ("Hi \ud83d Sarah, I can't come tomorrow.", "U+D83D", "U+D83D"),
    ],
)
def test_a_draft_that_is_no_spanish_or_english_text_is_left_alone(draft: str, english: str, spanish: str) -> None:
    """Rules of another language would spoil it; the error says so in both languages."""
    with pytest.raises(DraftError, match=english.replace("+", r"\+")) as raised:
        rewritten(draft)
    assert spanish in raised.value.told("es")


def test_a_language_that_was_chosen_wrongly_is_told_and_nothing_is_translated() -> None:
    draft = "Hola Marta, no puedo ir a la entrevista de mañana porque estoy enfermo. Lo siento mucho. Gracias."
    with pytest.raises(DraftError, match="Spanish"):
        rewritten(draft, language="en")


@pytest.mark.parametrize("fixture", draft_fixtures()[::9], ids=lambda f: f.id)
def test_line_ends_of_another_system_change_nothing(fixture: Any) -> None:
    """With CRLF the result is the same, all its lines end so, and every offset quotes the draft or the text."""
    plain = rewrite(fixture.draft, fixture.known(), "phrasebank", grammar=None, options=fixture.options())
    draft = fixture.draft.replace("\n", "\r\n")
    result = rewrite(draft, fixture.known(), "phrasebank", grammar=None, options=fixture.options())
    assert result.text == plain.text.replace("\n", "\r\n")
    assert result.draft == draft
    assert all(draft[edit.start : edit.end] == edit.before for edit in result.edits)
    spans = [span for finding in result.checks for span in finding.spans]
    assert all(result.text[span.start : span.end] == span.text for span in spans)
