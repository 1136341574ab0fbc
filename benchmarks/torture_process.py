"""The program as a process of torture.py's: started, listened to, killed; and whether it hangs or is only slow."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

CLERK = Path(__file__).with_name("torture_clerk.py")
_IDLE = 0.02
"""The share of a processor that a program takes which only waits."""
_SPINS = 60
"""Seconds of a processor's time without a word, however long they take on a busy machine: then it goes round and
round.
"""
_AT_MOST = 600
"""Seconds without a word, where the system tells nothing of a process."""


class Program:
    """The program on that report, with a home of its own and a clerk; `lines` are what she has told so far."""

    patience = 20.0
    """Seconds without a word in which a program that does nothing hangs: its clerk does something all the time."""

    def __init__(
        self, report: Path, home: Path, seed: int, how: dict[str, Any], more: dict[str, str] | None = None
    ) -> None:
        environment = {
            "PATH": os.environ.get("PATH", ""),
            "PYTHONPATH": str(CLERK.parent.parent),
            "LC_ALL": "C.UTF-8",
            "QT_QPA_PLATFORM": "offscreen",
            "QT_LOGGING_RULES": "*=false",
            "HOME": str(home),
            "XDG_DATA_HOME": str(home / "data"),
            "XDG_CONFIG_HOME": str(home / "config"),
        }
        (home / "data").mkdir(exist_ok=True, parents=True)
        command = [sys.executable, str(CLERK), str(report), str(seed), json.dumps(how)]
        self.errors = home / "errors.txt"
        with self.errors.open("ab") as errors:
            self.process = subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=errors, env=environment | (more or {})
            )
        assert self.process.stdout is not None
        self._out = self.process.stdout
        os.set_blocking(self._out.fileno(), False)
        self._rest = b""
        self.lines: list[dict[str, Any]] = []
        self.began = self._heard = time.monotonic()
        self._used_then = 0.0

    def runs(self) -> bool:
        return self.process.poll() is None

    def listen(self) -> list[dict[str, Any]]:
        """What she has told since the last time."""
        *whole, self._rest = (self._rest + (self._out.read() or b"")).split(b"\n")
        new = [json.loads(line) for line in whole]
        self.lines += new
        if new:
            self._heard, self._used_then = time.monotonic(), self._used()
        return new

    def stuck(self) -> str:
        """How it is stuck; "" if it goes on or is only slow."""
        quiet = time.monotonic() - self._heard
        if quiet < self.patience:
            return ""
        used = self._used() - self._used_then
        if used < 0:
            return f"says nothing for {_AT_MOST} s" if quiet > _AT_MOST else ""
        if used > _SPINS:
            return f"goes round and round: {_SPINS} s of a processor without a word"
        # On a busy machine it may get little; but then it waits for a processor and not for an answer.
        return "hangs: waits, and nobody answers" if used < _IDLE * quiet and not self._wants_processor() else ""

    def _stat(self) -> list[str]:
        try:
            return Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        except OSError:
            return []

    def _used(self) -> float:
        stat = self._stat()
        return sum(map(int, stat[11:13])) / os.sysconf("SC_CLK_TCK") if stat else -1.0

    def _wants_processor(self) -> bool:
        seen = 0
        for _ in range(10):
            seen += self._stat()[:1] in (["R"], ["D"])
            time.sleep(0.1)
        return seen > 3

    def tell_where(self) -> str:
        """The last lines of where it is, as it says itself."""
        before = self.errors.stat().st_size
        self.process.send_signal(signal.SIGUSR1)
        time.sleep(1)
        where = self.errors.read_bytes()[before:].decode("utf-8", "replace")
        with self.errors.open("r+b") as file:
            file.truncate(before)
        return " | ".join(line.strip() for line in where.splitlines()[1:6])

    def kill(self) -> None:
        """Killed with -9; what it had told before is heard."""
        self.process.kill()
        self.process.wait()
        self.listen()
        self._out.close()

    def wait(self) -> str:
        """Wait for its own end; how it is stuck, "" if it ended."""
        while self.runs():
            time.sleep(0.05)
            self.listen()
            stuck = self.stuck()
            if stuck:
                stuck += f"; {self.tell_where()}"
                self.kill()
                return stuck
        self.kill()
        return ""
