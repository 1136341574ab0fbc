"""What 整理格式 would change, shown before it is done."""

from html import escape

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from govreport_gui.core.drafting.tidying import HEADING, Tidied
from govreport_gui.core.editing.differences import pieces
from govreport_gui.ui.widgets import fitting, labels, theme

_SIGNS = {" ": "␣", "\u3000": "␣␣", "\u00a0": "␣", "\n": "↵\n"}
"""How what cannot be seen is shown where it is taken away."""


class TidyPreview(QDialog):
    """Shows the text with what goes struck out and what comes underlined; Enter does it, Esc leaves it."""

    def __init__(self, parent: QWidget, name: str, before: str, tidied: Tidied) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"整理格式：{name}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        what = "，".join(f"{kind} {number} 处" for kind, number in tidied.changes)
        but = "除重复的标题外，" if any(kind == HEADING for kind, _ in tidied.changes) else ""
        self.words = labels.paragraph(f"将整理：{what}。{but}文字和数字不变，可以撤销。")
        self.text = QTextBrowser()
        self.text.setAccessibleName("整理前后对照，划去的为删去，加下划线的为改后")
        self.text.setHtml(_marked(before, tidied.text))
        buttons = QDialogButtonBox()
        do = buttons.addButton("整理 Enter", QDialogButtonBox.ButtonRole.AcceptRole)
        do.setDefault(True)
        buttons.addButton("取消 Esc", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.M)
        layout.addWidget(self.words)
        layout.addWidget(self.text, 1)
        layout.addWidget(buttons)
        theme.dress_dialog(self)
        do.setFocus()
        fitting.fit(self, QSize(760, 480))


def _marked(before: str, after: str) -> str:
    """The two texts laid into one."""
    made = []
    for kind, text in pieces(before, after):
        if kind == "gone":
            words = "".join(_SIGNS.get(sign, sign if sign.isprintable() else "␣") for sign in text)
            ink, ground = theme.colour("must_fix").name(), theme.colour("must_fix fill").name()
            made.append(f'<span style="color:{ink};background:{ground}"><s>{escape(words)}</s></span>')
        elif kind == "new":
            made.append(f'<span style="color:{theme.colour("done").name()}"><u>{escape(text)}</u></span>')
        else:
            made.append(escape(text))
    return f'<p style="white-space:pre-wrap">{"".join(made)}</p>'
