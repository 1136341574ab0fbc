"""The guide's pictures of windows that the run does not come to: `make guide` draws them after it."""

import subprocess
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget
from windows import SLIP, open_windows, shown_beside

from govreport_gui.files import resources
from govreport_gui.files.sources import reading
from govreport_gui.ui import app
from govreport_gui.ui.widgets import theme
from govreport_gui.ui.window.main_window import MainWindow

HERE = Path(__file__).resolve().parent
PICTURES = {"gate": "gate", "proofreading": "reading", "rollup": "rollup", "import": "import"}
"""The windows that are drawn, and what their pictures are called."""


def save(picture: QByteArray, name: str) -> None:
    """Keep it in few colours, as the pictures of the run."""
    command = ["convert", "png:-", "-dither", "None", "-colors", "128", "-strip", f"PNG8:{HERE / name}.png"]
    subprocess.run(command, input=picture.data(), check=True)


def taken(widget: QWidget) -> QByteArray:
    """What it looks like, as PNG."""
    made = QBuffer()
    made.open(QBuffer.OpenModeFlag.WriteOnly)
    widget.grab().save(made, "PNG")
    return made.data()


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


if __name__ == "__main__":
    main()
