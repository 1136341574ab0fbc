"""The guide's pictures of windows that the run does not come to: `make guide` draws them after it."""

import subprocess
import tempfile
from functools import partial
from pathlib import Path

import look_ledger
import look_rollup
from PySide6.QtCore import QBuffer, QByteArray, QTimer
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget
from windows import SLIP, open_windows, shown_beside

from govreport_gui.core.ledger.ledger import Ledger
from govreport_gui.core.reading.blocks import Table
from govreport_gui.core.rollup import slips
from govreport_gui.files import resources
from govreport_gui.files.ledger import vocabulary_file
from govreport_gui.files.pdf import writer
from govreport_gui.files.pdf.pictures import open_pages
from govreport_gui.files.sources import reading
from govreport_gui.ui import app
from govreport_gui.ui.importing.import_window import ImportWindow
from govreport_gui.ui.ledger.register_import import RegisterImport
from govreport_gui.ui.rollup import desk_menu
from govreport_gui.ui.rollup.desk_window import PROBLEMS
from govreport_gui.ui.rollup.work import Work
from govreport_gui.ui.widgets import theme
from govreport_gui.ui.window.main_window import MainWindow

HERE = Path(__file__).resolve().parent
PICTURES = {"gate": "gate", "proofreading": "reading", "import": "import", "import-scan": "scan"}
"""The windows that are drawn, and what their pictures are called."""
PAGE = (794, 1123)
"""Pixels of a page of A4, of which the upper half is shown."""


def save(picture: QByteArray, name: str) -> None:
    """Keep it in few colours, as the pictures of the run."""
    command = ["convert", "png:-", "-dither", "None", "-colors", "128", "-strip", f"PNG8:{HERE / name}.png"]
    subprocess.run(command, input=picture.data(), check=True)


def taken(widget: QWidget) -> QByteArray:
    """What it looks like, as PNG."""
    return as_png(widget.grab())


def as_png(image: QImage | QPixmap) -> QByteArray:
    """That picture as PNG."""
    made = QBuffer()
    made.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(made, "PNG")
    return made.data()


def draw_desk() -> None:
    """The desk over 63 units: whence a total comes, the problems, and a slip as a page."""
    work = Work(look_rollup.desk())
    window = desk_menu.new_desk(work, lambda *_: None)
    window.resize(1366, 690)
    window.show()
    wrong = next(row for row in work.lines if row.slips)
    for tab, name in (("requests", "rollup"), (PROBLEMS, "matters")):
        window.show_tab(tab)
        window.totals.go_to("requests.new.total")
        window.units.go_to(wrong)
        QTest.qWait(200)
        save(taken(window), name)
    window.close()
    content, copy = slips.paper(
        work.rollup.form, work.desk, work.rollup.counted.year, slips.SLIPS, [slips.slip(work.desk, wrong)]
    )
    page = open_pages(writer.write(content, copy).content).picture(0, *PAGE, rows=PAGE[1] // 2)
    image = QImage(page.pixels, page.width, page.height, QImage.Format.Format_RGB32)
    save(as_png(image), "slip")


def draw_ledger() -> None:
    """The register with an application beside it, and the applications in a cell."""
    with tempfile.TemporaryDirectory() as folder:
        window = look_ledger.opened(Path(folder))
        window.resize(1366, 690)
        window.show()
        window.register.go_to(88, "answered")
        look_ledger.settle(window)
        save(taken(window), "ledger")
        window.go_to_cell("requests.unavailable_not_held.natural_person")
        look_ledger.settle(window)
        save(taken(window), "cases")
        window.close()


CASES = (
    ("个人", "同意公开"), ("公民", "信息不存在"), ("律师事务所", "不予公开"), ("个人", "部分公开"),
    ("社会组织", "予以公开"), ("个人", "信访事项"), ("公民", "详见答复书"), ("企业", "同意公开"), ("个人", "不予公开"),
)  # fmt: skip
"""Applicants and results, as an office wrote them until now."""


def old_register() -> Table:
    """A register with heads in two lines."""
    above = ("序号", "申请信息", None, None, "补正情况", None, "答复情况", None, None, "是否复议", "复议结果")
    below = (None, "收件编号", "收件日期", "申请人性质", "发出通知", "收到材料", "日期", "结果", "文号", None, None)
    rows = []
    for at, (klass, result) in enumerate(CASES, 1):
        month = at % 6 + 3
        received = f"{month}月{at + 3}日" if at == 4 else f"2025.{month}.{at + 3}"
        filed = ("是", "维持") if at == 2 else ("", "")
        numbers = f"自然资依申〔2025〕{at}号", f"自然资公开〔2025〕{at}号"
        answered = f"2025-{month}-{at + 16}"
        rows.append((str(at), numbers[0], received, klass, "", "", answered, result, numbers[1], *filed))
    title = ("某县自然资源局2025年依申请公开办理台账", *(None for _ in above[1:]))
    return Table((title, above, below, *rows, ("合计", "9件", *("" for _ in above[2:]))))


def draw_register() -> None:
    """An old register that is looked through."""
    over, words = QWidget(), vocabulary_file.vocabulary()
    shown = RegisterImport(over, "2025年台账.xlsx", [old_register()], (), words, Ledger("某县自然资源局", 2025))
    shown.resize(1180, 600)
    shown.show()
    shown.words.setCurrentCell(1, 1)
    QTest.qWait(300)
    save(taken(shown), "register")
    shown.close()


def main() -> None:
    """Draw the cover and the windows, light, on a screen of 1366 × 768."""
    qt = app.application()
    theme.take_palette(qt, is_dark=False)
    sample = reading.read(resources.path("samples/pengshui-2021.txt"))
    window = MainWindow(remembering=False)
    window.resize(1366, 690)
    window.workspace.show_report(sample.form, sample.document)
    window.show()
    QTest.qWait(400)
    save(taken(window), "cover")
    editor = window.workspace.editor
    editor.apply("填写", editor.document.with_cells({SLIP: editor.document.cells[SLIP] + "5"}))

    def grab(name: str) -> None:
        for shown in shown_beside(window):
            if name in PICTURES:
                if isinstance(shown, ImportWindow):  # it had made itself fit this screen of the tests, which is narrow
                    shown.resize(window.size())
                    QTest.qWait(200)
                save(taken(shown), PICTURES[name])
            if isinstance(shown, QDialog):
                shown.done(0)
            else:
                shown.close()

    for name, open_it in open_windows(window):
        if name in PICTURES:
            QTimer.singleShot(600, partial(grab, name))
            open_it()
            QTest.qWait(900)
    editor.mark_saved()
    window.close()
    draw_desk()
    draw_ledger()
    draw_register()


if __name__ == "__main__":
    main()
