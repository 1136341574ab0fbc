"""The reports on the start page: what their rows say, and all that can be done with them by keys."""

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QRect, Qt
from PySide6.QtGui import QAccessible, QDesktopServices, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document
from govreport_gui.core.report.unit import Unit
from govreport_gui.files import resources, settings
from govreport_gui.files.known import reports as known
from govreport_gui.files.saving import store
from govreport_gui.ui import app
from govreport_gui.ui.actions import new_report, open_save
from govreport_gui.ui.start import report_list, report_row, unit_dialogs
from govreport_gui.ui.start.report_row import ABOUT, CHANGED, FOLDER, PROGRESS, RESULT, STATE, UNIT, YEAR
from govreport_gui.ui.start.start_page import StartPage
from govreport_gui.ui.widgets import dialogs, theme
from govreport_gui.ui.window.main_window import MainWindow
from tests.ui.cut_words import cut_words
from tests.ui.on_screen import CTRL, entry, menu_of, said_by, start_page

Key = Qt.Key
LONG = "某某自治州某某经济技术开发区管理委员会（某某综合保税区管理委员会）政务服务和数据管理局（行政审批局）机关处室"


@pytest.fixture
def put(tmp_path: Path, form: Format, zeros: Document) -> Callable[..., Path]:
    """Writes a report of that unit and year into a folder."""

    def write(unit: str, year: int, folder: str = "年报", state: str = "draft") -> Path:
        path = tmp_path / folder / f"{unit}{year}.govreport"
        path.parent.mkdir(exist_ok=True)
        store.write(path, replace(zeros, unit=unit, year=year, state=state), form)
        return path

    return write


@pytest.fixture
def opened(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Callable[..., MainWindow]:
    """The window as it comes up with these files known. No test may wait for an answer."""
    monkeypatch.setattr(QDialog, "exec", lambda self: pytest.fail(f"{self.windowTitle()} waits for an answer"))
    monkeypatch.setattr(QMessageBox, "exec", lambda self: pytest.fail(f"{self.text()} waits for an answer"))
    app.application()

    def open_with(*paths: Path, unit: str = "", size: tuple[int, int] = (1366, 690)) -> MainWindow:
        kept = replace(settings.load(), recent=tuple(str(path) for path in paths), unit=Unit(unit))
        settings.save(kept)
        window = MainWindow()
        qtbot.addWidget(window, before_close_func=lambda window: window.workspace.editor.mark_saved())
        window.resize(*size)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        page = start_page(window)
        qtbot.waitUntil(lambda: bool(page.recent._looking) and not page.recent._poll.isActive(), timeout=20_000)
        return window

    return open_with


def row(page: StartPage, at: int) -> list[str]:
    item = page.recent.topLevelItem(at)
    return [item.text(column) for column in range(6)]


def shown(page: StartPage) -> list[str]:
    """Unit and year of the rows in sight."""
    items = [page.recent.topLevelItem(at) for at in range(page.recent.topLevelItemCount())]
    return [f"{item.text(UNIT)}{item.text(YEAR)}" for item in items if not item.isHidden()]


def test_a_row_says_unit_year_state_progress_result_and_when(opened, put, form: Format) -> None:
    path = put("甲局", 2025, state="returned")
    page = start_page(opened(path))
    inputs = len(form.inputs)
    said = row(page, 0)
    assert said[:4] == ["甲局", "2025", "退回修改", f"{inputs}/{inputs}"]
    assert said[RESULT] == known.remembered()[str(path)].about.result != ""
    assert said[CHANGED].startswith("今天 ")
    assert page.recent.topLevelItem(0).data(UNIT, FOLDER) == str(path.parent)
    heard = QAccessible.queryAccessibleInterface(page.recent)
    assert heard.text(QAccessible.Text.Name) == "年报"
    whole = page.recent.topLevelItem(0).data(UNIT, Qt.ItemDataRole.AccessibleTextRole)
    for words in (
        "甲局，2025 年度，退回修改",
        f"已填 {inputs}/{inputs} 格",
        said[RESULT],
        "最后修改 今天",
        str(path.parent),
    ):
        assert words in whole


@pytest.mark.parametrize(
    ("day", "at", "words"),
    [
        ("2026-01-22", "10:32", "今天 10:32"),
        ("2026-01-21", "23:59", "昨天 23:59"),
        ("2021-01-28", "08:00", "2021-01-28"),
    ],
)
def test_the_last_change_as_people_say_it(day: str, at: str, words: str) -> None:
    nanoseconds = int(datetime.fromisoformat(f"{day}T{at}").timestamp()) * 10**9
    now = datetime.fromisoformat("2026-01-22T11:00")
    assert report_row.when(nanoseconds, now) == words
    assert report_row.when(2**100, now) == ""


def test_the_focus_is_in_the_list_and_enter_opens(opened, put, qtbot: QtBot) -> None:
    first, second = put("甲局", 2025), put("甲局", 2024)
    window = opened(first, second)
    assert window.focusWidget() is start_page(window).recent
    QTest.keyClick(window.focusWidget(), Key.Key_Down)
    QTest.keyClick(window.focusWidget(), Key.Key_Return)
    qtbot.waitUntil(lambda: window.workspace.path == second)
    # Back on the start page it is on top, read anew.
    open_save.close(window.workspace)
    page = start_page(window)
    assert shown(page) == ["甲局2024", "甲局2025"]
    assert window.focusWidget() is page.recent


def test_delete_takes_off_the_list_and_leaves_the_file(opened, put) -> None:
    first, second, third = put("甲局", 2025), put("甲局", 2024), put("甲局", 2023)
    window = opened(first, second, third)
    page = start_page(window)
    QTest.keyClick(page.recent, Key.Key_Down)
    QTest.keyClick(page.recent, Key.Key_Delete)
    assert settings.load().recent == (str(first), str(third))
    assert second.exists()
    assert shown(page) == ["甲局2025", "甲局2023"]
    assert page.recent.path == str(third), "the clerk stays where she was"
    assert "2 份" in said_by(page)
    QTest.keyClick(page.recent, Key.Key_Delete)
    QTest.keyClick(page.recent, Key.Key_Delete)
    assert settings.load().recent == ()
    assert "暂无年报。\n新建或打开后列于此处。" in said_by(page)
    assert page.recent.isHidden()


def test_ctrl_f_searches_unit_year_and_state(opened, put) -> None:
    window = opened(put("甲局", 2025), put("甲局", 2024, state="returned"), put("乙镇人民政府", 2024))
    page = start_page(window)
    assert entry(window, "查找").isEnabled()
    entry(window, "查找").trigger()
    assert window.focusWidget() is page.reports.search
    for words, found in {
        "甲": ["甲局2025", "甲局2024"],
        "2024": ["甲局2024", "乙镇人民政府2024"],
        "甲 2024": ["甲局2024"],
        "退回": ["甲局2024"],
        "丙": [],
    }.items():
        page.reports.search.setText(words)
        assert shown(page) == found
        assert f"{len(found)}/3 份" in said_by(page)
    assert "没有符合“丙”的年报。" in said_by(page)
    assert not any(button.isEnabled() for button in page.reports.buttons)
    QTest.keyClick(page.reports.search, Key.Key_Return)
    assert window.workspace.at_start
    QTest.keyClick(page.reports.search, Key.Key_Escape)
    assert window.focusWidget() is page.recent
    assert len(shown(page)) == 3
    assert "3 份" in said_by(page)


def test_from_the_search_the_keys_lead_into_the_list(opened, put, qtbot: QtBot) -> None:
    first, second = put("甲局", 2025), put("乙局", 2025)
    window = opened(first, second)
    page = start_page(window)
    page.reports.to_search()
    QTest.keyClicks(page.reports.search, "2025")
    QTest.keyClick(page.reports.search, Key.Key_Down)
    assert window.focusWidget() is page.recent
    page.reports.to_search()
    page.reports.search.setText("乙")
    QTest.keyClick(page.reports.search, Key.Key_Return)
    qtbot.waitUntil(lambda: window.workspace.path == second)


def test_what_is_gone_or_damaged_is_said_in_its_row(opened, put, tmp_path: Path) -> None:
    gone, bad = put("甲局", 2025), tmp_path / "坏.govreport"
    bad.write_text("{", encoding="utf-8")
    opened(gone)
    gone.unlink()
    page = start_page(opened(gone, bad))
    # What was in it is still known.
    assert row(page, 0) == ["甲局", "2025", "", "", "未找到文件", ""]
    page.recent.setCurrentItem(page.recent.topLevelItem(0))
    page.recent.setFocus()
    QTest.keyClick(page.recent, Key.Key_Return)  # no window comes up: an open one would fail here
    window = page.window()
    assert isinstance(window, MainWindow)
    assert window.workspace.message_bar.text.text().startswith(f"未找到“{gone.name}”：文件已移动、改名或删除")
    assert window.workspace.at_start
    QTest.keyClick(page.recent, Key.Key_Escape)
    assert window.workspace.message_bar.isHidden()
    assert row(page, 1) == ["坏", "", "", "", "无法读取", ""]
    heard = [page.recent.topLevelItem(at).data(UNIT, Qt.ItemDataRole.AccessibleTextRole) for at in (0, 1)]
    assert "U盘" in heard[0]
    assert "“坏.govreport”已损坏" in heard[1]
    assert "已损坏" in page.recent.topLevelItem(1).toolTip(UNIT)


HANGING = """
import sys, time
from pathlib import Path
from govreport_gui.files.known import looker
looker._place = lambda path: str(Path(path).parent)
looker._SILENCE = 0.3
stat = Path.stat
def asked(path, **named):
    while str(path) == {path!r} and stat(Path({until!r})).st_size == 0:
        time.sleep(0.02)
    return stat(path, **named)
Path.stat = asked
from govreport_gui.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture
def hanging(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], Path]:
    """A disk that says nothing of that file until something is written into the file that is given."""

    def hang(path: Path) -> Path:
        until = tmp_path / "answer"
        until.touch()
        code = HANGING.format(path=str(path), until=str(until))
        monkeypatch.setattr(resources, "program", lambda: (sys.executable, "-c", code))
        return until

    return hang


def test_a_place_that_does_not_answer_freezes_nothing(
    opened, put, qtbot: QtBot, hanging: Callable[[Path], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    dead, alive = put("断局", 2025, "断开的"), put("甲局", 2025)
    answer = hanging(dead)
    monkeypatch.setattr(report_list, "_AT_ONCE", 0.0)
    settings.save(replace(settings.load(), recent=(str(dead), str(alive))))
    window = MainWindow()
    qtbot.addWidget(window, before_close_func=lambda window: window.workspace.editor.mark_saved())
    window.show()
    page = start_page(window)
    qtbot.waitUntil(lambda: bool(page.recent._looking))
    # Wanted before anything is known of it: the window goes on, and says why nothing comes.
    QTest.keyClick(page.recent, Key.Key_Return)
    assert window.workspace.at_start
    qtbot.waitUntil(lambda: "没有响应" in window.workspace.message_bar.text.text(), timeout=30_000)
    qtbot.waitUntil(lambda: row(page, 1)[UNIT] == "甲局", timeout=30_000)
    assert row(page, 0) == ["断局2025", "", "", "", "位置没有响应", ""]
    assert page.recent._poll.isActive(), "it may come back"
    answer.write_text("answered", encoding="ascii")
    qtbot.waitUntil(lambda: row(page, 0)[UNIT] == "断局", timeout=30_000)
    qtbot.waitUntil(lambda: not page.recent._poll.isActive())
    page.recent.open()
    assert window.workspace.path == dead


def test_the_wanted_report_opens_when_its_disk_has_answered(
    put, qtbot: QtBot, hanging: Callable[[Path], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    app.application()
    slow = put("慢局", 2025)
    answer = hanging(slow)
    monkeypatch.setattr(report_list, "_AT_ONCE", 0.0)
    settings.save(replace(settings.load(), recent=(str(slow),)))
    window = MainWindow()
    qtbot.addWidget(window, before_close_func=lambda window: window.workspace.editor.mark_saved())
    window.show()
    page = start_page(window)
    QTest.keyClick(page.recent, Key.Key_Return)
    assert window.workspace.at_start
    answer.write_text("answered", encoding="ascii")
    qtbot.waitUntil(lambda: window.workspace.path == slow, timeout=30_000)


def test_what_is_remembered_is_shown_before_any_file_is_asked(opened, put, qtbot: QtBot) -> None:
    path = put("甲局", 2025)
    opened(path)
    window = MainWindow()
    qtbot.addWidget(window)
    assert row(start_page(window), 0)[:3] == ["甲局", "2025", "草稿"]
    assert start_page(window).recent._looking == []


def test_two_years_of_one_unit_differ_where_nothing_is_cut(opened, put) -> None:
    for size in ((1366, 690), (911, 450)):
        window = opened(put(LONG, 2025), put(LONG, 2024, "上年"), size=size)
        page = start_page(window)
        QCoreApplication.processEvents()
        assert (window.width(), window.height()) == size
        recent = page.recent
        bold = QFontMetrics(theme.sized(recent.font(), theme.BODY, bold=True))
        assert [row(page, at)[YEAR] for at in (0, 1)] == ["2025", "2024"]
        assert recent.columnWidth(YEAR) >= bold.horizontalAdvance("2025") + theme.S
        assert recent.columnWidth(UNIT) >= 150
        assert recent.columnWidth(CHANGED) >= recent.fontMetrics().horizontalAdvance("2025-10-30") + theme.S
        assert recent.columnWidth(RESULT) >= recent.fontMetrics().horizontalAdvance("尚有 166 格未填") + 24
        assert recent.columnWidth(STATE) >= recent.fontMetrics().horizontalAdvance("退回修改") + 24
        assert recent.columnWidth(PROGRESS) >= recent.fontMetrics().horizontalAdvance("166/166") + theme.S
        assert recent.horizontalScrollBar().maximum() == 0
        inside = QRect(0, 0, *size)
        for each in page.findChildren(QAbstractButton):
            if each.isVisible():
                assert inside.contains(QRect(each.mapTo(window, each.rect().topLeft()), each.size()))
        for each in page.findChildren(QPushButton):
            if each.isVisible() and each not in page.ways:
                assert each.width() >= each.sizeHint().width()
        assert list(cut_words(window)) == []
        for way in page.ways:
            room = way.width() - 44
            assert QFontMetrics(way.font()).horizontalAdvance(way.words) <= room
        for label in page.findChildren(QLabel):
            if label.isVisible() and label.text():
                assert label.height() >= label.heightForWidth(label.width()) or not label.wordWrap()
        window.close()
    names = [each.text() for each in menu_of(entry(window, "最近打开")).actions()]
    menu_of(entry(window, "最近打开")).aboutToShow.emit()
    names = [each.text() for each in menu_of(entry(window, "最近打开")).actions()]
    assert [f"{LONG}　{year} 年度" in name for name, year in zip(names, ("2025", "2024"), strict=True)] == [True, True]


def test_the_name_offered_for_a_file_begins_with_unit_and_year(opened, put, monkeypatch: pytest.MonkeyPatch) -> None:
    window = opened(put("甲局", 2025))
    page = start_page(window)
    page.recent.open()
    offered: list[Path] = []
    monkeypatch.setattr(dialogs, "ask_path", lambda _parent, _title, path, _kind: offered.append(path))
    open_save.save_as(window.workspace)
    assert offered[0].name.startswith("甲局2025年")


def test_tab_goes_from_the_ways_through_search_list_and_buttons(opened, put) -> None:
    window = opened(put("甲局", 2025))
    page = start_page(window)
    passed = []
    for _ in range(14):
        focused = QApplication.focusWidget()
        passed.append(focused)
        QTest.keyClick(focused, Key.Key_Tab)
    assert passed[0] is passed[-1] is page.recent
    assert set(passed) == {
        *page.ways,
        page.own,
        page.see_sample,
        page.reports.search,
        page.recent,
        *page.reports.buttons,
    }


def test_the_folder_of_a_report_is_shown(opened, put, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put("甲局", 2025)
    page = start_page(opened(path))
    asked = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: asked.append(url.toLocalFile()) or True)
    page.reports.buttons[2].click()
    assert asked == [str(path.parent)]


# ── from last year's ─────────────────────────────────────────────────


def next_year(monkeypatch: pytest.MonkeyPatch, answer: Callable[[QDialog], int]) -> list[str]:
    """Let the clerk answer in the window for a report from last year's; what it said."""
    said: list[str] = []

    def run(dialog: QDialog) -> int:
        assert dialog.windowTitle() == "由上年年报新建"
        said.extend(label.text() for label in dialog.findChildren(QLabel))
        return answer(dialog)

    monkeypatch.setattr(QDialog, "exec", run)
    return said


def test_the_newest_earlier_report_of_the_own_unit_is_proposed(
    opened, put, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unit_dialogs, "due", lambda: 2025)
    paths = [put("甲局", 2025), put("甲局", 2022), put("甲局", 2024), put("乙局", 2024)]
    window = opened(*paths, unit="甲局")
    monkeypatch.setattr(dialogs, "ask_files", lambda *_: pytest.fail("a file is asked for"))
    said = next_year(monkeypatch, lambda _: QDialog.DialogCode.Accepted)
    start_page(window).ways[0].click()
    assert "甲局2024.govreport" in "".join(said)
    document = window.workspace.editor.document
    assert (document.unit, document.year, document.last.document.year) == ("甲局", 2025, 2024)


def test_another_report_can_be_chosen_instead(opened, put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unit_dialogs, "due", lambda: 2025)
    other = put("甲局", 2023, "别处")
    window = opened(put("甲局", 2024), unit="甲局")
    asked: list[str] = []
    monkeypatch.setattr(dialogs, "ask_files", lambda *_: asked.append("file") or [other])

    def answer(dialog: QDialog) -> int:
        if not asked:
            next(each for each in dialog.findChildren(QPushButton) if each.text().startswith("选其他年报")).click()
            return dialog.result()
        return QDialog.DialogCode.Accepted

    said = next_year(monkeypatch, answer)
    new_report.from_last_year(window.workspace)
    assert asked == ["file"]
    assert "甲局2024.govreport" in "".join(said)
    assert window.workspace.editor.document.year == 2024


def test_a_report_of_the_list_is_taken_as_last_years(opened, put, monkeypatch: pytest.MonkeyPatch) -> None:
    window = opened(put("甲局", 2024), put("乙局", 2021), unit="甲局")
    page = start_page(window)
    QTest.keyClick(page.recent, Key.Key_Down)
    next_year(monkeypatch, lambda _: QDialog.DialogCode.Accepted)
    page.reports.buttons[1].click()
    assert (window.workspace.editor.document.unit, window.workspace.editor.document.year) == ("乙局", 2022)


def test_a_proposed_report_that_is_gone_is_not_proposed(opened, put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unit_dialogs, "due", lambda: 2025)
    path = put("甲局", 2024)
    window = opened(path, unit="甲局")
    path.unlink()
    asked: list[int] = []
    monkeypatch.setattr(dialogs, "ask_files", lambda *_: asked.append(1) or [])
    new_report.from_last_year(window.workspace)
    assert asked == [1]
    assert window.workspace.at_start


def test_rows_are_drawn_in_light_and_dark_with_every_state_and_sign(opened, put) -> None:
    states = ["draft", "checked", "in_review", "final", "published", "submitted", "returned"]
    window = opened(*(put(f"{state}局", 2025, state=state) for state in states))
    page = start_page(window)
    pictures = []
    for is_dark in (True, False):
        theme.take_palette(app.application(), is_dark=is_dark)
        QCoreApplication.processEvents()
        pictures.append(page.recent.grab().toImage())
    assert pictures[0] != pictures[1]
    for at in range(len(states)):
        item = page.recent.topLevelItem(at)
        for sign in known.SIGNS:
            item.setData(UNIT, ABOUT, replace(item.data(UNIT, ABOUT), sign=sign, filled=at * 10))
            item.setData(RESULT, report_row.SIGN, sign)
            before = page.recent.grab().toImage()
            assert before.size() == pictures[0].size()
    QTest.keyClick(page.recent, Key.Key_End, CTRL)
