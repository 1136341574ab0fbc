"""Shows every part and every window of a report one by one for accessible.py: says its name, waits for a line."""

import sys
from dataclasses import replace

from PySide6.QtCore import QEventLoop, QSocketNotifier
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QMessageBox
from windows import SLIP, open_windows, shown_beside

from govreport_gui.files import resources
from govreport_gui.files.sources import reading
from govreport_gui.ui import app
from govreport_gui.ui.actions import current_cell, navigation
from govreport_gui.ui.window.main_window import MainWindow


def say(name: str) -> None:
    """Say what is shown, and wait until it has been listened to, while Qt answers whoever listens."""
    QTest.qWait(300)
    print(name, flush=True)
    loop = QEventLoop()
    heard = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    heard.activated.connect(loop.quit)
    loop.exec()
    sys.stdin.readline()


def main() -> None:
    """The start page, each part with a slip and a blank, each window."""
    app.application()
    window = MainWindow(remembering=False)
    window.resize(1366, 690)
    window.show()
    say("start")
    read = reading.read(resources.path("samples/pengshui-2021.txt"))
    slip = {SLIP: read.document.cells[SLIP] + "5", "proactive.fees.amount": ""}
    window.workspace.show_report(read.form, replace(read.document.with_cells(slip), headings={}))
    current_cell.toggle_pane(window.workspace)
    for part in window.workspace.view.parts.parts:
        window.workspace.view.go(part)
        window.workspace.view.page.setFocus()
        say(f"part-{part}")
    navigation.step_problems(window.workspace, 1)
    say("problem")

    def run(dialog: QDialog) -> int:
        dialog.open()
        say(name)
        dialog.hide()
        return int(QDialog.DialogCode.Rejected)

    for kind in (QDialog, QMessageBox):
        kind.exec = run  # type: ignore[method-assign]  # nobody is here to answer
    for name, open_it in open_windows(window):
        open_it()
        for shown in shown_beside(window):
            say(name)
            shown.close()


if __name__ == "__main__":
    main()
