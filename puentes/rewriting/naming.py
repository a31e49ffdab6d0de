"""Names in a draft: who signs, who is greeted, which position and which company; None where nothing shows it."""

from __future__ import annotations

import re

from guardrails.contract import Language
from guardrails.text import Text
from puentes.masks import given_names
from puentes.rewriting.layout import Layout
from puentes.rewriting.rules import rules_of, word
from puentes.rewriting.words import word_list

_PART = r"(?!I['’])[A-ZÁÉÍÓÚÑÜ][\w'’-]+"  # "Wanda Pruitt I'm …" ends before the verb
_INITIAL = r"[A-ZÁÉÍÓÚÑÜ]\.?(?= [A-ZÁÉÍÓÚÑÜ])"  # "Mary J. Stone", "Ó Briain"
_PARTICLE = (
    r"(?:de la|de las|de los|del|de|y|e|i|van der|van den|van|von der|von|da|das|do|dos|di|du|le|la|bin|ben|al|el|der)"
)
NAME = rf"(?:{_PART}|{_INITIAL})(?: (?:{_PARTICLE} )?(?:{_PART}|{_INITIAL})){{0,5}}"
# "3M España", "7-Eleven", "Grupo 5": figures belong to the names of companies.
_FIRM = rf"(?:\d[\w-]*[A-ZÁÉÍÓÚÑÜ][\w-]*|{NAME})(?: {NAME})?(?: \d{{1,4}}(?![\w:.,/]))?"
_HONORIFIC = r"(?:(?:Sra?|Srta|Dra?|D|Dña|Mrs?|Ms|Mx|Prof|Lic|Ing)\.?|Don|Doña|Señor|Señora|Miss) "
_SAYS_NAME = re.compile(rf"(?:\b[Ss]oy|\b[Mm]e llamo|\b[Mm]i nombre es|[Tt]his is|[Mm]y name is|it's) (?P<name>{NAME})")
_LAST = re.compile(rf"[,.!]\s+(?P<name>{NAME})\.?\s*\Z")
_NEAR = 20  # characters before a name at the end, in which a closing makes a signature of it
_POSITION = {
    "es": re.compile(
        r"\b(?:puesto|vacante|plaza|posición|cargo|rol|oferta) (?:de|como) (?P<p>[^\n,.;:?!]{3,60}?)"
        r"(?= (?:en|para|del (?:lunes|martes|miércoles|jueves|viernes|\d)|que|el|a las|porque|pero|con)\b"
        r"| y (?:no|me|te|le)\b|[\n,.;:?!]|$)"
    ),
    "en": re.compile(
        r"\b(?:for|about) (?:the|your|a|an) (?P<p>(?:[A-Za-z][\w/&+-]* ){1,5}?)"
        r"(?:position|role|job|post|vacancy|opening)\b"
        r"|\b(?:position|role|post|job) (?:of|as) (?:an? )?(?P<q>[^\n,.;:?!]{3,50}?)"
        r"(?= (?:at|with|on|in|because|but|and)\b|[\n,.;:?!]|$)"
    ),
}
_COMPANY = {
    "es": re.compile(rf"\b(?:en|con|de la empresa|de parte de) (?P<c>{_FIRM})"),
    "en": re.compile(rf"\b(?:at|with|from) (?P<c>{_FIRM})"),
}
_AT_WORK = re.compile(
    r"(?<!\w)(?:entrevista|puesto|vacante|plaza|proceso|candidatura|solicitud|oferta|trabaj\w+|cita|empleo|practicas|rol"
    r"|interview\w*|position|role|job|vacancy|opening|application|apply\w*|applied|process|work\w*|intern\w*|offer)(?!\w)"
)
_REACH = 90  # characters before a company's name in which that stands


def signed(raw: str, layout: Layout, language: Language) -> str | None:
    """The sender's name, from the signature or from "soy …", "this is …"."""
    tail = raw[layout.body_end : layout.own_end]
    closing = word(rules_of(language).closing)
    for line in reversed([part.strip() for part in tail.splitlines() if part.strip()]):
        bare = line
        match = closing.match(_folded(line))
        if match:
            bare = line[match.end() :].strip(" ,.;:!-")
            bare = re.sub(r"^(?:de|from) ", "", bare)
        found = re.fullmatch(NAME, bare.strip(" .,"))
        if found and not closing.fullmatch(_folded(found.group())):
            return found.group()
    own = raw[: layout.own_end]
    if found := _SAYS_NAME.search(own):
        return found["name"]
    # A message of one block: "… Un saludo, Luis Gil", "… Thanks. Tom".
    last = _LAST.search(own)
    if last and word(rules_of(language).closing).search(_folded(own[: last.start()])[-_NEAR:] + " "):
        return last["name"] if not closing.fullmatch(_folded(last["name"])) else None
    return None


def _folded(line: str) -> str:
    from guardrails.folding import fold

    return fold(line)


def greeted(layout: Layout, language: Language) -> str | None:
    """Who is greeted, with the honorific as it stands."""
    if layout.greeting is None:
        return None
    text = layout.greeting.text
    lead = word(rules_of(language).greeting).match(_folded(text))
    rest = text[lead.end() :] if lead else text
    found = re.search(rf"(?:{_HONORIFIC}(?:{_PARTICLE} )?)?{NAME}", rest.replace(",", " , "))
    return found.group().strip() if found else None


def position_in(raw: str, language: Language) -> str | None:
    """The position that is named, as it stands."""
    found = _POSITION[language].search(raw)
    if not found:
        return None
    name = next(value for value in found.groupdict().values() if value).strip()
    return None if name.split()[0].lower() in word_list("no_position") else name


def company_in(raw: str, language: Language) -> str | None:
    """The company that is named, as it stands: a name after "en" or "at" where interview, job or the like was said
    just before ("la entrevista en …"); a given name is none."""
    start = Text(raw).body_start
    for found in _COMPANY[language].finditer(raw, start):
        first = found["c"].split()[0].lower()
        said = re.split(r"[.;!?\n]", raw[max(start, found.start() - _REACH) : found.start()])[-1]
        if first not in word_list("no_company") and first not in given_names() and _AT_WORK.search(_folded(said)):
            return found["c"]
    return None
