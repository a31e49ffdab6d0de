"""A stretch of words without marks (a voice transcript, a chat typed in one breath) becomes sentences."""

from __future__ import annotations

import re
from collections.abc import Collection

from guardrails.folding import fold
from guardrails.text import Text
from puentes.rewriting.breathing import breaths
from puentes.rewriting.capitals import is_word
from puentes.rewriting.clauses import dangles
from puentes.rewriting.contact import in_contact
from puentes.rewriting.job import Job
from puentes.rewriting.naming import NAME
from puentes.rewriting.rules import any_of, word
from puentes.rewriting.running_on import Break, english_breaks
from puentes.rewriting.tracked import Why

PUNCTUATION = Why("punctuation", "punctuation")
_LEAST_WORDS = 22  # so many words without a full stop are a run of several sentences, and
_FEW_WORDS = 9  # so many without any mark at all
_BREATHLESS = 45  # and so many from somebody who does set marks
_GREETED = 5  # words of a greeting with the name
_APART = 3  # words that a sentence has at least
_APART_SURELY = 2  # and before words that surely begin another
_PAST = 4  # letters of a verb in -ed, at least one more
_CONDITION = 8  # words that a condition has at most
# "saber si", "ask if": an indirect question, which is whole.
_INDIRECT = re.compile(
    r"saber|ver|mirar|(?:preguntar|pedir|avisar)(?:me|te|le|les|os)?|decir(?:me|nos)?|confirmar(?:me)?|know|see|check|ask|asking|wondering|sure"
)
# "ayer en la entrevista | se me olvidó": when and where something was, and not yet what.
_LEAD_IN = re.compile(
    r"\W*(?:(?:ing|inge|lic)\.?,? )?(?:ayer|hoy|manana|anoche|yesterday|today|tomorrow|last \w+)"
    r"(?: (?:en|a|por|in|at|during) (?:\w+ ?){1,3})?"
)
# "pues ese día | tengo": when it is, within a clause that has begun.
_WHEN = re.compile(
    r"(?:^|.* )(?:que|porque|pues|si|cuando|como|y|e|o|pero|aunque|donde) "
    r"(?:(?:es[eao]s?|est[eao]s?|el|la|los|las|mi|mis|su|sus|un|una|todos los) \w+(?: del? \w+)?"
    r"|hoy|manana|ayer|entonces|luego|despues|ahora|tambien|al final|a esa hora|en ese momento|por la \w+)"
)
_THANKS = re.compile(r"(?:muchas |mil )?gracias|thanks|thank you|many thanks")
_SUBORDINATORS = frozenset("que porque si cuando because if when that".split())
_CONJUNCTIONS = frozenset(
    "y e o que pero si porque muchas mil muchísimas antemano dar doy las mi tu su es el la "
    "and or but if because my your the is that so".split()
)
_LOOK_BACK = 80  # characters before a break that tell whether it is one
_STOP = re.compile(r"[.!?…]+(?=\s|\Z)|\n")
_MARK = re.compile(r"[,;:](?=\s)")
_TITLE = re.compile(r"(?<!\w)(?:sra?|srta|dra?|mrs?|ms|prof|lic|ing|atte)\Z", re.IGNORECASE)


def run_ons(job: Job) -> list[tuple[int, int]]:
    """The stretches of the writer's own words (offsets) that hold several sentences and hardly a mark."""
    end, rushed = job.layout.own_end, is_rushed(job.tracked.draft)
    found_marks = _STOP.finditer(job.text, 0, end)
    stops = [m.span() for m in found_marks if not _TITLE.search(job.text[max(0, m.start() - 8) : m.start()])]
    greeting = job.layout.greeting
    found, at = [], Text(job.text).body_start
    for start, after in [*stops, (end, end)]:
        body = max(at, greeting.end) if greeting and greeting.end <= start else at
        words, marks = len(job.text[body:start].split()), len(_MARK.findall(job.text[body:start]))
        breathless = rushed and words >= _FEW_WORDS and marks <= words // 10
        if breathless or (words >= _LEAST_WORDS and marks <= words // 18):
            found.append((at, start))
        at = after
    return found


def is_rushed(draft: str) -> bool:
    """True for a draft without sentence marks or capitals: who sets them means the sentences as they stand."""
    body = draft[Text(draft).body_start :]
    first = next((c for c in body if c.isalpha()), "")
    return first.islower() or not re.search(r"[.!?…](?=\s|\Z)", body)


def runs_on(job: Job) -> bool:
    """True when somewhere sentences run into each other."""
    return any(breaks(job, start, end) for start, end in run_ons(job))


def split(job: Job) -> bool:
    """Puts the marks in by rule. False when there was nothing to part."""
    stretches = run_ons(job)
    for start, end in reversed(stretches):
        _split(job, start, end)
    if stretches:
        part_closing(job)
        _end(job)
        mark_questions(job)
    return bool(stretches)


def _split(job: Job, start: int, end: int) -> None:
    found = breaks(job, start, end)
    joints = {b.at: b.parted for b in _english(job, start, end, found)}
    for at in reversed(found):
        space = joints.get(at, at)
        if job.language == "en" and (joined := _AND.search(fold(job.text), start, space)):
            space = joined.start()
        while space > start and job.text[space - 1].isspace():
            space -= 1
        job.replace(space, at + 1, f". {job.text[at].upper()}", PUNCTUATION)
        end += 1
    _commas(job, start, end)


_AND = re.compile(r"(?:\s+(?:and|um|uh|er))+\s+\Z")  # "… tomorrow and er | the thing is"


def _english(job: Job, start: int, end: int, known: Collection[int]) -> list[Break]:
    if job.language != "en" or not (is_rushed(job.tracked.draft) or len(job.text[start:end].split()) >= _BREATHLESS):
        return []
    greeting = job.layout.greeting
    first = greeting.end if greeting and start <= greeting.start < end else start
    guarded = job.guarded()
    found = english_breaks(fold(job.text), first, end, known)
    return [b for b in found if not job.is_guarded(b.at, b.at + 1, guarded)]


def breaks(job: Job, start: int, end: int) -> list[int]:
    """Where in a stretch sentences begin, after its first."""
    folded, rules = fold(job.text), job.rules.transcript
    greeting = job.layout.greeting
    first = greeting.end if greeting and start <= greeting.start < end else start
    found: list[int] = []
    opens = [(m.start(), True) for m in any_of(rules.sentence).finditer(folded, first, end)]
    surely = {m.start() for m in word(rules.sure).finditer(folded, first, end)}
    opens += [(at, True) for at in surely]
    opens += [(m.start(), False) for m in word(rules.subject).finditer(folded, first, end) if rules.subject]
    guarded = job.guarded()
    for at, strong in sorted(opens, key=lambda one: (one[0], not one[1])):
        head = folded[max(found[-1] if found else first, at - _LOOK_BACK) : at].rstrip()
        short = len(head.split()) < (_APART_SURELY if strong else _APART) and not (strong and _THANKS.fullmatch(head))
        if short or job.is_guarded(at, at + 1, guarded):
            continue
        if at in surely and head[-1] not in ".!?…:,;" and not _conjoined(head):
            found += [at] if at not in found else []
            continue
        if _conditional(head) and not word(job.rules.closing).match(folded, at):
            continue
        if (
            not _begun(head)
            and not _LEAD_IN.fullmatch(head)
            and not _joined(job, head)
            and (strong or _ended(job, head))
        ):
            found.append(at)
    found = [at for at in found if not _after_you(folded, at)]
    found += [b.at for b in _english(job, start, end, found)]
    found = [at for at in found if not in_contact(folded, at)]
    return _with_breaths(job, sorted(set(found)), first, end)


def _after_you(folded: str, at: int) -> bool:
    """ "could you | ring me back", "by the time I had found it | it was gone ten": the sentence goes on."""
    return bool(_GOES_ON.search(folded[max(0, at - 40) : at]))


_GOES_ON = re.compile(r"(?<!\w)(?:(?:can|could|would|will) you (?:please )?|by the time (?:\S+ ){1,6})\Z")


def _with_breaths(job: Job, found: list[int], first: int, end: int) -> list[int]:
    """In speech the sentences between those begin where a verb follows that nothing joins."""
    if job.language != "es" or not is_rushed(job.tracked.draft):
        return found
    more = [at for a, b in zip([first, *found], [*found, end], strict=True) for at in breaths(job.text, a, b)]
    return sorted({*found, *more})


def _begun(head: str) -> bool:
    """True when a clause has begun just before: "le aviso que mañana | no puedo"."""
    return any(said in _SUBORDINATORS for said in head.split()[-2:]) or bool(_WHEN.fullmatch(head))


def _conjoined(head: str) -> bool:
    return head.split()[-1] in _CONJUNCTIONS


def _joined(job: Job, head: str) -> bool:
    """True when what stands before can be no end of a sentence."""
    last = head.split()[-1] if head else ""
    if head.endswith(" la verdad"):  # said in passing, at the end of what it stresses
        return False
    hangs = dangles(head, job.language) and not _whole(job, "ends", last)
    return not head or head[-1] in ".!?…:,;" or hangs or bool(_whole(job, "joins", last))


def _conditional(head: str) -> bool:
    """True when a condition was begun, and its consequence is still to come: "si todavía estáis a tiempo | me …"."""
    words = head.split()[-_CONDITION:]
    found = [n for n, said in enumerate(words) if said in {"si", "if", "cuando", "when"}]
    return bool(found) and not (found[-1] and _INDIRECT.fullmatch(words[found[-1] - 1]))


def _ended(job: Job, head: str) -> bool:
    """True when the word before ends a phrase, and is not what somebody "told", "knows" or "hopes"."""
    words = head.split()
    past = job.language == "en" and len(words[-1]) > _PAST and words[-1].endswith("ed")
    if not past and not _whole(job, "ends", words[-1]):
        return False
    return not any(_whole(job, "reports", said) for said in words[-3:])


def _whole(job: Job, key: str, said: str) -> re.Match[str] | None:
    pattern: str = getattr(job.rules.transcript, key)
    return word(pattern).fullmatch(said) if pattern else None


def _commas(job: Job, start: int, end: int) -> None:
    """Commas before "but" and the like; a short greeting is parted from what follows."""
    for match in reversed(list(word(job.rules.transcript.comma).finditer(fold(job.text), start, end))):
        at = match.start()
        parted = at > 0 and job.text[at - 1] == " " and job.text[at - 2] not in ",.;:!?"
        if parted and not job.text[match.end() : match.end() + 1].isalnum():
            job.replace(at - 1, at, ", ", PUNCTUATION)
    greeting = job.layout.greeting
    if greeting and start <= greeting.start < end and job.text[greeting.end - 1].isalnum():
        letter = job.language == "es" and fold(greeting.text).startswith(("estimad", "apreciad", "distinguid"))
        if job.text[greeting.end : greeting.end + 1] == " " and len(greeting.text.split()) <= _GREETED:
            job.replace(greeting.end, greeting.end, ":" if letter else ",", PUNCTUATION)


def part_closing(job: Job) -> None:
    """ "un saludo María": the name is parted from it."""
    for match in reversed(list(word(job.rules.closing).finditer(fold(job.text)))):
        _name_at_end(job, match.end())
        name = re.match(r" ([^\W\d_a-z]\w+(?: [^\W\d_a-z]\w+)?)[.\s]*\Z", job.text[match.end() : job.layout.own_end])
        if name and match.group().strip():
            job.replace(match.end(), match.end(), ",", PUNCTUATION)


def _name_at_end(job: Job, at: int) -> None:
    """ "un abrazo nico": a last word that is none of the language is a name."""
    last = re.match(r",? ([^\W\d_]{3,})[.\s]*\Z", job.text[at : job.layout.own_end])
    if last and last.group(1).islower() and job.language == "es" and not is_word(last.group(1)):
        start = at + last.start(1)
        job.replace(start, start + 1, job.text[start].upper(), Why("capital", "grammar", last.group(1)))


def _end(job: Job) -> None:
    """A full stop at the end, unless a signature stands there."""
    end, sentences = job.layout.own_end, job.sentences()
    last = re.split(r"[,\n] ?", sentences[-1].text)[-1] if sentences else ""
    name = re.fullmatch(rf"{NAME}|[\d\s+().-]{{6,}}|\S+@\S+", last)  # a number or an address under a name signs too
    signed = job.layout.has_closing and name and not word(job.rules.closing).match(fold(last))
    if job.text[end - 1 : end].isalnum() and not signed:
        job.replace(end, end, ".", PUNCTUATION)


def mark_questions(job: Job) -> None:
    """A sentence that begins as a question ends as one."""
    greeting = job.layout.greeting
    for sentence in reversed(job.sentences()):
        at = greeting.end + 1 if greeting and sentence.start <= greeting.start else sentence.start  # "Hi, can we …"
        if not word(job.rules.transcript.question).match(fold(job.text), at):
            continue
        if sentence.text.endswith("."):
            job.replace(sentence.end - 1, sentence.end, "?", PUNCTUATION)
        elif sentence.text[-1:].isalnum() and sentence.end <= job.layout.body_end:
            job.replace(sentence.end, sentence.end, "?", PUNCTUATION)
