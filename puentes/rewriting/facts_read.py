"""What a draft was taken to be, told to the person: a name and a value for each fact."""

from __future__ import annotations

from datetime import time

from puentes.rewriting.moments import ReadMoment
from puentes.rewriting.telling import tell
from puentes.rewriting.understanding import Read

_NAMED = ("sender", "recipient", "position", "company", "phone")


def facts_read(read: Read, language: str) -> tuple[tuple[str, str], ...]:
    """Name and value of everything that was read, in the language of the reader; what the draft does not tell is said
    to be open."""
    address = f" ({read.address})" if read.address != "none" else ""
    found = [
        ("language", tell(f"language_{read.language}", language)),
        ("channel", tell(f"channel_{read.channel}", language)),
        ("intent", tell(f"intent_{read.intent}", language) if read.intent else ""),
        ("register", tell(f"register_{read.register}", language) + address),
        *((name, getattr(read, name) or "") for name in _NAMED),
    ]
    told = [(tell(f"read_{name}", language), value or tell("read_nothing", language)) for name, value in found]
    return (*told, *((tell("read_moment", language, text=m.text), moment_told(m, language)) for m in read.moments))


def moment_told(moment: ReadMoment, language: str) -> str:
    """What a date or time was read as, as the language writes it: "jueves, 3 de diciembre de 2026, 17:30"."""
    from babel.dates import format_date  # late: it is needed at the end of a rewriting only

    hour = f"{time(moment.hour, moment.minute or 0):%H:%M}" if moment.hour is not None else ""
    if moment.day is None:
        return ", ".join(part for part in (hour, tell("read_no_day", language)) if part)
    day = format_date(moment.day, format="full", locale="es" if language == "es" else "en_GB")
    return ", ".join(part for part in (day, hour) if part)
