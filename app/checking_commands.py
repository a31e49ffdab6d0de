"""What `puentes check` does."""

from __future__ import annotations

from typing import Any, TypeVar

from app.at_once import in_order
from app.output import print_findings, print_json
from app.reading_input import InputError, read_lines, read_one_situation, read_text
from guardrails.checking import check
from guardrails.contract import Channel, Language
from guardrails.finding import Report
from puentes.contracts import contract_for
from puentes.errors import PuentesError
from puentes.reading import situation_from

T = TypeVar("T")
_LANGUAGES: tuple[Language, ...] = ("es", "en")
_CHANNELS: tuple[Channel, ...] = ("email", "phone", "voicemail", "chat")


def check_one(
    name: str, situation: str | None, *, as_json: bool, language: str | None, channel: str | None, grammar: bool
) -> int:
    """Checks one message and prints what was found. Returns 0 when it holds, 1 when something fails."""
    text = read_text(name)
    if not text.strip():
        raise InputError(f"{name}: is empty. Give the text of a message")
    contract = contract_for(read_one_situation(situation)) if situation else None
    report = check(
        text,
        contract,
        language=_one_of("--language", language, _LANGUAGES),
        channel=_one_of("--channel", channel, _CHANNELS),
        grammar=_checker(grammar),
    )
    if as_json:
        print_json(_row(None, report))
    else:
        print_findings(report.findings, err=False, everything=True)
    return 0 if report.holds else 1


def check_batch(name: str, *, grammar: bool) -> int:
    """Checks the message of each line. A bad line gets its own error and the others go on.

    Returns 0 when all hold, 1 otherwise.
    """
    good = True
    # Grammar is checked by another program, which uses all cores by itself when it is asked by several threads; and
    # one server is enough. Without it Python is what is busy.
    lines = read_lines(name)
    rows = in_order(_with_grammar, lines, "threads") if grammar else in_order(_alone, lines, "processes")
    for row in rows:
        good &= row["error"] is None and not any(c["status"] == "fail" for c in row["checks"])
        print_json(row, indent=None)
    return 0 if good else 1


_Line = tuple[int, Any, str | None]


def _alone(line: _Line) -> dict[str, Any]:
    return _checked(line, None)


def _with_grammar(line: _Line) -> dict[str, Any]:
    return _checked(line, _checker(True))


def _checked(line: _Line, checker: Any) -> dict[str, Any]:
    number, data, error = line
    return _error_row(None, error or "") if data is None else _check_line(number, data, checker)


def _check_line(number: int, data: dict[str, Any], checker: Any) -> dict[str, Any]:
    given = data.get("id")
    try:
        text = data.get("text")
        if not isinstance(text, str):
            raise InputError(f"line {number}: text: is missing or no text. Give the message as text")
        language = _one_of(f"line {number}: language", data.get("language"), _LANGUAGES)
        channel = _one_of(f"line {number}: channel", data.get("channel"), _CHANNELS)
        situation = data.get("situation")
        contract = contract_for(situation_from(situation, f"line {number}: situation")) if situation else None
        return _row(given, check(text, contract, language=language, channel=channel, grammar=checker))
    except PuentesError as error:
        return _error_row(given, str(error))
    except Exception as error:  # noqa: BLE001 - one line of a batch must not cost the others
        return _error_row(given, f"line {number}: unexpected {type(error).__name__}; please report it")


def _one_of(where: str, value: object, known: tuple[T, ...]) -> T | None:
    if value is None:
        return None
    for one in known:
        if value == one:
            return one
    raise InputError(f"{where}: '{value}' is not known. One of: {', '.join(map(str, known))}")


def _checker(wanted: bool) -> Any:
    if not wanted:
        return None
    from guardrails.languagetool import shared_checker

    return shared_checker()


def _row(given: object, report: Report) -> dict[str, Any]:
    elements = {name: [span.as_dict() for span in spans] for name, spans in report.elements.items()}
    checks = [finding.as_dict() for finding in report.findings]
    return {"id": given, "language": report.language, "elements": elements, "checks": checks, "error": None}


def _error_row(given: object, error: str) -> dict[str, Any]:
    return {"id": given, "language": None, "elements": {}, "checks": [], "error": error}
