"""The page of the cover: what it asks, how it is answered by keys, what becomes of it, what is kept of it."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QTableView, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from govreport_gui.core.findings.progress import COVER
from govreport_gui.core.report.unit import Unit
from govreport_gui.files import settings
from govreport_gui.ui.actions import new_report
from govreport_gui.ui.report.cover_page import CoverPage
from govreport_gui.ui.start import unit_dialogs
from govreport_gui.ui.window.main_window import MainWindow
from tests.ui.cut_words import cut_words
from tests.ui.on_screen import compose

Key = Qt.Key
LONG = "某某自治州某某经济技术开发区管理委员会（某某综合保税区管理委员会）政务服务和数据管理局（行政审批局）机关处室"


@pytest.fixture
def cover(window: MainWindow) -> CoverPage:
    window.workspace.view.go(COVER)
    page = window.findChild(CoverPage)
    assert page is not None
    return page


def type_year(page: CoverPage, text: str) -> None:
    page.year.setFocus()
    page.year.selectAll()
    QTest.keyClicks(page.year, text)
    page.commit()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("25", "年度写四位数，如 2025。"),
        ("1999", "年度应在 2000 到 2100 之间。"),
        ("9999", "年度应在 2000 到 2100 之间。"),
    ],
)
def test_a_year_that_is_none_is_said_and_stays_to_be_put_right(
    window: MainWindow, cover: CoverPage, typed: str, sentence: str
) -> None:
    editor = window.workspace.editor
    type_year(cover, typed)
    assert editor.document.year is None
    assert cover.year_fault.text() == sentence
    assert cover.year_fault.isVisible()
    assert cover.year.text() == typed
    editor.apply("改名", replace(editor.document, unit="乙局"))
    assert (cover.unit.text(), cover.year.text()) == ("乙局", typed)
    type_year(cover, "2022")
    assert editor.document.year == 2022
    assert cover.year_fault.text() == ""


def test_taking_it_back_brings_the_year_back(window: MainWindow, cover: CoverPage) -> None:
    before = window.workspace.editor.document.year
    type_year(cover, "25")
    window.workspace.editor.undo()
    assert window.workspace.editor.document.year == before
    assert cover.year.text() == str(before)
    assert cover.year_fault.text() == ""


# ── answers, day, title ──────────────────────────────────────────────


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def answered(window: MainWindow, power: str = "licensing_power") -> str:
    return window.workspace.editor.document.office.get(power, "")


def test_an_answer_is_given_and_taken_back_by_keys(window: MainWindow, cover: CoverPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(window.isActiveWindow)
    answer = cover.powers["licensing_power"]
    answer.setFocus()
    yes, no = answer.findChildren(QToolButton)
    assert focused() is yes
    assert [each.accessibleName() for each in (yes, no)] == ["行政许可：有", "行政许可：无"]
    for key, code, texts in (
        (Key.Key_Right, "no", ["有", "✓ 无"]),
        (Key.Key_Left, "yes", ["✓ 有", "无"]),
        (Key.Key_Delete, "", ["有", "无"]),
        (Key.Key_Space, "yes", ["✓ 有", "无"]),
        (Key.Key_Space, "yes", ["✓ 有", "无"]),
    ):
        QTest.keyClick(focused(), key)
        assert (answered(window), answer.code) == (code, code)
        assert [each.text() for each in (yes, no)] == texts
        assert answer._open.isVisible() is (code == "")
    assert window.workspace.editor.undo_label == "修改封面信息"
    window.workspace.editor.undo()
    assert (answered(window), answer.code) == ("", "")
    QTest.keyClick(cover.rulemaker.focusProxy(), Key.Key_Right)
    assert window.workspace.editor.document.rulemaker is False
    window.workspace.editor.mark_saved()


def test_tab_stops_once_at_each_answer(window: MainWindow, cover: CoverPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(window.isActiveWindow)
    editor = window.workspace.editor
    editor.apply("改", replace(editor.document, level="county"))
    cover.powers["licensing_power"].choose("no")
    cover.unit.setFocus()
    passed = []
    for _ in range(12):
        passed.append(focused())
        QTest.keyClick(focused(), Key.Key_Tab)
    answers = [cover.rulemaker, *cover.powers.values()]
    fields = [cover.unit, cover.year, cover.level, cover.kind, *(each.focusProxy() for each in answers)]
    assert passed[:10] == [*fields, cover.catalogue, cover.publish_on]
    assert passed[10] is cover.keep
    assert passed[11].accessibleName() == "下一部分"
    window.workspace.editor.mark_saved()


@pytest.mark.parametrize(
    ("typed", "kept", "said"),
    [
        ("2022-1-28", "2022-01-28", "星期五"),
        ("20220128", "2022-01-28", "星期五"),
        ("1-28", "2022-01-28", "星期五"),
        ("1月28日", "2022-01-28", "星期五"),
        ("2-30", "2-30", "不是日期"),
        ("下周", "下周", "不是日期"),
        ("", "", ""),
    ],
)
def test_a_day_is_typed_in_many_ways_or_not_at_all(
    window: MainWindow, cover: CoverPage, typed: str, kept: str, said: str
) -> None:
    editor = window.workspace.editor
    editor.apply("改", replace(editor.document, year=2021, office={"publish_on": "2022-01-05"}))
    cover.publish_on.setFocus()
    cover.publish_on.selectAll()
    QTest.keyClicks(cover.publish_on, typed) if typed.isascii() and typed else cover.publish_on.setText(typed)
    assert cover.publish_on.said.text() == said
    QTest.keyClick(cover.publish_on, Key.Key_Return)
    assert editor.document.office.get("publish_on", "") == kept
    assert cover.publish_on.text() == kept
    editor.mark_saved()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_day_is_taken_from_the_calendar_by_keys(window: MainWindow, cover: CoverPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(window.isActiveWindow)
    editor = window.workspace.editor
    cover.publish_on.setFocus()
    QTest.keyClick(cover.publish_on, Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = cover.publish_on.calendar
    assert calendar is not None
    assert calendar.isVisible()
    assert calendar.days.selectedDate().toPython() == date((editor.document.year or 0) + 1, 1, 31), "the last day"
    view = calendar.days.findChild(QTableView)
    QTest.keyClick(view, Key.Key_Left)
    QTest.keyClick(view, Key.Key_Return)
    assert editor.document.office["publish_on"] == f"{(editor.document.year or 0) + 1}-01-30"
    assert focused() is cover.publish_on
    # Delete takes the day away, Esc leaves it.
    for key, kept in ((Key.Key_Escape, True), (Key.Key_Delete, False)):
        cover.publish_on.button.trigger()
        calendar = cover.publish_on.calendar
        assert calendar is not None
        QTest.keyClick(calendar.days.findChild(QTableView), key)
        assert ("publish_on" in editor.document.office) is kept
    editor.mark_saved()


def test_a_year_takes_four_digits_and_no_more(window: MainWindow, cover: CoverPage) -> None:
    type_year(cover, "20251")
    assert cover.year.text() == "2025"
    cover.year.clear()
    compose(cover.year, "２０２４")  # as an input method types
    cover.commit()
    assert window.workspace.editor.document.year == 2024
    type_year(cover, "-1a")
    assert cover.year.text() == "1"
    window.workspace.editor.mark_saved()


def test_the_title_the_period_and_the_name_follow_what_is_filled_in(window: MainWindow, cover: CoverPage) -> None:
    cover.unit.setText("甲/乙局")
    cover.commit()
    type_year(cover, "2023")
    shown = cover.preview
    assert shown.title.text() == "甲/乙局\n2023年政府信息公开工作年度报告"
    assert shown.words["统计期限"].text() == "2023年1月1日至2023年12月31日"
    assert shown.words["文件名"].text() == "甲_乙局2023年政府信息公开工作年度报告"
    cover.unit.clear()
    cover.year.clear()
    cover.commit()
    assert shown.title.text().startswith("〔单位名称〕\n")
    assert shown.words["统计期限"].text() == "未填年度"
    window.workspace.editor.mark_saved()


@pytest.mark.parametrize("size", [(1366, 690), (1280, 642), (911, 450)])
def test_the_page_and_what_becomes_of_it_have_room(
    window: MainWindow, cover: CoverPage, qtbot: QtBot, size: tuple[int, int]
) -> None:
    editor = window.workspace.editor
    editor.apply("改", replace(editor.document, unit=LONG, office={}))
    window.resize(*size)
    qtbot.wait(300)
    assert (window.width(), window.height()) == size
    assert list(cut_words(window)) == []
    assert cover.unit.width() == 560
    beside = not window.workspace.view.below
    inside = cover.isAncestorOf(cover.preview)
    assert inside is not beside
    assert cover.preview.isVisible()
    scroll = cover.findChild(QScrollArea)
    assert scroll.horizontalScrollBar().maximum() == 0
    if size == (1366, 690):
        assert scroll.verticalScrollBar().maximum() == 0, "all is seen at once"
    if beside:
        findings = window.workspace.view.findings
        assert cover.preview.mapTo(window, cover.preview.rect().bottomLeft()).y() < findings.mapTo(window, QPoint()).y()
        assert findings.height() > 150
        assert not window.workspace.view.cell_pane.isVisible()
        window.workspace.view.go("requests_text")
        assert not cover.preview.isVisible()
        assert window.workspace.view.cell_pane.isVisible()
    editor.mark_saved()


def test_every_field_has_a_name_a_letter_and_a_reason(cover: CoverPage) -> None:
    fields = [cover.unit, cover.year, cover.level, cover.kind, cover.rulemaker, *cover.powers.values()]
    fields += [cover.catalogue, cover.publish_on]
    letters = []
    for field in fields:
        (label,) = [each for each in cover.findChildren(QLabel) if each.buddy() is field]
        letters.append(label.text().partition("(&")[2][:1])
        assert field.accessibleName() == label.text().partition("(")[0]
        assert field.accessibleDescription() or field is cover.unit
    letters += [each.text().partition("(&")[2][:1] for each in (cover.keep, cover._guess.button)]
    menus = set("FEVCSH")
    assert len(set(letters)) == len(letters)
    assert not menus & set(letters)
    assert all(letters)


# ── the clerk's own unit ─────────────────────────────────────────────

OWN = Unit("甲局", "county", "department", rulemaker=None, powers={"licensing_power": "yes", "coercion_power": "no"})


@pytest.fixture
def own(window: MainWindow, cover: CoverPage) -> CoverPage:
    """The cover of a report of the clerk's own unit, in which less is answered than is known of the unit."""
    workspace = window.workspace
    workspace.editor.apply("改", replace(workspace.editor.document, unit="甲局", level="county", kind="", office={}))
    workspace.keep(replace(workspace.settings, unit=OWN))
    return cover


def test_answers_about_the_own_unit_are_kept_and_carried_into_new_reports(
    window: MainWindow, own: CoverPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert own.keep.isChecked()
    own.powers["penalties_power"].choose("yes")
    own.rulemaker.choose("no")
    kept = settings.load().unit
    assert kept == replace(OWN, rulemaker=False, powers={**OWN.powers, "penalties_power": "yes"})
    own.publish_on.setText("1-28")
    own.commit()
    assert settings.load().unit == kept, "what the report leaves open is not forgotten"
    window.workspace.editor.mark_saved()
    monkeypatch.setattr(unit_dialogs, "ask_new", lambda _, unit: unit_dialogs.NewReport(unit, 2025))
    new_report.new(window.workspace)
    document = window.workspace.editor.document
    assert (document.unit, document.level, document.kind, document.rulemaker) == ("甲局", "county", "department", False)
    assert dict(document.office) == {"licensing_power": "yes", "penalties_power": "yes", "coercion_power": "no"}
    assert window.workspace.view.cover.keep.isChecked()


def test_another_units_report_is_not_kept_unless_the_clerk_says_so(window: MainWindow, own: CoverPage) -> None:
    own.unit.setText("乙局")
    own.commit()
    assert not own.keep.isChecked()
    own.rulemaker.choose("yes")
    assert settings.load().unit == OWN
    QTest.keyClick(own.keep, Key.Key_Space)
    assert settings.load().unit == Unit("乙局", "county", "", rulemaker=True)
    QTest.keyClick(own.keep, Key.Key_Space)
    own.rulemaker.choose("no")
    assert settings.load().unit.rulemaker is True, "she has let it go"
    own.unit.setText("")
    own.commit()
    assert not own.keep.isEnabled()
    window.workspace.editor.mark_saved()


def test_what_is_taken_back_or_refused_is_not_kept(window: MainWindow, own: CoverPage) -> None:
    editor = window.workspace.editor
    before = settings.load().unit
    editor.apply("送审", replace(editor.document, state="in_review"))
    own.refresh()
    window.workspace.view.refresh()
    assert not own.rulemaker.isEnabled()
    assert not own.powers["coercion_power"].isEnabled()
    own.publish_on.button.trigger()
    assert own.publish_on.calendar is None
    own.rulemaker.choose("yes")
    assert settings.load().unit == before
    editor.mark_saved()


def test_the_way_on_is_a_button(window: MainWindow, cover: CoverPage) -> None:
    (on,) = [each for each in cover.findChildren(QPushButton) if each.accessibleName() == "下一部分"]
    assert on.text() == "下一部分 Ctrl+PgDn"
    on.click()
    assert window.workspace.view.part == "preface"


def test_the_letter_of_a_power_leads_to_its_answer(window: MainWindow) -> None:
    page = window.workspace.view.cover
    page.rulemaker.choose("no")
    power = page.powers["penalties_power"]
    (label,) = [each for each in page.findChildren(QLabel) if each.buddy() is power]
    QTest.keyClick(window, getattr(Qt.Key, f"Key_{label.text().partition('&')[2][0]}"), Qt.KeyboardModifier.AltModifier)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert power.isAncestorOf(focus)
    QTest.keyClick(focus, Qt.Key.Key_Left)
    assert (power.code, page.rulemaker.code) == ("yes", "no")
