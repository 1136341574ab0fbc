"""Start Qt: Chinese words in its own dialogs, a font that has Chinese, the crash window, the first report."""

import atexit
import gc
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QLibraryInfo, QLocale, Qt, QTimer, QTranslator
from PySide6.QtGui import QFont, QFontDatabase, QIcon
from PySide6.QtWidgets import QApplication

from govreport_gui.files import handover, names, resources, settings, traces
from govreport_gui.ui import crash
from govreport_gui.ui.actions import collecting, help_menu, open_save, settings_menu
from govreport_gui.ui.widgets import theme
from govreport_gui.ui.window.main_window import MainWindow

_AFTER_OTHERS = 200
"""Milliseconds that a window without a report leaves to one that may have it."""
_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def run(path: Path | None) -> int:
    """Open the window, on that report if one is given, and run until it is closed; the exit code."""
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in _SCREENS):
        sys.stderr.write("没有屏幕，打不开窗口。核对和输出可以用 govreport check、govreport export。\n")
        return 3
    traces.begin()
    app = application()
    settings_menu.look(settings.load())
    window = MainWindow()
    crash.install(window.workspace)
    answer_calls(window)
    app.commitDataRequest.connect(window.leave_for_now, Qt.ConnectionType.DirectConnection)
    told = leave_when_told(window)
    window.show_first()
    if path is not None:
        open_save.leave_for(window.workspace, path)
    if told.is_set():
        return 0  # while a message was open; no loop would end any more
    QTimer.singleShot(0, window, lambda: open_save.offer_unsaved(window.workspace))
    QTimer.singleShot(0, window, lambda: help_menu.say_left_out(window.workspace))
    QTimer.singleShot(0, window, load_rest)
    QTimer.singleShot(0, window, lambda: sweep(window))
    started()
    return app.exec()


def load_rest() -> None:
    """Load what the start page did without, while the clerk looks at it: a report opens sooner then."""
    import govreport_gui.core.editing.editor  # noqa: PLC0415
    import govreport_gui.ui.report.report_view  # noqa: F401, PLC0415


def answer_calls(window: MainWindow) -> None:
    """From now on a report that is opened once more comes to this window if it shows it, or shows none yet.

    One that shows it answers at once, one that shows none a little later, so that it takes no other window's report.
    """
    attendance = handover.attend()
    if attendance is None:
        return

    def answer(wants: Callable[[Path], bool]) -> None:
        path = attendance.answer(wants)
        if path is None:
            return
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.activateWindow()
        if window.workspace.at_start or collecting.is_collection(path):
            open_save.leave_for(window.workspace, path)

    def is_shown(path: Path) -> bool:
        open_here = collecting.shown(window.workspace, path) is not None
        return open_here or names.same(path, window.workspace.files.place)

    def is_free(_path: Path) -> bool:
        return window.workspace.at_start and QApplication.activeModalWidget() is None

    watcher = QFileSystemWatcher([str(attendance.folder)], window)
    watcher.directoryChanged.connect(lambda: answer(is_shown))
    watcher.directoryChanged.connect(lambda: QTimer.singleShot(_AFTER_OTHERS, window, lambda: answer(is_free)))
    atexit.register(attendance.leave)


def sweep(window: MainWindow) -> None:
    """Take away, beside the program's own work, what writes that were cut off have left behind."""
    from govreport_gui.files.saving import leftovers  # noqa: PLC0415  # the window starts without it

    leftovers.sweep_beside(window.workspace.settings.recent, time.time())


def leave_when_told(window: MainWindow) -> threading.Event:
    """The system or a console asks the program to end: it does, and what is not saved is offered next time.

    Gives what is set from then on.
    """
    told = threading.Event()

    def leave(_signal: int, _frame: object) -> None:
        told.set()
        window.leave_for_now()
        window.close()
        QApplication.exit(0)  # a question that is open waits no longer

    for name in ("SIGTERM", "SIGHUP", "SIGINT"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), leave)
    return told


def started() -> None:
    """What the start made stays; the collector need not look through it again in the midst of typing."""
    gc.freeze()
    gc.enable()


def application() -> QApplication:
    """The one QApplication, in Chinese."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        _reach_input_method()
        # To wake threads for fills as small as a window's takes longer than to fill: scrolling by a line of a table
        # took 4 ms with them, 1.3 ms without.
        os.environ.setdefault("QT_NO_GUI_THREADPOOL", "1")
        app = QApplication(sys.argv[:1])
    app.setApplicationName("govreport")
    app.setApplicationDisplayName("公开年报")
    app.setDesktopFileName("govreport-gui")
    app.setWindowIcon(QIcon(str(resources.path("icons/govreport.svg"))))
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(app)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    _ensure_chinese(app)
    theme.apply(app)
    return app


def _reach_input_method() -> None:
    """Where fcitx is the input method, ask for it in the way of ibus: Qt's wheels have no plugin of fcitx's own.

    Fcitx 5 answers to both. Only through the portal does Qt find it; without this nothing Chinese can be typed.
    """
    if os.environ.get("QT_IM_MODULE", "").startswith("fcitx") and "QT_IM_MODULES" not in os.environ:
        os.environ["QT_IM_MODULES"] = "fcitx;ibus"
        os.environ.setdefault("IBUS_USE_PORTAL", "1")


def _ensure_chinese(app: QApplication) -> None:
    """Where the system has no Chinese font, take the one that ships with the program."""
    if QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese):
        return
    loaded = QFontDatabase.addApplicationFont(str(resources.path("fonts/wqy-microhei.ttc")))
    families = QFontDatabase.applicationFontFamilies(loaded) if loaded >= 0 else []
    if families:
        app.setFont(QFont(families[0], app.font().pointSize()))
