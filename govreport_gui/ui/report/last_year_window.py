"""Last year's report beside this one: what is loaded, and its tables and texts, to be looked at only."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QPlainTextEdit,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from govreport_gui.core.editing.editor import ReportEditor
from govreport_gui.core.report.document import Document, LastYear
from govreport_gui.ui.table.table_model import TableModel
from govreport_gui.ui.table.table_view import OfficialTable
from govreport_gui.ui.widgets import fitting, labels, theme

_CHANGE = "这里只能看。要改上年的数：打开上年的文件改好、保存，再重新载入。"


class LastYearWindow(QDialog):
    """Stays open beside the report. The table of `part` is in front; `load` asks for a report to compare with."""

    def __init__(self, parent: QWidget, editor: ReportEditor, part: str, load: Callable[[], None]) -> None:
        super().__init__(parent)
        self.setWindowTitle("上年年报")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._editor = editor
        self._part = part
        self._load = load
        self.words = labels.paragraph()
        self.tabs = QTabWidget()
        for each in (self.tabs, self.tabs.tabBar()):
            each.setAccessibleName("上年年报的各表和正文")
        choose = QPushButton("载入上年年报(&L)…")
        choose.clicked.connect(self._choose)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(choose, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.addWidget(self.words)
        layout.addWidget(self.tabs, 1)
        layout.addStretch()
        layout.addWidget(buttons)
        theme.dress_dialog(self)
        self._fill()

    def _choose(self) -> None:
        self._load()
        self._fill()

    def _fill(self) -> None:
        document = self._editor.document
        self.words.setText(loaded(document))
        self.tabs.clear()
        self.tabs.setVisible(document.last is not None)
        fitting.fit(self, QSize(980, 600) if document.last else QSize(620, 140))
        if document.last is None:
            return
        # A report in a locked state refuses every change.
        editor = ReportEditor(document.last.form, replace(document.last.document, state="final"))
        editor.on_refusal = lambda _: self.words.setText(f"{loaded(document)}\n{_CHANGE}")
        for section in editor.form.sections:
            if section.table:
                table = OfficialTable(TableModel(editor, editor.form.table(section.table)))
                at = self.tabs.addTab(table, editor.form.table(section.table).name)
                if section.id == self._part:
                    self.tabs.setCurrentIndex(at)
        text = QPlainTextEdit(_texts(document.last))
        text.setReadOnly(True)
        text.setAccessibleName("上年年报的正文")
        self.tabs.addTab(text, "正文")


def loaded(document: Document) -> str:
    """What is loaded, of whom and when; where nothing is, how to come by it."""
    last = document.last
    if last is not None:
        of = last.document
        year = f"{of.year}年度" if of.year else "年度没有写明"
        return f"{of.unit or '单位名称没有写明'}，{year}，{last.form.name}，填了 {len(of.cells)} 格。{_CHANGE}"
    year = f"{document.year - 1}年度" if document.year else "上一年度"
    return (
        "尚未载入上年年报。\n"
        "有上年的文件：点“载入上年年报”，本程序能读的都可以，去年用的格式不同也可以。\n"
        f"没有文件：用“新建”建一份{year}的年报，把上年三张表的数填进去（或粘贴进去），保存后在这里载入。"
    )


def _texts(last: LastYear) -> str:
    """The parts of the text with their headings."""
    parts = [(each.heading or each.name, last.document.sections.get(each.id, "")) for each in last.form.sections]
    return "\n\n".join(f"{heading}\n{text}" for heading, text in parts if text)
