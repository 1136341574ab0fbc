"""Every window beside the main one, and how it is opened: to be looked at (look.py) and to be heard (accessible.py)."""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

import scanned_sample
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from govreport_gui.core.clipboard.pasting import Plan, Put
from govreport_gui.core.clipboard.placement import Skipped
from govreport_gui.core.ledger import counting
from govreport_gui.core.ledger.application import Application, Dispute
from govreport_gui.core.ledger.ledger import Ledger, added
from govreport_gui.core.proofreading.reading_aloud import marked_wrong
from govreport_gui.core.report.document import LastYear, Step
from govreport_gui.core.rollup.desk import Desk
from govreport_gui.core.rollup.submission import Collection, Member
from govreport_gui.core.years.last_year import with_last
from govreport_gui.files import clock, resources, settings
from govreport_gui.files.ledger import open_ledger, register_file
from govreport_gui.files.rollup.submitted import judged
from govreport_gui.files.sources import reading
from govreport_gui.ui.actions import (
    collecting,
    comparing,
    exporting,
    help_menu,
    last_year,
    ledgers,
    navigation,
    new_report,
    open_save,
    previewing,
    settings_menu,
    state_dialogs,
    writing,
)
from govreport_gui.ui.findings import explain_dialog
from govreport_gui.ui.importing import asking
from govreport_gui.ui.importing.part_boxes import Purpose
from govreport_gui.ui.ledger import deeds as ledger_deeds
from govreport_gui.ui.ledger import register_import, taking_preview
from govreport_gui.ui.ledger.copies import CopiesWindow
from govreport_gui.ui.ledger.ledger_window import LedgerWindow
from govreport_gui.ui.proofreading.reading_window import ReadingAloud
from govreport_gui.ui.rollup import desk_menu, questions
from govreport_gui.ui.rollup.work import Work
from govreport_gui.ui.table import paste_preview
from govreport_gui.ui.window.main_window import MainWindow

STEPS: Final = (
    Step("checked", "2022-01-10T16:20"),
    Step(
        "in_review",
        "2022-01-12T09:00",
        "核对结果：尚有 2 处必须改正，1 处需要说明；校对有误：1 格：表三（一）予以公开·自然人；"
        "校对进度：已校对 14 / 200 格，有误 1 格。理由：经负责人同意，先行办理。",
    ),
    Step("returned", "2022-01-13T10:40", "领导要求改"),
)
_ONE: Final = Application(
    0,
    "2021-001",
    "2021-03-03",
    channel="in_person",
    applicant="赵某某",
    applicant_class="natural_person",
    content="征收补偿方案",
    answered="2021-04-20",
    result="granted",
    disputes=(Dispute("reconsideration", "2021-05-06", "upheld", "2021-07-01"),),
)
LEDGER: Final = added(
    Ledger("某局", 2021), [_ONE, replace(_ONE, number="2021-002", received="三月", answered="", result="", disputes=())]
)
SLIP: Final = "requests.granted.natural_person"


def open_windows(window: MainWindow) -> Iterator[tuple[str, Callable[[], object]]]:
    """Name, and how it is opened, of each window about the report that is open in `window`."""
    workspace = window.workspace
    editor = workspace.editor

    def before_pasting() -> None:
        puts = [Put(cell, text, text, text) for cell, text in editor.document.cells.items()]
        puts[:2] = [replace(put, after="7", note="原来另有数") for put in puts[:2]]
        skipped = (Skipped("（九）某某 7", "没有这一行"),)
        plan = Plan("按行名对齐", tuple(puts), skipped, ("有 1 项没有放进去。",), dashes=2)
        paste_preview.ask(window, editor.form, plan, plan)

    def reading_aloud() -> None:
        previewing.read_aloud(workspace)
        shown = QApplication.activeModalWidget()
        assert isinstance(shown, ReadingAloud)
        shown.showNormal()
        shown.resize(window.size())
        shown.choose_table(2)
        for key in (Qt.Key.Key_Space, Qt.Key.Key_0, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Return):
            QTest.keyClick(shown, key)

    def explaining() -> None:
        finding = next(each for each in editor.checked.findings if each.level == "explain")
        explain_dialog.ask(window, finding)

    def beginning() -> None:
        editor.mark_saved()
        new_report.new(workspace)

    yield "before-pasting", before_pasting
    yield "self-check", partial(previewing.inspection, workspace)
    yield "proofreading", reading_aloud
    yield from _about_states(window)
    yield "explaining", explaining
    yield "row", partial(navigation.ask_row, workspace)
    yield "versions", partial(open_save.show_versions, workspace)
    yield from _about_texts(window)
    yield "preview", partial(previewing.report, workspace)
    yield from _about_imports(window)
    yield "output", partial(exporting.put_out, workspace)
    yield "code", partial(comparing.ask_code, workspace)
    yield "page", partial(comparing.check_page, workspace)
    yield "guide", partial(help_menu.show_guide, workspace)
    yield "about", partial(help_menu.about, workspace)
    yield "new", beginning
    yield "unit", partial(new_report.own_unit, workspace)
    yield "settings", partial(settings_menu.show, workspace)
    yield from _about_ledgers(window)
    yield from _about_collections(window)


def shown_beside(window: MainWindow) -> list[QWidget]:
    """What is open beside the main window now, desks and ledgers before what asks in front of them."""
    desks = window.workspace.desks
    beside = [*window.findChildren(QWidget), *desks, *(each for desk in desks for each in desk.findChildren(QWidget))]
    return [each for each in beside if each.isWindow() and each.isVisible()]


def _about_imports(window: MainWindow) -> Iterator[tuple[str, Callable[[], object]]]:
    def importing() -> None:
        path = resources.path("samples/pengshui-2021.txt")
        read = reading.read(path).reading
        assert read is not None
        asking.window_for(window, path, read, Purpose()).exec()

    def importing_scan() -> None:
        found = scanned_sample.imported()
        assert found.reading is not None
        name = Path("去年的年报.pdf")
        asking.window_for(window, name, found.reading, Purpose(), paper=found.paper).exec()

    yield "import", importing
    yield "import-scan", importing_scan


def _about_texts(window: MainWindow) -> Iterator[tuple[str, Callable[[], object]]]:
    workspace = window.workspace
    editor = workspace.editor

    def last_years() -> None:
        last = LastYear(editor.form, replace(editor.document, last=None))
        editor.apply("载入", with_last(editor.document, last))
        last_year.see_last_year(workspace)

    def tidying() -> None:
        untidy = editor.document.sections.get("overview", "").replace("，", " ,", 3).replace("\n", "\n\n　　")
        editor.apply("改乱", editor.document.with_section("overview", untidy))
        workspace.view.go("overview")
        writing.tidy_up(workspace)

    yield "last-year", last_years
    yield "tidying", tidying


def _about_states(window: MainWindow) -> Iterator[tuple[str, Callable[[], object]]]:
    editor = window.workspace.editor

    def look_ahead() -> None:
        editor.apply("标记", marked_wrong(editor.document, SLIP))
        window.state.go("in_review")

    def blocked() -> None:
        before = editor.document
        editor.apply("清空", replace(before, unit="", notes={}))
        window.state.go("in_review")
        editor.apply("恢复", before)

    yield "gate", look_ahead
    yield "gate-barred", blocked
    yield "returning", partial(state_dialogs.ask_reason, window, "退回修改", "退回以后可以修改。")
    yield "states", lambda: state_dialogs.show_history(window, replace(editor.document, state="returned", steps=STEPS))


def _about_ledgers(window: MainWindow) -> Iterator[tuple[str, Callable[[], object]]]:
    workspace = window.workspace
    path = Path(tempfile.mkdtemp(dir=settings.data_folder())) / "台账.govledger"

    def opened(tab: str) -> LedgerWindow:
        if not path.exists():
            open_ledger.create(path, LEDGER, clock.now()).close(clock.now())
        shown = ledgers.open_ledger_in(workspace, path)
        assert shown is not None
        shown.resize(window.size())
        shown.show_tab(tab)
        return shown

    def with_ledger(do: Callable[[LedgerWindow], object]) -> None:
        shown = opened("register")
        shown.register.go_to(1)
        do(shown)
        if isValid(shown):  # whoever draws it closes it too
            shown.close()

    def reading_in(shown: LedgerWindow) -> None:
        rows = ("编号\t收到日期\t申请人类别\t结论", "1\t2021-04-01\t个人\t同意公开", "2\t2021-04-02\t法人\t见答复书")
        tables = register_file.pasted("\n".join(rows))
        register_import.ask(shown, "旧登记簿.xlsx", tables, (), shown.editor.vocabulary, Ledger(year=2021))

    def taking() -> None:
        counted = counting.count(LEDGER, workspace.editor.form)
        taking_preview.ask(window, workspace.editor.document, LEDGER, counted)

    for tab in ("register", "dues", "requests", "problems"):
        yield f"ledger-{tab}", partial(opened, tab)
    yield "ledger-result", partial(with_ledger, LedgerWindow.choose_result)
    yield "ledger-import", partial(with_ledger, reading_in)
    yield "ledger-about", partial(with_ledger, ledger_deeds.about)
    yield "ledger-copies", partial(with_ledger, lambda shown: CopiesWindow(shown, shown.file).exec())
    yield "ledger-taking", taking


def _about_collections(window: MainWindow) -> Iterator[tuple[str, Callable[[], object]]]:
    roster = (Member("甲局", "甲", "部门", "0123"), Member("乙局"))
    yield "rollup-roster", lambda: questions.RosterDialog(window, roster).exec()
    yield "rollup-about", lambda: questions.AboutDialog(window, "某县人民政府", 2021, "1月24日", "政务公开科").exec()
    yield "rollup-note", lambda: questions.NoteDialog(window, "甲局", "请补盖章页").exec()
    yield "rollup-member", lambda: questions.ask_member(window, "甲局（筹）", ("甲局", "乙局"), "甲局")
    yield "rollup-begin", partial(collecting.begin, window.workspace)
    yield "rollup", partial(_collected, window)


def _collected(window: MainWindow) -> None:
    workspace = window.workspace
    editor = workspace.editor
    document = editor.document
    wrong = document.with_cells({SLIP: document.cells[SLIP] + "5"})
    reports = {"甲局": document, "乙局": wrong}
    came = [judged(f"{name}.docx", editor.form, replace(each, unit=name)) for name, each in reports.items()]
    roster = tuple(Member(name) for name in ("甲局", "乙局", "丙局"))
    collection = Collection(resources.formats(), tuple(came), (), roster, "某县人民政府", document.year)
    desk = desk_menu.new_desk(Work(Desk(collection)), workspace.show_beside)
    workspace.desks.append(desk)
    desk.resize(window.size())
    desk.show()
