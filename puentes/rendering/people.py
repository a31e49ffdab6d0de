"""How a recipient is addressed: honorific and surname, first name, or the whole name where either is uncertain."""

from __future__ import annotations

from puentes.situation import Recipient

# Second given names: "María José" with no surname must not become "Sra. José". Common compound given names in
# Spanish-speaking civil registers; own list.
SECOND_GIVEN_NAMES = frozenset(
    """josé maría carmen luis luisa pablo carlos antonio jesús isabel ángel ángeles manuel fernando alberto eugenia
    elena cristina dolores pilar rosa teresa mercedes victoria belén cruz paz sol mar fe soledad inés lucía andrés
    david eduardo enrique felipe francisco javier ignacio miguel pedro ramón ricardo rafael sebastián esteban
    guadalupe fernanda alejandra paula camila sofía valentina laura clara julia""".split()
)
# Without a surname beside it, only these pairs are surely one given name ("Laura Cruz" has a surname).
_COMPOUND_FIRSTS = frozenset("maría josé juan ana luis rosa".split())
_COMPOUND_SECONDS = frozenset("josé maría luis carmen carlos antonio jesús isabel pablo manuel belén".split())
_PARTICLES = frozenset(
    "de del la las los y i da das do dos di van von der den ter ten zu el al bin ibn mac o' ó ní ap".split()
)
_GIVEN_NAME_HONORIFICS = frozenset({"d", "dña", "don", "doña", "sir"})
_ABBREVIATED = frozenset("sr sra srta dr dra lic licda ing prof profa mtro mtra arq d dña mr mrs ms mx".split())


def formal_name(recipient: Recipient, language: str, english: str = "US") -> str | None:
    """The name for a formal greeting: "Sra. Ruiz", "Dr. van der Berg", or the whole name. None without a name.

    Where it is uncertain which part is the surname, the whole name is used: stiff is better than wrong.
    """
    if not recipient.name:
        return None
    title = _title(recipient, language, english)
    if not title:
        return recipient.name
    if title.rstrip(".").lower() in _GIVEN_NAME_HONORIFICS:
        return f"{title} {recipient.name}"
    return f"{title} {surname(recipient.name) or recipient.name}"


def first_name(name: str) -> str:
    """The given name: the first word, two where they form a compound ("María José"), all after an initial."""
    parts = name.split()
    if len(parts) > 1 and parts[0].rstrip(".").isalpha() and len(parts[0].rstrip(".")) == 1:
        return name
    if len(parts) > 2 and parts[1].lower() in SECOND_GIVEN_NAMES:
        return " ".join(parts[:2])
    if len(parts) == 2 and parts[0].lower() in _COMPOUND_FIRSTS and parts[1].lower() in _COMPOUND_SECONDS:
        return name
    if len(parts) > 3 and parts[1].lower() in _PARTICLES:
        # "María del Carmen Soto": particles up to the next name belong to the given name.
        for index, part in enumerate(parts[1:-1], start=1):
            if part.lower() not in _PARTICLES:
                is_given = part.lower() in SECOND_GIVEN_NAMES
                return " ".join(parts[: index + 1]) if is_given else parts[0]
    return parts[0]


def surname(name: str) -> str | None:
    """The surname with its particles where it is certain: two-part names, or a particle that begins it."""
    parts = name.split()
    if len(parts) == 2:
        return None if parts[1].lower() in SECOND_GIVEN_NAMES else parts[1]
    given = len(first_name(name).split())
    rest = parts[given:]
    if rest and rest[0].lower() in _PARTICLES and sum(p.lower() not in _PARTICLES for p in rest) == 1:
        return " ".join(rest)
    if given == 2 and len(rest) == 1:
        return rest[0]
    return None


def _title(recipient: Recipient, language: str, english: str) -> str | None:
    given = recipient.honorific
    if given:
        bare = given.rstrip(".")
        if bare.lower() in _ABBREVIATED and (language == "es" or english == "US"):
            return f"{bare}."
        return given
    # Without an honorific, a surname is needed beside "Sra.": a lone first name goes without.
    if recipient.gender is None or not recipient.name or surname(recipient.name) is None:
        return None
    if language == "es":
        return "Sra." if recipient.gender == "f" else "Sr."
    return ("Ms" if recipient.gender == "f" else "Mr") + ("." if english == "US" else "")
