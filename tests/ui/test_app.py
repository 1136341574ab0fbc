"""Starting Qt."""

import os
import threading
from collections.abc import Callable

import pytest

from govreport_gui.files import handover
from govreport_gui.files.saving import store
from govreport_gui.ui import app
from govreport_gui.ui.window.main_window import MainWindow


@pytest.mark.parametrize(("before", "after"), [("fcitx", "fcitx;ibus"), ("fcitx5", "fcitx;ibus"), ("ibus", None)])
def test_fcitx_is_asked_in_the_way_of_ibus(before, after, monkeypatch):
    for name in ("QT_IM_MODULES", "IBUS_USE_PORTAL"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    monkeypatch.setenv("QT_IM_MODULE", before)
    app._reach_input_method()
    assert os.environ.get("QT_IM_MODULES") == after


def test_a_clerks_own_choice_of_input_methods_stays(monkeypatch):
    monkeypatch.setenv("QT_IM_MODULE", "fcitx")
    monkeypatch.setenv("QT_IM_MODULES", "compose")
    app._reach_input_method()
    assert os.environ["QT_IM_MODULES"] == "compose"


@pytest.fixture
def called(qtbot, monkeypatch):
    """Calls for a report as a second start does, while the windows live on; whether one has taken it."""
    left: list[Callable[[], object]] = []
    monkeypatch.setattr(handover, "_PATIENCE", 20)  # however busy the machine is
    monkeypatch.setattr("atexit.register", left.append)

    def called(path):
        said = []
        thread = threading.Thread(target=lambda: said.append(handover.call(path)))
        thread.start()
        qtbot.waitUntil(lambda: bool(said), timeout=20_000)
        thread.join()
        return said[0]

    yield called
    for leave in left:
        leave()


@pytest.fixture
def report(tmp_path, sample, calm):
    path = tmp_path / "甲.govreport"
    store.write(path, calm, sample.form)
    return path


def test_a_report_opened_once_more_comes_to_the_window_that_has_it(window, called, report, sample, calm):
    window.workspace.show_report(sample.form, calm, report)
    app.answer_calls(window)
    editor = window.workspace.editor
    assert called(report)
    assert window.workspace.editor is editor


def test_another_report_gets_a_window_of_its_own(window, called, report, sample, calm, monkeypatch):
    monkeypatch.setattr(handover, "_PATIENCE", 1)
    window.workspace.show_report(sample.form, calm, report)
    app.answer_calls(window)
    assert not called(report.with_name("乙.govreport"))
    assert window.workspace.path == report


def test_a_report_comes_to_a_window_that_has_none(qtbot, called, report):
    window = MainWindow()
    qtbot.addWidget(window)
    app.answer_calls(window)
    assert called(report)
    qtbot.waitUntil(lambda: window.workspace.path == report)
