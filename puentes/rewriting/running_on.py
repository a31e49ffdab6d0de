"""Where sentences begin in English that runs on without marks: at a subject with its verb, once a clause is complete.

What a reader does by ear: "… at half nine this morning | I got the wrong building | could you ring me back". A subject
that hangs on what stands before it begins none: after a conjunction, after "think", "know", "say", after a preposition,
or as a relative clause without its "that" ("the job you told me about").
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

_WORD = re.compile(r"[a-z0-9][\w'’:.@/-]*|\S")
_SUBJECTS = frozenset("i we he she they it you there".split())
_CONTRACTED = re.compile(r"(?:i|we|he|she|they|it|you|there)'(?:m|re|s|ve|ll|d)|im|ive|theres|(?:ill|id)(?= )")
_VERBS = re.compile(
    r"am|is|are|was|were|have|has|had|do|did|can|could|will|would|should|must|may|might|cannot|can't|cant|won't|wont"
    r"|don't|dont|didn't|didnt|wasn't|haven't|havent|couldn't|couldnt|wouldn't|never|just|really|only|also|still"
    r"|totally|actually|completely|honestly|already|got|get|went|came|missed|forgot|need|want|wanted|know|knew|think"
    r"|thought|hope|said|told|tried|try|live|work|apologi[sz]e|appreciate|understand|apologised|put|left|feel|felt"
    r"|love|like|look|spent|woke|overslept|\w+ed"
)
# After these a subject begins no sentence.
_HANGS = frozenset(
    "and or but so because cause cos since as if when while until till before after that than though although "
    "unless whether where what who which why how whatever whenever like to of in on at for with by from about "
    "into over under think thinking thought know knew knowing say said saying says tell told hope hoping guess "
    "mean see saw wish feel felt sure yeah afraid glad believe reckon suppose promise swear heard hear imagine "
    "wonder wondering figured realised realized found find noticed meant a an the my your his her our their this "
    "these those no any every each all obviously basically honestly both am is are was were be been being have "
    "has had do does did can could will would should must may might not never just only really very too also even "
    "still then i i'm i'd i've i'll we you he she they it there hi hello hey ok okay well yes no um uh er please "
    "maybe perhaps once cannot can't won't don't didn't couldn't wouldn't let letting thank ask asking help give "
    "case time".split()
)
_NOUN_LEAD = frozenset("the a an any every all that this same only first last another some one thing way".split())
_OPENS = re.compile(
    r"(?:could|can|would|will|may|might) (?:you|i|we|it|there)(?!\w)|(?:is|are|was) (?:there|it|that|you|the"
    r"|this)(?!\w)"
    r"|do (?:you|i|we)(?!\w)|any chance|please |ok (?:thank|thanks|bye)(?!\w)|let me know"
    r"|just (?:wondering|want|wanted|checking|calling|ringing|to)(?!\w)"
    r"|hope (?:you|that|this|to)|looking forward|no worries|thanks|thank you|cheers|bye|sorry|my (?:\w+ ){1,2}"
    r"(?:is|was|has|had|got|broke|died|won't|wont|can't|didn't|just|keeps|said)(?!\w)"
    r"|it's [a-z]+(?: [a-z]+)? (?:here|calling)"
    r"|this is [a-z]+(?: [a-z]+)? (?:here|calling|from|speaking|i|i'm|im)(?!\w)"
    r"|unfortunately|it'?s (?=0\d)|i'm on (?=0?\d)"
)
_SURELY = re.compile(r"it'?s (?=0\d)|i'm on (?=0?\d)|my number is|thanks a (?:million|lot)|bye(?!\w)")
_LONG = 9  # words from which on "and I …" is a sentence of its own
_LEAST = 3
_JOINED = re.compile(r"(?:\s+(?:and|so|well|then|um|uh|er))+\Z")


@dataclass(frozen=True, slots=True)
class Break:
    """A sentence begins at `at`; what joined it to the one before begins at `parted`."""

    at: int
    parted: int


def english_breaks(folded: str, first: int, end: int, known: Collection[int] = ()) -> list[Break]:
    """The places in a stretch of folded text where a sentence begins, after its first and those that are known."""
    words = [(m.start(), m.group()) for m in _WORD.finditer(folded, first, end)]
    found: list[Break] = []
    began = 0  # the number of the word with which the sentence began
    finite = False
    for number, (at, said) in enumerate(words):
        subject = _is_subject(words, number)
        opens = bool(_OPENS.match(folded, at)) and not folded[at - 1 : at].isalnum()
        length = number - began
        free = bool(_SURELY.match(folded, at)) or (length >= _LEAST and _is_free(words, number, opens=opens))
        if length >= _LEAST and (subject or opens) and finite and free:
            found.append(Break(at, at))
        elif subject and finite and length >= _LONG and _follows_and(words, number):
            joined = _JOINED.search(folded, first, at - 1)
            if joined and "if" not in [w for _, w in words[max(began, number - 9) : number]]:
                found.append(Break(at, joined.start()))
        if at in known or (found and found[-1].at == at):
            began, finite = number, False
        finite = finite or subject or opens or bool(_VERBS.fullmatch(said))
    return found


def _is_subject(words: list[tuple[int, str]], number: int) -> bool:
    said = words[number][1].replace("’", "'")
    if _CONTRACTED.fullmatch(said):
        return True
    follows = words[number + 1][1] if number + 1 < len(words) else ""
    if said == "you" and follows not in {"said", "told", "can", "were", "asked", "mentioned", "guys"}:
        return False
    return said in _SUBJECTS and bool(_VERBS.fullmatch(follows))


def _follows_and(words: list[tuple[int, str]], number: int) -> bool:
    before = [said for _, said in words[max(0, number - 3) : number]]
    while before and before[-1] in {"um", "uh", "er", "then", "so", "well"} and len(before) > 1:
        before.pop()
    return bool(before) and before[-1] == "and"


def _is_free(words: list[tuple[int, str]], number: int, *, opens: bool) -> bool:
    """True when nothing before a subject or a question makes it a part of its sentence."""
    last = words[number - 1][1]
    if last == "not" and words[number - 2][1] == "if":
        return True  # "no worries if not | just let me know"
    if last in _HANGS or (last.endswith("ing") and last not in _TIMES) or not last[0].isalnum():
        return False
    if last == "you" and number > 1:
        return False
    if _in_condition(words, number) and not opens:
        return False
    relative = not opens and words[number][1] in {"i", "we", "he", "she", "they", "you"}
    follows = " ".join(said for _, said in words[number + 1 : number + 3])
    plain = bool(
        re.fullmatch(
            r"(?:can't|cant|won't|wont|am|don't|dont|just|really|need|apologi[sz]e|hope|still)(?: .*)?"
            r"|(?:was|am|were) (?:looking|wondering|hoping|thinking|meant|supposed)",
            follows,
        )
    )
    near = {said for _, said in words[max(0, number - 3) : number - 1]}
    told = any(said in _TOLD for _, said in words[number + 1 : number + 3])
    return not (relative and not plain and _NOUN_LEAD & near and (told or last not in _TIMES))


# "the number | I was given": what is said of a noun rather than begins a sentence.
_TOLD = frozenset("given told sent mentioned gave applied spoke rang called wrote asked offered said".split())
_TIMES = frozenset(
    "today tomorrow yesterday tonight night day morning afternoon evening week monday tuesday wednesday thursday "
    "friday saturday sunday am pm o'clock one two three four five six seven eight nine ten eleven twelve thirty "
    "fifteen here there building office hospital car bus train phone number again interview".split()
)


def _in_condition(words: list[tuple[int, str]], number: int) -> bool:
    """True when "if", "when" or "by the time" stand a few words before: their main clause is still to come."""
    near = [said for _, said in words[max(0, number - 7) : number]]
    if "time" in near and "by" in near:
        return True
    spots = [n for n, said in enumerate(near) if said in {"if", "when", "since", "because", "cos", "cause"}]
    if not spots:
        return False
    inner = near[spots[-1] + 1 :]
    return (
        near[spots[-1]] in {"if", "when"}
        and len(inner) < 6
        and not {"see", "know", "ask", "wondering"} & set(near[: spots[-1]])
    )
