"""A real run with the keyboard alone, on a screen of its own: from a new report to the PDF.

`make guide` runs it. Its pictures are those of guide.md; it ends with 1 where the outcome is not what
was typed. Needs Xvfb, openbox, xdotool, xclip and ImageMagick.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from govreport_gui.core.report.figures import printed_numbers
from govreport_gui.core.rules.check import check
from govreport_gui.files.sources import reading

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
        """Type that text. Chinese, for which no keys are at hand, comes from the clipboard."""
        if text.isascii():
            self.call("xdotool", "type", "--delay", "60", "--", text)
        else:
            self.clip("UTF8_STRING", text.encode("utf-8"))
            self.key("ctrl+v")
            self.settle()  # what is pasted is asked for only when the key arrives

    def clip(self, kind: str, content: bytes) -> None:
        """Put that on the clipboard, as another program would."""
        subprocess.run(
            ["xclip", "-selection", "clipboard", "-t", kind],
            input=content,
            env=self.environment,
            stdout=subprocess.DEVNULL,  # xclip stays behind and holds what it was given
            stderr=subprocess.DEVNULL,
            check=True,
        )

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
        """Keep what is on the screen now as a picture of the guide, in 128 colours: some 40 kB."""
        self.settle()
        self.call(
            "convert",
            "ppm:-",
            "-trim",
            "+repage",
            "-dither",
            "None",
            "-colors",
            "128",
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


UNIT = "甲县财政局"
PROACTIVE = ("0", "0", "0", "2", "3", "73", "12", "5", "0", "0")
"""表二, row by row."""
NATURAL_PERSON = (
    *("64", "0", "72", "5"),  # 72 is a slip: it should be 27
    *("0", "0", "0", "0", "1", "0", "6", "1"),
    *("22", "0", "0"),
    *("0", "0", "0", "0", "0"),
    *("0", "0", "1"),
    "1",
)
"""表三, down the first column, totals left to the program."""
OVERVIEW = """（一）主动公开方面。按要求公开政府信息，财政预决算、政府采购、惠民补贴等均按期公开，全年公开1206条。
（二）依申请公开方面。收到政府信息公开申请46件，登记、受理、办理、答复均按规定程序进行，由专人负责，没有超期。
（三）政府信息管理方面。公开前由科室、分管负责人逐级审核，每半年清理一次已经失效的文件，及时更新目录。
（四）平台建设方面。完善政府网站专栏，按统一的目录设置栏目，指定两人维护，链接和附件逐月检查。
（五）监督保障方面。全年培训2次，工作考核、社会评议结果良好，没有发生责任追究的情形，检查发现的问题均已改正。"""
SLIP_IN_TEXT = ("46件", "64件")
"""A number of the text as it was typed, and as table 三 has it."""
PROBLEMS = "主要问题是公开不够及时，政策解读形式单一。下一步改进措施是加强培训，丰富解读形式，按季度通报情况。"
OTHER_MATTERS = "本年度未收取信息处理费。"
PASTED = ROOT / "tests" / "data" / "clipboard" / "calc-pingtan-2021-disputes.html"
"""表四 as a spreadsheet puts it on the clipboard."""


def go_through(seen: Screen) -> None:
    """From the start page to a report that is right."""
    seen.shot("start")
    seen.key("ctrl+n")
    seen.settle()
    seen.key("alt+y", "ctrl+a")
    seen.type("2025")
    seen.key("alt+n")
    seen.type(UNIT)
    seen.shot("new")
    seen.key("Return")
    seen.settle()

    seen.key("alt+2")
    for number in PROACTIVE:
        seen.key(*number, "Tab")
    seen.key("alt+3", "ctrl+Home")
    for number in NATURAL_PERSON:
        seen.key(*number, "Return")
    seen.shot("type")
    seen.key("ctrl+alt+0")
    for part, text in (("alt+1", OVERVIEW), ("alt+5", PROBLEMS), ("alt+6", OTHER_MATTERS)):
        seen.clip("UTF8_STRING", text.encode("utf-8"))
        seen.key(part)
        seen.settle()  # what is pasted is asked for only when the key arrives
        seen.key("ctrl+v")
        seen.settle()
    seen.key("alt+4", "ctrl+Home")
    seen.clip("text/html", PASTED.read_bytes())
    seen.key("ctrl+v")
    seen.shot("paste")
    # The second slip: a total typed over.
    seen.key("Right", "Right", "Right", "Right", "5", "Return")

    seen.key("F8")
    seen.shot("problem")
    # 72 should be 27, as the problem proposes; the total that was typed over is given back to the program.
    seen.key("alt+Return")
    seen.settle()
    seen.key("F8", "Delete")
    seen.settle()
    # 46 in the text should be 64, as table 三 has it.
    seen.key("alt+1", "ctrl+Home")
    seen.shot("writing")
    seen.key("alt+Return")
    seen.settle()
    seen.key("F9")
    seen.shot("done")


def put_out(seen: Screen, folder: Path) -> None:
    """From the report that is right to its file and the PDF."""
    seen.key("ctrl+s")
    save_as(seen, folder / "年报.govreport")
    seen.key("ctrl+F2")
    time.sleep(1.5)  # the first paper takes longer to make than a screen takes to look settled
    seen.shot("preview")
    seen.key("ctrl+e")
    save_as(seen, folder / "年报.pdf")
    seen.key("Escape", "ctrl+e")
    seen.settle()
    seen.key("2")
    seen.shot("output")
    seen.key("Escape", "ctrl+q")


def save_as(seen: Screen, path: Path) -> None:
    """Answer the question for a file."""
    seen.settle()
    seen.key("ctrl+a")
    seen.type(str(path))
    seen.key("Return")
    seen.settle()


def judge(folder: Path) -> None:
    """Whether what was typed, pasted and put right has arrived in the file and on the paper."""
    report, paper = folder / "年报.govreport", folder / "年报.pdf"
    imported = reading.read(report)
    checked = check(imported.form, imported.document)
    numbers = printed_numbers(imported.form, imported.document)
    assert imported.document.unit == UNIT, imported.document.unit
    assert checked.verdict == "pass", checked.findings
    assert [str(numbers[cell]) for cell in imported.form.table("proactive").cells] == list(PROACTIVE)
    column = [cell for cell in imported.form.inputs if cell.endswith(".natural_person")]
    assert [str(numbers[cell]) for cell in column] == ["27" if text == "72" else text for text in NATURAL_PERSON]
    assert [numbers[f"disputes.{group}.total"] for group in ("reconsideration", "litigation_direct")] == [3, 12]
    assert not imported.document.cells.keys() & imported.form.sums.keys()
    assert imported.document.sections["overview"] == OVERVIEW.replace(*SLIP_IN_TEXT)
    assert [each.written for each in imported.document.bindings] == ["64"]
    assert paper.read_bytes().startswith(b"%PDF")
    print(f"✓ {report.name} 核对通过；{paper.name} {paper.stat().st_size // 1024} KB")


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="govreport-") as temporary, screen(Path(temporary)) as seen:
        program = subprocess.Popen(
            [sys.executable, "-m", "govreport_gui"], cwd=ROOT, env=seen.environment, stderr=subprocess.PIPE, text=True
        )
        try:
            seen.call("xdotool", "search", "--sync", "--onlyvisible", "--class", "govreport")
            go_through(seen)
            put_out(seen, Path(temporary))
            program.wait(10)
            judge(Path(temporary))
        finally:
            program.kill()
            said = program.communicate()[1]
        assert not said, said
    return 0


if __name__ == "__main__":
    sys.exit(main())
