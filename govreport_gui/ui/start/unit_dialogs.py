"""Windows for beginning a report: the unit's own data, a new report, one from last year's."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from govreport_gui.core.report.document import KINDS, LEVELS, OFFICE
from govreport_gui.core.report.unit import POWERS, Unit, guessed_kind, guessed_level
from govreport_gui.core.values import year_fault
from govreport_gui.files import clock
from govreport_gui.ui.widgets import labels, theme
from govreport_gui.ui.widgets.fields import ANSWERS, CODES, Choice, Guess, take_year
from govreport_gui.ui.widgets.yes_no import YesNo

_OTHER: Final = 2
"""What the window for a report from last year's ends with where another is wanted."""


@dataclass(frozen=True, slots=True)
class NewReport:
    """What a report to begin is of, and whether that is the clerk's own unit from now on."""

    unit: Unit
    year: int
    keep: bool = False


@dataclass(frozen=True, slots=True)
class NextReport:
    """How a report is begun from last year's: for which year, and whether with last year's text."""

    year: int
    texts: bool = False
    other: bool = False
    """Not from this report: the clerk wants to choose another."""


def due() -> int:
    """The year that a report begun today is for: it is made in January for the year before."""
    today = clock.now()
    return today.year - (today.month < 7)


def ask_new(parent: QWidget, own: Unit) -> NewReport | None:
    """Ask for year and unit, filled in with the clerk's own; None if the clerk thinks better of it."""
    dialog = QDialog(parent)
    dialog.setWindowTitle("新建年报")
    year = _year(due())
    fields = _UnitFields(own)
    keep = QCheckBox("保存为本单位信息，新建年报时自动带入(&K)")
    keep.setChecked(not own.name)
    form = QFormLayout(dialog)
    _add_year(form, "报告年度(&Y)", year)
    fields.add_names(form)
    form.addRow("", keep)
    _close_with(dialog, form, lambda: _is_year(year), year)
    (fields.name if not own.name else year).setFocus()
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return None
    unit = fields.unit()
    return NewReport(unit, int(year.text()), keep.isChecked() and bool(unit.name))


def ask_unit(parent: QWidget, own: Unit) -> Unit | None:
    """Ask for what the clerk's own unit is; None if the clerk thinks better of it."""
    dialog = QDialog(parent)
    dialog.setWindowTitle("本单位信息")
    fields = _UnitFields(own)
    form = QFormLayout(dialog)
    words = labels.paragraph("填写后，新建年报时自动带入封面。已有的年报不改动。")
    form.addRow(words)
    fields.add_names(form)
    fields.add_powers(form)
    _close_with(dialog, form, lambda: True)
    fields.name.setFocus()
    return fields.unit() if dialog.exec() == QDialog.DialogCode.Accepted else None


def ask_next(parent: QWidget, account: str, year: int) -> NextReport | None:
    """Say what was found in last year's report and ask how to go on; None if the clerk thinks better of it."""
    dialog = QDialog(parent)
    dialog.setWindowTitle("由上年年报新建")
    said = labels.paragraph(account)
    said.setMinimumWidth(440)
    line = _year(year)
    texts = QCheckBox("带入上年的文字作底稿(&T)")
    words = labels.paragraph("带入以后，旧年份、照抄的段落会逐处标出来。不带入，各部分文字从空白写起。")
    form = QFormLayout(dialog)
    form.addRow(said)
    _add_year(form, "新报告的年度(&Y)", line)
    form.addRow(texts)
    form.addRow(words)
    other = QPushButton("选其他年报(&F)…")
    other.setAutoDefault(True)  # Enter presses it
    other.clicked.connect(lambda: dialog.done(_OTHER))
    _close_with(dialog, form, lambda: _is_year(line), line, beside=other)
    line.setFocus()
    answer = dialog.exec()
    if answer == _OTHER:
        return NextReport(year, other=True)
    return NextReport(int(line.text()), texts.isChecked()) if answer == QDialog.DialogCode.Accepted else None


class _UnitFields:
    """The fields of a unit, for the forms of two windows."""

    def __init__(self, unit: Unit) -> None:
        self._before = unit
        self.name = QLineEdit(unit.name)
        self.name.setPlaceholderText("单位全称，与标题一致")
        self.name.setMinimumWidth(360)
        self.level, self.kind = Choice(LEVELS), Choice(KINDS)
        self.rulemaker = YesNo("规章制定权")
        self.powers = {name: YesNo(OFFICE[name]) for name in POWERS}
        self.guess = Guess()
        self.level.show_code(unit.level)
        self.kind.show_code(unit.kind)
        self.rulemaker.show_code(CODES[unit.rulemaker])
        for name, choice in self.powers.items():
            choice.show_code(unit.powers.get(name, ""))
        self.name.textChanged.connect(self._offer)
        self.level.currentIndexChanged.connect(self._offer)
        self.kind.currentIndexChanged.connect(self._offer)
        self.guess.taken.connect(self._take)

    def add_names(self, form: QFormLayout) -> None:
        """Name, level and kind."""
        form.addRow("单位名称(&N)", self.name)
        form.addRow("单位级别(&L)", self.level)
        form.addRow("单位类型(&T)", self.kind)
        form.addRow("", self.guess)
        self._offer()

    def add_powers(self, form: QFormLayout) -> None:
        """What the unit may do."""
        form.addRow("规章制定权(&R)", self.rulemaker)
        for (name, choice), key in zip(self.powers.items(), "XFQ", strict=True):
            form.addRow(f"{OFFICE[name]}(&{key})", choice)

    def unit(self) -> Unit:
        """What was filled in. In a window that does not ask for the powers a unit of the same name keeps them."""
        name = self.name.text().strip()
        if name != self._before.name and self.rulemaker.parent() is None:
            return Unit(name, self.level.code, self.kind.code)
        powers = {power: choice.code for power, choice in self.powers.items() if choice.code}
        return Unit(name, self.level.code, self.kind.code, ANSWERS[self.rulemaker.code], powers)

    def _offer(self) -> None:
        self.guess.show_for(self.name.text().strip(), self.level.code, self.kind.code)

    def _take(self) -> None:
        name = self.name.text().strip()
        level, kind = guessed_level(name), guessed_kind(name)
        self.level.show_code(level)
        self.kind.show_code(kind)
        self._offer()


def _year(year: int) -> QLineEdit:
    line = QLineEdit(str(year))
    take_year(line)
    line.setMaximumWidth(100)
    return line


def _is_year(line: QLineEdit) -> bool:
    return bool(line.text().strip()) and not year_fault(line.text())


def _add_year(form: QFormLayout, name: str, line: QLineEdit) -> None:
    """A row with the year, and beside it what is wrong with it."""
    wrong = labels.line()

    def say() -> None:
        wrong.setText(year_fault(line.text()))

    line.textChanged.connect(say)
    row = QHBoxLayout()
    row.addWidget(line)
    row.addWidget(wrong, 1)
    form.addRow(name, row)
    label = form.labelForField(row)
    if isinstance(label, QLabel):
        label.setBuddy(line)


def _close_with(
    dialog: QDialog,
    form: QFormLayout,
    complete: Callable[[], bool],
    *watched: QLineEdit,
    beside: QPushButton | None = None,
) -> None:
    """Buttons to end the window; it can be accepted while `complete` says so."""
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
    if beside is not None:
        buttons.addButton(beside, QDialogButtonBox.ButtonRole.ResetRole)
    form.addRow(buttons)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    accept = buttons.button(QDialogButtonBox.StandardButton.Ok)
    accept.setDefault(True)  # not the first button, which takes the guess
    form.setVerticalSpacing(theme.S)
    form.setHorizontalSpacing(theme.M)
    theme.dress_dialog(dialog)
    for line in watched:
        line.textChanged.connect(lambda: accept.setEnabled(complete()))
