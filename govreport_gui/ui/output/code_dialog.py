"""核对指纹: whether a printed fingerprint is that of the open report, or of which earlier state of it."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout

from govreport_gui.core.forms.form import Format
from govreport_gui.core.papers.content import content_of
from govreport_gui.core.papers.fingerprint import fingerprint, typed
from govreport_gui.core.report.document import Document, Step
from govreport_gui.core.report.states import when as step_time
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.sources import reading
from govreport_gui.ui.filing.file_questions import when
from govreport_gui.ui.widgets import labels, signs, theme
from govreport_gui.ui.workspace import Workspace

_ASK: Final = "输入纸面上的内容指纹（8 位），也可粘贴含有指纹的文字、文件名。字母不分大小写，字母 O 作 0，I、L 作 1。"
_WIDE: Final = 480


class CodeDialog(QDialog):
    """Compares as soon as a whole fingerprint is there."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace.window)
        self.setWindowTitle("核对指纹")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._workspace = workspace
        editor = workspace.editor
        self._now = _code(editor.form, editor.document)
        self._earlier: dict[str, str] | None = None
        self.code = QLineEdit()
        self.code.setAccessibleName("内容指纹")
        self.code.setPlaceholderText("如 7K3M-Q9TD")
        self._sign, self.said = labels.line(), labels.paragraph()
        close = QPushButton("关闭 Esc")
        close.clicked.connect(self.reject)
        close.setDefault(True)
        column = QVBoxLayout(self)
        column.setSpacing(theme.M)
        ask, now = labels.paragraph(_ASK), labels.line(f"本年报的内容指纹：{self._now}")
        now.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for each in (ask, self.code, now):
            column.addWidget(each)
        line = QHBoxLayout()
        line.setSpacing(theme.S)
        line.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.said, 1)
        column.addLayout(line)
        column.addStretch()
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(close)
        column.addLayout(foot)
        theme.dress_dialog(self)
        self.setMinimumWidth(theme.scaled(_WIDE))
        self.said.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.said.setMinimumHeight(3 * self.fontMetrics().lineSpacing())
        self.code.textChanged.connect(self._compare)
        copied = QApplication.clipboard().text()
        if len(copied) < 500 and typed(copied):
            self.code.setText(copied.strip())
            self.code.selectAll()

    def _compare(self, text: str) -> None:
        code = typed(text)
        if not code:
            self._say("", "" if len(text.strip()) < 8 else "其中没有 8 位的内容指纹，或不止一个。")
        elif code == self._now:
            self._say("done", f"一致：纸面与本年报的内容相同（{code}）。")
        elif code in self._others():
            self._say("explain", f"不一致：{code} 是{self._others()[code]}的内容，此后有改动。")
        else:
            self._say("must_fix", f"不一致：{code} 不是本年报的内容，也不是本机历史版本、送审时的内容。")

    def _say(self, state: str, words: str) -> None:
        self._sign.setVisible(bool(state))
        if state:
            self._sign.setPixmap(signs.icon(state).pixmap(signs.size(self._sign)))
        self.said.setText(words)

    def _others(self) -> dict[str, str]:
        """By fingerprint what else of this report is known, the newest first: what was sent, and dated copies."""
        if self._earlier is None:
            self._earlier = {}
            for version in self._workspace.files.copies():
                try:
                    found = reading.read(version.path)
                except OutsideError:
                    continue
                self._earlier.setdefault(_code(found.form, found.document), f"历史版本 {when(version.at)} ")
            for sent in self._workspace.editor.document.sent:
                at = step_time(Step("in_review", sent.at))
                self._earlier[_code(sent.form, sent.document)] = f"{at}送审稿"
        return self._earlier


def _code(form: Format, document: Document) -> str:
    return fingerprint(content_of(form, document))
