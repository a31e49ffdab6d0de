"""The contract that a rewriting is held to: the situation's where there is one, else one read from the draft."""

from __future__ import annotations

from dataclasses import replace

from guardrails.acts import find_acts
from guardrails.contract import Budget, Contract, Fact
from guardrails.folding import fold
from guardrails.text import Text
from puentes.contracts import contract_for
from puentes.etiquette import channels, etiquette_of, reason_is_told
from puentes.prompting import foreign_phrases
from puentes.rewriting.rules import any_of, rules_of
from puentes.rewriting.understanding import Read
from puentes.situation import Situation

# Words that a message may always have beyond those of its draft: a rewriting need not be shorter than what was sent.
_SPARE = 40
_ANNOUNCING = ("cannot_attend", "missed", "withdrawal", "confirmation", "change_of_mind", "acceptance")


def contract_from(read: Read, draft: str) -> Contract:
    """For a draft without a situation: the moves of the intent that was read, the draft's own facts, none of them
    due, since it stays unknown which are right. What the draft does beyond the intent is the person's will."""
    moves: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    if read.intent:
        etiquette = etiquette_of(read.intent)
        moves = tuple(m for m in etiquette.order if m in etiquette.must and _is_due(m, read, draft))
        order = etiquette.order
    elif any_of((rules_of(read.language).late,)).search(fold(draft)):
        moves = order = ("apology", "gratitude")
    facts = [
        Fact(kind, (value,))  # type: ignore[arg-type] # the kinds are those of Fact
        for kind, value in (
            ("sender", read.sender), ("recipient", read.recipient), ("position", read.position),
            ("company", read.company), ("phone", read.phone),
        )
        if value
    ]  # fmt: skip
    facts += _announced(draft, read)
    facts += [Fact("alternative" if m.role == "alternative" else "when", (m.text,)) for m in read.moments]
    return Contract(
        language=read.language,
        channel=read.channel,
        intent=read.intent or "other",
        register=read.register,
        required=moves,
        order=order,  # a draft without greeting or closing stays so: what frames it is its writer's choice
        facts=tuple(facts),
        budget=_budget(read, draft),
        own_words=(draft,),
        foreign=_foreign(read.language, draft),
        english="GB" if read.english == "GB" else "US",
        now=None,
        # A text of one block that was only taken for an email needs no frame of one.
        extra={} if "channel" in read.given else {"channel": "read"},
    )


def _is_due(move: str, read: Read, draft: str) -> bool:
    """Without a situation nobody knows whether the interest is unchanged, nor that another moment can be offered,
    nor what is to be asked: that is for the person to say. What asks for another date has to ask for it."""
    rules, folded = rules_of(read.language), fold(draft)
    if move == "apology" and any_of((rules.waited,)).search(folded):
        return False  # who came and was not received owes none
    if (
        move in {"withdrawal", "purpose"}
        and read.intent == "withdraw"
        and any_of((rules.withdraws_plainly,)).search(folded)
    ):
        return False  # it is said in the person's own words
    if move == "purpose" and read.intent == "ask_information" and find_acts(Text(draft), read.language).get("question"):
        return False  # what is asked says what it is about
    return move not in {"interest", "question"} and (move != "reschedule_offer" or read.intent == "reschedule")


def _announced(draft: str, read: Read) -> list[Fact]:
    """ "I can't come tomorrow" says which interview is meant to the one who reads it: these words count as naming it,
    where the draft names it in no other way."""
    acts = find_acts(Text(draft), read.language)
    if acts.get("names_interview"):
        return []
    announced = (span for act in _ANNOUNCING for span in acts.get(act, ()))
    return [Fact("when", (span.text,)) for span in announced]


def contract_with(situation: Situation, read: Read, draft: str, contradicted: frozenset[str]) -> Contract:
    """For a draft with its situation: the situation's contract, with the draft as the person's own words. What the
    draft contradicts (`contradicted`: kinds of facts, names of moves) is neither demanded nor forbidden, since it
    is for the person to decide."""
    contract = contract_for(situation)
    acts = find_acts(Text(draft), situation.language)
    silent = situation.reason is not None and situation.reason.share == "none"
    allowed = {"reason"} if not silent else set()
    forbidden = tuple(
        m for m in contract.forbidden if m not in allowed and not (m in contradicted and acts.get(m) and m != "reason")
    )
    facts = tuple(replace(f, due=f.due and f.kind not in contradicted) for f in contract.facts)
    explicit = "register_" in situation.model_fields_set
    reason = situation.reason
    brief = reason.kind if reason and reason_is_told(situation) else "none" if silent else ""
    return replace(
        contract,
        forbidden=forbidden,
        allowed=tuple(m for m in (*contract.allowed, *allowed) if m not in contract.required),
        facts=facts,
        own_words=(*contract.own_words, draft),
        register=contract.register if explicit else read.register,
        foreign=_foreign(situation.language, draft),
        extra={**contract.extra, **({"reason": _brief_kind(brief)} if brief else {})},
    )


def _brief_kind(kind: str) -> str:
    return {"illness": "health", "injury": "health", "family_emergency": "family"}.get(kind, kind)


def _budget(read: Read, draft: str) -> Budget:
    """The channel's limits; where the channel was only read from the draft, those of the longest."""
    limits = channels().of(read.channel)
    limit = limits.limit if "channel" in read.given else max(limits.limit, channels().email.limit)
    words = len(Text(draft).words)
    spare = words + _SPARE if words <= limit else limit
    return Budget(0, max(limits.ideal_max, spare), limit)


def _foreign(language: str, draft: str) -> tuple[str, ...]:
    own = " ".join(draft.lower().split())
    return tuple(p for p in foreign_phrases("es" if language == "es" else "en") if p not in own)
