"""A letter on the page: its versions, its way through the browser's storage, and what one click mends."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from app.checklist import Checklist, as_data, checklist_of
from app.comparing import difference
from app.letter import KEPT, Letter, from_plain, to_plain
from app.mending import mended
from app.texts import Texts
from app.versions import version_key
from guardrails.checking import check
from puentes.drafting import draft
from puentes.reading import load_situation
from puentes.revising import relocate
from puentes.rewording import Standing

EXAMPLES = Path(__file__).parent.parent / "examples"


def _letter(name: str = "es-reschedule-email-surgery") -> Letter:
    situation = load_situation(EXAMPLES / f"{name}.yaml")
    return Letter.of(draft(situation, "phrasebank", grammar=None), situation, {"a": "b"}, 1000)


def _found(letter: Letter, texts: Texts) -> Checklist:
    report = check(letter.standing.body, letter.contract, subject=letter.standing.subject, ui=texts.language)
    return checklist_of(
        report, letter.standing, letter.contract, letter.situation, letter.rewordable("phrasebank"), texts
    )


def _mend(letter: Letter, item_id: str, texts: Texts) -> Standing | None:
    item = next(
        i for group in (_found(letter, texts),) for i in (*group.moves, *group.open) if i.id.startswith(item_id)
    )
    return mended(item, letter.standing, letter.contract, letter.situation, None, ui=texts.language)


def test_one_stretch_of_typing_is_one_version_and_the_way_back_is_open() -> None:
    letter = _letter()
    first = letter.standing
    assert letter.edit(first.subject, first.body + " a")
    assert letter.edit(first.subject, first.body + " ab")
    assert not letter.edit(first.subject, first.body + " ab")
    assert [version.how for version in letter.versions] == ["written", "edited"]
    serial = letter.serial
    letter.back_to(1)
    assert letter.standing == first
    assert letter.serial != serial
    letter.edit(first.subject, "otra")
    assert [version.standing.body[-3:] for version in letter.versions][1:] == [" ab", "tra"]


def _choose_versions() -> None:
    import streamlit as st

    from app import versions
    from app.texts import Texts

    for key in st.session_state["told"]:
        versions.open_version(key, Texts("en"))


def test_a_list_of_versions_that_was_replaced_opens_none() -> None:
    """It sends what it showed once more when two runs of the page follow each other: that is no choice."""
    letter = _letter()
    letter.edit("", "mine")
    late = version_key(letter, Texts("en"))
    letter.add("mended", "", Standing("", "mended", ()))
    now = version_key(letter, Texts("en"))
    page = AppTest.from_function(_choose_versions)
    page.session_state["letter"] = letter
    page.session_state[late], page.session_state[now] = 2, 1
    page.session_state["told"] = [late]
    page.run()
    assert page.session_state["letter"].version.number == 3
    page.session_state["told"] = [now]
    page.run()
    assert page.session_state["letter"].version.number == 1


def test_a_finding_keeps_its_name_while_others_come_and_go() -> None:
    """A click that was meant for one must not meet another that has taken its place in the list."""
    letter, texts = _letter(), Texts("es")
    body, flaw = letter.standing.body, "Su empresa es un desastre."
    places = []
    for before in ("Le ruego de rodillas una oportunidad. ", ""):
        letter.edit(letter.standing.subject, body.replace("\n\n", f"\n\n{before}{flaw} ", 1))
        found = _found(letter, texts).open
        item = next(item for item in found if item.id.startswith("disparagement"))
        assert flaw[:-1] in item.id
        places.append((found.index(item), item.id))
    assert places[0][0] > places[1][0]
    assert places[0][1] == places[1][1]


def test_the_first_version_is_kept_and_the_oldest_of_the_others_goes() -> None:
    letter = _letter()
    for number in range(KEPT + 5):
        letter.add("mended", "", Standing("", f"{number}", ()))
    assert len(letter.versions) == KEPT
    assert letter.versions[0].number == 1
    assert letter.standing.body == str(KEPT + 4)


def test_a_letter_comes_back_from_the_browser_as_it_was() -> None:
    letter = _letter()
    letter.edit("Otro asunto", letter.standing.body + " 👩‍⚕️ más")
    back = from_plain(json.loads(json.dumps(to_plain(letter))), 2000)
    assert back is not None
    assert back.versions == letter.versions
    assert back.situation == letter.situation
    assert back.serial == 2000


@pytest.mark.parametrize(
    "spoil",
    [
        lambda d: d.pop("situation"),
        lambda d: d["situation"].update(intent="steal"),
        lambda d: d.update(versions=[]),
        lambda d: d.update(current=99),
        lambda d: d["versions"][0].update(places=[["a", "x", 3]]),
        lambda d: d.update(versions="text"),
        lambda d: d.update(events=[["a", 3]]),
    ],
)
def test_what_comes_from_the_browser_and_is_no_letter_is_left_aside(spoil: Any) -> None:
    plain = copy.deepcopy(to_plain(_letter()))
    spoil(plain)
    assert from_plain(plain, 1) is None


def test_places_outside_the_text_are_dropped() -> None:
    plain = to_plain(_letter())
    plain["versions"][0]["places"] = [["apology", 5, 10_000], ["gratitude", -1, 4], ["greeting", 0, 5]]
    back = from_plain(plain, 1)
    assert back is not None
    assert [place.move for place in back.standing.places] == ["greeting"]


@pytest.mark.parametrize("language", ["es", "en"])
def test_each_move_says_where_it_stands(language: str) -> None:
    """Every move that is there has its words; in the interface's language, whatever the message's."""
    texts = Texts(language)  # type: ignore[arg-type] # es or en
    letter = _letter()
    items = _found(letter, texts).moves
    assert {item.move for item in items} >= {"subject", "greeting", "purpose", "apology", "gratitude", "closing"}
    assert all(item.status == "pass" for item in items)
    for item in items:
        assert item.where == "subject" or item.spans
        assert texts(f"move.{item.move}") in item.label
    assert json.dumps(as_data(items, texts))


def test_a_missing_move_is_written_by_one_click() -> None:
    texts, letter = Texts("en"), _letter()
    place = next(p for p in letter.standing.places if p.move == "apology")
    body = letter.standing.body
    letter.edit(letter.standing.subject, body[: place.start] + body[place.end :])
    item = next(i for i in _found(letter, texts).moves if i.move == "apology")
    assert item.status == "fail"
    assert item.actions == ("write",)
    new = _mend(letter, "move apology", texts)
    assert new is not None
    assert new.text_of("apology")


@pytest.mark.parametrize(
    ("added", "item", "gone"),
    [
        (" Le ruego de rodillas que me dé el puesto.", "tone", "rodillas"),
        (" Muchas gracias por por todo.", "punctuation", "por por"),
        (" [Su nombre aquí].", "placeholder", "["),
    ],
)
def test_what_fails_is_mended_by_one_click_where_it_can_be(added: str, item: str, gone: str) -> None:
    """The flaw is gone, fewer checks fail, and all that was right before is there still."""
    texts, letter = Texts("es"), _letter()
    body = letter.standing.body
    at = next(p for p in letter.standing.places if p.move == "gratitude").end
    spoilt = body[:at] + added + body[at:]
    letter.edit(letter.standing.subject, spoilt)
    found = _found(letter, texts)
    line = next((i for i in found.open if i.id.startswith(item)), None)
    assert line is not None, [i.id for i in found.open]
    if "mend" not in line.actions:
        assert item == "placeholder"  # what belongs there is for the person to say
        return
    new = _mend(letter, item, texts)
    assert new is not None
    assert gone not in new.body
    assert all(body[p.start : p.end] in new.body for p in relocate(letter.versions[0].standing.places, body, body))


def test_the_difference_is_told_word_by_word_and_nothing_in_it_acts() -> None:
    html = difference("Uno <b>dos</b> tres", "Uno <i>dos</i> cuatro", Texts("es"))
    assert "<b>" not in html
    assert "<i>" not in html
    assert "&lt;" in html
    assert '<del title="Quitado">tres</del>' in html
    assert '<ins title="Añadido">cuatro</ins>' in html
