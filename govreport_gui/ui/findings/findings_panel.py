"""The list of problems below, gravest first. Choosing one shows all cells or words concerned."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from govreport_gui.core.editing.editor import ReportEditor
from govreport_gui.core.findings.finding import LEVEL_NAMES, LEVELS, Checked, Finding
from govreport_gui.core.findings.progress import section_of
from govreport_gui.core.rules.coverage import coverage
from govreport_gui.ui.findings.findings_list import FindingsList
from govreport_gui.ui.widgets import labels, signs

_ALL = ""
_NOT_CHECKED = "not_checked"
_FILTERS = {_ALL: "全部", **LEVEL_NAMES, _NOT_CHECKED: "未核对"}
"""What the list may be narrowed down to, with the words on the buttons above it."""


_NAMED, _SIGNS_ONLY, _IN_MENU = range(3)
"""What there is room for above the list: the names of the levels; their signs, and what can be done; the signs alone,
and what can be done in a menu.
"""


class FindingsPanel(QWidget):
    """All findings by level, what was written about them, and what could not be checked."""

    chosen = Signal(object)
    """A finding was chosen: show where it is."""
    explain = Signal(object)
    """The clerk wants to write about a finding."""

    def __init__(self, editor: ReportEditor) -> None:
        super().__init__()
        self.editor = editor
        self.part = ""
        self._room = _NAMED
        self._list = FindingsList()
        self._head = labels.line()
        self._filters = {kind: _filter_button(kind) for kind in _FILTERS}
        group = QButtonGroup(self)
        for button in self._filters.values():
            group.addButton(button)
        self._filters[_ALL].setChecked(True)
        group.buttonClicked.connect(self._refill)
        self._here = QCheckBox("只看这一部分")
        self._here.toggled.connect(self._refill)
        self._repair = QToolButton()
        self._repair.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._repairs = QMenu("修改建议(&J)", self)
        self._repair.setMenu(self._repairs)
        self._explain = QPushButton("写说明(&M)…")
        self._explain.clicked.connect(self._explain_current)
        self._more = QToolButton()
        self._more.setText("更多(&M)")
        self._more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._more.clicked.connect(self._show_more)
        self._more.hide()
        self._shown: Checked | None = None
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.timeout.connect(self._bring_up)
        # What lies below need not be painted each time a count changes.
        self.setAutoFillBackground(True)
        self._line = head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self._head)
        for button in self._filters.values():
            head.addWidget(button)
        head.addStretch()
        for each in (*self._actions(), self._more):
            head.addWidget(each)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(9, 0, 9, 4)
        layout.setSpacing(2)
        layout.addLayout(head)
        layout.addWidget(self._list, 1)
        self._list.itemClicked.connect(self._choose)
        self._list.itemActivated.connect(self._choose)
        self._list.menu_wanted.connect(self._show_menu)
        self._list.currentItemChanged.connect(self._show_actions)
        self._bring_up()

    def refresh(self) -> None:
        """Show the findings of the last check: as soon as the table is painted, which need not wait for the list."""
        self._late.start(0)

    @property
    def list(self) -> QListWidget:
        """The list, up to date."""
        self._bring_up()
        return self._list

    @property
    def filters(self) -> Mapping[str, QToolButton]:
        """By level: the buttons that narrow the list down, up to date."""
        self._bring_up()
        return self._filters

    def _bring_up(self) -> None:
        self._late.stop()
        checked = self.editor.checked
        if checked == self._shown:
            return
        # Filling the list is the dear part; most commits leave the findings as they were.
        same = self._shown is not None and (checked.findings, checked.fallen) == (
            self._shown.findings,
            self._shown.fallen,
        )
        self._shown = checked
        if not same or not checked.findings or self._filter == _NOT_CHECKED:
            self._fill(checked)
        self._count(checked)
        self._fit()

    @property
    def _filter(self) -> str:
        return next(kind for kind, button in self._filters.items() if button.isChecked())

    def next_filter(self) -> None:
        """Narrow the list down to the next level that has anything, round and round."""
        self._bring_up()
        order = [kind for kind, button in self._filters.items() if not button.isHidden()]
        at = order.index(self._filter) if self._filter in order else -1
        self._filters[order[(at + 1) % len(order)]].click()

    def _count(self, checked: Checked) -> None:
        """How many there are of each level still to be dealt with; what has none is not offered."""
        open_ones = [finding.level for finding in checked.findings if finding.explanation is None]
        for level in LEVELS:
            has = any(finding.level == level for finding in checked.findings)
            self._offer(level, open_ones.count(level), shown=has)
        self._offer(_ALL, len(open_ones), shown=bool(checked.findings))
        lacking = coverage(self.editor.form, checked).not_judged
        self._offer(_NOT_CHECKED, lacking, shown=bool(lacking))
        nothing = "✓ 未发现问题" if checked.held else "还没有可以核对的数"
        self._head.setText("问题" if open_ones else nothing)

    def _offer(self, kind: str, number: int, *, shown: bool) -> None:
        button = self._filters[kind]
        name = f"{_FILTERS[kind]} {number}"
        text = str(number) if self._room != _NAMED and kind in LEVELS else name
        button.setAccessibleName(name)
        if button.text() != text:
            button.setText(text)  # lays the panel out anew
        button.setVisible(shown)
        if not shown and button.isChecked():
            self._filters[_ALL].setChecked(True)
            self._refill()

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint() - QSize(sum(self._savings()[self._room :]), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where there is no room for the names of the levels, their signs and numbers stand alone; where there is even
        less, what can be done is in a menu.
        """
        savings = self._savings()
        need = super().minimumSizeHint().width() + sum(savings[: self._room])
        room = _NAMED
        while room < _IN_MENU and need > self.width():
            need -= savings[room]
            room += 1
        if room != self._room and self._shown is not None:
            self._room = room
            self._more.setVisible(room == _IN_MENU)
            self._count(self._shown)
            self._show_actions()

    def _savings(self) -> tuple[int, int]:
        """What is won, in pixels, by leaving out the names of the levels; then by the menu."""
        must = self._must()
        shown = [each for each in self._actions() if each is not self._repair or must]
        actions = sum(each.sizeHint().width() + self._line.spacing() for each in shown)
        return self._words_width(), actions - self._more.sizeHint().width() - self._line.spacing()

    def _actions(self) -> tuple[QWidget, ...]:
        return self._here, self._repair, self._explain

    def _words_width(self) -> int:
        """What the names of the levels that are offered take, in pixels."""
        offered = [_FILTERS[level] for level in LEVELS if not self._filters[level].isHidden()]
        return sum(self.fontMetrics().horizontalAdvance(f"{name} ") for name in offered)

    def show_part(self, part: str) -> None:
        """That part is in front now; where only its problems are wanted, show these."""
        self.part = part
        if self._here.isChecked():
            self._refill()

    def step(self, by: int) -> None:
        """Go to the next problem (1) or the one before (-1), round and round."""
        self._bring_up()
        rows = [*self._list.problems()]
        if not rows:
            # The list is narrowed down to where there are none.
            self._here.setChecked(False)
            self._filters[_ALL].click()
            rows = [*self._list.problems()]
        if not rows:
            return
        at = self._list.currentRow()
        beyond = [row for row in rows if (row > at if by > 0 else row < at)]
        self._go_to((beyond or rows)[0 if by > 0 else -1])

    def take_focus(self) -> None:
        """Go on with the keys in the list: at the problem that is current, else at the first."""
        self._bring_up()
        if self._list.currentRow() < 0:
            self._list.setCurrentRow(next(iter(self._list.problems()), 0))
        self._list.setFocus()

    def _go_to(self, row: int) -> None:
        self._list.setCurrentRow(row)
        self._choose(self._list.item(row))

    def show_first(self, level: str) -> None:
        """Go to the first problem of that level which nothing has been written about."""
        self._bring_up()
        self._here.setChecked(False)
        self._filters[_ALL].click()
        for row, finding in self._list.problems().items():
            if finding.level == level and finding.explanation is None:
                self._go_to(row)
                return

    def _refill(self) -> None:
        self._fill(self.editor.checked)

    def _fill(self, checked: Checked) -> None:
        self._list.clear()
        form, wanted = self.editor.form, self._filter
        if wanted == _NOT_CHECKED:
            for reason, rules in coverage(form, checked).reasons:
                self._list.add_words(f"{reason}：{rules} 条规则没有核对。")
            self._show_actions()
            return
        shown = [
            finding
            for finding in checked.findings
            if wanted in {_ALL, finding.level}
            and (not self._here.isChecked() or section_of(form, finding) == self.part)
        ]
        for level in LEVELS:
            group = [finding for finding in shown if finding.level == level]
            # Those with an explanation have been dealt with and come after the others.
            for finding in sorted(group, key=lambda finding: finding.explanation is not None):
                self._list.add(finding)
        for fallen in checked.fallen if wanted == _ALL else ():
            self._list.add_words(f"说明已失效（数已改动）：{fallen.text}", "unfinished")
        if not self._list.count():
            self._list.add_words(self._account(checked))
        self._show_actions()

    def _account(self, checked: Checked) -> str:
        """What an empty list means: what was gone through, and where to read what was not."""
        if checked.findings:
            return "这一部分没有问题。" if self._here.isChecked() else "没有这一级的问题。"
        done = coverage(self.editor.form, checked)
        lines = [f"核对了 {done.judged} 条规则，{checked.held} 处勾稽关系都一致。"]
        if not checked.held:
            lines = ["还没有可以核对的数。"]
        if done.not_judged:
            lines.append(f"另有 {done.not_judged} 条没有核对，原因看上面的“未核对”。")
        return "\n".join(lines)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._shown is not None:
            for level in LEVELS:
                self._filters[level].setIcon(signs.icon(level))
            self._refill()

    def _choose(self, item: QListWidgetItem) -> None:
        finding = self._list.finding_in(item)
        if finding is not None:
            self.chosen.emit(finding)

    def _current(self) -> Finding | None:
        return self._list.finding_in(self._list.currentItem())

    def _must(self) -> bool:
        finding = self._current()
        return finding is not None and finding.level == "must_fix"

    def _show_actions(self) -> None:
        """What can be done about the current problem."""
        finding, must = self._current(), self._must()
        self._explain.setEnabled(finding is not None and not must)
        notice = finding is not None and finding.level == "notice"
        self._explain.setText("不再提醒(&M)…" if notice else "写说明(&M)…")
        self._repairs.clear()
        for sentence, texts in self.editor.repairs(finding) if finding and must else ():
            entry = self._repairs.addAction(sentence)
            entry.triggered.connect(lambda _=False, texts=texts: self._make(texts))
        for action in self._actions():
            action.setVisible(self._room != _IN_MENU and (must or action is not self._repair))
        for each in (self._repair, self._repairs.menuAction()):
            each.setEnabled(not self._repairs.isEmpty())
        self._repair.setText("修改建议(&J)" if self._repair.isEnabled() else "无法判断错在哪一格")

    def menu(self) -> QMenu:
        """What can be done about the current problem."""
        made = QMenu(self._list)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        item = self._list.currentItem()
        text = item.text() if item is not None else ""
        made.addAction("复制这一条(&C)", lambda: QGuiApplication.clipboard().setText(text)).setEnabled(bool(text))
        explain = made.addAction(self._explain.text(), self._explain_current)
        explain.setEnabled(self._explain.isEnabled())
        made.addAction(self._repairs.menuAction())
        return made

    def _show_more(self) -> None:
        made = self.menu()
        made.addSeparator()
        here = made.addAction("只看这一部分(&H)")
        here.setCheckable(True)
        here.setChecked(self._here.isChecked())
        here.toggled.connect(self._here.setChecked)
        made.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def _show_menu(self, where: QPoint) -> None:
        self.menu().popup(self._list.viewport().mapToGlobal(where))

    def _make(self, texts: Mapping[str, str]) -> None:
        """Make a repair in the report as it stands now, whatever was typed since it was offered."""
        self.editor.apply("按建议修改", self.editor.document.with_cells(texts))

    def _explain_current(self) -> None:
        finding = self._current()
        if finding is not None:
            self.explain.emit(finding)


def _filter_button(kind: str) -> QToolButton:
    button = QToolButton()
    button.setCheckable(True)
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.setToolTip(f"{_FILTERS[kind]}（F7 换一级看）")
    if kind in LEVELS:
        button.setIcon(signs.icon(kind))
        button.setIconSize(signs.size(button))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    return button
