"""Runs one command and ends it as soon as the standard input is closed, which the system does when the parent
dies.

Java cannot be told to die with its parent, and the kernel's parent-death signal follows the *thread* that
started the child: under Streamlit such threads end while the program goes on. A pipe that only the parent
holds has neither flaw, and works on every system. Run as a file, with no import from the project: python -I
-S keeper.py COMMAND… With --until-idle FILE SECONDS before the command it does not follow the parent but ends the
command when FILE was not touched for so long, or is gone. Writes the command's process id as one line to standard
output; the command's own output goes to standard error.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time

_GRACE_SECONDS = 2.0


def main() -> int:
    """The command's exit code."""
    command, idle = sys.argv[1:], None
    if command[:1] == ["--until-idle"]:
        idle, command = (command[1], float(command[2])), command[3:]
    child = subprocess.Popen(  # noqa: S603 - the command comes from LanguageToolServer
        command, stdin=subprocess.DEVNULL, stdout=sys.stderr, stderr=sys.stderr
    )

    def end() -> None:
        child.terminate()
        try:
            child.wait(_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()

    def watch() -> None:
        with contextlib.suppress(OSError):
            while os.read(0, 1024):
                pass
        end()

    def watch_use(file: str, seconds: float) -> None:
        with contextlib.suppress(OSError):
            while time.time() - os.stat(file).st_mtime < seconds:  # noqa: PTH116 - no pathlib: it starts in 10 ms
                time.sleep(min(5.0, seconds / 4))
        end()

    def on_signal(_number: int, _frame: object) -> None:
        threading.Thread(target=end, daemon=True).start()

    signal.signal(signal.SIGTERM, on_signal)
    print(child.pid, flush=True)
    if idle is None:
        threading.Thread(target=watch, daemon=True).start()
    else:
        threading.Thread(target=watch_use, args=idle, daemon=True).start()
    return child.wait()


if __name__ == "__main__":
    sys.exit(main())
