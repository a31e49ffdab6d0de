"""The shipped drafts with what must survive, go and come: by rule, with good and with bad models."""

from __future__ import annotations

import json

import pytest
from fake_endpoint import Call, fake_endpoint
from helpers_engine import engine_on

from eval.rewriting_fixtures import DraftFixture, draft_fixtures, judge
from puentes.engines.base import Request
from puentes.engines.scripted import ScriptedEngine
from puentes.rewriting.rewriting import rewrite

FIXTURES = draft_fixtures()
# Without a grammar checker nothing corrects spelling: these need it.
SPELLING = {
    "es-intimate-chat",
    "es-transcript",
    "es-mixed-slang",
    "en-chat-spelling",
    "en-transcript",
    "en-situation-voicemail",
}
PLAIN = [f for f in FIXTURES if f.id not in SPELLING]


def test_there_are_drafts_enough_in_both_languages() -> None:
    """At least forty, twenty of each language, a fifth of them fine."""
    assert len(FIXTURES) >= 40
    assert len({f.id for f in FIXTURES}) == len(FIXTURES)
    assert all(sum(f.id.startswith(lang) for f in FIXTURES) >= 20 for lang in ("es", "en"))
    assert sum(f.fine for f in FIXTURES) >= 8


@pytest.mark.parametrize("fixture", PLAIN, ids=lambda f: f.id)
def test_a_draft_is_rewritten_as_its_fixture_wants_by_rule(fixture: DraftFixture) -> None:
    """Everything survives, goes and comes as it should; the contract holds; nothing is invented."""
    result = rewrite(fixture.draft, fixture.known(), "phrasebank", grammar=None, options=fixture.options())
    assert judge(fixture, result).faults == ()


@pytest.mark.grammar
@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda f: f.id)
def test_with_the_grammar_checker_spelling_is_mended_too(fixture: DraftFixture) -> None:
    """The same with LanguageTool, all of them."""
    from guardrails.languagetool import shared_checker

    result = rewrite(fixture.draft, fixture.known(), "phrasebank", grammar=shared_checker(), options=fixture.options())
    assert judge(fixture, result).faults == ()


def _names(request: str) -> list[str]:
    return [line.split(":")[0] for line in request.splitlines() if line.startswith("s") and ":" in line]


def _answers(call: Call, text: str) -> None:
    call.say(json.dumps(dict.fromkeys(_names(call.prompt), text)))


@pytest.mark.parametrize(
    "says",
    ["You were late on 5 May, Mr. Stone.", "I hereby accept your offer.", "Roses are red, cats are in bed.", ""],
)
def test_what_a_model_twists_is_refused_and_costs_nothing(says: str) -> None:
    """An invented fact, an act that nobody meant, a poem, an empty answer: the rules do the work instead."""
    with fake_endpoint(lambda call: _answers(call, says)) as fake:
        for fixture in PLAIN:
            result = rewrite(fixture.draft, fixture.known(), engine_on(fake), grammar=None, options=fixture.options())
            assert judge(fixture, result).faults == (), fixture.id
            assert result.llm_calls <= 2
            assert not says or says not in result.text
    assert fake.calls


DRAFT = (
    "Dear Ms. Porter,\n\nI am writing about the interview for Florist on 12 November at Petal Flowers. "
    "Nobody bothered to reply to my 3 emails, which is rude. Thank you for your time.\n\nKind regards,\nTess Moss"
)


def test_a_gentle_sentence_of_a_model_is_taken_and_no_fact_leaves_the_machine() -> None:
    """The source's own facts come back in it; the prompt holds slots in their place."""
    seen: list[Request] = []

    def script(request: Request) -> str:
        seen.append(request)
        return json.dumps({"s1": "I have not had a reply to my {number101} emails."})

    result = rewrite(DRAFT, None, ScriptedEngine(script), grammar=None)
    assert "I have not had a reply to my 3 emails." in result.text
    assert result.llm_calls == 1
    sent = "\n".join(turn.content for turn in seen[0].turns)
    for private in ("Porter", "Tess", "Petal", "12 November", " 3 "):
        assert private not in sent


@pytest.mark.parametrize("answer", ["no json", '{"s1": 3}', '{"s2": "x"}', "{"])
def test_an_answer_that_cannot_be_read_is_no_error(answer: str) -> None:
    """The rules stand in, with one call and no second one."""
    result = rewrite(DRAFT, None, ScriptedEngine(lambda _: answer), grammar=None)
    assert "rude" not in result.text
    assert result.holds
    assert result.llm_calls == 1


def test_a_fine_draft_asks_no_model_at_all() -> None:
    """Nothing to soften, nothing to pay."""
    engine = ScriptedEngine(lambda _: "{}")
    for fixture in FIXTURES:
        if fixture.fine:
            assert rewrite(fixture.draft, None, engine, grammar=None, options=fixture.options()).llm_calls == 0
    assert engine.requests == []


def test_a_sentence_that_keeps_nothing_of_its_source_is_not_taken() -> None:
    """ "Thank you." is no gentler wording of a reproach, however harmless it is."""
    result = rewrite(DRAFT, None, ScriptedEngine(lambda _: json.dumps({"s1": "Thank you."})), grammar=None)
    assert result.llm_calls == 1
    assert result.text.count("Thank you") == 1
