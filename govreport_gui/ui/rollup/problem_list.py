"""What does not fit together: the matters between the units first, then by rule which units break it, and where."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHeaderView, QTreeWidget, QTreeWidgetItem

from govreport_gui.core.findings.finding import LEVEL_NAMES, LEVELS, Finding
from govreport_gui.core.forms.form import Format
from govreport_gui.core.papers.rulebook import rulebook
from govreport_gui.core.rollup.adding import Rollup
from govreport_gui.core.rollup.rules import RULES as BETWEEN
from govreport_gui.core.rollup.rules import Problem
from govreport_gui.core.rollup.submission import Submission, called
from govreport_gui.core.rules.check import RULES
from govreport_gui.ui.widgets import labels, signs, theme
from govreport_gui.ui.widgets.keys import ENTER

_FILE: Final = Qt.ItemDataRole.UserRole
_CELL: Final = _FILE + 1
_WORDS: Final = _FILE + 2


class ProblemList(QTreeWidget):
    """Shows the problems. `opened`: a file, and a cell of it or "", that a line is about; `moved`: what the current
    line says in full.
    """

    opened = Signal(str, str)
    moved = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._told: tuple[int, ...] = ()
        self.setAccessibleName("问题")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setColumnCount(2)
        self.setHeaderLabels(["问题", "单位"])
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setTabKeyNavigation(False)
        self.setExpandsOnDoubleClick(False)
        head = self.header()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        self.setColumnWidth(1, theme.scaled(72))
        self.currentItemChanged.connect(lambda item: self.moved.emit(item.data(0, _WORDS) or "" if item else ""))

    def show_problems(
        self, rollup: Rollup, problems: Sequence[Problem], forms: Sequence[Format], checked: Sequence[Submission]
    ) -> None:
        """Show what the rules find between the units and in each of the reports `checked`."""
        told = (*map(id, problems), *map(id, checked))
        if told == self._told:
            return
        self._told = told
        self.clear()
        names = {rule.id: rule.formula for rule in BETWEEN}
        by_rule: dict[str, list[Problem]] = defaultdict(list)
        for problem in problems:
            by_rule[problem.rule].append(problem)
        for rule, found in by_rule.items():
            top = self._rule(found[0].level, names[rule], len({file for each in found for file in each.files}))
            for each in found:
                cell = each.cells[0] if each.cells else ""
                self._line(top, each.message, each.files[0] if len(each.files) == 1 else "", cell, "")
                if len(each.files) > 1:
                    units = [rollup.name(file) for file in each.files]
                    for file, unit in zip(each.files, units, strict=True):
                        which = f"　{called(file)}" if units.count(unit) > 1 else ""
                        self._line(top, f"　{unit}{which}", file, cell, "")
            top.setExpanded(True)
        self._in_units(rollup, forms, checked)
        first = self.topLevelItem(0)
        if first is not None:
            self.setCurrentItem(first)

    def _in_units(self, rollup: Rollup, forms: Sequence[Format], checked: Sequence[Submission]) -> None:
        """Which units break which rule, the gravest first."""
        used = {each.document.format for each in checked}
        books = [rulebook(form, RULES) for form in (*forms, rollup.form) if form.id in used or form is rollup.form]
        formulas = {each.id: each.formula for book in books for chapter in book.chapters for each in chapter.entries}
        by_rule: dict[tuple[int, str], list[tuple[str, Finding]]] = defaultdict(list)
        for each in checked:
            for finding in each.findings:
                if finding.explanation is None:
                    by_rule[LEVELS.index(finding.level), finding.rule].append((each.file, finding))
        for (level, rule), found in sorted(by_rule.items(), key=lambda item: (item[0][0], -len(item[1]))):
            top = self._rule(LEVELS[level], formulas.get(rule, rule), len({file for file, _ in found}))
            for file, finding in found:
                cell = finding.cells[0] if finding.cells else ""
                self._line(top, finding.message, file, cell, rollup.name(file))

    def _rule(self, level: str, words: str, units: int) -> QTreeWidgetItem:
        item = QTreeWidgetItem(self, [words, f"{units} 个" if units else ""])
        item.setIcon(0, signs.icon(level))
        item.setFont(0, theme.sized(self.font(), theme.BODY, bold=True))
        item.setToolTip(0, labels.plain(words))
        item.setData(0, _WORDS, words)
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{LEVEL_NAMES[level]}，{words}，{units}个单位")
        return item

    @staticmethod
    def _line(top: QTreeWidgetItem, words: str, file: str, cell: str, unit: str) -> None:
        item = QTreeWidgetItem(top, [f"{unit}：{words}" if unit else words, ""])
        item.setToolTip(0, labels.plain(words))
        item.setData(0, _WORDS, words)
        item.setData(0, _FILE, file)
        item.setData(0, _CELL, cell)

    def _open(self) -> None:
        item = self.currentItem()
        if item is None:
            return
        if item.childCount():
            item.setExpanded(not item.isExpanded())
            return
        file, cell = item.data(0, _FILE) or "", item.data(0, _CELL) or ""
        if file or cell:
            self.opened.emit(file, cell)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self._open()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        self._open()
