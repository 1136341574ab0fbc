"""How long from starting the program to the first thing it paints: installed against the checkout, in turn, as medians.

Usage, after `make deb`, in xvfb-run -s "-screen 0 1280x800x24": .venv/bin/python packaging/linux/start_time.py
[ROUNDS [PROGRAM]], as "wine C:\\…\\govreport-gui.exe": in place of the Debian package.
It looks at one line in the middle of an otherwise black screen, every millisecond, so nothing is added to the program.
"""

import ctypes
import os
import shlex
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = {
    "装好的程序": shlex.split(sys.argv[2]) if len(sys.argv) > 2 else [ROOT / "build/deb/stage/usr/bin/govreport-gui"],
    "源码": [ROOT / ".venv/bin/govreport-gui"],
}
WIDTH = 400
ALL_PLANES = ctypes.c_ulong(-1)
Z_PIXMAP = 2

x11 = ctypes.CDLL("libX11.so.6")
for name in ("XOpenDisplay", "XGetImage"):
    getattr(x11, name).restype = ctypes.c_void_p
x11.XDefaultRootWindow.restype = ctypes.c_ulong
display = ctypes.c_void_p(x11.XOpenDisplay(None))
root = ctypes.c_ulong(x11.XDefaultRootWindow(display))


class Image(ctypes.Structure):
    """The beginning of Xlib's XImage."""

    _fields_ = (
        *((name, ctypes.c_int) for name in ("width", "height", "xoffset", "format")),
        ("data", ctypes.POINTER(ctypes.c_char)),
    )


def painted() -> bool:
    at = x11.XGetImage(display, root, 200, 400, WIDTH, 1, ALL_PLANES, Z_PIXMAP)
    image = ctypes.cast(at, ctypes.POINTER(Image))
    content = ctypes.string_at(image.contents.data, WIDTH * 4)
    x11.XDestroyImage(ctypes.c_void_p(at))
    return any(content)


def start(program: list[str | Path]) -> float:
    """Milliseconds from exec to paint."""
    while painted():
        time.sleep(0.01)
    begin = time.perf_counter()
    running = subprocess.Popen(program, env={**os.environ, "LC_ALL": "C.UTF-8"}, stderr=subprocess.DEVNULL)
    while not painted():
        time.sleep(0.001)
        if running.poll() is not None:
            sys.exit(f"{program[0]} 没有打开窗口")
    taken = time.perf_counter() - begin
    running.kill()
    running.wait()
    return taken * 1e3


rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
times: dict[str, list[float]] = {name: [] for name in PROGRAMS}
for turn in range(rounds + 1):
    for name, program in PROGRAMS.items():
        taken = start(program)
        if turn:  # the first round fills the disk cache
            times[name].append(taken)
for name, taken in times.items():
    print(f"{name}：中位数 {statistics.median(taken):.0f} 毫秒（{min(taken):.0f} 到 {max(taken):.0f}，{rounds} 次）")
frozen, source = (statistics.median(taken) for taken in times.values())
print(f"装好的程序是源码的 {frozen / source:.2f} 倍")
