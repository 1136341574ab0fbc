"""Have the program read a file as its window does, in a process of its own, and see what that takes."""

import json
import pickle
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent
LAUNCH: Final = """
import json, os, subprocess, sys
process = subprocess.Popen(sys.argv[1:], stderr=subprocess.DEVNULL)
_, status, used = os.wait4(process.pid, 0)
print(json.dumps([status, used.ru_utime + used.ru_stime, used.ru_maxrss / 1000]))
"""
"""A small process starts it: what counts as a child's most memory begins with that of its parent."""


@dataclass(frozen=True)
class Read:
    """What the program told (`report`, `account`, `refused`), None if it fell over; what it took: CPU, most memory."""

    told: Any
    status: int
    seconds: float
    megabytes: float


def read(path: Path, folder: Path) -> Read:
    """`folder` is where the two processes meet."""
    (folder / "read").unlink(missing_ok=True)
    command = (sys.executable, "-m", "govreport_gui", "read-file", str(path.absolute()), str(folder))
    launched = subprocess.run(
        (sys.executable, "-c", LAUNCH, *command), cwd=ROOT, capture_output=True, check=True, encoding="utf-8"
    )
    status, seconds, megabytes = json.loads(launched.stdout)
    # The program wrote it a moment ago.
    told = None if status else pickle.loads((folder / "read").read_bytes())  # noqa: S301
    return Read(told, status, seconds, megabytes)
