"""The unit that is current: what goes back to it, ready to be printed or sent."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from govreport_gui.core.rollup import slips
from govreport_gui.core.rollup.desk import Desk, Row
from govreport_gui.ui.widgets import labels, theme


class SlipPane(QWidget):
    """Shows a unit's slip, or its reminder. `wanted`: it is to be put out as a paper."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title, self.unit = labels.line(), labels.CutLabel()
        self.title.setFont(theme.sized(self.title.font(), theme.BODY, bold=True))
        self.words = QPlainTextEdit()
        self.words.setReadOnly(True)
        self.words.setTabChangesFocus(True)
        self.words.setFrameShape(QFrame.Shape.NoFrame)
        self.words.document().setDocumentMargin(theme.M)
        self.put_out, self.copy = QPushButton("输出(&X)…"), QPushButton("复制文字(&T)")
        for button in (self.put_out, self.copy):
            button.setProperty("small", True)
        head = QHBoxLayout()
        head.setContentsMargins(theme.M, 0, theme.M, 0)
        head.setSpacing(theme.S)
        head.addWidget(self.title)
        head.addWidget(self.unit, 1)
        head.addWidget(self.put_out)
        head.addWidget(self.copy)
        bar = QWidget()
        bar.setFixedHeight(theme.scaled(theme.HEAD))
        bar.setLayout(head)
        theme.dress(bar)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(bar)
        whole.addWidget(self.words, 1)
        self.put_out.clicked.connect(self.wanted)
        self.copy.clicked.connect(lambda: QApplication.clipboard().setText(self.words.toPlainText()))

    def show_row(self, desk: Desk, row: Row | None, year: int | None) -> None:
        """Show what goes to that unit."""
        missing = row is not None and row.state == "missing"
        self.title.setText(slips.REMINDERS if missing else slips.SLIPS)
        self.unit.setText(row.unit if row is not None else "")
        words = ""
        if row is not None and missing:
            words = slips.as_text(slips.reminder(desk, row.unit, year))
        elif row is not None and row.submission is None:
            words = row.why
        elif row is not None and not returnable(row):
            words = f"未计入：{row.why}不出退回修改单。" if row.why else "核对通过，没有需要退回修改的问题。"
        elif row is not None:
            words = slips.as_text(slips.slip(desk, row))
        self.words.setPlainText(words)
        self.words.setAccessibleName(f"{self.title.text()}　{self.unit.text()}")
        there = row is not None and (missing or returnable(row))
        for button in (self.put_out, self.copy):
            button.setEnabled(there)


def returnable(row: Row) -> bool:
    """Whether there is anything to say to the unit about its report; nothing of one that does not count."""
    if row.why:
        return False
    findings = row.submission.findings if row.submission is not None else ()
    return bool(row.note) or any(each.level != "notice" and each.explanation is None for each in findings)
