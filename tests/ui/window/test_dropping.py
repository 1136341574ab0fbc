"""A file dropped on the window is opened as by 打开."""

import os
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from PySide6.QtCore import QCoreApplication, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest

from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document
from govreport_gui.files.saving import store
from govreport_gui.ui.actions import collecting, open_save
from govreport_gui.ui.widgets import dialogs
from govreport_gui.ui.window.main_window import MainWindow
from tests.ui.on_screen import text_page


def dragged(*urls: str) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl(url) for url in urls])
    return mime


def drop(
    window: MainWindow, mime: QMimeData, where: QPoint | None = None, *, only_move: bool = False
) -> tuple[bool, Qt.DropAction]:
    """Drag that over the window and let it fall; whether it was taken, and what becomes of what it was."""
    at = where or window.rect().center()
    left, no = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    actions = Qt.DropAction.MoveAction if only_move else Qt.DropAction.MoveAction | Qt.DropAction.CopyAction
    QCoreApplication.sendEvent(window.windowHandle(), QDragEnterEvent(at, actions, mime, left, no))
    event = QDropEvent(QPointF(at), actions, mime, left, no)
    QCoreApplication.sendEvent(window.windowHandle(), event)
    QTest.qWait(20)
    return event.isAccepted(), event.dropAction()


@pytest.fixture
def other(form: Format, tmp_path: Path) -> Path:
    path = tmp_path / "另一份.govreport"
    store.write(path, Document(form.id, "测试市司法局", 2025), form)
    return path


def test_a_report_that_is_dropped_is_opened(window: MainWindow, other: Path) -> None:
    taken = drop(window, dragged(QUrl.fromLocalFile(str(other)).toString()))
    assert taken == (True, Qt.DropAction.CopyAction)
    assert window.workspace.path == other
    assert window.workspace.editor.document.unit == "测试市司法局"
    assert (
        drop(window, dragged(QUrl.fromLocalFile(str(other)).toString()), only_move=True)[1]
        == Qt.DropAction.IgnoreAction
    ), "it stays where it is"


def test_on_the_start_page_too(window: MainWindow, other: Path) -> None:
    window.workspace.show_none()
    drop(window, dragged(QUrl.fromLocalFile(str(other)).toString()))
    assert window.workspace.path == other


def test_a_text_box_does_not_take_the_name_for_text(window: MainWindow, other: Path) -> None:
    window.workspace.view.go("overview")
    page = text_page(window)
    drop(window, dragged(QUrl.fromLocalFile(str(other)).toString()), page.text.mapTo(window, page.text.rect().center()))
    assert window.workspace.path == other
    assert window.workspace.editor.document.sections == {}


def test_what_is_not_saved_is_asked_about_first(
    window: MainWindow, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    monkeypatch.setattr(open_save, "may_leave", lambda _: asked.append(True) is not None)
    drop(window, dragged(QUrl.fromLocalFile(str(other)).toString()))
    assert asked == [True]
    assert window.workspace.path is None


def test_several_or_a_folder_are_for_the_desk(window: MainWindow, other: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said, checked = [], []
    monkeypatch.setattr(dialogs, "ask", lambda _, sentence, *__: said.append(sentence) or "check")
    monkeypatch.setattr(collecting, "check", lambda _, paths: checked.append(len(paths)))
    name = QUrl.fromLocalFile(str(other)).toString()
    drop(window, dragged(name, name))
    drop(window, dragged(QUrl.fromLocalFile(str(other.parent)).toString()))
    assert said == ["拖来了 2 个文件。", f"拖来了文件夹“{other.parent.name}”。"]
    assert checked == [2, 1]
    assert window.workspace.path is None


def test_other_things_are_left_alone(window: MainWindow) -> None:
    assert not drop(window, dragged("https://example.org/a.govreport"))[0]
    text = QMimeData()
    text.setText("9")
    assert not drop(window, text)[0]


@pytest.mark.skipif(sys.platform == "win32", reason="names are no bytes there")
def test_one_whose_name_is_no_utf8_too(window: MainWindow, other: Path) -> None:
    path = other.rename(other.with_name(os.fsdecode("年报 昞.govreport".encode("gbk"))))
    drop(window, dragged(f"file://{quote(os.fsencode(path))}"))
    assert window.workspace.path == path


def test_pictures_that_are_dropped_are_the_pages_of_one_report(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[tuple[Path, ...]] = []
    many: list[tuple[Path, ...]] = []
    monkeypatch.setattr(open_save, "leave_for", lambda _, *paths: opened.append(paths))
    monkeypatch.setattr(collecting, "take", lambda _, paths: many.append(paths))
    pages = [tmp_path / name for name in ("IMG_10.jpg", "IMG_9.jpg")]
    drop(window, dragged(*(QUrl.fromLocalFile(str(page)).toString() for page in pages)))
    assert opened == [(pages[1], pages[0])]
    drop(window, dragged(*(QUrl.fromLocalFile(str(page)).toString() for page in (*pages, tmp_path / "甲.docx"))))
    assert len(opened) == 1
    assert len(many[0]) == 3
