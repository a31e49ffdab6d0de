"""The real LanguageTool: real mistakes in both languages, and a server that is neither lost nor left
behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest

from guardrails.home import logs_dir
from guardrails.languagetool import LanguageToolChecker, LanguageToolServer
from puentes.setup.grammar import grammar_is_there

pytestmark = pytest.mark.grammar


@pytest.fixture(scope="module")
def server() -> Iterator[LanguageToolServer]:
    if not grammar_is_there():
        pytest.skip("LanguageTool is not installed: puentes setup")
    server = LanguageToolServer()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def checker(server: LanguageToolServer) -> LanguageToolChecker:
    return LanguageToolChecker(server)


@pytest.mark.parametrize(
    ("language", "text", "wrong"),
    [
        ("es", "Le escribo porque la entrevista estan prevista para el lunes.", "estan"),
        ("es", "😀 Estimada Sra. Ruiz: las entrevista fue muy interesante.", "las entrevista"),
        ("en", "I has a interview on Monday.", "a"),
        ("en", "🎉🎉 Thank you for you're time.", "you're"),
        ("en-GB", "We discussed the definately open position.", "definately"),
    ],
)
def test_real_mistakes_are_found(checker: LanguageToolChecker, language: str, text: str, wrong: str) -> None:
    """The mistake is found as an error, at the right place, with a replacement."""
    found = [m for m in checker.check(text, language) if m.kind == "error"]
    assert wrong in [text[m.offset : m.offset + m.length] for m in found]
    assert all(m.message for m in found)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "es",
            "Estimada Sra. Ruiz:\n\nLe agradezco la invitación del martes 3 de marzo a las 16:30 h.",
        ),
        ("es", "Hola, Marta: gracias por tu tiempo. Me gustaría hablar contigo otro día. Un saludo,"),
        (
            "en",
            "Dear Ms Reed,\n\nThank you for meeting me on Tuesday, 3 March. I hope to hear from you.",
        ),
        ("en", "I apologise for the change, and I would organise another time gladly."),
        ("en", "I apologize for the change, and I would organize another time gladly."),
    ],
)
def test_good_text_gives_no_error(checker: LanguageToolChecker, language: str, text: str) -> None:
    """Good letters pass, in British as in American spelling."""
    assert [m for m in checker.check(text, language) if m.kind == "error"] == []


def test_names_are_no_mistakes(checker: LanguageToolChecker) -> None:
    """A company that no dictionary knows is an error only when nobody said that it is a name."""
    text = "Le escribo por la entrevista en Zorblaxia."
    assert checker.check(text, "es")
    assert checker.check(text, "es", ["Zorblaxia"]) == []


def test_one_server_for_all_and_for_many_threads(checker: LanguageToolChecker, server: LanguageToolServer) -> None:
    """Threads share the one server and get their own answers."""
    pid_before = server.pid
    texts = [f"{'x' * n} I has a interview." for n in range(12)]
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(lambda text: checker.check(text, "en-US", ["x" * n for n in range(1, 13)]), texts))
    for text, matches in zip(texts, found, strict=True):
        assert "a" in [text[m.offset : m.offset + m.length] for m in matches]
    assert pid_before is None or server.pid == pid_before


def test_a_killed_server_is_started_again(checker: LanguageToolChecker, server: LanguageToolServer) -> None:
    """Java dies in the midst of the work: the next check starts it anew, and the person notices nothing."""
    checker.check("Buenos días.", "es")
    before = server.pid
    assert before is not None
    os.kill(before, signal.SIGKILL)
    assert checker.check("La entrevista estan prevista.", "es")
    assert server.pid not in (None, before)


def test_a_server_that_is_killed_in_mid_check_answers_all_the_same(
    checker: LanguageToolChecker, server: LanguageToolServer
) -> None:
    """Java dies while it checks for two threads: both get their answer from one new server."""
    long = "La entrevista estan prevista para el lunes y quisiera cambiarla por otra fecha. " * 400
    checker.check("Buenos días.", "es")
    before = server.pid
    assert before is not None
    with ThreadPoolExecutor(2) as pool:
        checks = [pool.submit(checker.check, long, "es") for _ in range(2)]
        time.sleep(0.3)
        os.kill(before, signal.SIGKILL)
        assert all(any(m.kind == "error" for m in check.result()) for check in checks)
    assert server.pid not in (None, before)


def test_only_this_machine_can_reach_it(server: LanguageToolServer) -> None:
    """It listens on loopback alone: nobody else in the network can read along or use it."""
    server.url()
    assert server.pid is not None
    listening = [c.laddr.ip for c in psutil.Process(server.pid).net_connections("inet") if c.status == "LISTEN"]
    assert listening
    assert all(ip.removeprefix("::ffff:").startswith("127.") or ip == "::1" for ip in listening)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_no_server_outlives_its_program(how: signal.Signals) -> None:
    """SIGKILL leaves the program no time to tidy up, Ctrl-C interrupts it anywhere: Java ends all the same."""
    if not grammar_is_there():
        pytest.skip("LanguageTool is not installed: puentes setup")
    code = (
        "import time, threading\n"
        "from guardrails.languagetool import LanguageToolServer\n"
        "s = LanguageToolServer()\n"
        # under Streamlit, too, the thread that starts the server ends before the program does
        "t = threading.Thread(target=s.url); t.start(); t.join()\n"
        "print(s.pid, flush=True); time.sleep(60)\n"
    )
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as program:
        assert program.stdout is not None
        java = psutil.Process(int(program.stdout.readline()))
        assert java.is_running()
        program.send_signal(how)
    deadline = time.monotonic() + 5
    while java.is_running() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not java.is_running()


def test_stop_ends_java_and_a_later_check_starts_it() -> None:
    """Stopping is quick, and not for ever."""
    if not grammar_is_there():
        pytest.skip("LanguageTool is not installed: puentes setup")
    server = LanguageToolServer()
    server.url()
    assert server.pid is not None
    java = psutil.Process(server.pid)
    server.stop()
    assert not java.is_running()
    server.url()
    server.stop()


def test_a_start_that_fails_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reason comes from the server's own log, at once, not after many ports were tried."""
    from guardrails.languagetool import GrammarUnavailable
    from guardrails.languagetool import launching as module

    if not grammar_is_there():
        pytest.skip("LanguageTool is not installed: puentes setup")
    monkeypatch.setattr(module, "_MAIN", "org.languagetool.server.NoSuchServer")
    started = time.monotonic()
    with pytest.raises(GrammarUnavailable, match=r"ended at its start: .*NoSuchServer"):
        LanguageToolServer().url()
    assert time.monotonic() - started < 10


def test_a_start_that_hangs_is_given_up_and_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that never gets ready is told with its log, and leaves no process behind."""
    from guardrails.languagetool import GrammarUnavailable
    from guardrails.languagetool import launching as module

    if not grammar_is_there():
        pytest.skip("LanguageTool is not installed: puentes setup")
    assert module.START_SECONDS <= 20
    monkeypatch.setattr(module, "START_SECONDS", 0.5)
    monkeypatch.setattr(module, "is_ready", lambda _url: False)
    before = {process.pid for process in psutil.Process().children(recursive=True)}
    with pytest.raises(GrammarUnavailable, match=r"was not ready after .* \(log: .*languagetool-.*\.log\)"):
        LanguageToolServer().url()
    assert {process.pid for process in psutil.Process().children(recursive=True)} <= before


def test_the_log_holds_no_text(checker: LanguageToolChecker) -> None:
    """What people write is private: it is not in the log."""
    checker.check("Xyzzyplugh estan en el hospital.", "es")
    assert not any("Xyzzyplugh" in log.read_text(encoding="utf-8") for log in logs_dir().glob("*.log"))


def test_warming_makes_the_first_check_quick(server: LanguageToolServer) -> None:
    """After warming, a check takes well under the seconds of the first one."""
    checker = LanguageToolChecker(server)
    checker.warm(["es", "en"]).join(30)
    started = time.monotonic()
    checker.check("Le agradezco su tiempo y su ayuda.", "es")
    assert time.monotonic() - started < 1
