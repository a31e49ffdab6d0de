"""Fetching LanguageTool's jars: checked, resumable, never half. No network: the jars are made here."""

from __future__ import annotations

import hashlib
import re
from importlib.resources import files
from pathlib import Path

import pytest

from guardrails.home import downloads_dir, languagetool_dir, languagetool_manifest
from guardrails.languagetool.install import jar_names, missing_jars
from puentes.setup.errors import SetupError
from puentes.setup.grammar import Jar, fetch_grammar, grammar_is_there, locked_jars
from puentes.setup.task import Task

_BODIES = {f"jar{n}": f"content of jar {n}".encode() * n for n in range(1, 12)}
_JARS = [Jar("org.x", name, "1.0", "", hashlib.sha256(body).hexdigest()) for name, body in _BODIES.items()]


class Maven:
    """Stands for Maven: gives each jar, cut as often as `cut` says, or not at all."""

    def __init__(self, cut: dict[str, int] | None = None, away: bool = False) -> None:
        self.cut = cut or {}
        self.away = away
        self.asked: list[str] = []

    def __call__(self, jar: Jar, task: Task) -> Path:
        self.asked.append(jar.artifact)
        if self.away:
            raise ConnectionError("the network is down\nand a second line")
        folder = downloads_dir() / "maven" / jar.artifact
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / jar.file
        body = _BODIES[jar.artifact]
        if self.cut.get(jar.artifact, 0) > 0:
            self.cut[jar.artifact] -= 1
            body = body[:-1]
        path.write_bytes(body)
        task.add(len(body))
        return path


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUENTES_HOME", str(tmp_path / "home"))


def test_all_jars_are_put_in_place_and_listed() -> None:
    """After a set-up the manifest names every jar, and nothing half stays behind."""
    fetch_grammar(Task("grammar"), _JARS, Maven())
    assert grammar_is_there()
    assert jar_names() == [jar.file for jar in _JARS]
    assert not list(downloads_dir().iterdir())


def test_a_second_set_up_asks_for_nothing() -> None:
    """What is there is not fetched again."""
    fetch_grammar(Task("grammar"), _JARS, Maven())
    maven = Maven()
    fetch_grammar(Task("grammar"), _JARS, maven)
    assert maven.asked == []


def test_without_the_manifest_whole_jars_are_kept() -> None:
    """A run that was killed before its end is gone on with, not begun anew."""
    fetch_grammar(Task("grammar"), _JARS, Maven())
    languagetool_manifest().unlink()
    (languagetool_dir() / "jars" / _JARS[3].file).write_bytes(b"half")
    assert not grammar_is_there()
    maven = Maven()
    fetch_grammar(Task("grammar"), _JARS, maven)
    assert maven.asked == [_JARS[3].artifact]
    assert grammar_is_there()


def test_a_cut_jar_is_fetched_again() -> None:
    """A download that breaks off is tried again, and only the whole jar counts."""
    maven = Maven(cut={"jar5": 2})
    fetch_grammar(Task("grammar"), _JARS, maven)
    assert maven.asked.count("jar5") == 3
    assert (languagetool_dir() / "jars" / "jar5-1.0.jar").read_bytes() == _BODIES["jar5"]


def test_a_jar_that_stays_wrong_is_refused() -> None:
    """The SHA-256 of the lock decides; the line names the jar and the ways out."""
    with pytest.raises(SetupError, match=r"org\.x:jar5:1\.0 .*SHA-256.*--without grammar"):
        fetch_grammar(Task("grammar"), _JARS, Maven(cut={"jar5": 99}))
    assert not grammar_is_there()
    assert not (languagetool_dir() / "jars" / "jar5-1.0.jar").exists()


def test_no_network_is_told_in_one_line() -> None:
    """Whatever the client raises, the person reads one line."""
    with pytest.raises(SetupError) as caught:
        fetch_grammar(Task("grammar"), _JARS, Maven(away=True))
    assert "the network is down" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_jar_that_vanished_is_noticed() -> None:
    """A cache that was cleaned by hand is not taken for whole."""
    fetch_grammar(Task("grammar"), _JARS, Maven())
    (languagetool_dir() / "jars" / _JARS[0].file).unlink()
    assert missing_jars() == f"LanguageTool is not whole: {_JARS[0].file} is missing or cut"


def test_a_spoilt_manifest_is_noticed() -> None:
    """A manifest that cannot be read counts as not installed, with the reason."""
    languagetool_manifest().parent.mkdir(parents=True)
    languagetool_manifest().write_text("{", encoding="utf-8")
    assert "manifest cannot be read" in (missing_jars() or "")


def test_the_shipped_lock_names_each_jar_once_with_its_hash_and_no_address() -> None:
    """What is fetched is fixed by content, and no registry's address is in the repository."""
    jars = locked_jars()
    assert len(jars) == len({jar.file for jar in jars}) == 130
    assert all(re.fullmatch(r"[0-9a-f]{64}", jar.sha256) for jar in jars)
    assert "://" not in files("guardrails").joinpath("data/languagetool/jgo.lock.toml").read_text(encoding="utf-8")
