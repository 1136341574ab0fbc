"""汇总台: who has reported, how much it is together, and from whom each number comes. Beside the report's window."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QMainWindow,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document
from govreport_gui.core.rollup.desk import KINDS, Row, counts
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.names import readable
from govreport_gui.files.rollup.submitted import Found
from govreport_gui.ui.importing import strips
from govreport_gui.ui.rollup import desk_words, panes
from govreport_gui.ui.rollup.alike_view import AlikeView
from govreport_gui.ui.rollup.problem_list import ProblemList
from govreport_gui.ui.rollup.ranking import Givers, Ranking, beside, last_total
from govreport_gui.ui.rollup.reading_strip import ReadingStrip
from govreport_gui.ui.rollup.slip_pane import SlipPane
from govreport_gui.ui.rollup.totals import totals, with_last
from govreport_gui.ui.rollup.unit_list import UnitList
from govreport_gui.ui.rollup.work import Work
from govreport_gui.ui.widgets import dialogs, fitting, labels, theme
from govreport_gui.ui.widgets.fields import Links, SearchBox
from govreport_gui.ui.widgets.message_bars import MessageBar

_SIZE: Final = QSize(1366, 690)
_LEAST: Final = QSize(480, 320)
_LEFT, _RIGHT = 288, 372
_FILES: Final = 144
"""Pixels more at the left where files are named."""
_CHIPS: Final = 4
"""In a line above the units."""
_NARROW: Final = 1100
"""Pixels of the window below which the right pane lies under the totals."""
PROBLEMS, ALIKE = "problems", "alike"
OpenReport = Callable[[Format, Document, str, str], None]
"""Shows a report in a window of its own, read-only: form, report, name, and a cell to go to or ""."""


class DeskWindow(QMainWindow):
    """One collection. `open_report` shows a report of it in a window of its own; `dropped` brings files and folders
    that were dropped; `unit_shown`: another unit is current, or it has changed; `opened`: it is to be looked at;
    `wanted`: a report that was put out is to be opened; `saved_elsewhere`: the collection has this file from now on.
    """

    dropped = Signal(list)
    unit_shown = Signal()
    opened = Signal()
    wanted = Signal(object)
    saved_elsewhere = Signal(object)

    def __init__(self, work: Work, open_report: OpenReport) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(_LEAST)
        self.setAcceptDrops(True)
        self.work, self.open_report = work, open_report
        self.message_bar, self.reading = MessageBar(), ReadingStrip()
        self.units, self.ranking, self.slip = UnitList(), Ranking(), SlipPane()
        self.problems, self.alike = ProblemList(), AlikeView()
        last = work.desk.collection.last
        self.totals = totals(work.rollup, last)
        self._with_last = False
        self.search = SearchBox("查找单位（Ctrl+F）", "查找单位")
        self.chips = {kind: strips.chip(words) for kind, words in KINDS.items()}
        self.tabs: dict[str, QToolButton] = {
            **{table.id: strips.chip(table.name) for table in work.rollup.form.tables},
            PROBLEMS: strips.chip("问题"),
            ALIKE: strips.chip("文字雷同"),
        }
        self.counted, self.whence, self.total = labels.line(), labels.CutLabel(), labels.line()
        self.status, self.seconds = Links("汇总情况"), labels.line()
        self.middle = QStackedWidget()
        self._lay_out()
        self.menus: object = None
        self._connect()
        self._shown_sum: object = None
        self.refresh()
        self.show_tab("requests")
        self.units.setFocus()
        self.resize(_SIZE.boundedTo(fitting.area(self).size() - QSize(10, 40)))

    # ── what is shown ────────────────────────────────────────────────

    def refresh(self) -> None:
        """Show the desk as it stands."""
        work = self.work
        desk, rollup = work.desk, work.rollup
        found = counts(work.lines)
        for kind, chip in self.chips.items():
            chip.setText(f"{KINDS[kind]} {found[kind]}")
            chip.setEnabled(kind == "all" or bool(found[kind]) or chip.isChecked())
        files_told = self.units.units.files_told
        self.units.show_rows(work.lines)
        if self.units.units.files_told != files_told:
            self._share_room(narrow=self._inner.orientation() == Qt.Orientation.Vertical)
        if self._shown_sum is not rollup:
            self._shown_sum = rollup
            if rollup.form.id != self.totals.form_id:
                self._renew_totals()
            self.totals.show_document(with_last(rollup, desk.collection.last))
        self.counted.setText(desk_words.counted(work))
        self.counted.setToolTip("合计的年度在“核对 → 汇总信息”中改。" if work.alone else "")
        self._show_tab_content()
        self.status.setText(desk_words.status(work))
        self.seconds.setText(f"读入、核对用时 {self.reading.seconds:.1f} 秒")
        self.seconds.setVisible(bool(self.reading.seconds))
        self.setWindowTitle(desk_words.title(work))
        self._show_unit()

    def _renew_totals(self) -> None:
        """The sum stands on another form now."""
        old, self.totals = self.totals, totals(self.work.rollup, self.work.desk.collection.last)
        self.totals.show_last(on=self._with_last)
        self._connect_totals()
        self.middle.insertWidget(0, self.totals)
        self.middle.removeWidget(old)
        old.deleteLater()
        self.middle.setCurrentWidget(self.totals)

    @property
    def tab(self) -> str:
        """What the middle shows: the id of a table, problems or alike."""
        return next(name for name, chip in self.tabs.items() if chip.isChecked())

    def show_tab(self, name: str) -> None:
        """Let the middle show that."""
        self.tabs[name].setChecked(True)
        self._show_tab_content()

    def _show_tab_content(self) -> None:
        if not any(chip.isChecked() for chip in self.tabs.values()):
            return
        name, work = self.tab, self.work
        if name == PROBLEMS:
            self.problems.show_problems(work.rollup, work.problems, work.desk.collection.forms, work.checked)
            self.middle.setCurrentWidget(self._matters)
        elif name == ALIKE:
            self.alike.show_groups(work.rollup, work.alike)
            self.middle.setCurrentWidget(self.alike)
        else:
            self.middle.setCurrentWidget(self.totals)
            self.totals.show_table(name)

    def _show_cell(self, cell: str) -> None:
        """Whence that cell of the sum comes."""
        rollup, last = self.work.rollup, self.work.desk.collection.last
        self.whence.setText(rollup.form.cells[cell].place if cell else "")
        self.total.setText(beside(rollup.totals[cell], last_total(rollup, last, cell)) if cell in rollup.totals else "")
        self.ranking.show_givers(Givers(rollup, last, cell))

    def _show_unit(self) -> None:
        self.slip.show_row(self.work.desk, self.units.current, self.work.rollup.counted.year)
        self.unit_shown.emit()

    def step(self, *, back: bool) -> None:
        """Take the last step back, or do again what was taken back; the unit that it was about is current then."""
        work = self.work
        label = work.undo_label if back else work.redo_label
        if not label:
            return
        row = work.undo() if back else work.redo()
        if row is not None:
            self.go_to_row(row)
        self.say(f"已{'撤销' if back else '重做'}：{label}")

    def _say_saved(self) -> None:
        self.message_bar.forget("unkept")
        if self.work.file is not None:
            self.say(f"已保存到“{readable(self.work.file.path.name)}”")

    def say(self, words: str) -> None:
        """Say that for a while."""
        self.statusBar().showMessage(words, 5000)

    # ── what is done ─────────────────────────────────────────────────

    def go_to_file(self, file: str) -> None:
        """Make the line of that file current."""
        row = self.work.row_of_file(file)
        if row is not None:
            self.go_to_row(row)

    def go_to_row(self, row: Row) -> None:
        """Make that line current, also where it is narrowed away."""
        if not self.units.go_to(row):
            self.chips["all"].setChecked(True)
            self.search.clear()
            self._narrow()
            self.units.go_to(row)

    def open_row(self, row: Row | None, cell: str = "") -> None:
        """Show the report of that line in a window of its own, at that cell, else at what must be put right first."""
        if row is None or row.submission is None:
            if row is not None and row.why:
                self.message_bar.say(row.why)
            return
        document = row.submission.document
        form = self.work.desk.collection.form_of(document)
        self.open_report(form, document, row.unit, cell or row.wrong_cell)

    def _open_problem(self, file: str, cell: str) -> None:
        if file:
            self.go_to_file(file)
            self.open_row(self.work.row_of_file(file), cell)
        elif cell in self.work.rollup.totals:
            self.show_tab(self.work.rollup.form.cells[cell].table)
            self.totals.go_to(cell)

    def _open_giver(self, file: str) -> None:
        self.go_to_file(file)
        self.open_row(self.work.row_of_file(file), self.totals.cell)

    def _narrow(self) -> None:
        kind = next((kind for kind, chip in self.chips.items() if chip.isChecked()), "all")
        self.units.narrow(kind, self.search.text())

    def _take(self, found: list[Found]) -> None:
        self.work.add(found, self.reading.label)
        self.message_bar.say(desk_words.to_be_seen(self.work.desk, found))

    def show_kind(self, kind: str) -> None:
        """Narrow the units to those of that kind."""
        self.chips[kind].setChecked(True)
        self.search.clear()
        self._narrow()
        self.units.setFocus()

    def show_last(self, *, on: bool) -> None:
        """Show last year's numbers in the tables, or do not any more."""
        self._with_last = on
        self.totals.show_last(on=on)

    def step_pane(self, by: int) -> None:
        """Go to the next of the panes, or the one before."""
        panes: tuple[QWidget, ...] = (self.units, self.middle_pane, self.ranking, self.slip.words)
        here = next(
            (at for at, pane in enumerate(panes) if pane.hasFocus() or pane.isAncestorOf(self.focusWidget())), 0
        )
        panes[(here + by) % len(panes)].setFocus()

    @property
    def middle_pane(self) -> QWidget:
        """What of the middle takes the keyboard."""
        if self.middle.currentWidget() is self.totals:
            return self.totals.tables[self.totals.table].body
        return self.problems if self.middle.currentWidget() is self._matters else self.alike.pairs

    def step_wrong(self, by: int) -> None:
        """Go to the next unit whose report must be put right."""
        shown = self.units.units.shown
        here = self.units.currentIndex().row()
        wrong = [at for at, row in enumerate(shown) if row.slips and not row.why]
        if wrong:
            after = [at for at in wrong if (at - here) * by > 0]
            at = (min if by > 0 else max)(after or wrong)
            self.units.go_to(shown[at])

    # ── how it is put together ───────────────────────────────────────

    def _lay_out(self) -> None:
        name = labels.line("汇总")
        name.setFont(theme.sized(name.font(), theme.TITLE, bold=True))
        head = strips.line(name, *self.tabs.values(), None, self.counted)
        panes.one_of(self, self.tabs.values(), self._show_tab_content)
        panes.one_of(self, self.chips.values(), self._narrow)
        self.chips["all"].setChecked(True)
        self.tabs["requests"].setChecked(True)
        self.detail = labels.paragraph()
        self.detail.setContentsMargins(theme.M, theme.S, theme.M, theme.S)
        matters = panes.column(self.problems, strips.cut(), self.detail)
        for widget in (self.totals, matters, self.alike):
            self.middle.addWidget(widget)
        self._matters = matters
        kinds = QWidget()
        grid = QGridLayout(kinds)
        grid.setContentsMargins(theme.XS, theme.XS, theme.XS, theme.XS)
        grid.setSpacing(theme.XXS)
        for at, chip in enumerate(self.chips.values()):
            grid.addWidget(chip, at // _CHIPS, at % _CHIPS)
        finding = strips.line(self.search)
        whence = labels.line("数字来源")
        whence.setFont(theme.sized(whence.font(), theme.BODY, bold=True))
        self.total.setFont(theme.sized(self.total.font(), theme.BODY, bold=True))
        sources = strips.line(whence, self.whence, self.total)
        self.whence.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        for bar in (head, kinds, finding, sources):
            theme.dress(bar)
        left = panes.column(kinds, strips.cut(), self.units, strips.cut(), finding)
        centre = panes.column(head, strips.cut(), self.middle)
        self._right = QSplitter(Qt.Orientation.Vertical)
        self._right.setChildrenCollapsible(False)
        self._right.addWidget(panes.column(sources, strips.cut(), self.ranking))
        self._right.addWidget(panes.column(strips.cut(), self.slip))
        self._right.setSizes([3, 2])
        self._inner = QSplitter()
        self._inner.setChildrenCollapsible(False)
        self._inner.addWidget(centre)
        self._inner.addWidget(self._right)
        self._inner.setStretchFactor(0, 1)
        self._outer = QSplitter()
        self._outer.setChildrenCollapsible(False)
        self._outer.addWidget(left)
        self._outer.addWidget(self._inner)
        self._outer.setStretchFactor(1, 1)
        for splitter in (self._outer, self._inner, self._right):
            splitter.setHandleWidth(1)
        self.setCentralWidget(panes.column(self.message_bar, self.reading, self._outer))
        panes.lay_out_foot(self.statusBar(), self.status, self.seconds)

    def _connect(self) -> None:
        self.work.changed.connect(self.refresh)
        self.work.saving.connect(self.reading.say_saving)
        self.work.saved.connect(self._say_saved)
        self.units.moved.connect(self._show_unit)
        self.status.linkActivated.connect(self.show_kind)
        self.units.opened.connect(self.opened)
        self.ranking.opened.connect(self._open_giver)
        self.problems.opened.connect(self._open_problem)
        self.problems.moved.connect(self.detail.setText)
        self.alike.opened.connect(self.go_to_file)
        self.reading.read.connect(self._take)
        # While a name is typed the list waits until the hand rests.
        soon = QTimer(self, singleShot=True, interval=120)
        soon.timeout.connect(self._narrow)
        self.search.textChanged.connect(lambda _: soon.start())
        self.search.left.connect(self.units.setFocus)
        self._connect_totals()

    def _connect_totals(self) -> None:
        self.totals.moved.connect(self._show_cell)
        self.totals.entered.connect(lambda _: self.ranking.setFocus())
        self.totals.refused.connect(lambda: self.say("汇总数由各单位年报相加得出，不能直接修改。回车查看数字来源。"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.scaled(_NARROW)
        way = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if self._inner.orientation() != way or event.oldSize().width() < 0:
            self._inner.setOrientation(way)
            self._right.setOrientation(Qt.Orientation.Horizontal if narrow else Qt.Orientation.Vertical)
        self._share_room(narrow=narrow)

    def _share_room(self, *, narrow: bool) -> None:
        """Give each pane its part of the window."""
        whole = self.width()
        left = theme.scaled((_LEFT if not narrow else _LEFT * 3 // 4) + _FILES * self.units.units.files_told)
        self._outer.setSizes([left, whole - left])
        right = theme.scaled(_RIGHT)
        self._inner.setSizes(
            [self.height() * 3 // 5, self.height() * 2 // 5] if narrow else [whole - left - right, right]
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.dropped.emit([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def closeEvent(self, event: QCloseEvent) -> None:
        work = self.work
        self.reading.end()
        work.wait()
        if work.file is not None:
            if not work.file.is_saved:
                work.save()
                work.wait()
            try:
                work.file.close()
            except OutsideError as error:
                answers = (("", "返回(&C)"), ("leave", "仍然关闭(&D)"))
                more = "仍然关闭的，未保存的操作留在本机备份中，下次打开时恢复。"
                if dialogs.ask(self, str(error), more, answers) != "leave":
                    event.ignore()
                    return
                work.file.leave()
        event.accept()
