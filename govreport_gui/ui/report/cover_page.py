"""The page for what stands on the cover and what the unit says of itself."""

from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator, QPalette
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from govreport_gui.core.editing.editor import ReportEditor
from govreport_gui.core.report import unit
from govreport_gui.core.report.document import KINDS, LEVELS, Document
from govreport_gui.core.report.unit import POWERS, Unit, guessed_kind, guessed_level
from govreport_gui.core.values import year_fault
from govreport_gui.ui.report.cover_fields import DateLine, Line
from govreport_gui.ui.report.title_preview import TitlePreview
from govreport_gui.ui.widgets import labels, theme
from govreport_gui.ui.widgets.fields import ANSWERS, CODES, Choice, Guess, take_year
from govreport_gui.ui.widgets.group import Group
from govreport_gui.ui.widgets.yes_no import YesNo

_NAME, _SHORT, _CHOICE = 560, 96, 200
"""Widths of the fields for the name, for numbers and for choices, in pixels."""
_POWERS: Final = {
    "licensing_power": ("行政许可(&X)", "核对表二“行政许可”处理决定数量"),
    "penalties_power": ("行政处罚(&J)", "核对表二“行政处罚”处理决定数量"),
    "coercion_power": ("行政强制(&Q)", "核对表二“行政强制”处理决定数量"),
}


class CoverPage(QWidget):
    """What stands on the cover and decides which rules apply. What is left open is not checked."""

    own_changed = Signal(object)
    """The clerk's own unit is this from now on."""
    next_part = Signal()
    """The next part is wanted."""

    def __init__(self, editor: ReportEditor) -> None:
        super().__init__()
        self.editor = editor
        self._own = Unit()
        self._let_go = False
        self.unit, self.year, self.catalogue, self.publish_on = Line(), Line(), Line(), DateLine()
        self.unit.setPlaceholderText("单位全称，与标题一致")
        self.unit.setMaximumWidth(theme.scaled(_NAME))
        take_year(self.year)
        self.year_fault = labels.line()
        self.year.textChanged.connect(lambda: self.year_fault.setText(""))
        self.catalogue.setPlaceholderText("未填")
        self.catalogue.setValidator(QIntValidator(0, 999_999, self))
        for short in (self.year, self.catalogue):
            short.setFixedWidth(theme.scaled(_SHORT))
        self.level, self.kind = Choice(LEVELS), Choice(KINDS)
        for choice in (self.level, self.kind):
            choice.setFixedSize(theme.scaled(_CHOICE), theme.scaled(theme.BUTTON))
        self.rulemaker, self.powers = YesNo(), {name: YesNo() for name in POWERS}
        self._guess = Guess()
        self._guess.taken.connect(self._take_guess)
        self.keep = QCheckBox("保存为本单位信息，新建年报时自动带入(&K)")
        self.keep.clicked.connect(self._keep)
        self.preview = TitlePreview()
        self._lay_out()
        self._lines = (self.unit, self.year, self.publish_on, self.catalogue)
        for line in self._lines:
            line.left.connect(self.commit)
            line.returnPressed.connect(self.commit)
        self._choices: tuple[Choice | YesNo, ...] = (self.level, self.kind, self.rulemaker, *self.powers.values())
        for field in self._choices:
            field.activated.connect(self.commit)
        self.setFocusProxy(self.unit)
        self._shown: tuple[str, ...] = ()
        self.refresh()

    def _lay_out(self) -> None:
        on = QPushButton("下一部分 Ctrl+PgDn")
        on.setAccessibleName("下一部分")
        on.setProperty("main", True)
        on.setAutoDefault(True)  # Enter presses it
        on.clicked.connect(self.next_part)
        foot = QHBoxLayout()
        foot.addWidget(self.keep)
        foot.addStretch(1)
        foot.addWidget(on)
        fields = QWidget()
        self._inside = QVBoxLayout(fields)
        self._inside.setContentsMargins(0, 0, theme.M, theme.M)
        self._inside.setSpacing(theme.M)
        for group in (self._about_unit(), self._about_powers(), self._about_publishing()):
            self._inside.addWidget(group)
        self._inside.addLayout(foot)
        self._inside.addStretch(1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(fields)
        scroll.viewport().setAutoFillBackground(False)
        fields.setAutoFillBackground(False)
        hint = labels.CutLabel()
        hint.setText("带 * 的两项为必填；其余未填写的，相关规则不予核对。")
        hint.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        head = QHBoxLayout()
        head.setSpacing(theme.M)
        head.addWidget(labels.cut_heading("封面信息"))
        head.addWidget(hint, 1)
        above = QWidget()
        above.setLayout(head)
        head.setContentsMargins(0, 0, theme.M, 0)
        above.setFixedHeight(theme.scaled(theme.HEAD))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.M, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(above)
        layout.addWidget(scroll, 1)
        theme.dress(self)

    def _about_unit(self) -> Group:
        group = Group("单位")
        group.add("单位名称(&U)", self.unit, needed=True, wide=True)
        group.add("报告年度(&Y)", self.year, "决定统计期限和表格格式", self.year_fault, needed=True)
        group.add("单位级别(&L)", self.level, "与规章制定权、复议机关核对")
        group.add("单位类型(&T)", self.kind, "决定按本机关还是按本地区填报")
        group.add_whole(self._guess)
        return group

    def _about_powers(self) -> Group:
        group = Group("职权", "有职权而表二相应数字为 0 的，应予说明")
        group.add("规章制定权(&G)", self.rulemaker, "无此职权的，表二“规章”应为 0")
        for power, (name, why) in _POWERS.items():
            group.add(name, self.powers[power], why)
        why = "单位目录中现行有效件数，与表二核对；无目录可不填"
        group.add("规范性文件(&M)", self.catalogue, why, labels.line("件"))
        return group

    def _about_publishing(self) -> Group:
        group = Group("公布")
        why = "应在次年1月31日前；可输入 1-28 或 20220128"
        group.add("公布日期(&D)", self.publish_on, why, self.publish_on.said)
        return group

    def take_preview(self) -> None:
        """Show below the fields what else has no room beside the page."""
        if self._inside.indexOf(self.preview) < 0:
            self._inside.insertWidget(self._inside.count() - 1, self.preview)
        self.preview.show()

    def refresh(self) -> None:
        """Show the document; what is being typed is not thrown away by something else that changed."""
        if self._shown and self.pending:
            return
        document, form = self.editor.document, self.editor.form
        # Published in the January after the year of the report.
        self.publish_on.year = document.year + 1 if document.year else None
        for field, text in (
            (self.unit, document.unit),
            (self.year, str(document.year or "")),
            (self.publish_on, document.office.get("publish_on", "")),
            (self.catalogue, document.office.get("catalogue", "")),
        ):
            # A year that is none stays, so that it can be put right.
            if field.text() != text and not (field is self.year and not text and self.year_fault.text()):
                field.setText(text)
                field.home(False)  # Qt's own; of a long name the beginning is seen
        self.publish_on.setPlaceholderText(f"如 {document.year + 1 if document.year else 2026}-1-20")
        self.level.show_code(document.level)
        self.kind.show_code(document.kind)
        self.rulemaker.show_code(CODES[document.rulemaker])
        for name, answer in self.powers.items():
            answer.show_code(document.office.get(name, ""))
        self._guess.show_for(document.unit, document.level, document.kind)
        self.preview.show_report(form, document)
        self._show_keeping()
        self._shown = self._answers()

    @property
    def pending(self) -> bool:
        """Whether something typed is not yet in the document."""
        return self._answers() != self._shown

    def _answers(self) -> tuple[str, ...]:
        return (*(line.text() for line in self._lines), *(choice.code for choice in self._choices))

    def draft(self, document: Document) -> Document:
        """The document with what is being typed in it."""
        if not self.pending:
            return document
        year = self.year.text().strip()
        year = "" if year_fault(year) else year
        answers = {name: choice.code for name, choice in self.powers.items()}
        answers["catalogue"] = self.catalogue.text().strip()
        answers["publish_on"] = self.publish_on.iso
        return replace(
            document,
            unit=self.unit.text().strip(),
            year=int(year) if year else None,
            level=self.level.code,
            kind=self.kind.code,
            rulemaker=ANSWERS[self.rulemaker.code],
            office={name: text for name, text in answers.items() if text},
        )

    def commit(self) -> None:
        """Put what was typed into the document; a page that shows an older state has nothing to say."""
        if not self.pending:
            return
        before, document = self.editor.document, self.draft(self.editor.document)
        self.year_fault.setText(year_fault(self.year.text()))
        self._shown = self._answers()
        follows = self.keep.isChecked() and before.unit == document.unit
        self.editor.apply("修改封面信息", document)
        if follows and self.editor.document is not before:
            self._change_own(unit.followed(self._own, before, self.editor.document))

    def _take_guess(self) -> None:
        self.level.show_code(guessed_level(self.unit.text().strip()))
        self.kind.show_code(guessed_kind(self.unit.text().strip()))
        self.commit()

    # ── the clerk's own unit ─────────────────────────────────────────

    def show_own(self, own: Unit) -> None:
        """The clerk's own unit is this: its report keeps what is answered here for the next ones."""
        self._own = own
        self._show_keeping()

    def _show_keeping(self) -> None:
        """Another unit's report, say a subordinate's, is never kept as the clerk's own without her saying so."""
        name = self.editor.document.unit
        self.keep.setEnabled(bool(name))
        self.keep.setChecked(bool(name) and name == self._own.name and not self._let_go)

    def _keep(self) -> None:
        self.commit()
        self._let_go = not self.keep.isChecked()
        if not self._let_go:
            self._change_own(unit.of(self.editor.document))

    def _change_own(self, own: Unit) -> None:
        if own != self._own:
            self._own = own
            self.own_changed.emit(own)
        self._show_keeping()
