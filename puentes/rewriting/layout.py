"""The parts of a draft: greeting, body, closing with the signature, and the mail below that is answered."""

from __future__ import annotations

import re
from dataclasses import dataclass

from guardrails.checking import own_end
from guardrails.finding import Span
from guardrails.folding import fold
from guardrails.text import Text
from puentes.masks import given_names
from puentes.rewriting.rules import Rules, word

_LONGEST_GREETING = 8  # words of a first line that is a greeting only
_LONGEST_CLOSING = 9  # words of a line that closes
_SIGNED = 4  # words of a signature, without particles ("de la")
_PARTICLE = 3  # letters
_CAPITAL = re.compile(
    r"[^\W\d_a-záéíóúñü](?:[a-záéíóúñü][\w'’-]*\.?|\.|(?= [^\W\d_a-záéíóúñü][a-z]))"
    r"(?: (?:de|del|la|las|los|y|van|von)(?= ))*"
)
_TITLE = re.compile(r"(?:sra?|srta|dra?|d|dna|mrs?|ms|mx|prof|lic|ing|arq|[a-z])\.")
_INITIAL = re.compile(r"^[^\W\d_a-z]\w+ [^\W\d_a-z]\.\Z")  # "Diego F."
_CALLED = re.compile(r"(?P<name>[^\W\d_a-zñ][^\W\d_]+)[,:](?= \w)")  # "Romina, no voy a …"
_WORDS = frozenset({"I", "A", "Y", "O"})  # words of one letter that begin a sentence, and no name ("Ó Briain")
# "Hi Tom, I've got another offer now.": a line that greets, and says what it is about.
_GOES_ON = re.compile(r"[,!] +(?:I|i|we|my|this|just|sorry|can|could|thanks|thank|not|it|the)\b")
_TITLED = re.compile(r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof)\.? [^\W\d_a-z]\w+(?:[ -][^\W\d_a-z]\w+)?")  # "Mr Whitelaw"
_MARKS = re.compile(r"[,:;.!]+")


@dataclass(frozen=True, slots=True)
class Layout:
    """Offsets (code points) in a text: the greeting, where the body begins and ends, and where the writer's own
    words end. The closing is what stands between `body_end` and `own_end`."""

    greeting: Span | None
    body_start: int
    body_end: int
    own_end: int

    @property
    def has_closing(self) -> bool:
        """True when something closes the message."""
        return self.body_end < self.own_end


def layout_of(raw: str, rules: Rules) -> Layout:
    """Where the parts of a text stand."""
    text = Text(raw)
    end = own_end(raw, text.body_start)
    while end > text.body_start and raw[end - 1].isspace():
        end -= 1
    greeting = _greeting(text, end, rules)
    start = greeting.end if greeting else text.body_start
    return Layout(greeting, start, max(start, _closing(text, start, end, rules)), end)


def _greeting(text: Text, end: int, rules: Rules) -> Span | None:
    raw, at = text.raw, text.body_start
    if addressed := _addressed_line(raw, at, end):
        return text.span(at, addressed)
    if (called := _CALLED.match(raw, at, end)) and called["name"].lower() in given_names():
        return text.span(at, called.end())
    match = word(rules.greeting).match(fold(raw), at)
    if match is None or (match.end() < len(raw) and raw[match.end()].isalpha()):
        return None
    line_end = raw.find("\n", at)
    line_end = end if line_end < 0 else min(line_end, end)
    goes_on = _GOES_ON.search(raw, at, line_end)
    if line_end < end and len(raw[at:line_end].split()) <= _LONGEST_GREETING and not goes_on:
        return text.span(at, line_end)
    stop = match.end()
    while again := word(rules.greeting).match(fold(raw), _skip(raw, stop, " ,")):  # "hola, buenos días"
        stop = again.end()
    # "Hola Marta García, …": capitalised words after it are who is greeted.
    after = _skip(raw, stop, " ,")
    while (
        (name := _CAPITAL.match(raw, after))
        and name.end() <= line_end
        and (len(name.group()) > 1 or name.group() not in _WORDS)
    ):
        if name.group().endswith(".") and not _TITLE.fullmatch(fold(name.group())):  # "Buenos días, Marta. No podré …"
            stop = name.end()
            break
        stop = name.end()
        after = _skip(raw, stop, " ")
    if (whom := word(rules.greeted).match(fold(raw), at)) and whom.end() > stop and whom.end() <= line_end:
        stop = whom.end()  # "Dear hiring team, …"
    marks = _MARKS.match(raw, stop)
    return text.span(at, marks.end() if marks else stop)


def _addressed_line(raw: str, at: int, end: int) -> int:
    """Where a first line ends that only says whom the letter is for ("Lic. Torres:"); 0 where there is none."""
    line_end = raw.find("\n", at)
    line = raw[at:line_end].rstrip() if 0 <= line_end < end else ""
    if _TITLED.fullmatch(line):
        return at + len(line)
    words = re.findall(r"[^\W\d_]{3,}", line)
    if line[-1:] not in {",", ":"} or not words or len(line.split()) > _LONGEST_GREETING or not line[0].isupper():
        return 0
    named = sum(w[0].isupper() for w in words[1:] or words)
    return at + len(line) if 2 * named > len(words[1:] or words) else 0


def _skip(raw: str, at: int, chars: str) -> int:
    while at < len(raw) and raw[at] in chars:
        at += 1
    return at


def _closing(text: Text, start: int, end: int, rules: Rules) -> int:
    """Where the closing begins: the last lines that close or sign; in a text of one line its last sentence."""
    raw, found = text.raw, end
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", raw[:end]) if m.start() >= start or m.end() > start]
    if len(lines) > 1:
        for first, last in reversed(lines[-6:]):
            first = max(first, start)
            if not raw[first:last].strip():
                continue
            words = raw[first:last].split()
            closes = _closes(raw, _skip(raw, first, " "), rules) and len(words) <= _LONGEST_CLOSING
            signs = _signs(raw[first:last]) or bool(re.fullmatch(r"[\s\d+().-]{6,}|\S+@\S+", raw[first:last]))
            if not (closes or signs) or first <= start:
                break
            found = first
            if closes and not _closes(raw, _previous_line(lines, first), rules):
                break
        if found < end:
            return found
    if dashed := re.search(r"\s[-–—] ?[^\W\d_a-z]\w+(?: [^\W\d_a-z]\w+)?\.?\Z", raw[start:end]):
        return start + dashed.start() + 1
    for sentence in reversed(text.sentences[-3:]):
        alone = sentence.start == start and _signs(sentence.text) and raw[start:end].strip() == sentence.text.strip()
        if alone:
            return start  # nothing is left but the name
        if sentence.start <= start or sentence.start >= end:
            break
        short = len(sentence.text.split()) <= _LONGEST_CLOSING - 2
        if not (short and (_closes(raw, sentence.start, rules) or _signs(sentence.text))):
            break
        found = sentence.start
    return found


def _previous_line(lines: list[tuple[int, int]], start: int) -> int:
    before = [first for first, _ in lines if first < start]
    return before[-1] if before else start


def _closes(raw: str, at: int, rules: Rules) -> bool:
    match = word(rules.closing).match(fold(raw), _skip(raw, at, "¡"))
    if match is None or not match.group().strip():
        return False
    return not raw[match.end() : match.end() + 1].isalpha()


def _signs(line: str) -> bool:
    words = re.findall(r"[^\W\d_][\w'’.-]*", line)
    capitals = all(w[0].isupper() or len(w) <= _PARTICLE for w in words)
    return (
        0 < sum(w[0].isupper() for w in words) <= _SIGNED
        and len(words) <= 2 * _SIGNED
        and words[0][0].isupper()
        and capitals
        and (not line.rstrip().endswith(("?", "!", ".")) or bool(_INITIAL.search(line.rstrip())))
    )
