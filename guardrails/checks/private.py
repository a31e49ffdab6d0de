"""What the person keeps private stays private, in every inflection of its words and in near synonyms of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from guardrails.checks.base import Case, Check, Example
from guardrails.contract import Contract
from guardrails.datafiles import words
from guardrails.disguise import hidden_or_alike, set_apart
from guardrails.finding import Finding, Span
from guardrails.folding import fold
from guardrails.phrases import PhraseSet, folded_words


@lru_cache(maxsize=20_000)
def _lemma(word: str, language: str) -> str:
    """The folded lemma of a lower-case word. simplemma is loaded at the first private word, never before."""
    import simplemma

    return fold(simplemma.lemmatize(word, lang=language))


def _forms(word: str, language: str) -> set[str]:
    return {fold(word), _lemma(word, language)}


@lru_cache(maxsize=4)
def _groups(language: str) -> tuple[tuple[str, ...], ...]:
    """The groups of words that tell the same thing, folded."""
    return tuple(tuple(fold(w) for w in group.split(", ")) for group in words(language, "synonyms", "synonyms"))


@lru_cache(maxsize=256)
def _near(private: frozenset[str], open_words: frozenset[str], language: str) -> PhraseSet:
    """The near synonyms of private words, in all their groups, less the words that the person tells openly."""
    found: set[str] = set()
    for group in _groups(language):
        if any(_in_group(word, group) for word in private):
            found.update(group)
    return PhraseSet(sorted(word for word in found if word.rstrip("*") not in open_words))


def _in_group(word: str, group: tuple[str, ...]) -> bool:
    return any(word == one or (one.endswith("*") and word.startswith(one[:-1])) for one in group)


def _open_words(case: Case, contract: Contract) -> frozenset[str]:
    """Words of the facts and of the person's own text: what they tell themselves is no secret."""
    return _told((*(form for fact in case.facts for form in fact.forms), *contract.own_words), case.language)


@lru_cache(maxsize=64)  # a contract is asked for its body and for its subject, and for each draft
def _told(texts: tuple[str, ...], language: str) -> frozenset[str]:
    told = folded_words(texts)
    return told | {_lemma(word, language) for word in told}


def _synonyms(case: Case, contract: Contract, private: set[str]) -> list[Span]:
    """Where near synonyms of private words stand, in any inflection."""
    phrases = _near(frozenset(private), _open_words(case, contract), case.language)
    text = case.masked
    lemmas = [_lemma(word.lower, case.language) for word in text.words]
    spans = [case.text.span(span.start, span.end) for span in phrases.find(text)]
    single = phrases.single_words
    spans += [case.text.span(w.start, w.end) for w, lemma in zip(text.words, lemmas, strict=True) if lemma in single]
    return spans


def _run(case: Case) -> Iterator[Finding]:
    contract = case.contract
    if contract is None or not contract.private:
        return
    private = {form for word in contract.private for form in _forms(word.lower(), case.language)}
    spans = [
        case.text.span(word.start, word.end)
        for word in case.masked.words
        if not private.isdisjoint(_word_forms(word.lower, case.language))
    ]
    spans += _seen_through(case, private)
    open_words = _open_words(case, contract)
    spans += [s for s in _synonyms(case, contract, private) if fold(s.text) not in open_words and s not in spans]
    spans.sort(key=lambda span: span.start)
    if spans:
        yield case.finding("private", "fail", "private", spans, fix="private_fix", what=spans[0].text)


def _seen_through(case: Case, private: set[str]) -> Iterator[Span]:
    """Private words in disguise: with hidden characters, letters that look alike, letters set apart."""
    raw = case.masked.raw
    for one in (*hidden_or_alike(raw), *set_apart(raw)):
        if one.plain and not private.isdisjoint(_forms(one.plain.lower(), case.language)):
            yield case.text.span(one.start, one.end)


@lru_cache(maxsize=20_000)  # texts hold the same words again and again
def _word_forms(word: str, language: str) -> frozenset[str]:
    """The forms of a lower-case word, and of its parts where a hyphen or an apostrophe joins them."""
    forms = _forms(word, language)
    for part in word.replace("'", "-").split("-"):
        if part and part != word:
            forms |= _forms(part, language)
    return frozenset(forms)


_SECRET_ES = {"private": frozenset({"biopsia", "gripe", "operar"})}
_SECRET_EN = {"private": frozenset({"biopsy", "divorce", "operate"})}

CHECK = Check(
    id="private",
    source="The person's choice of what to share; lemmas by simplemma, near synonyms in data/<language>/synonyms.yaml",
    run=_run,
    needs_contract=True,
    in_subject=True,
    must_fail={
        "es": (
            Example("Tengo dos biopsias ese día.", _SECRET_ES),
            Example("Ese lunes me operan de la rodilla.", _SECRET_ES),
            Example("Estoy con GRIPE.", _SECRET_ES),
            Example("Tengo una bio\u200bpsia, una b i o p s i a o una b\u0456opsia.", _SECRET_ES),
            Example("Ese lunes paso por quirófano y estaré con fiebre.", _SECRET_ES),
        ),
        "en": (
            Example("I have two biopsies that day.", _SECRET_EN),
            Example("It is because of my divorce.", _SECRET_EN),
            Example("I have a bio\u200bpsy, a b.i.o.p.s.y or a b\u0456opsy.", _SECRET_EN),
            Example("I am being operated on.", _SECRET_EN),
            Example("I have surgery that day.", _SECRET_EN),
            Example("My ex-husband and I have our separation to settle.", _SECRET_EN),
        ),
    },
    must_pass={
        "es": (
            Example("Por un motivo de salud no puedo acudir.", _SECRET_ES),
            Example("Me hace ilusión volver al quirófano.", {**_SECRET_ES, "own_words": ("Me gusta el quirófano",)}),
            Example("Tengo una biopsia."),
        ),
        "en": (
            Example("For a health reason I cannot attend.", _SECRET_EN),
            Example("I learned a lot in surgery.", {**_SECRET_EN, "own_words": ("I learned a lot in surgery",)}),
            Example("I have a biopsy."),
        ),
    },
)
