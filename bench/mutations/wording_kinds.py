"""Damage to how it is said: register, tone, privacy, language, markup, leaks, spelling and marks."""

from __future__ import annotations

import random
import re

from bench.mutations.kinds import Damaged, inserted, insertion, kind, replaced, wording, wordings
from bench.mutations.samples import Sample

_EN_TITLES = {"Mr": "Ms", "Ms": "Mr", "Mrs": "Mr", "Miss": "Mr"}
_ES_TITLES = {
    "Sra": "Sr",
    "Sr": "Sra",
    "Estimada": "Estimado",
    "Estimado": "Estimada",
    "Apreciada": "Apreciado",
    "Apreciado": "Apreciada",
    "Dra": "Dr",
    "Dña": "D",
    "D": "Dña",
}


@kind("private", "reason", "oversharing")
def tell_the_private_detail(sample: Sample, rng: random.Random) -> Damaged | None:
    reason = sample.situation.reason
    if reason is None or not reason.detail or not sample.contract.private:
        return None
    detail = reason.detail.rstrip(".")
    return insertion(sample, rng, "private", detail=detail[0].lower() + detail[1:])


@kind("private")
def tell_one_private_word(sample: Sample, rng: random.Random) -> Damaged | None:
    if not sample.contract.private:
        return None
    word = rng.choice(sorted(sample.contract.private))
    sentence = f"Tiene que ver con {word}." if sample.language == "es" else f"It has to do with {word}."
    return inserted(sample, rng, sentence)


@kind("private")
def tell_the_private_detail_in_other_words(sample: Sample, rng: random.Random) -> Damaged | None:
    rows = (row.split(" = ") for row in wordings()["private_synonyms"][sample.language])
    known = [phrase for word, phrase in rows if word in sample.contract.private]
    if not known:
        return None
    phrase = rng.choice(known)
    sentence = f"Tiene que ver con {phrase}." if sample.language == "es" else f"It has to do with {phrase}."
    return inserted(sample, rng, sentence)


@kind("private")
def disguise_a_private_word(sample: Sample, rng: random.Random) -> Damaged | None:
    words = sorted(word for word in sample.contract.private if len(word) > 4 and word.isalpha())
    if not words:
        return None
    word = rng.choice(words)
    at = rng.randrange(1, len(word) - 1)
    looks = [f"{word[:at]}{sign}{word[at:]}" for sign in ("\u200b", "\u00ad", "\u2060")]
    looks += [".".join(word), " ".join(word), word.translate(str.maketrans("aeiop", "\u0430\u0435\u0456\u043e\u0440"))]
    chosen = rng.choice([look for look in looks if look != word])
    return inserted(sample, rng, f"Tiene que ver con {chosen}." if sample.language == "es" else f"It is {chosen}.")


@kind("characters")
def hide_a_character(sample: Sample, rng: random.Random) -> Damaged | None:
    at = rng.choice([m.start() for m in re.finditer(r"(?<=[a-z]{2})(?=[a-z]{2})", sample.body)])
    return replaced(sample, at, at, rng.choice(("\u200b", "\u00ad", "\u2060", "\u202e", "\ufeff")))


@kind("tone")
def stretch_a_word(sample: Sample, rng: random.Random) -> Damaged | None:
    match = rng.choice(list(re.finditer(r"(?<![\w'’-])[a-zñáéíóú]{3,}(?![\w'’-])", sample.inner[0].part.text)))
    word, stretched = match.group(), match.group() + match.group()[-1] * rng.randrange(2, 5)
    at = sample.body.index(word, sample.inner[0].start)
    return replaced(sample, at, at + len(word), stretched)


@kind("register", "tone")
def mix_the_forms_of_address(sample: Sample, rng: random.Random) -> Damaged | None:
    other = "formal" if sample.situation.register_ == "informal" else "informal"
    if sample.language == "en" and other == "formal":
        return None  # informal English bears formal sentences
    sentence = wording(sample, rng, "register", register=other)
    return inserted(sample, rng, str(sentence))


@kind("agreement")
def speak_as_the_other_gender(sample: Sample, rng: random.Random) -> Damaged | None:
    gender = sample.contract.sender_gender
    if sample.language != "es" or gender is None:
        return None
    return inserted(sample, rng, rng.choice(wordings()[f"spoken_by_{'f' if gender == 'm' else 'm'}"]["es"]))


@kind("agreement")
def address_the_other_gender(sample: Sample, rng: random.Random) -> Damaged | None:
    part = sample.part("greeting")
    if part is None or sample.contract.recipient_gender is None:
        return None
    titles = _ES_TITLES if sample.language == "es" else _EN_TITLES
    found = [m for m in re.finditer(r"\w+", sample.body[: part.end]) if m.group() in titles]
    if not found:
        return None
    match = rng.choice(found)
    return replaced(sample, match.start(), match.end(), titles[match.group()])


def _simple(name: str, *caught_by: str) -> None:
    """A kind that puts in one wording of the same name."""

    def apply(sample: Sample, rng: random.Random) -> Damaged | None:
        return insertion(sample, rng, name)

    apply.__name__ = f"add_{name}"
    kind(*caught_by)(apply)


for _name, _checks in {
    "shouting": ("tone",), "piled": ("tone",), "slang": ("tone", "register"), "begging": ("tone",),
    "flattery": ("tone",), "pressure": ("tone",), "sarcasm": ("tone", "disparagement"),
    "disparagement": ("disparagement", "tone"), "oversharing": ("oversharing",),
    "leak": ("leak", "placeholder", "markup"),
    "markup": ("markup",), "accents": ("spelling",), "other_language": ("language",),
}.items():  # fmt: skip
    _simple(_name, *_checks)


@kind("tone")
def add_emoji(sample: Sample, rng: random.Random) -> Damaged | None:
    if sample.situation.channel == "chat" and sample.situation.register_ == "informal":
        return None  # one is tolerated there
    return insertion(sample, rng, "emoji")


@kind("placeholder", "markup", "leak")
def leave_a_placeholder(sample: Sample, rng: random.Random) -> Damaged | None:
    hole = rng.choice(wordings()["placeholder"][sample.language])
    return insertion(sample, rng, "placeholder_in", hole=hole)


@kind("placeholder")
def leave_a_slot_unfilled(sample: Sample, rng: random.Random) -> Damaged | None:
    values = {
        "company": sample.situation.company,
        "position": sample.situation.interview.position,
        "sender": sample.situation.sender.name,
    }
    there = [(name, value) for name, value in values.items() if value and value in sample.body]
    if not there:
        return None
    name, value = rng.choice(there)
    at = sample.body.index(value)
    return replaced(sample, at, at + len(value), "{" + name + "}")


@kind("assistant_talk")
def talk_as_an_assistant(sample: Sample, rng: random.Random) -> Damaged | None:
    if rng.random() < 0.5:
        line = str(wording(sample, rng, "assistant_before"))
        return Damaged(f"{line}\n\n{sample.body}", what=line)
    line = str(wording(sample, rng, "assistant_after"))
    return Damaged(f"{sample.body}\n\n{line}", what=line)


@kind("spelling")
def mix_british_and_american(sample: Sample, rng: random.Random) -> Damaged | None:
    if sample.language != "en":
        return None
    other = "spelling_british" if sample.contract.english == "US" else "spelling_american"
    return insertion(sample, rng, other)


@kind("punctuation")
def spoil_the_marks(sample: Sample, rng: random.Random) -> Damaged | None:
    end = [m.start() for m in re.finditer(r"(?<=[a-zñáéíóú]{3})\.(?=\s)", sample.body)]
    if not end:
        return None
    at = rng.choice(end)
    return replaced(sample, at, at + 1, rng.choice([" .", "..", ",.", "....", " ,", ". ."]))


@kind("punctuation")
def leave_out_an_opening_mark(sample: Sample, rng: random.Random) -> Damaged | None:
    found = [m.start() for m in re.finditer("[¿¡]", sample.body)]
    return replaced(sample, at, at + 1, "") if found and (at := rng.choice(found)) >= 0 else None


@kind("punctuation")
def leave_out_a_closing_mark(sample: Sample, rng: random.Random) -> Damaged | None:
    found = [m.start() for m in re.finditer("[?!]", sample.body)] if sample.language == "es" else []
    return replaced(sample, at, at + 1, ".") if found and (at := rng.choice(found)) >= 0 else None


@kind("punctuation")
def leave_out_a_space(sample: Sample, rng: random.Random) -> Damaged | None:
    found = [m.end() for m in re.finditer(r"(?<=[a-zñáéíóú]{2})[,;](?= [a-zñáéíóú])", sample.body)]
    return replaced(sample, at, at + 1, "") if found and (at := rng.choice(found)) >= 0 else None


@kind("punctuation", "grammar")
def double_a_word(sample: Sample, rng: random.Random) -> Damaged | None:
    small = (
        "de|la|el|en|por|para|con|un|una|que|a" if sample.language == "es" else "the|of|to|for|and|my|your|at|a|in|is"
    )
    found = list(re.finditer(rf"(?<=\s)(?:{small})(?=\s)", sample.body))
    if not found:
        return None
    match = rng.choice(found)
    return replaced(sample, match.start(), match.end(), f"{match.group()} {match.group()}")


@kind("grammar", "spelling", grammar=True)  # what both know is told by the list of misspelt words alone
def make_a_grammar_error(sample: Sample, rng: random.Random) -> Damaged | None:
    return insertion(sample, rng, "grammar")


@kind("grammar", "spelling", grammar=True)
def misspell_a_word(sample: Sample, rng: random.Random) -> Damaged | None:
    found = list(re.finditer(r"(?<![\w'’-])[a-zñáéíóú]{7,}(?![\w'’-])", sample.body))
    if not found:
        return None
    match = rng.choice(found)
    word, at = match.group(), rng.randrange(2, len(match.group()) - 2)
    options = [
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        word[:at] + word[at] + word[at:],
        word[:at] + word[at + 1 :],
    ]
    return replaced(sample, match.start(), match.end(), rng.choice(options))
