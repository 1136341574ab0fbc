"""The page for what stands on the cover and what the unit says of itself."""

from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QIntValidator
from PySide6.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from govreport_gui.core.editing.editor import ReportEditor
from govreport_gui.core.report.document import KINDS, LEVELS, OFFICE, Document
from govreport_gui.core.report.unit import POWERS, guessed_kind, guessed_level
from govreport_gui.core.values import iso_date, year_fault
from govreport_gui.ui.widgets import labels
from govreport_gui.ui.widgets.fields import ANSWERS, CODES, RULEMAKER, YES_NO, Choice, Guess
from govreport_gui.ui.widgets.keys import leaves_undo_to_report


class _Line(QLineEdit):
    """A line that says when it is left, whatever stands in it, and has no history beside the report's."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def event(self, event: QEvent) -> bool:
        if leaves_undo_to_report(event):
            event.ignore()
            return False
        return super().event(event)


def _row(name: str, field: QWidget, words: QWidget) -> tuple[str, QWidget]:
    """A row of the page with what is wrong with it beside the field."""
    field.setAccessibleName(name)
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(field)
    layout.addWidget(words, 1)
    return name, row


class CoverPage(QWidget):
    """What stands on the cover and decides which rules apply. What is left open is not checked."""

    def __init__(self, editor: ReportEditor) -> None:
        super().__init__()
        self.editor = editor
        self.unit = _Line()
        self.unit.setPlaceholderText("单位全称，与标题一致")
        self.unit.setMinimumWidth(420)
        self.year = _Line()
        self.year_fault = labels.line()
        self.year.textChanged.connect(lambda: self.year_fault.setText(""))
        self.year.setValidator(QIntValidator(0, 9999, self))
        self.level = Choice(LEVELS)
        self.kind = Choice(KINDS)
        self.rulemaker = Choice(RULEMAKER)
        self.publish_on = _Line()
        self.powers = {name: Choice(YES_NO) for name in POWERS}
        self.catalogue = _Line()
        self.catalogue.setPlaceholderText("没有目录可不填")
        self.catalogue.setValidator(QIntValidator(0, 999_999, self))
        for choice in (self.level, self.kind, self.rulemaker, *self.powers.values()):
            choice.setMinimumWidth(180)
        for short in (self.year, self.publish_on, self.catalogue):
            short.setFixedWidth(180)
        self._guess = Guess()
        self._guess.taken.connect(self._take_guess)
        self._title = labels.line()
        self._form = labels.line()
        form = QFormLayout()
        form.setVerticalSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        for name, field in (
            ("单位名称", self.unit),
            _row("报告年度", self.year, self.year_fault),
            ("单位级别", self.level),
            ("单位类型", self.kind),
            ("", self._guess),
            ("规章制定权", self.rulemaker),
            *((OFFICE[name], power) for name, power in self.powers.items()),
            (OFFICE["catalogue"], self.catalogue),
            (OFFICE["publish_on"], self.publish_on),
            ("标题", self._title),
            ("表格格式", self._form),
        ):
            form.addRow(name, field)
        fields = QWidget()
        inside = QVBoxLayout(fields)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addLayout(form)
        inside.addWidget(labels.line("未填写的，相关规则不予核对。"))
        inside.addStretch()
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(fields)
        layout = QVBoxLayout(self)
        layout.addWidget(labels.heading("封面信息"))
        layout.addWidget(scroll, 1)
        self._lines = (self.unit, self.year, self.publish_on, self.catalogue)
        for line in self._lines:
            line.left.connect(self.commit)
            line.returnPressed.connect(self.commit)
        for choice in (self.level, self.kind, self.rulemaker, *self.powers.values()):
            choice.activated.connect(self.commit)
        self.setFocusProxy(self.unit)
        self._shown: tuple[str, ...] = ()
        self.refresh()

    def refresh(self) -> None:
        """Show the document; what is being typed is not thrown away by something else that changed."""
        if self._shown and self.pending:
            return
        document, form = self.editor.document, self.editor.form
        rulemaker = CODES[document.rulemaker]
        for field, text in (
            (self.unit, document.unit),
            (self.year, str(document.year or "")),
            (self.publish_on, document.office.get("publish_on", "")),
            (self.catalogue, document.office.get("catalogue", "")),
        ):
            # A year that is none stays, so that it can be put right.
            if field.text() != text and not (field is self.year and not text and self.year_fault.text()):
                field.setText(text)
        # Published in the January after the year of the report.
        self.publish_on.setPlaceholderText(f"如 {document.year + 1 if document.year else 2026}-1-20")
        for choice, code in ((self.level, document.level), (self.kind, document.kind), (self.rulemaker, rulemaker)):
            choice.show_code(code)
        for name, choice in self.powers.items():
            choice.show_code(document.office.get(name, ""))
        self._guess.show_for(document.unit, document.level, document.kind)
        self._title.setText(form.title_of(document.unit, document.year))
        self._form.setText(f"{form.name}（{form.source}）")
        self._shown = self._answers()

    @property
    def pending(self) -> bool:
        """Whether something typed is not yet in the document."""
        return self._answers() != self._shown

    def _answers(self) -> tuple[str, ...]:
        choices = (self.level, self.kind, self.rulemaker, *self.powers.values())
        return (*(line.text() for line in self._lines), *(choice.code for choice in choices))

    def draft(self, document: Document) -> Document:
        """The document with what is being typed in it."""
        if not self.pending:
            return document
        year = self.year.text().strip()
        year = "" if year_fault(year) else year
        answers = {name: choice.code for name, choice in self.powers.items()}
        answers["catalogue"] = self.catalogue.text().strip()
        typed = self.publish_on.text().strip()
        answers["publish_on"] = iso_date(typed) or typed
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
        document = self.draft(self.editor.document)
        self.year_fault.setText(year_fault(self.year.text()))
        self._shown = self._answers()
        self.editor.apply("修改封面信息", document)

    def _take_guess(self) -> None:
        self.commit()
        unit = self.editor.document.unit
        self.editor.apply(
            "填写单位级别和类型",
            replace(self.editor.document, level=guessed_level(unit), kind=guessed_kind(unit)),
        )
