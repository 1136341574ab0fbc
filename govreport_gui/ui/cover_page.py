"""The page for unit, year, level and kind of unit."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QIntValidator, QWheelEvent
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from govreport_gui.core.document import KINDS, LEVELS
from govreport_gui.core.editor import ReportEditor
from govreport_gui.ui.pages import heading

_RULEMAKER = {"": "未填", "yes": "可以制定规章", "no": "不可以制定规章"}


class _Choice(QComboBox):
    """A choice that the mouse wheel leaves alone: turning the wheel must never change what is filled in."""

    def __init__(self, choices: Mapping[str, str]) -> None:
        super().__init__()
        for code, name in choices.items():
            self.addItem(name, code)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class CoverPage(QWidget):
    """What stands on the cover and decides which rules apply."""

    def __init__(self, editor: ReportEditor) -> None:
        super().__init__()
        self.editor = editor
        self.unit = QLineEdit()
        self.unit.setPlaceholderText("单位全称，与标题一致")
        self.year = QLineEdit()
        self.year.setValidator(QIntValidator(1, 9999, self))
        self.year.setMaximumWidth(120)
        self.level = _Choice(LEVELS)
        self.kind = _Choice(KINDS)
        self.rulemaker = _Choice(_RULEMAKER)
        self._title = QLabel()
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._form = QLabel()
        form = QFormLayout()
        form.setVerticalSpacing(12)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        self.unit.setMinimumWidth(420)
        for name, field in (
            ("单位名称", self.unit),
            ("报告年度", self.year),
            ("单位级别", self.level),
            ("单位类型", self.kind),
            ("规章制定权", self.rulemaker),
            ("标题", self._title),
            ("表格格式", self._form),
        ):
            form.addRow(name, field)
        layout = QVBoxLayout(self)
        layout.addWidget(heading("封面信息"))
        layout.addLayout(form)
        layout.addStretch()
        self.unit.editingFinished.connect(self.commit)
        self.year.editingFinished.connect(self.commit)
        for choice in (self.level, self.kind, self.rulemaker):
            choice.activated.connect(self.commit)
        self.setFocusProxy(self.unit)
        self.refresh()

    def refresh(self) -> None:
        """Show the document."""
        document = self.editor.document
        rulemaker = {None: "", True: "yes", False: "no"}[document.rulemaker]
        for field, text in ((self.unit, document.unit), (self.year, str(document.year or ""))):
            if field.text() != text:
                field.setText(text)
        for choice, code in ((self.level, document.level), (self.kind, document.kind), (self.rulemaker, rulemaker)):
            with QSignalBlocker(choice):
                choice.setCurrentIndex(choice.findData(code))
        form = self.editor.form
        self._title.setText(form.title_of(document.unit, document.year))
        self._form.setText(f"{form.name}（{form.source}）")

    def commit(self) -> None:
        """Put what was typed into the document."""
        year = self.year.text().strip()
        self.editor.apply(
            "修改封面信息",
            replace(
                self.editor.document,
                unit=self.unit.text().strip(),
                year=int(year) if year else None,
                level=self.level.currentData(),
                kind=self.kind.currentData(),
                rulemaker={"": None, "yes": True, "no": False}[self.rulemaker.currentData()],
            ),
        )
