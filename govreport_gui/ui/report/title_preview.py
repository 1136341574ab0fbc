"""What the cover makes of the report: its title as printed, the period it is of, the name its file is offered under."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document
from govreport_gui.ui.widgets import labels, theme

_NAMES = ("表格格式", "统计期限", "文件名")


class TitlePreview(QWidget):
    """Follows what is filled in on the cover."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("标题预览")
        name, more = labels.line("标题预览"), labels.line("随填随变")
        name.setFont(theme.sized(name.font(), theme.BODY, bold=True))
        more.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        head = QHBoxLayout()
        head.setContentsMargins(theme.M, 0, theme.M, 0)
        head.setSpacing(theme.S)
        head.addWidget(name)
        head.addWidget(more)
        head.addStretch(1)
        above = QWidget()
        above.setLayout(head)
        above.setFixedHeight(theme.scaled(theme.HEAD))
        self.title = labels.paragraph()
        self.title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.title.setFont(theme.sized(self.title.font(), theme.TITLE, bold=True))
        paper = QFrame()
        paper.setFrameShape(QFrame.Shape.Box)
        paper.setFrameShadow(QFrame.Shadow.Plain)
        paper.setForegroundRole(QPalette.ColorRole.Mid)
        paper.setBackgroundRole(QPalette.ColorRole.Base)
        paper.setAutoFillBackground(True)
        on_paper = QVBoxLayout(paper)
        on_paper.setContentsMargins(theme.M, theme.XL, theme.M, theme.XL)
        on_paper.addWidget(self.title)
        rows = QGridLayout()
        rows.setHorizontalSpacing(theme.S)
        rows.setVerticalSpacing(theme.XS + 2)
        rows.setColumnStretch(1, 1)
        self.words = {each: labels.paragraph() for each in _NAMES}
        for row, (each, words) in enumerate(self.words.items()):
            label = labels.line(each)
            label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
            rows.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            rows.addWidget(words, row, 1)
        inside = QVBoxLayout()
        inside.setContentsMargins(theme.L, theme.S, theme.L, theme.L)
        inside.setSpacing(theme.L)
        inside.addWidget(paper)
        inside.addLayout(rows)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(above)
        layout.addLayout(inside)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Take no more height than the words need: the rest is for the problems."""
        layout = self.layout()
        if layout is not None:
            high = layout.totalHeightForWidth(self.width())
            self.setMinimumHeight(high)
            self.setMaximumHeight(high)

    def show_report(self, form: Format, document: Document) -> None:
        """Show what becomes of the cover of this report."""
        from govreport_gui.files.output import export  # noqa: PLC0415  # what it needs is large

        title, year = form.title_of(document.unit, document.year), document.year
        unit = document.unit or title[: title.index("〕") + 1]
        self.title.setText(f"{unit}\n{title.removeprefix(unit)}")
        self.words["表格格式"].setText(f"{form.name}（{form.source}）")
        self.words["统计期限"].setText(f"{year}年1月1日至{year}年12月31日" if year else "未填年度")
        self.words["文件名"].setText(export.file_name(document, ""))
