"""`make fuzz` would notice: a reader that is spoiled on purpose does not pass; and its first inputs pass."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="it bounds time and memory as Linux does")


def fuzz(*options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "benchmarks/fuzz.py"), *options]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=300, env=os.environ, encoding="utf-8"
    )


@pytest.mark.parametrize("reader", ["report", "form", "lock"])
def test_a_spoiled_reader_is_found_out_and_its_input_made_small(reader: str, tmp_path: Path) -> None:
    run = fuzz("--inputs", "8", "--break", reader, "--readers", reader, "--out", str(tmp_path))
    assert run.returncode == 1, run.stdout
    assert f"{reader}: AssertionError" in run.stdout
    assert "7 bytes in" in run.stdout
    assert "Traceback" in run.stdout
    assert {path.stat().st_size for path in tmp_path.iterdir()} == {7}


def test_the_same_seed_gives_the_same_inputs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    import fuzz as runner  # noqa: PLC0415
    import fuzz_inputs  # noqa: PLC0415

    whole = fuzz_inputs.seeds()
    once = [runner.input_of(1, number, whole) for number in range(40)]
    assert once == [runner.input_of(1, number, whole) for number in range(40)]
    assert once != [runner.input_of(2, number, whole) for number in range(40)]
    assert {target for target, _ in once} == set(whole)
    assert all(content not in whole[target] for target, content in once[:16])


def test_the_first_inputs_pass() -> None:
    run = fuzz("--inputs", "64")
    assert run.returncode == 0, run.stdout + run.stderr
    assert "64 inputs" in run.stdout
