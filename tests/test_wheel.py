"""The built wheel works in an environment of its own, away from the checkout."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.request
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "es-reschedule-email-surgery.yaml"

pytestmark = pytest.mark.wheel


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin folder of an environment that holds the wheel; the dependencies are lent by this environment, so that
    the test needs no network. A .pth file lends packages only: the editable install's own .pth is not read."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder / "dist")]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    wheel = next((folder / "dist").glob("*.whl"))
    venv.create(folder / "env", with_pip=False, symlinks=True)
    purelib = Path(sysconfig.get_path("purelib", "venv", {"base": str(folder / "env")}))
    (purelib / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "--python", str(folder / "env"), "install", "--no-deps", "--no-index"]
    subprocess.run([*pip, "--force-reinstall", str(wheel)], check=True, capture_output=True)
    return folder / "env" / "bin"


def _run(bin_: Path, *words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(bin_ / "puentes"), *words], cwd=cwd, capture_output=True, text=True, timeout=120, check=False
    )


def test_the_packages_come_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    """Nothing is imported from the checkout."""
    code = "import app, guardrails, prompts, puentes; print(app.__file__, guardrails.__file__, prompts.__file__)"
    out = subprocess.run(
        [str(installed / "python"), "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert str(installed.parent) in out.stdout
    assert str(ROOT) not in out.stdout


def test_draft_from_the_wheel_delivers_a_message_that_holds(installed: Path, tmp_path: Path) -> None:
    """All data files are in the wheel."""
    done = _run(installed, "draft", str(EXAMPLE), "--engine", "phrasebank", "--json", "--no-grammar", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    row = json.loads(done.stdout)
    assert row["subject"]
    assert row["engine"] == "phrasebank"
    assert not [c for c in row["checks"] if c["status"] == "fail"]


@pytest.mark.grammar
@pytest.mark.model
def test_setup_and_doctor_from_the_wheel_find_the_parts(installed: Path, tmp_path: Path) -> None:
    """`puentes setup` has nothing to fetch when all is there, and `puentes doctor` agrees."""
    assert _run(installed, "setup", cwd=tmp_path).returncode == 0
    doctor = _run(installed, "doctor", "--json", cwd=tmp_path)
    assert doctor.returncode == 0, doctor.stdout
    assert all(one["ok"] for one in json.loads(doctor.stdout))


def test_the_app_from_the_wheel_answers(installed: Path, tmp_path: Path) -> None:
    """`puentes app` serves the page on loopback and ends when it is told to."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = [str(installed / "puentes"), "app", "--no-browser", "--port", str(port)]
    process = subprocess.Popen(
        words, cwd=tmp_path, env={**os.environ, "PYTHONWARNINGS": "ignore"},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        assert _answers(f"http://127.0.0.1:{port}/_stcore/health")
    finally:
        process.terminate()
        process.wait(timeout=20)


def _answers(url: str) -> bool:
    for _ in range(120):
        try:
            with urllib.request.urlopen(url, timeout=2) as response:
                return bool(response.status == 200)
        except OSError:
            time.sleep(0.25)
    return False
