"""How a draft addresses its reader: usted, ustedes, tú, vos, vosotros, or in no way that shows."""

from __future__ import annotations

import re
from typing import Literal

from guardrails.checks.base import phrase_set
from guardrails.contract import Language, Register
from guardrails.datafiles import words
from guardrails.folding import fold
from guardrails.text import Text
from puentes.datafiles import once_per_pack, read_yaml

Address = Literal["usted", "ustedes", "tú", "vos", "vosotros", "none"]
FORMS: tuple[Address, ...] = ("usted", "ustedes", "tú", "vos", "vosotros")
_PLURAL = re.compile(
    r"(?<!\w)(?:ustedes|uds|les (?:agradezco|escribo|pido|informo|comunico|llamo|quiero|quisiera|ruego|confirmo|deseo"
    r"|envio|mando|parece|viene|va|vendria|importaria|saluda|doy|queria|aviso)|(?:escrib|ped|agradec|comunic|inform|dec"
    r"|avis|molest|confirm|hac|d)(?:ar|er|ir)les|disculpen|perdonen|avisenme|diganme|llamenme|tienen|pueden|podrian"
    r"|quieren|estimados|senores)(?!\w)"
)
_INFORMAL_EN = re.compile(
    r"(?<!\w)(?:hi|hey|hiya|cheers|thanks|yeah|guys|gonna|wanna|pls|thx|u|[a-z]+n't|i'm|i'd|i've|i'll|can't|won't|it's"
    r"|that's|let's|we're|you're)(?!\w)"
)
_FORMAL_EN = re.compile(
    r"(?<!\w)(?:dear (?:mr|ms|mrs|dr|sir|madam|hiring|prof)|to whom it may concern|yours (?:sincerely|faithfully)|i am"
    r"|i would|i will|cannot|do not|sincerely|respectfully)(?!\w)"
)


def address_of(raw: str, language: Language) -> Address:
    """The form of address that a Spanish draft shows most often; "none" where it shows none, and in English."""
    if language != "es":
        return "none"
    text = Text(raw)
    counts: dict[Address, int] = {
        "tú": _count(text, "tu"),
        "vos": _count(text, "vos"),
        "vosotros": _count(text, "vosotros") + _ending(text, "plural_endings"),
        "usted": _count(text, "usted"),
        "ustedes": len(_PLURAL.findall(fold(raw))),
    }
    either, second = _count(text, "tu_or_vos"), _ending(text, "second_person_endings")
    if counts["vos"] and counts["vos"] * 2 >= counts["tú"]:
        counts["vos"] += either + second
    elif counts["vosotros"] and not counts["tú"]:
        counts["vosotros"] += second
    else:
        counts["tú"] += either + second
    if counts["ustedes"]:
        counts["ustedes"] += counts["usted"]
    best = max(FORMS, key=lambda form: counts[form])
    return best if counts[best] else "none"


def register_of(raw: str, language: Language, address: Address) -> Register:
    """Formal or informal, as the draft itself is. Where nothing shows it counts as formal."""
    if language == "es":
        if address == "none":
            return "informal" if re.match(r"\W*(?:hola|buenas|hey|ey|ola)\b", fold(raw)) else "formal"
        return "formal" if address in {"usted", "ustedes"} else "informal"
    folded = fold(raw)
    informal, formal = len(_INFORMAL_EN.findall(folded)), len(_FORMAL_EN.findall(folded))
    return "informal" if informal >= max(1, formal) else "formal"


def spelling_of(raw: str) -> Literal["US", "GB"] | None:
    """British or American, as the draft spells; None where it shows neither."""
    words_ = {word.lower for word in Text(raw).words}
    british, american = (_spelt(side) for side in ("GB", "US"))
    ours, theirs = len(words_ & british), len(words_ & american)
    if ours == theirs:
        return None
    return "GB" if ours > theirs else "US"


@once_per_pack
def _spelt(side: str) -> frozenset[str]:
    data = read_yaml("spelling.yaml")
    table = data["words"] if isinstance(data, dict) else {}
    both = set(table) & set(table.values())
    return frozenset(str(w).lower() for w in (table if side == "US" else table.values()) if w not in both)


def _count(text: Text, key: str) -> int:
    return len(phrase_set("es", "register", key, exact=True).find(text))


def _ending(text: Text, key: str) -> int:
    endings, but = words("es", "register", key), frozenset(words("es", "register", "not_second_person"))
    found = (w for w in text.words if len(w.lower) > 5 and not text.raw[w.start].isupper())
    return sum(w.lower.endswith(endings) and w.lower not in but for w in found)
