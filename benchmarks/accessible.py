"""The program as a screen reader is told it, over AT-SPI: `/usr/bin/python3 benchmarks/accessible.py` (Linux).

Starts a screen (Xvfb), a bus and the program in them, has it open every part and every window one by one, walks the
tree of each as any reader does, writes the trees to out/accessible/ and says what cannot be heard. Needs the packages
xvfb, dbus, at-spi2-core and gir1.2-atspi-2.0; the same rules are tests, without any of these (tests/ui/test_heard.py).
"""

import os
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import IO, Any, Final

from heard import Node, drawn, faults

ROOT: Final = Path(__file__).parent.parent
FOLDER: Final = ROOT / "out" / "accessible"
_PYTHON: Final = ROOT / ".venv" / "bin" / "python"
_WAIT: Final = 30
"""Seconds after which something has gone wrong."""
_MOST: Final = 2000
"""Children of one thing that are looked at."""


def main() -> int:
    """Start all that is needed around this very script, then listen."""
    if "--here" not in sys.argv:
        screen = ("xvfb-run", "-a", "-s", "-screen 0 1366x768x24", "dbus-run-session", "--")
        return subprocess.run([*screen, sys.executable, __file__, "--here"], check=False).returncode
    FOLDER.mkdir(parents=True, exist_ok=True)
    env = os.environ | {"QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
    command = [str(_PYTHON), str(ROOT / "benchmarks" / "accessible_shown.py")]
    with subprocess.Popen(command, env=env, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        try:
            found = listen(program.stdin, program.stdout)
        finally:
            program.terminate()
    for name, wrong in found.items():
        print(f"{name}\n  " + "\n  ".join(wrong))
    print(
        f"{len(list(FOLDER.glob('*.txt')))} trees in {FOLDER}, {sum(map(len, found.values()))} things cannot be heard"
    )
    return int(bool(found))


def listen(ask: IO[str], answers: IO[str]) -> dict[str, list[str]]:
    """By window: what cannot be heard in it. The program says what it shows and waits for a line before the next."""
    # Of the system: they have no place in a virtual environment.
    import_module("gi").require_version("Atspi", "2.0")
    spi = import_module("gi.repository.Atspi")
    found = {}
    for line in answers:
        name = line.strip()
        program = _program(spi)
        windows = [program.get_child_at_index(at) for at in range(program.get_child_count())]
        # A window beside the main one is listened to alone.
        told = [node_of(spi, each) for each in (windows[1:] or windows)]
        root = Node("application", "", children=tuple(told))
        (FOLDER / f"{name}.txt").write_text("\n".join(drawn(root)) + "\n", encoding="utf-8")
        if wrong := faults(root):
            found[name] = wrong
        ask.write("\n")
        ask.flush()
    return found


def _program(spi: Any) -> Any:  # noqa: ANN401  # GObject has no types
    """The program on the desktop, once it is there."""
    end = time.monotonic() + _WAIT
    while time.monotonic() < end:
        desktop = spi.get_desktop(0)
        for at in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(at)
            if child is not None and child.get_child_count():
                return child
        time.sleep(0.2)
    raise SystemExit("the program has not come to the desktop of the screen readers")


def node_of(spi: Any, told: Any) -> Node:  # noqa: ANN401
    """What is told of a thing, and of all that is in it where it is in sight."""
    states = told.get_state_set()
    showing = bool(states.contains(spi.StateType.SHOWING))
    count = min(told.get_child_count(), _MOST) if showing else 0
    found = (told.get_child_at_index(at) for at in range(count))
    return Node(
        told.get_role_name(),
        told.get_name() or "",
        bool(states.contains(spi.StateType.FOCUSABLE)),
        showing,
        tuple(node_of(spi, child) for child in found if child is not None),
    )


if __name__ == "__main__":
    sys.exit(main())
