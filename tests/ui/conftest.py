"""A window for every test that asks for one, closed without a question."""

import pytest
from pytestqt.qtbot import QtBot

from govreport_gui.files.report_in import Imported
from govreport_gui.ui import app
from govreport_gui.ui.main_window import MainWindow


@pytest.fixture(scope="session")
def qapp_cls():
    """The program's own QApplication: translated, with a Chinese font."""
    return type(app.application())


@pytest.fixture
def window(qtbot: QtBot, sample: Imported) -> MainWindow:
    """The window with the sample open."""
    app.application()
    shown = MainWindow()
    qtbot.addWidget(shown, before_close_func=lambda window: window.editor.mark_saved())
    shown.resize(1366, 728)
    shown.show_report(sample.form, sample.document)
    shown.show()
    shown.activateWindow()
    qtbot.waitExposed(shown)
    return shown
