"""A window for every test that asks for one, closed without a question."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox
from pytestqt.qtbot import QtBot

from govreport_gui.core.report.document import Document
from govreport_gui.files.sources.imported import Imported
from govreport_gui.ui import app
from govreport_gui.ui.importing.import_window import ImportWindow
from govreport_gui.ui.window.main_window import MainWindow


@pytest.fixture(scope="session")
def qapp_cls():
    """The program's own QApplication: translated, with a Chinese font."""
    return type(app.application())


@pytest.fixture(autouse=True)
def nothing_left_over() -> Iterator[None]:
    """What a test has closed is gone before the next; Qt would keep it until an event loop runs, and slow it."""
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def window(qtbot: QtBot, sample: Imported, calm: Document, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    """The window with a report open that no rule has anything to say of. No test may wait for an answer."""
    monkeypatch.setattr(QDialog, "exec", lambda self: pytest.fail(f"{self.windowTitle()} waits for an answer"))
    monkeypatch.setattr(QMessageBox, "exec", lambda self: pytest.fail(f"{self.text()} waits for an answer"))
    app.application()
    shown = MainWindow()
    qtbot.addWidget(shown, before_close_func=lambda window: window.workspace.editor.mark_saved())
    shown.resize(1366, 728)
    shown.workspace.show_report(sample.form, calm)
    shown.show()
    shown.activateWindow()
    qtbot.waitExposed(shown)
    return shown


@pytest.fixture
def taken_as_read(monkeypatch: pytest.MonkeyPatch) -> list[ImportWindow]:
    """Whatever foreign file is looked through is taken as it was read; the windows that were shown."""
    shown: list[ImportWindow] = []

    def take(window: ImportWindow) -> None:
        shown.append(window)
        if window.confirm_all.isEnabled():
            window.confirm_all.click()
        window.take.click()

    monkeypatch.setattr(ImportWindow, "exec", take)
    return shown


@pytest.fixture
def cleared(qapp: QApplication) -> Iterator[None]:
    """The offscreen clipboard of Qt frees what it holds only after Python has ended, and crashes."""
    yield
    QApplication.clipboard().clear()
