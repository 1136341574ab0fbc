"""`make torture` would notice: a program that is spoiled on purpose does not pass."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.skipif(sys.platform == "win32", reason="it kills with signals")
@pytest.mark.parametrize(
    ("what", "fault"),
    [
        ("journal", "a finished edit is lost"),
        ("save", "is not whole"),
        ("question", "hangs: waits, and nobody answers"),
    ],
)
def test_a_spoiled_program_is_found_out(what: str, fault: str) -> None:
    options = ["--kills", "2", "--patience", "5", "--break", what]
    command = [sys.executable, str(ROOT / "benchmarks/torture.py"), *options]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    run = subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=120, env=environment, encoding="utf-8"
    )
    assert run.returncode == 1, run.stdout
    assert fault in run.stdout
