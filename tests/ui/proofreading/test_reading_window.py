"""校对 by the keys that the two of them use."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from govreport_gui.core.proofreading.reading_aloud import WRONG, not_zero, progress, row_of
from govreport_gui.core.report.document import Note, Step
from govreport_gui.files.sources.imported import Imported
from govreport_gui.ui.actions import editing, open_save
from govreport_gui.ui.preview.preview import Preview
from govreport_gui.ui.proofreading.reading_window import ReadingAloud
from govreport_gui.ui.window.main_window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

_Key = Qt.Key


def begin(window: MainWindow) -> ReadingAloud:
    """Open 校对 by its key."""
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    QTest.keyClick(window, _Key.Key_F11)
    QCoreApplication.processEvents()
    reading = QApplication.activeModalWidget()
    assert isinstance(reading, ReadingAloud)
    return reading


def press(reading: ReadingAloud, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(reading, key)


def test_space_ticks_a_row_and_every_tick_is_kept_at_once(window: MainWindow) -> None:
    reading = begin(window)
    form = window.workspace.editor.form
    cells = list(form.cells)
    done = 0
    for _ in range(8):
        assert reading.cell == cells[done]
        done += len(row_of(form, reading.cell))
        press(reading, _Key.Key_Space)
        assert list(window.workspace.editor.document.read_aloud) == cells[:done]
    assert reading.progress.text() == f"已校对 {done} / 200 格"
    assert window.isWindowModified()


def test_the_point_ticks_the_cell_in_front_alone_and_space_the_rest(window: MainWindow) -> None:
    reading = begin(window)
    first, second, third, fourth, *_ = window.workspace.editor.form.cells
    press(reading, _Key.Key_Period)
    assert (reading.cell, list(window.workspace.editor.document.read_aloud)) == (second, [first])
    press(reading, _Key.Key_Space)
    assert (reading.cell, list(window.workspace.editor.document.read_aloud)) == (fourth, [first, second, third])


def test_zero_ticks_a_row_of_zeros_and_refuses_another(window: MainWindow) -> None:
    first, second, third, fourth, *_ = window.workspace.editor.form.cells
    texts = {first: "0", second: "3", third: "", fourth: "0"}
    window.workspace.editor.apply("填写", window.workspace.editor.document.with_cells(texts))
    reading = begin(window)
    press(reading, _Key.Key_0)
    assert window.workspace.editor.document.read_aloud == {}
    assert reading.cell == second
    assert reading.status.text() == "本行不全为 0：本年废止 3、现行有效 空。"
    window.workspace.editor.apply("填写", window.workspace.editor.document.with_cells({third: "0"}))
    press(reading, _Key.Key_Period, _Key.Key_0)
    assert reading.cell == fourth
    assert list(window.workspace.editor.document.read_aloud) == [second, first, third]


def test_a_wrong_cell_stays_wrong_when_the_rest_of_its_row_is_right(window: MainWindow) -> None:
    reading = begin(window)
    first, second, third, fourth, *_ = window.workspace.editor.form.cells
    press(reading, _Key.Key_Right, _Key.Key_Right, _Key.Key_Return)
    assert reading.cell == first, "the rest of the row is read before the next"
    press(reading, _Key.Key_Space)
    assert reading.cell == fourth
    assert set(window.workspace.editor.document.read_aloud) == {first, second}
    assert window.workspace.editor.document.notes[third].text == WRONG


def test_a_report_is_read_in_as_many_keys_as_it_has_rows(
    window: MainWindow, reports: Path, read_once: Callable[[Path], Imported]
) -> None:
    """200 presses for 200 cells before. Three reports, every row right, rows of zeros by 0."""
    for name in ("pingtan-2021", "hongze-2023", "pengshui-2021"):
        read = read_once(reports / f"{name}.txt")
        window.workspace.editor.mark_saved()
        window.workspace.show_report(read.form, read.document)
        reading = begin(window)
        pressed = 0
        while reading.cell:
            empty = not_zero(read.form, progress(read.form, window.workspace.editor.document), reading.cell) == ()
            press(reading, _Key.Key_0 if empty else _Key.Key_Space)
            pressed += 1
        assert reading.progress.text().startswith(f"已校对 {len(read.form.cells)} / {len(read.form.cells)} 格")
        assert pressed <= 40
        reading.close()


def test_the_row_and_the_cell_in_front_are_heard(window: MainWindow) -> None:
    window.workspace.editor.apply(
        "填写", window.workspace.editor.document.with_cells({"proactive.regulations.issued": "1234"})
    )
    reading = begin(window)
    assert (reading.row.text(), reading.words.text()) == ("表二　规章", "本年制发　一千二百三十四")
    assert reading.strip.hasFocus()
    heard = reading.strip.accessibleName()
    assert heard.startswith("表二规章·本年制发，1234，未校对。本行：本年制发 1234，未校对；本年废止 0，未校对")
    window.workspace.editor.apply(
        "清空", window.workspace.editor.document.with_cells({"proactive.regulations.repealed": ""})
    )
    press(reading, _Key.Key_Period)
    assert reading.words.text() == "本年废止　未填"
    press(reading, _Key.Key_Period)
    assert window.workspace.editor.document.read_aloud["proactive.regulations.repealed"] == ""


def test_keys_walk_without_ticking(window: MainWindow) -> None:
    reading = begin(window)
    for key, cell in (
        (_Key.Key_Right, "proactive.regulations.repealed"),
        (_Key.Key_Down, "proactive.normative_documents.repealed"),
        (_Key.Key_Up, "proactive.regulations.repealed"),
        (_Key.Key_Left, "proactive.regulations.issued"),
        (_Key.Key_Left, "proactive.regulations.issued"),
        (_Key.Key_3, "requests.new.natural_person"),
        (_Key.Key_4, "disputes.reconsideration.upheld"),
        (_Key.Key_1, "proactive.regulations.issued"),
    ):
        press(reading, key)
        assert reading.cell == cell
    assert window.workspace.editor.document.read_aloud == {}


def test_backspace_takes_the_last_decision_back(window: MainWindow) -> None:
    reading = begin(window)
    first, second, third, *_ = window.workspace.editor.form.cells
    press(reading, _Key.Key_Period, _Key.Key_Period, _Key.Key_Return, _Key.Key_Backspace)
    assert reading.cell == third
    assert window.workspace.editor.document.notes == {}
    press(reading, _Key.Key_Right, _Key.Key_Right, _Key.Key_Backspace)
    assert reading.cell == second
    assert set(window.workspace.editor.document.read_aloud) == {first}


def test_backspace_takes_a_whole_row_back_as_it_was(window: MainWindow) -> None:
    reading = begin(window)
    first, second, third, *_ = window.workspace.editor.form.cells
    press(reading, _Key.Key_Space, _Key.Key_1)
    window.workspace.editor.apply("填写", window.workspace.editor.document.with_cells({first: "7"}))
    press(reading, _Key.Key_Up, _Key.Key_Right, _Key.Key_Return)
    before = window.workspace.editor.document
    assert (set(before.read_aloud), set(before.notes)) == ({first, third}, {second})
    reading._go(second)
    press(reading, _Key.Key_Space)
    now = window.workspace.editor.document
    assert (set(now.read_aloud), set(now.notes)) == ({first, second, third}, set())
    press(reading, _Key.Key_Backspace)
    now = window.workspace.editor.document
    assert (now.read_aloud, now.notes) == (before.read_aloud, before.notes)
    assert reading.strip.said().startswith("本年制发 7，改动后未再校对；本年废止 0，有误")


def test_backspace_leads_back_into_another_table_and_the_reading_goes_on_there(window: MainWindow) -> None:
    reading = begin(window)
    first = reading.cell
    press(reading, _Key.Key_Period, _Key.Key_3)
    assert first not in reading.cells
    press(reading, _Key.Key_Backspace)
    assert reading.cell == first
    assert first in reading.cells
    assert window.workspace.editor.document.read_aloud == {}
    press(reading, _Key.Key_Period, _Key.Key_Left)
    assert reading.cell == first


def test_a_wrong_number_is_marked_to_come_back_to(window: MainWindow) -> None:
    reading = begin(window)
    first, second, *_ = window.workspace.editor.form.cells
    press(reading, _Key.Key_Return)
    assert reading.cell == second
    note = window.workspace.editor.document.notes[first]
    assert (note.text, note.follow_up) == (WRONG, True)
    assert reading.progress.text() == "已校对 0 / 200 格，有误 1 格"
    press(reading, _Key.Key_Left)
    assert reading.status.text() == "有误"
    press(reading, _Key.Key_Period)
    assert window.workspace.editor.document.notes == {}
    assert set(window.workspace.editor.document.read_aloud) == {first}


def test_enter_on_a_marked_number_takes_the_mark_away(window: MainWindow) -> None:
    reading = begin(window)
    press(reading, _Key.Key_Return, _Key.Key_Left, _Key.Key_Return)
    assert window.workspace.editor.document.notes == {}
    assert reading.cell == next(iter(window.workspace.editor.form.cells))


def test_a_key_held_down_ticks_only_once(window: MainWindow) -> None:
    reading = begin(window)
    for held in (False, True, True):
        event = QKeyEvent(QEvent.Type.KeyPress, _Key.Key_Period, Qt.KeyboardModifier.NoModifier, text=" ", autorep=held)
        QApplication.sendEvent(reading, event)
    assert len(window.workspace.editor.document.read_aloud) == 1


def test_reading_goes_on_where_it_stopped_also_after_the_file_was_closed(window: MainWindow, tmp_path: Path) -> None:
    reading = begin(window)
    press(reading, *[_Key.Key_Period] * 5, _Key.Key_Escape)
    assert not reading.isVisible()
    window.workspace.files.write(
        tmp_path / "甲.govreport", window.workspace.editor.document, window.workspace.editor.form
    )
    window.workspace.editor.mark_saved()
    open_save.leave_for(window.workspace, tmp_path / "甲.govreport")
    again = begin(window)
    assert again.cell == list(window.workspace.editor.form.cells)[5]


def test_what_changed_after_it_was_read_is_named_and_read_again(window: MainWindow) -> None:
    first, *others = window.workspace.editor.form.cells
    press(begin(window), _Key.Key_Period, _Key.Key_Escape)
    window.workspace.editor.apply("填写", window.workspace.editor.document.with_cells({first: "77"}))
    reading = begin(window)
    assert reading.changed.isVisible()
    assert reading.changed.text() == "校对后又改动，须再校对：表二规章·本年制发。"
    press(reading, _Key.Key_1)
    assert reading.cell == first
    assert reading.status.text() == "改动后未再校对（校对时为 0）"
    press(reading, _Key.Key_Period)
    assert window.workspace.editor.document.read_aloud[first] == "77"
    assert not reading.changed.isVisible()
    assert reading.cell == others[0]


def test_f2_opens_the_cell_in_the_window(window: MainWindow) -> None:
    reading = begin(window)
    press(reading, _Key.Key_3, _Key.Key_Right, _Key.Key_F2)
    assert not reading.isVisible()
    assert window.workspace.view.part == "requests_text"
    assert window.workspace.view.table_page.table.current_cell() == "requests.new.enterprise"


def test_the_end_offers_the_record(window: MainWindow) -> None:
    reading = begin(window)
    press(reading, _Key.Key_4, *[_Key.Key_Period] * 15)
    assert reading.cell == ""
    assert (reading.row.text(), reading.words.text()) == ("校对完毕", "已校对 15 / 15 格")
    QTest.keyClick(reading, _Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    (record,) = reading.findChildren(Preview)  # above the reading, which keeps the window below from being used
    assert record.isVisible()
    assert record.windowTitle() == "校对记录"
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(record.paper.content))
    assert "已校对15/200格" in "".join(text.split())
    press(reading, _Key.Key_Left, _Key.Key_Return)
    assert "报告已改动" in record.remark.text()
    record.close()
    press(reading, _Key.Key_Left)
    assert reading.cell == "disputes.litigation_after_reconsideration.total"


def test_a_locked_report_is_read_aloud_like_any_other(window: MainWindow) -> None:
    window.workspace.editor.move_to(Step("in_review", "2026-01-12T09:00"))
    reading = begin(window)
    press(reading, _Key.Key_Period, _Key.Key_Return)
    assert len(window.workspace.editor.document.read_aloud) == 1
    assert len(window.workspace.editor.document.notes) == 1
    assert window.workspace.editor.document.state == "in_review"


def test_undo_in_the_window_takes_back_typing_and_leaves_the_ticks(window: MainWindow) -> None:
    first, second, *_ = window.workspace.editor.form.cells
    before = window.workspace.editor.document.cells
    window.workspace.editor.apply("填写", window.workspace.editor.document.with_cells({second: "5"}))
    press(begin(window), _Key.Key_Period, _Key.Key_Period, _Key.Key_Escape)
    editing.undo(window.workspace)
    assert window.workspace.editor.document.cells == before
    assert window.workspace.editor.document.read_aloud == {first: "0", second: "5"}
    assert window.workspace.editor.undo_label == ""


def test_her_own_note_stays_beside_the_mark(window: MainWindow) -> None:
    first = next(iter(window.workspace.editor.form.cells))
    document = window.workspace.editor.document
    window.workspace.editor.apply("备注", replace(document, notes={first: Note("问科室")}))
    press(begin(window), _Key.Key_Return)
    assert window.workspace.editor.document.notes[first].text == f"{WRONG}；问科室"
