"""Disks where nothing can be written, for torture.py: full, read-only, a home without room; and one that fails."""

import shutil
import subprocess
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from torture_lane import put
from torture_process import Program
from torture_states import state_in

_SOURCE = Path(__file__).with_name("faulty_disk.c")


def careful(report: Path, home: Path, elsewhere: Path | None) -> list[dict[str, Any]]:
    """What a clerk is told who types five numbers and saves."""
    how = {"clerk": "careful", "elsewhere": str(elsewhere) if elsewhere else ""}
    program = Program(report, home, 1, how)
    stuck = program.wait()
    return [*program.lines, {"said": [stuck], "path": "", "notice": stuck}] if stuck else program.lines


def places(folder: Path) -> dict[str, str]:
    """Run the careful clerk where nothing can be written; what was wrong, by place."""
    results = {}
    for name, prepare in (("disk full", full), ("read-only disk", read_only), ("read-only file", read_only_file)):
        home = folder / name.replace(" ", "-")
        place = home / "U盘"
        place.mkdir(parents=True)
        undo = prepare(place)
        try:
            results[name] = refused(place / "年报.govreport", home)
        finally:
            undo()
    for name, prepare, wanted in (
        ("home full, journal beside the report", lambda _: lambda: None, ""),
        ("home and report's disk full", full, "次修改只在内存里"),
    ):
        home = folder / name.replace(" ", "-")
        (home / "data").mkdir(parents=True)
        (home / "U盘").mkdir()
        report, elsewhere = home / "U盘" / "年报.govreport", home / "另存.govreport"
        put(report)
        undo, undo_home = prepare(report.parent), fill(home / "data")
        try:
            told = careful(report, home, elsewhere)[-1]
            left = [path.name for path in report.parent.glob(".*")]
            right = wanted in told["notice"] and bool(wanted) == bool(told["notice"]) and not left
            saved = bool(told["path"]) and state_in(Path(told["path"])) != state_in(untouched(home))
            results[name] = "" if right and saved else f"{told}, left {left}"
        finally:
            undo_home()
            undo()
    return results


def untouched(home: Path) -> Path:
    put(home / "as-it-was.govreport")
    return home / "as-it-was.govreport"


def refused(report: Path, home: Path) -> str:
    """The old file is whole, one sentence was said, the work is saved elsewhere and nowhere lost."""
    old = report.read_bytes()
    elsewhere = home / "另存.govreport"
    lines = careful(report, home, elsewhere)
    if report.read_bytes() != old:
        return "the old file was touched"
    if len(lines[-1]["said"]) != 1 or Path(lines[-1]["path"]) != elsewhere:
        return f"said {lines[-1]}"
    typed = {tuple(line["about"]): line["text"] for line in lines if "about" in line}
    now = state_in(elsewhere)
    missing = {place: text for place, text in typed.items() if now.get(place) != text}
    given_up = len(typed) - len([line for line in lines if "doc" in line and "ready" not in line])
    return "" if typed and len(missing) <= max(0, given_up) else f"edits are missing: {missing}"


def faulty_disk(folder: Path) -> str:
    """What makes a disk fail for one program, built here; "" where there is nothing to build it with."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    library = folder / "faulty_disk.so"
    command = [str(compiler), "-shared", "-fPIC", "-O1", "-o", str(library), str(_SOURCE), "-ldl"]
    if compiler is None or subprocess.run(command, check=False, capture_output=True).returncode != 0:
        return ""
    return str(library)


def mounted(place: Path, size: str) -> None:
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)], check=True, capture_output=True)  # noqa: S607


def unmount(place: Path) -> None:
    subprocess.run(["umount", "-l", str(place)], check=True)  # noqa: S607


def fill(place: Path) -> Callable[[], None]:
    """A small disk without room for another byte; what takes it away."""
    mounted(place, "256k")
    return stuffed(place)


def stuffed(place: Path) -> Callable[[], None]:
    with (place / "other.bin").open("wb", buffering=0) as file, suppress(OSError):
        while file.write(b"0" * 4096):
            pass
    return lambda: unmount(place)


def full(place: Path) -> Callable[[], None]:
    mounted(place, "256k")
    put(place / "年报.govreport")
    return stuffed(place)


def read_only(place: Path) -> Callable[[], None]:
    mounted(place, "256k")
    put(place / "年报.govreport")
    subprocess.run(["mount", "-o", "remount,ro", str(place)], check=True)  # noqa: S607
    return lambda: unmount(place)


def read_only_file(place: Path) -> Callable[[], None]:
    put(place / "年报.govreport")
    (place / "年报.govreport").chmod(0o444)
    return lambda: None


def can_mount(folder: Path) -> bool:
    """Whether small disks can be made here: root may, mostly."""
    place = folder / "try"
    place.mkdir()
    try:
        mounted(place, "64k")
    except (OSError, subprocess.CalledProcessError):
        return False
    unmount(place)
    return True
