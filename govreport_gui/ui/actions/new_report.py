"""How a report is begun in the window: empty, from last year's, as the sample; and the clerk's own unit."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from govreport_gui.core.report import unit
from govreport_gui.core.report.document import Document, LastYear
from govreport_gui.files import resources, settings
from govreport_gui.files.known import reports as known
from govreport_gui.files.known.looking import is_there
from govreport_gui.files.names import readable
from govreport_gui.ui import written
from govreport_gui.ui.actions import collecting, ledgers, navigation, open_save
from govreport_gui.ui.start import unit_dialogs
from govreport_gui.ui.start.start_page import StartPage
from govreport_gui.ui.widgets.entries import entry
from govreport_gui.ui.workspace import Workspace

if TYPE_CHECKING:
    from govreport_gui.core.forms.form import Format
    from govreport_gui.files.sources.imported import Imported
    from govreport_gui.ui.report.report_view import ReportView

_TITLE = "选上年的年报"
_SAMPLE = "samples/pengshui-2021.txt"


def add_new(workspace: Workspace, menu: QMenu) -> tuple[QAction, ...]:
    """Into 文件: the ways to begin a report; gives the entries."""
    window = workspace.window
    return (
        entry(window, menu, "新建(&N)…", lambda: new(workspace), QKeySequence.StandardKey.New, picture="file-plus"),
        entry(window, menu, "由上年年报新建(&L)…", lambda: from_last_year(workspace), picture="file-clock"),
    )


def add_unit(workspace: Workspace, menu: QMenu) -> QAction:
    """Into 编辑: the clerk's own unit."""
    menu.addSeparator()
    return entry(workspace.window, menu, "本单位信息(&I)…", lambda: own_unit(workspace), picture="building-2")


def start_page(workspace: Workspace) -> StartPage:
    """What is shown where no report is open, with what its buttons do."""
    page = StartPage(workspace.settings, unit_dialogs.due())
    page.new.connect(lambda: new(workspace))
    page.open.connect(lambda: open_save.ask_and_open(workspace))
    page.many.connect(lambda: collecting.begin(workspace))
    page.ledger.connect(lambda: ledgers.begin(workspace))
    page.next_year.connect(lambda: from_last_year(workspace))
    page.sample.connect(lambda: sample(workspace))
    page.unit.connect(lambda: own_unit(workspace))
    page.recent.chosen.connect(lambda name: open_save.open_known(workspace, Path(name)))
    page.recent.forgotten.connect(lambda name: workspace.keep(settings.without_recent(workspace.settings, name)))
    page.recent.silent.connect(lambda name: _say_silent(workspace, Path(name)))
    page.reports.begin_from.connect(lambda name: from_last_year(workspace, Path(name)))
    page.reports.folder.connect(lambda name: written.open_outside(workspace.window, Path(name).parent))
    return page


def attend_cover(workspace: Workspace, view: ReportView) -> None:
    """What is answered on the cover of the clerk's own report is kept for the next ones; on from there by a button."""
    page = view.cover
    page.show_own(workspace.settings.unit)
    page.own_changed.connect(lambda own: workspace.keep(replace(workspace.settings, unit=own)))
    page.next_part.connect(lambda: navigation.to_neighbour(workspace, 1))


def new(workspace: Workspace) -> None:
    """Begin an empty report on the form of its year, with what is known of the unit."""
    if not open_save.may_leave(workspace):
        return
    own = workspace.settings.unit
    asked = unit_dialogs.ask_new(workspace.window, own)
    if asked is None:
        return
    form = _form(asked.year)
    if asked.keep:
        workspace.keep(replace(workspace.settings, unit=asked.unit))
    document = unit.completed(Document(form.id, asked.unit.name, asked.year), asked.unit)
    workspace.show_report(form, document)
    workspace.view.page.setFocus()


def from_last_year(workspace: Workspace, chosen: Path | None = None) -> None:
    """Begin a report from last year's, which is compared with from then on: the chosen one, else the newest earlier
    report of the clerk's unit that is known, else the clerk is asked for one.
    """
    if not open_save.may_leave(workspace):
        return
    chosen = chosen or _newest_earlier(workspace)
    again = partial(from_last_year, workspace, chosen)
    while True:
        found = open_save.last_year_in(workspace, _TITLE, again, chosen)
        if found is None:
            return
        chosen, imported = found
        before = imported.document
        year = before.year + 1 if before.year else unit_dialogs.due()
        asked = unit_dialogs.ask_next(workspace.window, _account(imported, chosen), year)
        if asked is None:
            return
        if not asked.other:
            break
        chosen = None
    _begin_next(workspace, imported, asked, chosen)


def _newest_earlier(workspace: Workspace) -> Path | None:
    """The newest earlier report of the clerk's own unit among the known ones, if its disk says that it is there."""
    seen = known.remembered()
    listed = {path: seen[path] for path in workspace.settings.recent if path in seen}
    path = known.newest_earlier(listed, workspace.settings.unit.name, unit_dialogs.due())
    return Path(path) if path is not None and is_there(path) else None


def _begin_next(workspace: Workspace, imported: Imported, asked: unit_dialogs.NextReport, before: Path) -> None:
    from govreport_gui.core.years import next_year  # noqa: PLC0415  # the start page does without it

    form = _form(asked.year)
    last = LastYear(imported.form, imported.document)
    document = unit.completed(next_year.begun(form, last, asked.year, texts=asked.texts), workspace.settings.unit)
    workspace.show_report(form, document, near=before, unsaved=True)
    workspace.message_bar.say("\n".join((_begun(document, asked.texts), *imported.problems)), "last year")
    workspace.view.page.setFocus()


def _say_silent(workspace: Workspace, path: Path) -> None:
    name, place = readable(path.name), readable(path.drive or str(path.parent))
    workspace.message_bar.say(f"“{name}”所在的位置（{place}）没有响应。核对网络是否连通、U盘是否还插着，再打开。")


def sample(workspace: Workspace) -> None:
    """Open the report that ships with the program, as a copy that belongs to nobody's file."""
    from govreport_gui.files.sources import reading  # noqa: PLC0415  # the start page does without it

    if not open_save.may_leave(workspace):
        return
    imported = reading.read(resources.path(_SAMPLE))
    workspace.show_report(imported.form, imported.document, source="样例")
    workspace.message_bar.say("这是样例，可供练习，改动不影响程序自带的样例。", "sample")
    workspace.view.go("requests_text")
    workspace.view.page.setFocus()


def own_unit(workspace: Workspace) -> None:
    """Ask for the clerk's own unit; where none has been given yet, the open report's is offered."""
    known = workspace.settings.unit
    if not known.name and not workspace.at_start:
        known = unit.of(workspace.editor.document)
    asked = unit_dialogs.ask_unit(workspace.window, known)
    if asked is not None:
        workspace.keep(replace(workspace.settings, unit=asked))


def _form(year: int) -> Format:
    forms = resources.formats()
    return next((form for form in forms if form.covers(year)), forms[0])


def _account(imported: Imported, source: Path) -> str:
    """What was read, and whether its own sums hold: then it was read right."""
    from govreport_gui.core.rules.check import check  # noqa: PLC0415  # the start page does without it

    document = imported.document
    checked = check(imported.form, document)
    wrong = sum(finding.level == "must_fix" for finding in checked.findings)
    named = f"{document.unit or '没有写明单位'}，{document.year or '没有写明'}年度，{imported.form.name}。"
    if wrong:
        sums = f"有{wrong}处必须改正的问题。可能是上年填错，也可能没有读对，带入的数请再核对。"
    elif checked.held:
        sums = f"该年报 {checked.held} 处勾稽关系均一致。"
    else:
        sums = "没有读到数，上年结转带不过来。"
    return f"上年年报：{readable(source.name)}（{readable(source.parent.name)}）\n{named}\n{sums}"


def _begun(document: Document, texts: bool) -> str:  # noqa: FBT001  # one of two facts told
    filled = sum(cell.startswith("requests.carried_in.") for cell in document.cells)
    carried = (
        f"上年结转已按上年的结转下年度填好 {filled} 格" if filled else "上年年报没有结转下年度的数，上年结转还空着"
    )
    words = "上年的文字已带入作底稿，旧年份和照抄的段落已标出" if texts else "上年的文字没有带入"
    return f"已由上年年报新建{document.year}年度报告，正在与上年比较。{carried}；{words}。"
