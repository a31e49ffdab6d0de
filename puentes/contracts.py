"""From situation to contract: the one object that the prompt is made from and the guardrails check against."""

from __future__ import annotations

from datetime import datetime

from guardrails.contract import Budget, Contract, Fact
from guardrails.text import Text
from puentes.etiquette import channels, etiquette_of, is_booked, reason_is_told, required_moves
from puentes.privacy import private_words
from puentes.rendering.dates import Clock, clock_for, english_variant, write_alternatives, write_moment
from puentes.rendering.filling import Slots
from puentes.rendering.people import first_name, formal_name
from puentes.situation import Situation


def contract_for(situation: Situation) -> Contract:
    """The contract of a situation: moves, facts, budget and private words. Deterministic, no network."""
    etiquette = etiquette_of(situation.intent)
    required = required_moves(situation)
    forbidden = list(etiquette.never)
    # A reason that is not told must not slip in, and one that nobody gave must not be invented. What the person
    # says in the note is theirs to say, unless they asked for silence.
    silent = situation.reason is not None and situation.reason.share == "none"
    if silent or not (reason_is_told(situation) or situation.nuance):
        forbidden.append("reason")
    facts = facts_of(situation)
    return Contract(
        language=situation.language,
        channel=situation.channel,
        intent=situation.intent,
        register=situation.register_,
        required=required,
        allowed=tuple(m for m in (*etiquette.may, "reason") if m not in forbidden and m not in required),
        forbidden=tuple(forbidden),
        order=("greeting", *etiquette.order, "closing"),
        facts=facts,
        budget=_budget(situation, facts),
        private=private_words(situation),
        own_words=_own_words(situation),
        sender_gender=situation.sender.gender,
        recipient_gender=situation.recipient.known_gender,
        english=english_variant(situation),
        now=situation.now,
        # Who listens to a voicemail needs name and number at the start and, to write them down, at the end.
        extra={"twice": "phone sender"} if situation.channel == "voicemail" else {},
    )


def facts_of(situation: Situation) -> tuple[Fact, ...]:
    """Every fact that the message may hold; those that etiquette wants told are due."""
    told = etiquette_of(situation.intent).facts
    due = {name for move in required_moves(situation) for name in told.get(move, ())}
    clock = clock_for(situation)
    interview, sender = situation.interview, situation.sender
    facts = [Fact("sender", (sender.name, first_name(sender.name)), due=True)]
    if sender.phone:
        facts.append(Fact("phone", (sender.phone,), due=situation.channel == "voicemail"))
    if situation.recipient.name:
        facts.append(Fact("recipient", _recipient_forms(situation)))
    if interview.position:
        facts.append(Fact("position", (interview.position,), due="position" in due))
    for company in {interview.company, situation.recipient.company} - {None}:
        facts.append(Fact("company", (str(company),)))
    if interview.starts_at:
        wanted = "when" in due or ("when_if_booked" in due and is_booked(situation))
        facts.append(_moment("when", interview.starts_at, clock, due=wanted))
    facts += [_moment("alternative", m, clock, due="alternatives" in due) for m in situation.alternatives]
    if interview.place:
        facts.append(Fact("place", (interview.place,), due="place" in due))
    return tuple(facts)


def slots_for(situation: Situation) -> Slots:
    """The value of every slot that the situation can fill."""
    clock = clock_for(situation)
    interview = situation.interview
    values = {
        "sender": situation.sender.name,
        "phone": situation.sender.phone,
        "recipient": addressed(situation),
        "position": interview.position,
        "company": situation.company,
        "when": write_moment(interview.starts_at, clock) if interview.starts_at else None,
        "alternatives": write_alternatives(situation.alternatives, clock) if situation.alternatives else None,
        "place": interview.place,
    }
    if situation.intent == "withdraw" and not is_booked(situation):
        # An interview that is over does not fall with the candidacy.
        values["when"] = None
    present = {name: value for name, value in values.items() if value}
    return Slots(situation.language, present, situation.sender.gender, situation.recipient.known_gender)


def addressed(situation: Situation) -> str | None:
    """The recipient's name as the register addresses it; None when no name is known."""
    recipient = situation.recipient
    if not recipient.name:
        return None
    if situation.register_ == "informal":
        return first_name(recipient.name)
    return formal_name(recipient, situation.language, english_variant(situation))


def _moment(kind: str, moment: datetime, clock: Clock, *, due: bool) -> Fact:
    forms = (write_alternatives([moment], clock) if kind == "alternative" else write_moment(moment, clock),)
    return Fact("alternative" if kind == "alternative" else "when", forms, clock.moments(moment), due)


def _recipient_forms(situation: Situation) -> tuple[str, ...]:
    recipient = situation.recipient
    name = recipient.name or ""
    formal = formal_name(recipient, situation.language, english_variant(situation)) or name
    return tuple(
        dict.fromkeys((name, formal, first_name(name), *((recipient.honorific,) if recipient.honorific else ())))
    )


def _own_words(situation: Situation) -> tuple[str, ...]:
    detail = situation.reason.detail if situation.reason and situation.reason.share == "full" else None
    return tuple(text for text in (situation.nuance, detail) if text)


def _budget(situation: Situation, facts: tuple[Fact, ...]) -> Budget:
    limits = channels().of(situation.channel)
    due = [fact.forms[0] for fact in facts if fact.due and fact.kind not in {"alternative", "sender"}]
    if situation.alternatives and any(f.due for f in facts if f.kind == "alternative"):
        due.append(write_alternatives(situation.alternatives, clock_for(situation)))
    words = sum(len(Text(form).words) for form in due)
    over = max(0, words - limits.facts)
    return Budget(limits.ideal_min, limits.ideal_max + over, limits.limit + over)
