"""What a draft itself tells: language, channel, intent, register, and the facts that stand in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from guardrails.acts import acts_by_patterns, find_acts
from guardrails.checks.facts import phone_spans
from guardrails.contract import Channel, Language, Register
from guardrails.finding import Span
from guardrails.folding import fold
from guardrails.language import detect
from guardrails.text import Text
from puentes.rewriting.address import Address, address_of, register_of, spelling_of
from puentes.rewriting.layout import layout_of
from puentes.rewriting.moments import ReadMoment, as_meant, read_moments
from puentes.rewriting.naming import company_in, greeted, position_in, signed
from puentes.rewriting.relating import related
from puentes.rewriting.rules import any_of, rules_of
from puentes.situation import Intent

_SPOKEN = re.compile(
    r"(?<!\w)(?:(?:te|le|les|os) (?:llamo|llamaba|dejo este)|llamo (?:por|para|porque)|llamaba|mensaje de voz|buzon"
    r"|(?:i'm|i am|i was|just) calling|calling (?:about|to|because|regarding)|this is [\w ]{2,30} (?:calling|speaking)"
    r"|(?:leave|leaving|left) (?:you )?a voicemail|this is a voicemail|leaving (?:you )?(?:a|this) message)(?!\w)"
)
_NEWS = re.compile(
    r"(?<!\w)(?:novedad|noticia|respuesta|answer|reply|decision|resultado|en que (?:punto|estado|quedo)|como va|proceso"
    r"|sab(?:e|es|en) algo|update|news|heard|hear back|decision|status|outcome|result"
    r"|where (?:things|we|the process) stand|next steps|timeline|still (?:open|considering)|no response|no se nada)"
)
# What was decided, without which nothing is accepted.
_DECIDED = re.compile(
    r"(?<!\w)(?:decisi|eleg|elig|selecc|descart|rechaz|negativa|otr[oa] (?:candidat|persona)|candidatura|candidate"
    r"|chose|pick|went with|reject|refus|turn(?:ed)? (?:me )?down|unsuccessful|this time|outcome)"
)
CHAT_WORDS = 45  # a text of one block and so few words, without a subject, is a chat message


@dataclass(frozen=True, slots=True)
class Read:
    """What was read from a draft. `intent` is None where nothing tells it; `given` names what somebody said and
    nobody had to read."""

    language: Language
    channel: Channel
    intent: Intent | None
    register: Register
    address: Address
    english: str
    now: datetime
    sender: str | None = None
    recipient: str | None = None
    position: str | None = None
    company: str | None = None
    phone: str | None = None
    moments: tuple[ReadMoment, ...] = ()
    given: frozenset[str] = field(default_factory=frozenset)

    def as_dict(self) -> dict[str, Any]:
        """For people and programs: every fact that was read, dates and times in ISO 8601."""
        return {
            "language": self.language,
            "channel": self.channel,
            "intent": self.intent,
            "register": self.register,
            "address": self.address,
            "sender": self.sender,
            "recipient": self.recipient,
            "position": self.position,
            "company": self.company,
            "phone": self.phone,
            "moments": [moment.as_dict() for moment in self.moments],
            "given": sorted(self.given),
        }


def read_draft(draft: str, now: datetime, given: Mapping[str, Any] | None = None) -> Read:
    """Reads a draft. `given` overrides what would be read: language, channel, intent, register, sender, recipient,
    position, company, phone, and moments (what its words for dates mean); empty values count as not given. Nothing is
    invented: what does not stand in the draft is None."""
    known = {key: value for key, value in (given or {}).items() if value}
    language: Language = known.get("language") or detect(draft)
    rules = rules_of(language)
    layout = layout_of(draft, rules)
    own = draft[: layout.own_end]
    address = address_of(own, language)
    found = related(own, read_moments(own, language, now), now.date())
    moments = as_meant(found, known.get("moments", {}))
    phones = phone_spans(own)
    read = Read(
        language=language,
        channel=_channel(own, language),
        intent=read_intent(own, language, moments, now),
        register=register_of(own, language, address),
        address=address,
        english=spelling_of(own) or "US",
        now=now,
        sender=signed(draft, layout, language),
        recipient=greeted(layout, language),
        position=position_in(own, language),
        company=company_in(own, language),
        phone=own[slice(*phones[0])] if phones else None,
        moments=moments,
        given=frozenset(known),
    )
    return replace(read, **{key: value for key, value in known.items() if key in _FIELDS})


_FIELDS = frozenset("language channel intent register sender recipient position company phone english address".split())


def _channel(own: str, language: Language) -> Channel:
    text = Text(own)
    if text.subject_span:
        return "email"
    if _SPOKEN.search(fold(own)):
        return "voicemail"
    layout = layout_of(own, rules_of(language))
    if "\n" in own.strip() and layout.greeting and layout.has_closing:
        return "email"
    return "chat" if len(text.words) <= CHAT_WORDS else "email"


def _surely_moves(own: str) -> bool:
    """True where a pattern, and not only the weights, finds that another date is asked for: else a question is one."""
    return bool(acts_by_patterns(own, "es").get("reschedule_offer"))


_CALLS_OFF = re.compile(r"(?<!\w)cancel (?:my|our) (?:slot|interview|appointment|booking)(?!\w)")
# What somebody cannot do besides coming: "I can't sleep".
_CANNOT_ELSE = re.compile(
    r"(?:can't|cannot|can not|couldn't|could not|haven't|not) (?:even |really )?(?:sleep|slept|stop|eat|think|believe"
    r"|wait|help|thank|begin|express|remember|concentrate|breathe|afford"
    r"|(?:going to )?(?:make (?:a |any )?(?:fuss|excuses?|trouble|scene|sense)|lie))"
    r"(?!\w)"
)


def _says_missed(own: str, language: Language) -> bool:
    """True when words say it, and not the weights alone: "there", "was" and a past day are in many reproaches."""
    if language != "en" or any_of((rules_of(language).missed_plainly,)).search(fold(own)):
        return True
    return bool(acts_by_patterns(own, language).get("missed"))


def _is_supposed(own: str, span: Span) -> bool:
    """True for what is only supposed: "if I'm five minutes late"."""
    return bool(re.search(r"(?<!\w)(?:if|in case|si|por si) \Z", fold(own[max(0, span.start - 8) : span.start])))


def is_meant(span: Span, act: str) -> bool:
    """False for an act that words of another meaning seem to perform: "I can't sleep", "not going to make a fuss"."""
    return act != "cannot_attend" or not _CANNOT_ELSE.search(fold(span.text))


def read_intent(
    own: str, language: Language, moments: tuple[ReadMoment, ...] = (), now: datetime | None = None
) -> Intent | None:
    """What the draft is about, from the acts in it; None where nothing tells."""
    acts = {
        name
        for name, spans in find_acts(Text(own), language).items()
        if any(is_meant(s, name) and not _is_supposed(own, s) for s in spans)
    }
    whens = [m for m in moments if m.role == "when" and m.day is not None]
    ahead = bool(now and whens and not any(m.is_past(now) for m in whens if now))
    if "missed" in acts and ahead and not any(m.day == now.date() for m in whens if now):
        acts = (acts - {"missed"}) | {"cannot_attend"}  # nobody has missed what is still to come
    rules, folded = rules_of(language), fold(own)
    waits = bool(any_of((rules.awaits_news,)).search(folded)) and language == "en"
    plainly = any_of((rules.missed_plainly,)).search(folded)
    if "missed" in acts and "apology" not in acts and not plainly and (waits or not _says_missed(own, language)):
        acts -= {"missed"}
    if any_of((rules.reconsiders,)).search(folded):
        return "reconsider"
    undecided = rules.undecided and any_of((rules.undecided,)).search(folded)
    if any_of((rules.withdraws, rules.withdraws_plainly)).search(folded) and not undecided:
        return "withdraw"
    if _CALLS_OFF.search(folded):
        return "reschedule" if "reschedule_offer" in acts else "cancel"
    if any_of((rules.waited,)).search(folded):  # who came and was not received has missed nothing
        return "reschedule"
    called = any_of((rules.calls,)).search(folded)
    if any_of((rules.missed_plainly,)).search(folded) and "withdrawal" not in acts and not called:
        return "missed"
    if any_of((rules.late,)).search(folded) and "reschedule_offer" not in acts:
        return None
    if any_of((rules.refused,)).search(folded) and not acts & {"cannot_attend", "withdrawal", "change_of_mind"}:
        return "accept_refusal"
    busy = acts & {"cannot_attend", "withdrawal", "reschedule_offer", "change_of_mind", "missed"}
    if any_of((rules.awaits_news,)).search(folded) and not busy:
        return "follow_up"
    if called:
        acts -= {"missed", "cannot_attend", "reschedule_offer"}  # a call that nobody answered is no interview
    past = bool(now) and any(m.role == "when" and m.is_past(now) for m in moments if now)
    if "change_of_mind" in acts:
        return "reconsider"
    if "withdrawal" in acts and "reschedule_offer" not in acts:  # who asks for another time stays
        return "withdraw"
    if "confirmation" in acts and not acts & {"cannot_attend", "apology"}:
        return "confirm"
    if "missed" in acts and ("cannot_attend" not in acts or past or "apology" in acts):
        return "missed"
    if "acceptance" in acts and not acts & {"cannot_attend", "question"} and _DECIDED.search(folded):
        return "accept_refusal"
    if "cannot_attend" in acts:
        return "reschedule" if "reschedule_offer" in acts else "cancel"
    if "confirmation" in acts:
        return "confirm"
    if "reschedule_offer" in acts and not ("question" in acts and language == "es" and not _surely_moves(own)):
        return "reschedule"
    if "missed" in acts:
        return "missed"
    if "question" in acts:
        return "follow_up" if _NEWS.search(fold(own)) else "ask_information"
    if "future_contact" in acts and "interest" not in acts:
        return "keep_in_touch"
    spoken = acts & {"names_interview", "mentions_process"}
    if spoken and _NEWS.search(fold(own)) and "gratitude" not in acts:
        return "follow_up"
    if "gratitude" in acts and (acts & {"names_interview", "mentions_process", "interest"}):
        return "thank_you"
    return None
