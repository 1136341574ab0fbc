"""Make the clipboard payloads anew: python make.py REPORTS [NAME…], REPORTS being the collection of real reports.

Drives LibreOffice and Chromium on a screen of its own (needs soffice with calc and writer, chromium, Xvfb,
openbox, xdotool, xclip). The tests read what it wrote and need none of these.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

HERE = Path(__file__).parent
SCREEN = ":77"
TABLES = {"proactive": 0, "requests": 1, "disputes": 2}

# What is copied: the program, the report, and which part of it. In Calc a range, in Writer the
# words by which the table is found, in Chromium the number of the table; "" is the whole page.
WANTED = {
    "calc-pingtan-2021-proactive": ("calc", "pingtan-2021.xlsx", "A11:O24"),
    "calc-pingtan-2021-requests": ("calc", "pingtan-2021.xlsx", "A27:O54"),
    "calc-pingtan-2021-disputes": ("calc", "pingtan-2021.xlsx", "A57:O60"),
    "calc-pingtan-2021-numbers": ("calc", "pingtan-2021.xlsx", "D30:J54"),
    "calc-shanghai-office-2019-all": ("calc", "shanghai-office-2019.xlsx", "A1:O62"),
    "calc-pingtan-2020-all": ("calc", "pingtan-2020.xlsx", ""),
    "writer-pingtan-2021-all": ("writer", "pingtan-2021.docx", ""),
    "writer-hongze-2023-requests": ("writer", "hongze-2023.docx", "法人或其他组织"),
    "chromium-pingtan-2020-all": ("chromium", "pingtan-2020.html", ""),
    "chromium-pingtan-2021-requests": ("chromium", "pingtan-2021.html", "1"),
    "chromium-suqian-2024-disputes": ("chromium", "suqian-2024.html", "2"),
}


def main() -> None:
    reports = Path(sys.argv[1])
    chosen = sys.argv[2:] or list(WANTED)
    screen = subprocess.Popen(["Xvfb", SCREEN, "-screen", "0", "1600x1200x24"])  # noqa: S607
    os.environ["DISPLAY"] = SCREEN
    os.environ["SAL_USE_VCLPLUGIN"] = "gtk3"
    time.sleep(2)
    windows = subprocess.Popen(["openbox"])  # noqa: S607
    try:
        for name in chosen:
            program, report, part = WANTED[name]
            with tempfile.TemporaryDirectory() as folder:
                source = Path(shutil.copy(reports / report, folder))
                PROGRAMS[program](source, part, partial(keep, name))
    finally:
        windows.terminate()
        screen.terminate()


def keys(*names: str, wait: float = 0.6) -> None:
    for name in names:
        subprocess.run(["xdotool", "key", "--clearmodifiers", name], check=True)  # noqa: S607
        time.sleep(wait)


def words(text: str) -> None:
    subprocess.run(["xdotool", "type", "--delay", "60", text], check=True)  # noqa: S607
    time.sleep(1)


def window(title: str) -> None:
    command = ["xdotool", "search", "--sync", "--onlyvisible", "--name", title, "windowactivate", "--sync"]
    subprocess.run(command, check=True, timeout=90)
    time.sleep(6)


def keep(name: str) -> None:
    """Write what the clipboard holds, without the addresses of files on this machine."""
    time.sleep(3)
    for target, suffix in (("text/html", ".html"), ("text/plain;charset=utf-8", ".txt")):
        command = ["xclip", "-selection", "clipboard", "-o", "-t", target]
        got = subprocess.run(command, check=True, capture_output=True, timeout=60).stdout
        got = re.sub(rb"file://[^\"'> ]*", b"file:///report", got)
        (HERE / f"{name}{suffix}").write_bytes(got)


def libreoffice(kind: str, source: Path, do: Callable[[], None]) -> None:
    profile = source.parent / "profile"
    command = [
        "soffice",
        f"-env:UserInstallation=file://{profile}",
        f"--{kind}",
        "--norestore",
        "--nologo",
        str(source),
    ]
    running = subprocess.Popen(command)
    try:
        window(source.stem)
        keys("Escape", "Escape")
        do()
    finally:
        running.terminate()
        running.wait(30)
        time.sleep(2)


def calc(source: Path, part: str, done: Callable[[], None]) -> None:
    def do() -> None:
        if part:
            keys("ctrl+shift+t")
            words(part)
            keys("Return")
        else:
            keys("ctrl+a")
        keys("ctrl+c")
        done()

    libreoffice("calc", source, do)


def writer(source: Path, part: str, done: Callable[[], None]) -> None:
    def do() -> None:
        if part:
            keys("ctrl+f", wait=3)
            words(part)
            keys("Return", wait=3)
            # The last entry of 表格 → 选择 is the table.
            keys("Escape", "Right", "alt+a", "s", "Up", "Return")
        else:
            keys("ctrl+a")
        keys("ctrl+c")
        done()

    libreoffice("writer", source, do)


def chromium(source: Path, part: str, done: Callable[[], None]) -> None:
    if part:
        select = f"getSelection().selectAllChildren(document.querySelectorAll('table')[{part}])"
        page = source.read_text(encoding="utf-8")
        source.write_text(page.replace("</body>", f"<script>onload=()=>{{{select}}}</script></body>"), encoding="utf-8")
    flags = ["--no-sandbox", "--no-first-run", "--disable-gpu", f"--user-data-dir={source.parent / 'profile'}"]
    running = subprocess.Popen(["chromium", *flags, source.as_uri()])  # noqa: S607
    try:
        window("Chromium")
        if not part:
            keys("ctrl+a")
        keys("ctrl+c")
        done()
    finally:
        running.terminate()
        running.wait(30)


PROGRAMS = {"calc": calc, "writer": writer, "chromium": chromium}

if __name__ == "__main__":
    main()
