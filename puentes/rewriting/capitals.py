"""Given names typed in haste get their capital, where a name stands for sure."""

from __future__ import annotations

import re
from functools import lru_cache

from guardrails.folding import fold
from puentes.masks import given_names
from puentes.rewriting.job import Job
from puentes.rewriting.tracked import Why
from puentes.rewriting.verbs import is_finite

_BEFORE = re.compile(
    r"(?<!\w)(?:hola|buenas|buenos dias|buenas tardes|estimad[oa]|querid[oa]|soy|me llamo|mi nombre es|saludos|i am|i'm"
    r"|hi"
    r"|hello|hey|dear|this is|my name is|it's|regards|cheers|thanks|thank you|thx|thnx|ty|gracias"
    r"|grax|grasias|un saludo|sr\.?|sra\.?|don|dona|mr\.?|ms\.?|mrs\.?)"
    r",?\s+(?=(?P<name>[^\W\d_]{3,})(?!\w))"
)

_LOWER = re.compile(r"(?<![\w@.-])[^\W\d_]{4,}(?![\w@-]|\.\w)")
_NOUN = re.compile(r"(?<!\w)(?:un|una|el|la|los|las|mi|tu|su) \Z", re.IGNORECASE)  # "un angel"
_THE_ONE = re.compile(r",? (?:el|la) de(?:l| la)? ")  # "soy encarna la de la limpieza"
_GREETED = re.compile(r"[Hh]ola,? (?P<name>[a-zñáéíóú]{3,})(?=,| (?:te|le|les|os|soy|habla|perdona|disculpa)\b)")
_EVERYBODY = re.compile(
    r"buen[oa]s|tod[oa]s|equipo|gente|chic[oa]s|compañer[oa]s|companer[oa]s|señor(?:a|es)?|senor(?:a|es)?|otra|de|que"
)
_SOY = re.compile(r"(?<!\w)soy (?P<first>[^\W\d_]{3,})(?!\w)")
# "my name is jasmine okoro um …": whoever gives a name so gives their own, whether it is in a list or not.
_SELF = re.compile(
    r"(?<!\w)(?:me llamo|mi nombre es|(?:[ltos]es? )?habla|my name is|my name's"
    r"|it's(?= \w+ \w+ (?:here|calling|i|i'm|im|um)\b)"
    r"|this is(?= \w+ \w+ (?:calling|speaking|from|here|um|uh|and i|i'm|im|i am|about)\b))"
    r" (?P<first>[^\W\d_]{3,}) (?P<second>[^\W\d_]{3,})(?!\w)"
)

# "sra lopez", and no more: with its stop or its capital a title is fine as it is.
_TITLE = re.compile(r"(?<![\w.])(?:sra?|srta)(?= [^\W\d_]{3})")


_TITLE_EN = re.compile(
    r"(?<![\w.])(?P<title>mrs?|ms|miss|dr|prof)\.? "
    r"(?P<surname>(?!(?:the|you|this|its?|my|sorry|hi|hello|thanks?|can|could|just|good|was|and|but|i'?m|i'?ve|that|for"
    r"|about|please|yes|okay|not|your|our|would|will|hope|here|are)(?!\w))[^\W\d_]{3,})"
)


def name_capitals(job: Job) -> None:
    """ "hola marta" becomes "hola Marta"; a last line that is a given name counts too."""
    names = given_names()
    start = job.layout.greeting.start if job.layout.greeting else job.layout.body_start
    if job.text[start : start + 1].islower():
        job.replace(start, start + 1, job.text[start].upper(), Why("capital", "grammar", job.text[start]))
    for match in reversed(list(_BEFORE.finditer(fold(job.text), 0, job.layout.own_end))):
        if "ó" in job.text[match.start() : match.end()]:
            continue  # "me llamó tarde" names nobody
        start, end = match.span("name")
        _surname(job, match, names)
        second = re.compile(r" ([^\W\d_]{3,})(?!\w)").match(job.text, end)
        if second and job.language == "es" and fold(second.group(1)) in _plain(names):  # "hola maria jose"
            _capital(job, *second.span(1), names)
        _capital(job, start, end, names)
    if job.language == "es":
        for match in reversed(list(_LOWER.finditer(job.text, 0, job.layout.own_end))):
            if match.group() in names and _is_name_only(match.group()) and not _NOUN.search(job.text[: match.start()]):
                _capital(job, *match.span(), names)
        greeted = _GREETED.match(
            job.text, job.layout.body_start if not job.layout.greeting else job.layout.greeting.start
        )
        if greeted and not _EVERYBODY.fullmatch(fold(greeted["name"])):
            start, end = greeted.span("name")
            raw = greeted["name"]
            job.replace(start, end, raw[:1].upper() + raw[1:], Why("capital", "grammar", raw))
        for match in reversed(list(_SOY.finditer(fold(job.text), 0, job.layout.own_end))):
            start, end = match.span("first")
            raw = job.text[start:end]
            # "soy encarna la de …", "soy bea": what is a verb and no noun can only be a name here.
            named = _THE_ONE.match(job.text, end) or not is_word(raw) or is_finite(raw)
            if raw.islower() and not _GOES_ON.fullmatch(fold(raw)) and named:
                job.replace(start, end, raw[:1].upper() + raw[1:], Why("capital", "grammar", raw))
    for match in reversed(list(_SELF.finditer(fold(job.text), 0, job.layout.own_end))):
        if "ó" in match.group() or "ó" in job.text[slice(*match.span())].lower().split(" ")[1]:
            continue  # "me llamó cuarenta minutos tarde"
        for group in ("second", "first"):
            start, end = match.span(group)
            raw = job.text[start:end]
            if raw.islower() and not any(_GOES_ON.fullmatch(match[g]) for g in ("first", "second")):
                job.replace(start, end, raw[:1].upper() + raw[1:], Why("capital", "grammar", raw))
    for match in reversed(list(_TITLE_EN.finditer(fold(job.text), 0, job.layout.own_end))):
        for group in ("surname", "title"):
            start, raw = match.start(group), job.text[slice(*match.span(group))]
            if raw.islower():
                job.replace(start, start + 1, raw[0].upper(), Why("capital", "grammar", raw))
    for match in reversed(list(_TITLE.finditer(fold(job.text), 0, job.layout.own_end))):
        raw = match.group()
        after = job.text[match.start()].upper() + job.text[match.start() + 1 : match.end()]
        name = job.text[match.end() + 1 :][:1]
        job.replace(match.start(), match.end() + 2, f"{after}. {name.upper()}", Why("capital", "grammar", raw))
    end = job.layout.own_end
    start = job.text.rfind("\n", 0, end) + 1
    last = job.text[start:end]
    if start and re.fullmatch(r"[^\W\d_]{3,}", last):
        _capital(job, start, end, names)


@lru_cache(maxsize=256)
def is_word(raw: str) -> bool:
    """True for a Spanish word: "soy responsable" gives no name."""
    from simplemma import is_known  # late: its dictionaries take half a second to load

    return bool(is_known(raw, lang="es"))


@lru_cache(maxsize=256)
def _is_name_only(raw: str) -> bool:
    """True for a given name that is no other word: "juan", not "pilar" or "luz"."""
    from simplemma import is_known, lemmatize  # late: its dictionaries take half a second to load

    return not is_known(raw, lang="es") or str(lemmatize(raw, lang="es"))[:1].isupper()


@lru_cache(maxsize=2)
def _plain(names: frozenset[str]) -> frozenset[str]:
    return frozenset(fold(name) for name in names)


def _surname(job: Job, match: re.Match[str], names: frozenset[str]) -> None:
    """ "this is david brown calling": one word between the given name and what begins or goes on is the surname."""
    if not re.match(r"(?:soy|me llamo|mi nombre|this is|my name|it's)", match.group()) or match["name"] not in names:
        return
    after = re.compile(r" (?P<s>[^\W\d_]{3,})(?= (?P<next>[\w']+)|[.,\n]|\Z)").match(job.text, match.end("name"))
    if not after or not after["s"].islower() or _GOES_ON.fullmatch(fold(after["s"])):
        return
    if after["next"] is None or _GOES_ON.fullmatch(fold(after["next"])):
        start, end = after.span("s")
        raw = after["s"]
        job.replace(start, end, raw[:1].upper() + raw[1:], Why("capital", "grammar", raw))


# Words that go on after a name.
_GOES_ON = re.compile(
    r"y|le|les|te|os|me|no|tengo|tenia|soy|llamo|llamaba|escribo|queria|quisiera|estoy|voy|el|la|los|las|un|una|que|de|del"
    r"|para|por|con|desde|candidat[oa]|and|i|im|i'm|i'd|id|i've|ive|i'll|my|we|calling|speaking|from|here|about|regarding"
    r"|ringing|the|just|your|at|again|unfortunately|um|uh|eh|so|sorry|to|in|on|it|not|this|that|who|was|are|is|because"
)


def sentence_capitals(job: Job) -> None:
    """Sentences begin with a capital; in English "i", weekdays and months have theirs."""
    guarded = job.guarded()
    for sentence in reversed(job.sentences()):
        first = re.match(r"[¿¡\"'«“(\s]*([^\W\d_])", sentence.text)
        at = sentence.start + first.start(1) if first else 0
        if first and job.text[at].islower() and not job.is_guarded(at, at + 1, guarded):
            job.replace(at, at + 1, job.text[at].upper(), Why("capital", "grammar", job.text[at]))
    if job.language != "en":
        return
    for match in reversed(list(_INITIALS.finditer(job.text, 0, job.layout.own_end))):
        if not job.is_guarded(*match.span(), guarded):
            job.replace(*match.span(), match.group().upper(), Why("capital", "grammar", match.group()))
    for match in reversed(list(_ENGLISH.finditer(job.text, 0, job.layout.own_end))):
        if not job.is_guarded(*match.span(), guarded):
            raw = match.group()
            job.replace(*match.span(), raw[:1].upper() + raw[1:], Why("capital", "grammar", raw))


_INITIALS = re.compile(r"(?<![\w'’.@/-])(?:hr|cv|ceo)(?![\w@/'’-]|\.\w)")
# "may" and "march" are words too.
_ENGLISH = re.compile(
    r"(?<![\w'’.@/-])(?:i(?=['’ ,.!?]|$)|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|january|february|april|june|july"
    r"|august|september|christmas|easter|october|november|december|(?:march|may)(?= \d))(?![\w@/-]|\.\w)"
)


def _capital(job: Job, start: int, end: int, names: frozenset[str]) -> None:
    raw = job.text[start:end]
    if raw.islower() and (raw in names or fold(raw) in _plain(names)):
        job.replace(start, end, raw[:1].upper() + raw[1:], Why("capital", "grammar", raw))
