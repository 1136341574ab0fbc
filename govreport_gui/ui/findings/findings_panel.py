"""All problems of the open report, and what can be done about them."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QListWidgetItem, QMenu, QToolButton, QVBoxLayout, QWidget

from govreport_gui.core.drafting.mismatches import Mismatch, Value, mended, mismatches
from govreport_gui.core.editing.editor import ReportEditor
from govreport_gui.core.findings import explanations
from govreport_gui.core.findings.causes import causes
from govreport_gui.core.findings.finding import LEVEL_NAMES, LEVELS, Checked, Finding
from govreport_gui.core.findings.progress import section_of
from govreport_gui.core.rules.coverage import coverage
from govreport_gui.core.values import show
from govreport_gui.ui.findings.deeds import Deed, Matter, matter
from govreport_gui.ui.findings.findings_head import ALL, ColumnHead, FindingsHead
from govreport_gui.ui.findings.findings_list import FindingsList
from govreport_gui.ui.widgets import theme

_AFTER = 150
"""Milliseconds without a change after which it is looked for what went wrong: that takes longer than to check."""


class FindingsPanel(QWidget):
    """All problems by level, one entry for each cause; what was written about them and what could not be checked is
    folded away at the end.
    """

    chosen = Signal(object)
    """A finding was chosen: show where it is."""
    explain = Signal(object)
    """The clerk wants to write about a finding."""
    repaired = Signal(object)
    """A repair was made in the report, which was that document before."""
    located = Signal()
    """It is known now which cells are wrong."""
    unfold = Signal()
    """The list is wanted, or not any more."""
    cell_wanted = Signal(str)
    """The clerk wants to see that cell."""
    choice_wanted = Signal()
    """Of the words that are shown now the clerk is to choose which number is wrong."""
    focused = Signal()
    """The keyboard has come into the list, or left it."""

    def __init__(self, editor: ReportEditor) -> None:
        super().__init__()
        self.editor = editor
        self.part = ""
        self.folded = False
        self._unfolded_rest = False
        self._head = FindingsHead()
        self._columns = ColumnHead()
        self._list = FindingsList()
        self._shown: Checked | None = None
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.timeout.connect(self._bring_up)
        self.setAutoFillBackground(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._head)
        layout.addWidget(self._columns)
        layout.addWidget(self._list, 1)
        self._head.narrowed.connect(self._refill)
        self._head.unfold.connect(self.unfold)
        self._head.act.connect(self.act)
        self._list.itemClicked.connect(self._choose)
        self._list.itemActivated.connect(self._choose)
        self._list.menu_wanted.connect(self._show_menu)
        self._list.pressed_button.connect(self._do)
        self._list.focused.connect(self.focused)
        self._list.cell_wanted.connect(self.cell_wanted)
        self._list.fold_turned.connect(self._turn_rest)
        self._list.currentItemChanged.connect(self._show_chosen)
        self._bring_up()

    # ── what is shown ────────────────────────────────────────────────

    def refresh(self) -> None:
        """Show the findings of the last check: as soon as the table is painted, which need not wait for the list."""
        self._late.start(_AFTER if self._dear() else 0)

    def _dear(self) -> bool:
        """Whether it takes a while to find out what went wrong."""
        return any(finding.level == "must_fix" for finding in self.editor.checked.findings)

    @property
    def list(self) -> FindingsList:
        """The list, up to date."""
        self._bring_up()
        return self._list

    @property
    def in_list(self) -> bool:
        """Whether the keyboard is in the list."""
        return self._list.hasFocus()

    @property
    def filters(self) -> Mapping[str, QToolButton]:
        """By level: the chips that narrow the list down, up to date."""
        self._bring_up()
        return self._head.filters

    def fold(self, *, below: bool, folded: bool) -> None:
        """Whether it lies below the page, and there is one line only."""
        self.folded = folded
        self._head.fold(below=below, folded=folded)
        self._columns.setVisible(not folded)
        self._list.setVisible(not folded)
        self._show_chosen()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, theme.scaled(theme.HEAD))

    def _bring_up(self) -> None:
        self._late.stop()
        checked = self.editor.checked
        if checked == self._shown:
            return
        # Filling the list is the dear part; most commits leave the findings as they were.
        before, self._shown = self._shown, checked
        same = before is not None and (checked.findings, checked.fallen) == (before.findings, before.fallen)
        if not same or not checked.findings or self._unfolded_rest:
            self._fill()
        self._count(checked)
        self.located.emit()

    def _count(self, checked: Checked) -> None:
        """How many there are of each level still to be dealt with."""
        open_ones = [finding.level for finding in checked.findings if finding.explanation is None]
        for level in LEVELS:
            self._head.offer(level, open_ones.count(level), shown=level in open_ones)
        self._head.offer(ALL, len(open_ones), shown=bool(open_ones))

    def next_filter(self) -> None:
        """Narrow the list down to the next level that has anything, round and round."""
        order = [kind for kind, button in self.filters.items() if not button.isHidden()]
        if order:
            at = order.index(self._head.wanted) if self._head.wanted in order else -1
            self._head.filters[order[(at + 1) % len(order)]].click()

    def _refill(self) -> None:
        self._fill()

    def _turn_rest(self) -> None:
        self._unfolded_rest = not self._unfolded_rest
        self._fill()
        self._list.setCurrentRow(next(row for row in range(self._list.count()) if self._list.is_fold(row)))

    def _fill(self) -> None:
        located = self.editor.located
        checked, form = located.checked, self.editor.form
        current = self._list.finding_in(self._list.currentItem())
        self._list.clear()
        wanted, here = self._head.wanted, self._head.here.isChecked()
        shown = [
            cause
            for cause in causes(form, self.editor.document, located)
            if wanted in {ALL, cause.level}
            and (not here or self.part in {section_of(form, each) for each in cause.findings})
        ]
        of_text = self._mismatches()
        for level in LEVELS:
            group = [cause for cause in shown if cause.level == level]
            if group:
                self._list.add_group(f"{LEVEL_NAMES[level]} {sum(len(cause.findings) for cause in group)}")
            for cause in group:
                self._list.add_matter(matter(form, cause, of_text.get(explanations.key(cause.finding))))
        for fallen in checked.fallen if wanted == ALL else ():
            self._list.add_words(f"说明已失效（数已改动）：{fallen.text}", "unfinished")
        if not self._list.count():
            self._list.add_words(self._account(checked), "done" if checked.held and not checked.findings else "")
        self._add_rest(checked)
        self._list.go_on_at(current)
        self._show_chosen()

    def _mismatches(self) -> Mapping[str, Mismatch]:
        """Numbers of the text that do not agree, by the name of their finding."""
        editor = self.editor
        sections = {each.section for each in editor.checked.findings if each.section and each.span is not None}
        found = (each for section in sections for each in mismatches(editor.case, editor.checked, section))
        return {explanations.key(each.finding): each for each in found}

    def lead(self, *, on: bool) -> None:
        """Whether the filled button of the window is here, and not in the line below a text."""
        self._head.lead(on=on)
        self._list.lead(on=on)

    def _add_rest(self, checked: Checked) -> None:
        """What was explained and what was not checked, folded into one line."""
        explained = [finding for finding in checked.findings if finding.explanation is not None]
        done = coverage(self.editor.form, checked)
        words = [f"已说明 {len(explained)}"] * bool(explained) + [f"未核对 {done.not_judged}"] * bool(done.not_judged)
        if not words:
            return
        self._list.add_fold(("⌄ " if self._unfolded_rest else "› ") + "　　".join(words))
        if self._unfolded_rest:
            for finding in explained:
                self._list.add_explained(finding)
            for reason, rules in done.reasons:
                self._list.add_words(f"{reason}：{rules} 条规则未核对。")

    def _account(self, checked: Checked) -> str:
        """What an empty list means: what was gone through."""
        if any(finding.explanation is None for finding in checked.findings):
            return "本部分没有问题。" if self._head.here.isChecked() else "没有这一级的问题。"
        if not checked.held:
            return "尚无可核对的数据。"
        done = coverage(self.editor.form, checked)
        return f"未发现问题。已核对 {done.judged} 条规则，{checked.held} 处勾稽关系均一致。"

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._shown is not None:
            self._head.take_colours()
            self._list.viewport().update()

    # ── where the clerk is ───────────────────────────────────────────

    def show_part(self, part: str) -> None:
        """That part is in front now; where only its problems are wanted, show these."""
        self.part = part
        if self._head.here.isChecked():
            self._refill()

    def step(self, by: int) -> None:
        """Go to the next problem (1) or the one before (-1), round and round."""
        self._bring_up()
        rows = [*self._list.problems()]
        if not rows:
            # The list is narrowed down to where there are none.
            self._head.here.setChecked(False)
            self._head.filters[ALL].click()
            rows = [*self._list.problems()]
        if not rows:
            return
        at = self._list.currentRow()
        beyond = [row for row in rows if (row > at if by > 0 else row < at)]
        self._go_to((beyond or rows)[0 if by > 0 else -1])

    def take_focus(self) -> None:
        """Go on with the keys in the list: at the problem that is current, else at the first."""
        self._bring_up()
        if self.folded:
            self.unfold.emit()
        if self._list.currentRow() < 0:
            self._list.setCurrentRow(next(iter(self._list.problems()), 0))
        self._list.setFocus()

    def _go_to(self, row: int) -> None:
        self._list.setCurrentRow(row)
        self._choose(self._list.item(row))

    def show_first(self, level: str) -> None:
        """Go to the first problem of that level which nothing has been written about."""
        self._bring_up()
        self._head.here.setChecked(False)
        self._head.filters[ALL].click()
        for row, finding in self._list.problems().items():
            if finding.level == level and finding.explanation is None:
                self._go_to(row)
                return

    def _choose(self, item: QListWidgetItem) -> None:
        finding = self._list.finding_in(item)
        if finding is not None:
            self.chosen.emit(finding)

    def _show_chosen(self) -> None:
        self._head.show_chosen(self._list.matter() if self.folded else None)

    # ── what can be done ─────────────────────────────────────────────

    def act(self) -> None:
        """Press the filled button of the current problem, or let the clerk choose; without one go to the first.

        Where what was typed since has changed what mends it, that is to be seen first.
        """
        seen = self._list.matter()
        self._bring_up()
        now = self._list.matter()
        if now is None:
            self.step(1)
        elif seen is not None and _changes(seen) != _changes(now):
            return
        elif now.main is not None:
            self._do(now.main)
        elif now.mismatch is not None:
            self.chosen.emit(now.cause.finding)
            self.choice_wanted.emit()

    def _do(self, deed: Deed) -> None:
        now = self._list.matter()
        if now is None:
            return
        if deed.kind == "repair" and now.cause.offer is not None:
            self._repair(now.cause.offer.texts)
        elif deed.value is not None:
            self._mend(deed.value, now.cause.finding)
        elif deed.kind == "look":
            self.cell_wanted.emit(deed.cell)
        elif deed.kind == "explain":
            self.explain.emit(now.cause.finding)

    def _repair(self, texts: Mapping[str, str]) -> None:
        """Make a repair in the report as it stands now, whatever was typed since it was offered."""
        before = self.editor.document
        self.editor.apply("按建议改正", before.with_cells(texts))
        if self.editor.document != before:
            self.repaired.emit(before)

    def _mend(self, value: Value, finding: Finding) -> None:
        """Let that number of a text follow the table, if it still does not agree."""
        self.chosen.emit(finding)  # what is being typed there goes into the report
        editor, there = self.editor, mismatches(self.editor.case, self.editor.checked, value.binding.section)
        if any(value in each.values for each in there) and editor.may_change():
            editor.apply(f"正文改为 {show(value.number)}", mended(editor.document, value))

    def menu(self) -> QMenu:
        """What can be done about the current problem."""
        made = QMenu(self._list)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        item, now, cause = self._list.currentItem(), self._list.matter(), self._list.cause()
        finding = self._list.finding_in(item)
        text = item.text() if item is not None else ""
        made.addAction("复制这一条(&C)", lambda: QGuiApplication.clipboard().setText(text)).setEnabled(bool(text))
        notice = finding is not None and finding.level == "notice"
        explain = made.addAction("不再提醒(&M)…" if notice else "写说明(&M)…", self._explain_current)
        explain.setEnabled(finding is not None and finding.level != "must_fix")
        if cause is not None and cause.offer is not None:
            made.addAction(f"{cause.offer.sentence.rstrip('。')}(&J)", self.act)
        ways = [each for each in now.deeds if each.kind in ("mend", "look")] if now is not None else []
        for deed, letter in zip(ways, "JKL", strict=False):
            made.addAction(f"{deed.words}(&{letter})", partial(self._do, deed))
        return made

    def _show_menu(self, where: QPoint) -> None:
        self.menu().popup(self._list.viewport().mapToGlobal(where))

    def _explain_current(self) -> None:
        finding = self._list.finding_in(self._list.currentItem())
        if finding is not None:
            self.explain.emit(finding)


def _changes(matter: Matter) -> tuple[object, ...]:
    """What the filled button of that problem would change."""
    offer, main = matter.cause.offer, matter.main
    return (offer.repair if offer is not None else (), main.value if main is not None else None)
