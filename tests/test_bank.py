"""The phrase bank: wordings for every case, and a choice among them that reads as one text."""

from __future__ import annotations

import itertools
from typing import Any, get_args

import pytest

from puentes.bank import Wording, choose, wordings
from puentes.contracts import contract_for, slots_for
from puentes.etiquette import required_moves
from puentes.reading import situation_from
from puentes.rendering.filling import slots_in
from puentes.situation import Channel, Intent, Language, Reason, ReasonKind, Register, Situation

CASES = list(itertools.product(get_args(Language), get_args(Intent), get_args(Channel), get_args(Register)))


def situations(language: str, intent: str, channel: str, register: str) -> list[Situation]:
    """A situation with few facts and one with many."""
    base: dict[str, Any] = {"language": language, "intent": intent, "channel": channel, "register": register}
    base |= {"sender": {"name": "Ana Gil"}}
    few = situation_from({**base, "now": "2026-12-01T10:00:00+01:00"})
    missed = intent in {"missed", "thank_you", "follow_up"}
    many = {
        "sender": {"name": "Ana Gil", "phone": "612 34 56 78", "gender": "f"},
        "recipient": {"name": "Luis Paz", "gender": "m", "role": "recruiter"},
        "interview": {
            "position": "Peón", "company": "Faro S.A.", "place": "calle Mayor 5", "time_zone": "Europe/Madrid",
            "starts_at": "2026-11-30T10:00:00+01:00" if missed else "2026-12-03T10:00:00+01:00",
        },
        "alternatives": ["2026-12-04T10:00:00+01:00", "2026-12-04T12:00:00+01:00"],
        "reason": {"kind": "illness", "share": "brief"},
    }  # fmt: skip
    return [few, situation_from({**base, **many, "now": "2026-12-01T10:00:00+01:00"})]


@pytest.mark.parametrize(("language", "intent", "channel", "register"), CASES)
def test_every_move_of_every_case_has_several_wordings(language: str, intent: str, channel: str, register: str) -> None:
    for situation in situations(language, intent, channel, register):
        slots = slots_for(situation)
        moves = [m for m in required_moves(situation) if m != "reason"]
        counts = {move: len(wordings(move, situation, slots)) for move in moves}
        assert min(counts.values()) >= 2, counts
        assert wordings("greeting", situation, slots)
        assert wordings("closing", situation, slots)
        if channel == "email":
            assert len(wordings("subject", situation, slots)) >= 2


@pytest.mark.parametrize("kind", get_args(ReasonKind))
@pytest.mark.parametrize("language", get_args(Language))
def test_every_kind_of_reason_has_wordings_in_every_channel_and_intent(language: str, kind: str) -> None:
    telling = ("cancel", "reschedule", "withdraw", "missed", "reconsider")
    for intent, channel, register in itertools.product(telling, get_args(Channel), get_args(Register)):
        situation = situations(language, intent, channel, register)[1]
        told = situation.model_copy(update={"reason": Reason.model_validate({"kind": kind})})
        assert wordings("reason", told, slots_for(told)), (intent, channel, register)


@pytest.mark.parametrize(("language", "intent", "channel", "register"), CASES)
def test_every_wording_of_a_fact_that_is_due_holds_it(language: str, intent: str, channel: str, register: str) -> None:
    situation = situations(language, intent, channel, register)[1]
    slots = slots_for(situation)
    due = {f.kind for f in contract_for(situation).facts if f.due} & {"when", "alternative", "place", "position"}
    told = {
        move: [set(slots_in(w.template)) for w in wordings(move, situation, slots)]
        for move in required_moves(situation)
    }
    for kind in due:
        slot = "alternatives" if kind == "alternative" else kind
        assert any(held and all(slot in names for names in held) for held in told.values()), (kind, told)


@pytest.mark.parametrize(("language", "intent", "channel", "register"), CASES)
def test_no_wording_leaves_a_slot_or_a_bracket(language: str, intent: str, channel: str, register: str) -> None:
    for situation in situations(language, intent, channel, register):
        slots = slots_for(situation)
        order = [*contract_for(situation).order, "subject"]
        texts = [w.text for move in order for w in wordings(move, situation, slots)]
        assert [t for t in texts if any(sign in t for sign in "{}[]|") or "  " in t or not t.strip()] == []


def _options(**texts: list[str]) -> dict[str, list[Wording]]:
    return {move: [Wording(move, text, text) for text in each] for move, each in texts.items()}


def test_the_choice_avoids_an_opening_word_that_is_there_already() -> None:
    options = _options(a=["Gracias por todo.", "Muchas gracias."], b=["Gracias otra vez.", "Quedo a la espera."])
    for seed in range(20):
        chosen = choose(["a", "fixed", "b"], options, {"fixed": "Muchas son las dudas."}, ideal=(0, 99), seed=seed)
        assert {m: w.text for m, w in chosen.items()} == {"a": "Gracias por todo.", "b": "Quedo a la espera."}


def test_the_choice_keeps_to_the_ideal_length() -> None:
    options = _options(a=["Uno dos tres cuatro cinco seis siete.", "Uno."])
    assert choose(["a"], options, {}, ideal=(0, 3), seed=1)["a"].text == "Uno."
    assert choose(["a"], options, {}, ideal=(5, 9), seed=1)["a"].text.startswith("Uno dos")


def test_the_choice_is_the_same_for_a_seed_and_varies_among_seeds() -> None:
    options = _options(a=["Uno.", "Dos.", "Tres."], b=["Vale.", "Bien.", "Claro."])

    def picked(seed: int) -> tuple[str, ...]:
        return tuple(w.text for w in choose(["a", "b"], options, {}, ideal=(0, 9), seed=seed).values())

    assert [picked(seed) for seed in range(9)] == [picked(seed) for seed in range(9)]
    assert len({picked(seed) for seed in range(9)}) > 2
