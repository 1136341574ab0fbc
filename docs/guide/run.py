"""A real run with the keyboard alone, on a screen of its own: from a new report to the PDF.

`make guide` runs it. Its pictures are those of guide.md; it ends with 1 where the outcome is not what
was typed. Needs Xvfb, openbox, xdotool, xclip and ImageMagick.
"""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SIZE = "1366x768"


class Screen:
    """An X screen with a window manager, without which no key reaches a dialog."""

    def __init__(self, display: str, environment: dict[str, str]) -> None:
        self.environment = environment | {"DISPLAY": display}

    def call(self, *command: str, given: bytes = b"") -> str:
        run = subprocess.run(command, input=given, env=self.environment, capture_output=True, check=True, timeout=60)
        return run.stdout.decode("utf-8", "replace")

    def key(self, *names: str) -> None:
        """Press these keys, one after another, as xdotool names them."""
        for name in names:
            self.call("xdotool", "key", name)
            time.sleep(0.08)

    def type(self, text: str) -> None:
        """Type that text, Chinese included."""
        self.call("xdotool", "type", "--delay", "60", "--", text)

    def picture(self) -> bytes:
        """What the screen shows, as PPM."""
        return subprocess.run(
            ["import", "-window", "root", "ppm:-"], env=self.environment, capture_output=True, check=True
        ).stdout

    def settle(self) -> None:
        """Wait until the screen has not changed for a moment; a caret that blinks is off in this run."""
        before = b""
        for _ in range(60):
            time.sleep(0.25)
            now = self.picture()
            if now == before:
                return
            before = now
        raise AssertionError("the screen does not come to rest")

    def shot(self, name: str) -> None:
        """Keep what is on the screen now as a picture of the guide, in 64 colours: some 30 kB."""
        self.settle()
        self.call(
            "convert",
            "ppm:-",
            "-dither",
            "None",
            "-colors",
            "64",
            "-strip",
            f"PNG8:{HERE / name}.png",
            given=self.picture(),
        )


@contextmanager
def screen(home: Path) -> Iterator[Screen]:
    """A screen whose programs live in `home` and nowhere else."""
    read, write = os.pipe()
    folders = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "DATA", "CACHE", "STATE")}
    environment = {**os.environ, **folders, "HOME": str(home), "LC_ALL": "C.UTF-8", "QT_QPA_PLATFORM": "xcb"}
    with ExitStack() as stack:
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{SIZE}x24", "-nolisten", "tcp"],
            pass_fds=(write,),
            stderr=subprocess.DEVNULL,
        )
        stack.callback(server.wait)
        stack.callback(server.terminate)
        os.close(write)
        display = f":{os.read(read, 16).decode().strip()}"
        made = Screen(display, environment)
        manager = subprocess.Popen(["openbox"], env=made.environment, stderr=subprocess.DEVNULL)
        stack.callback(manager.wait)
        stack.callback(manager.terminate)
        yield made
