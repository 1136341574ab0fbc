"""台账: each application once, through the year; tables 三 and 四 are counted from it. Beside the report's window."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QLineEdit,
    QMainWindow,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from govreport_gui.core.ledger import editing
from govreport_gui.core.ledger.application import Application, Dispute
from govreport_gui.core.ledger.editing import KINDS, Kind
from govreport_gui.core.ledger.editor import LedgerEditor
from govreport_gui.core.ledger.taking import TABLES
from govreport_gui.core.report.document import Document
from govreport_gui.core.values import show
from govreport_gui.files import clock
from govreport_gui.files.ledger.open_ledger import OpenLedger
from govreport_gui.files.names import readable
from govreport_gui.ui.importing import strips
from govreport_gui.ui.ledger import keeping, line_lists, result_dialog, words
from govreport_gui.ui.ledger.application_form import ApplicationForm
from govreport_gui.ui.ledger.register_model import RegisterModel
from govreport_gui.ui.ledger.register_view import RegisterView
from govreport_gui.ui.table.shown_tables import ShownTables
from govreport_gui.ui.widgets import fitting, labels, theme
from govreport_gui.ui.widgets.fields import SearchBox
from govreport_gui.ui.widgets.message_bars import MessageBar

_SIZE: Final = QSize(1366, 690)
_LEAST: Final = QSize(480, 320)
_RIGHT: Final = 388
"""Width of the right pane in pixels."""
_NARROW: Final = 1000
"""Pixels of the window below which the right pane lies under the register."""
_ROOMY: Final = (QStackedWidget, QSplitter, line_lists.LineList)
REGISTER, DUES, PROBLEMS = "register", "dues", "problems"


class LedgerWindow(QMainWindow):
    """One ledger. `moved`: the clerk is elsewhere, or it has changed."""

    moved = Signal()

    def __init__(self, file: OpenLedger, editor: LedgerEditor) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(_LEAST)
        self.file, self.editor = file, editor
        self.message_bar = MessageBar()
        self.register = RegisterView(RegisterModel(editor))
        self.form = ApplicationForm(editor)
        self.dues, self.problems = line_lists.due_list(), line_lists.problem_list()
        self.cell_list = line_lists.cell_list()
        self.counted = ShownTables(editor.form, self._counted_document(), TABLES)
        self.search = SearchBox("查找（Ctrl+F）", "查找申请")
        self.search.setMaximumWidth(theme.scaled(220))
        self.kinds: dict[Kind, QToolButton] = {kind: strips.chip(name) for kind, name in KINDS.items()}
        self.tabs: dict[str, QToolButton] = {
            REGISTER: strips.chip("登记簿"),
            DUES: strips.chip("期限"),
            **{table: strips.chip(editor.form.table(table).name) for table in TABLES},
            PROBLEMS: strips.chip("问题"),
        }
        self.middle, self.right = QStackedWidget(), QStackedWidget()
        self.status, self.kept, self.place = labels.line(), labels.line(), labels.CutLabel()
        self.menus: object = None
        """The menus, once they are there."""
        self.hint = labels.paragraph()
        """Below the middle: a problem in full, or what is to be done where the middle is blank."""
        self._lay_out()
        self._connect()
        self.refresh()
        self.show_tab(REGISTER)
        self.register.go_to(None)
        self.resize(_SIZE.boundedTo(fitting.area(self).size() - QSize(10, 40)))

    # ── what is shown ────────────────────────────────────────────────

    def refresh(self) -> None:
        """Show the ledger as it stands."""
        editor = self.editor
        every, dues, problems = editor.ledger.applications, editor.dues, editor.problems
        found = {kind: len(editing.keys_of(kind, every, dues, problems)) for kind in KINDS}
        for kind, chip in self.kinds.items():
            chip.setText(f"{KINDS[kind]} {found[kind]}")
        self.register.follow()
        self._show_tab_content()
        self.status.setText(words.status(editor, found["open"]))
        self.setWindowTitle(words.title(editor.ledger, readable(self.file.path.name)))

    def _counted_document(self) -> Document:
        """What is counted as a report, to be looked at."""
        editor, counted = self.editor, self.editor.counted
        cells = {cell: show(number) for cell, number in counted.inputs.items()} if counted is not None else {}
        return Document(editor.form.id, editor.ledger.unit, editor.ledger.year, cells=cells)

    @property
    def tab(self) -> str:
        """What the middle shows."""
        return next((name for name, chip in self.tabs.items() if chip.isChecked()), REGISTER)

    def show_tab(self, name: str) -> None:
        """Let the middle show that."""
        self.commit()
        self.tabs[name].setChecked(True)
        self._show_tab_content()
        self.middle_pane.setFocus()

    def _show_tab_content(self) -> None:
        name, editor = self.tab, self.editor
        self.right.setCurrentWidget(self._cells if name in TABLES else self.form)
        self.search.setVisible(name == REGISTER)
        for chip in self.kinds.values():
            chip.setVisible(name == REGISTER)
        if name == DUES:
            self.dues.show_lines(line_lists.due_lines(editor))
            self.middle.setCurrentWidget(self.dues)
        elif name == PROBLEMS:
            self.problems.show_lines(line_lists.problem_lines(editor))
            self.middle.setCurrentWidget(self.problems)
        elif name in TABLES:
            self.counted.show_document(self._counted_document())
            self.middle.setCurrentWidget(self.counted)
            self.counted.show_table(name)
        else:
            self.middle.setCurrentWidget(self.register)
        self._show_application()

    def _show_application(self) -> None:
        """Show the application that the list in the middle is at; beside the tables none is at hand."""
        tab = self.tab
        key = self.register.place[0] if tab == REGISTER else None
        lists = {DUES: self.dues, PROBLEMS: self.problems}
        if tab in lists:
            shown = lists[tab]
            at = shown.currentIndex().row()
            key = shown.lines[at][0] if 0 <= at < len(shown.lines) else None
        self.form.show_application(self.editor.of.get(key) if key is not None else None)
        self._show_hint()
        self.moved.emit()

    def _show_hint(self) -> None:
        hint = ""
        if self.tab == PROBLEMS:
            at = self.problems.currentIndex().row()
            hint = self.problems.lines[at][2][0] if 0 <= at < len(self.problems.lines) else words.NO_PROBLEM
        elif self.tab == DUES and not self.dues.lines:
            hint = words.NOTHING_DUE
        elif self.tab == REGISTER and not self.register.register.shown:
            hint = words.NONE_FOUND if self.editor.of else words.HOW_TO_BEGIN
        self.hint.setText(hint)
        self._below.setVisible(bool(hint))

    def _show_cell(self, cell: str) -> None:
        """Show which applications are in that cell of the tables."""
        counted = self.editor.counted
        keys = counted.keys.get(cell, ()) if counted is not None else ()
        self.place.setText(self.editor.form.cells[cell].place if cell else "")
        self.cell_list.show_lines(line_lists.cell_lines(self.editor, keys))
        self._number.setText(f"{len(keys)} 件")

    def say(self, said: str) -> None:
        """Say that for a while."""
        self.message_bar.confirm(said)

    # ── where to go ──────────────────────────────────────────────────

    def go_to(self, key: int, field: str = "number") -> None:
        """Show that place of the register, whatever is chosen there."""
        self.commit()
        self.tabs[REGISTER].setChecked(True)
        self._show_tab_content()
        if not self.register.go_to(key, field):
            self.kinds["all"].setChecked(True)
            self.search.clear()
            self.narrow()
            self.register.go_to(key, field)
        self.register.setFocus()

    def go_to_cell(self, cell: str) -> None:
        """Show which applications are in that cell of tables 三 or 四."""
        self.show_tab(self.editor.form.cells[cell].table)
        self.counted.go_to(cell)
        self._show_cell(cell)
        self.cell_list.setFocus()

    def narrow(self) -> None:
        """Show what is chosen and searched for."""
        self.commit()
        kind: Kind = next((kind for kind, chip in self.kinds.items() if chip.isChecked()), "all")
        self.register.narrow(kind, self.search.text())
        self._show_application()

    @property
    def chosen(self) -> list[Application]:
        """The applications that an act concerns: of the register those selected, else the one that the form shows."""
        selected = self.register.chosen if self.tab == REGISTER else []
        return selected or ([self.form.application] if self.form.application is not None else [])

    @property
    def in_register(self) -> bool:
        """Whether the register has the keyboard."""
        focus = self.focusWidget()
        return self.tab == REGISTER and (focus is None or not self.right.isAncestorOf(focus))

    @property
    def middle_pane(self) -> QWidget:
        """What of the middle takes the keyboard."""
        lists: dict[str, QWidget] = {DUES: self.dues, PROBLEMS: self.problems, REGISTER: self.register}
        return lists.get(self.tab) or self.counted.tables[self.counted.table].body

    def step_pane(self) -> None:
        """Go to the other pane."""
        right: QWidget = self.cell_list if self.tab in TABLES else self.form.fields[self._field_of_form()]
        inside = self.right.isAncestorOf(self.focusWidget()) if self.focusWidget() is not None else False
        if inside:
            self.middle_pane.setFocus()
        elif right is self.cell_list:
            right.setFocus()
        else:
            self.form.go_to(self._field_of_form())

    def _field_of_form(self) -> str:
        field = self.register.field
        return field if field in self.form.fields else "received"

    # ── what is done ─────────────────────────────────────────────────

    def fill(self, field: str, text: str) -> None:
        """Put that text into a field of the application that the form shows."""
        shown = self.form.application
        if shown is None:
            return
        editor = self.editor
        now = editing.typed(editor.ledger, editor.vocabulary, shown.key, field, text)
        editor.apply(f"填写{editor.vocabulary.column(field).name}", now)

    def choose_result(self) -> None:
        """Find the result of the application that the form shows, by questions."""
        shown = self.form.application
        if shown is None:
            self.say("先选中一件申请。")
            return
        found = result_dialog.ask(self, self.editor.vocabulary, shown.name)
        if found:
            self.fill("result", found)

    def _dispute(self, disputes: tuple[Dispute, ...]) -> None:
        shown = self.form.application
        if shown is not None:
            self.editor.apply("填写复议诉讼", editing.with_disputes(self.editor.ledger, shown.key, disputes))

    def _attach(self, names: tuple[str, ...]) -> None:
        shown = self.form.application
        if shown is not None:
            self.editor.apply("填写附件", editing.with_attachments(self.editor.ledger, shown.key, names))

    def _changed(self) -> None:
        if self.editor.ledger is not self.file.ledger:  # else another day has come, or it was saved
            kept = self.file.keep(self.editor.ledger, clock.now())
            self.message_bar.warn("" if kept else words.UNKEPT, "unkept")
            self.say_kept("" if self.file.is_saved else "未保存，已自动备份" if kept else "未保存")
        self.refresh()

    def say_kept(self, said: str) -> None:
        """Say whether the file holds the ledger as it stands."""
        self.kept.setText(said)
        self.kept.setVisible(bool(said))

    def save(self) -> bool:
        """Write the file; whether it is written."""
        self.commit()
        kept = keeping.save(self, self.file)
        if kept is None:
            return False
        self.editor.mark_saved()
        self.message_bar.forget("unkept")
        self.say_kept(f"已保存 {clock.now():%H:%M}")
        if not kept:
            self.message_bar.say(words.NO_COPY, "no version")
        return True

    def commit(self) -> None:
        """Take in what is being typed, also while another window has the keyboard."""
        focus = self.focusWidget()
        if not isinstance(focus, QLineEdit) or focus is self.search or not self.isAncestorOf(focus):
            return
        if self.register.isAncestorOf(focus):
            self.register.commit()
        else:
            focus.editingFinished.emit()  # Qt does so only for the window in front
        self.middle_pane.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # A ledger stays open over night: by the next day other things are due.
        if event.type() == QEvent.Type.ActivationChange and clock.now().date() != self.editor.today:
            self.editor.renew(self.editor.calendar, clock.now().date())

    def closeEvent(self, event: QCloseEvent) -> None:
        self.commit()
        event.accept() if keeping.let_go(self, self.file) else event.ignore()

    @property
    def folder(self) -> Path:
        """Where a file is looked for first."""
        return self.file.path.parent

    # ── how it is put together ───────────────────────────────────────

    def _lay_out(self) -> None:
        name = labels.line("台账")
        name.setFont(theme.sized(name.font(), theme.TITLE, bold=True))
        head = strips.line(name, *self.tabs.values(), None, *self.kinds.values(), self.search)
        theme.dress(head)
        strips.one_of(self, self.tabs.values(), lambda: self.show_tab(self.tab))
        strips.one_of(self, self.kinds.values(), self.narrow)
        self.tabs[REGISTER].setChecked(True)
        self.kinds["all"].setChecked(True)
        self.hint.setContentsMargins(theme.M, theme.S, theme.M, theme.S)
        self._below = strips.column(strips.cut(), self.hint, roomy=_ROOMY)
        for widget in (self.register, self.dues, self.counted, self.problems):
            self.middle.addWidget(widget)
        title = labels.line("这一格的申请")
        title.setFont(theme.sized(title.font(), theme.BODY, bold=True))
        self._number = labels.line()
        cell_head = strips.line(title, self.place, None, self._number)
        theme.dress(cell_head)
        self._cells = strips.column(cell_head, self.cell_list, roomy=_ROOMY)
        self.right.addWidget(self.form)
        self.right.addWidget(self._cells)
        self._split = QSplitter()
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(1)
        self._split.addWidget(strips.column(self.middle, self._below, roomy=_ROOMY))
        self._split.addWidget(self.right)
        self._split.setStretchFactor(0, 1)
        self.setCentralWidget(strips.column(self.message_bar, head, strips.cut(), self._split, roomy=_ROOMY))
        self.status.setContentsMargins(theme.S, 0, 0, 0)
        self.statusBar().addWidget(self.status)
        self.statusBar().addPermanentWidget(self.kept)
        self.kept.hide()
        self.statusBar().setSizeGripEnabled(False)

    def _connect(self) -> None:
        self.editor.on_change = self._changed
        self.register.moved.connect(self._show_application)
        self.register.arranging.connect(self.commit)
        self.register.refused.connect(lambda field: self.say(words.REFUSED.get(field, words.REFUSED_SIGN)))
        for shown in (self.dues, self.problems):
            shown.selectionModel().currentRowChanged.connect(lambda *_: self._show_application())
        for shown in (self.dues, self.problems, self.cell_list):
            shown.opened.connect(self.go_to)
        self.counted.moved.connect(self._show_cell)
        self.counted.entered.connect(lambda _: self.cell_list.setFocus())
        self.counted.refused.connect(lambda: self.say("表中的数由台账计数得出，不能直接修改。回车查看这一格的申请。"))
        self.form.filled.connect(self.fill)
        self.form.disputed.connect(self._dispute)
        self.form.attached.connect(self._attach)
        self.form.choosing.connect(self.choose_result)
        # While words are typed the register waits until the hand rests.
        soon = QTimer(self, singleShot=True, interval=120)
        soon.timeout.connect(self.narrow)
        self.search.textChanged.connect(lambda _: soon.start())
        self.search.left.connect(self.register.setFocus)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.scaled(_NARROW)
        self._split.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)
        right = theme.scaled(_RIGHT)
        high = self._split.height()
        self._split.setSizes([high * 3 // 5, high * 2 // 5] if narrow else [self.width() - right, right])
