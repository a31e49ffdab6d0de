"""Every phrase of the bank is seen to do what its move says, and nothing that its intent forbids."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

import pytest

from bench.learn.corpus import FACTS
from guardrails.acts import find_acts
from guardrails.contract import Language
from guardrails.text import Text
from puentes.bank import PhraseFile
from puentes.datafiles import names, read_model
from puentes.etiquette import etiquette_of
from puentes.rendering.filling import Slots, can_fill, fill
from puentes.situation import Intent

OWN = {"apology", "gratitude", "reschedule_offer", "reason", "interest", "question", "future_contact", "acceptance"}
ANNOUNCES = {"withdraw": "withdrawal", "cancel": "cannot_attend", "confirm": "confirmation", "missed": "missed"}
# Done only by the move that has the name: an apology stands once in a message, and a reason kept back must not slip in.
ONLY_ITS_MOVE = {"apology", "reason"}
NEVER = {"negative_about_employer", "overshares"}


def phrases(language: Language) -> Iterator[tuple[str, tuple[str, ...], str, str, bool]]:
    """Move, intents, register, text, and whether facts stand in it: with all facts, and with none where it can be."""
    values = FACTS[language]
    for name in names("phrases", language):
        file = read_model(PhraseFile, "phrases", language, f"{name}.yaml")
        for entry in file.phrases:
            intents = entry.intents or file.intents or get_args(Intent)
            for register, templates in (("formal", entry.formal), ("informal", entry.informal)):
                for template in templates if entry.move != "subject" else ():
                    bare = {n: v for n, v in values.items() if n in {"sender", "phone", "recipient"}}
                    for known in (values, bare) if can_fill(template, bare) else (values,):
                        yield entry.move, intents, register, fill(template, Slots(language, known)), known is values


def wanted(move: str, intents: tuple[str, ...], named: bool) -> set[str]:
    if move in OWN:
        return {move}
    if move != "purpose":
        return set()
    announced = {ANNOUNCES[intents[0]]} if len(intents) == 1 and intents[0] in ANNOUNCES else set()
    return announced | {"names_interview" if named else "mentions_process"}


def unwanted(move: str, intents: tuple[str, ...], register: str) -> set[str]:
    # A phrase for several intents is held to what each of them forbids, save the move that it is written for.
    forbidden = {move for intent in intents for move in etiquette_of(intent).never}
    informal = {"informal"} if register == "formal" else set()
    return ((forbidden & OWN) | ONLY_ITS_MOVE | NEVER | informal) - {move}


@pytest.mark.parametrize("language", get_args(Language))
def test_each_phrase_performs_its_act_and_none_that_its_intent_forbids(language: Language) -> None:
    wrong: list[str] = []
    for move, intents, register, text, full in phrases(language):
        acts = {act for act, spans in find_acts(Text(text), language).items() if spans}
        named = full and any(FACTS[language][fact] in text for fact in ("position", "when"))
        missing, extra = wanted(move, intents, named) - acts, acts & unwanted(move, intents, register)
        if missing or extra:
            wrong.append(f"{move} {intents}: lacks {missing or '-'}, does {extra or '-'}: {text}")
    assert not wrong, "\n".join(wrong)
