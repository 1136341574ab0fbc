"""文字雷同: texts of two units side by side, what both say marked."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QPlainTextEdit, QVBoxLayout, QWidget

from govreport_gui.core.prose.passages import sentences
from govreport_gui.core.rollup.adding import Rollup
from govreport_gui.core.rollup.alike import Alike
from govreport_gui.ui.widgets import labels, theme

_PAIR: Final = Qt.ItemDataRole.UserRole
_LINES: Final = 6


class AlikeView(QWidget):
    """Shows groups of near-copies: a list of pairs, below it both texts. `opened`: a file that is wanted."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._rollup: Rollup | None = None
        self.pairs = QListWidget()
        self.pairs.setAccessibleName("雷同的单位")
        self.pairs.setFrameShape(QFrame.Shape.NoFrame)
        self.pairs.setFixedHeight(theme.scaled(theme.LINE) * _LINES)
        self.none = labels.paragraph("各单位的文字没有雷同。")
        self.texts = (QPlainTextEdit(), QPlainTextEdit())
        self.names = (labels.CutLabel(), labels.CutLabel())
        sides = QHBoxLayout()
        sides.setSpacing(theme.S)
        for name, text in zip(self.names, self.texts, strict=True):
            text.setReadOnly(True)
            text.setTabChangesFocus(True)
            name.setFont(theme.sized(name.font(), theme.BODY, bold=True))
            side = QVBoxLayout()
            side.setSpacing(theme.XS)
            side.addWidget(name)
            side.addWidget(text, 1)
            sides.addLayout(side, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.S)
        whole.addWidget(self.none)
        whole.addWidget(self.pairs)
        whole.addLayout(sides, 1)
        whole.addStretch(0)
        self.pairs.currentItemChanged.connect(self._show)
        self.pairs.itemActivated.connect(self._open)

    def show_groups(self, rollup: Rollup, groups: Sequence[Alike]) -> None:
        """Show these."""
        self._rollup = rollup
        self.pairs.clear()
        for group in groups:
            part = rollup.form.section(group.section).name
            for file, percent in group.others:
                words = f"{percent}%　{rollup.name(group.first)}　与　{rollup.name(file)}　{part}"
                item = QListWidgetItem(words, self.pairs)
                item.setData(_PAIR, (group.section, group.first, file))
        there = bool(groups)
        self.none.setVisible(not there)
        for widget in (self.pairs, *self.texts, *self.names):
            widget.setVisible(there)
        if there:
            self.pairs.setCurrentRow(0)

    def _show(self) -> None:
        item = self.pairs.currentItem()
        if item is None or self._rollup is None:
            return
        section, *files = item.data(_PAIR)
        documents = {each.file: each.document for each in self._rollup.counted.counted}
        both = [documents[file].sections.get(section, "") for file in files]
        for name, text, file, words in zip(self.names, self.texts, files, both, strict=True):
            name.setText(self._rollup.name(file))
            text.setPlainText(words)
            text.setAccessibleName(self._rollup.name(file))
        said = [{_bare(words[slice(*span)]) for span in sentences(words)} for words in both]
        for text, words, others in zip(self.texts, both, reversed(said), strict=True):
            _mark(text, [span for span in sentences(words) if _bare(words[slice(*span)]) in others])

    def _open(self, item: QListWidgetItem) -> None:
        self.opened.emit(item.data(_PAIR)[2])


def _bare(sentence: str) -> str:
    """A sentence without blanks, every digit as 0."""
    return "".join("0" if letter.isdigit() else letter for letter in sentence if not letter.isspace())


def _mark(box: QPlainTextEdit, spans: Sequence[tuple[int, int]]) -> None:
    """Let those places of the text stand out."""
    look = QTextCharFormat()
    look.setBackground(theme.colour("soft"))
    words = box.toPlainText()
    for start, end in spans:
        cursor = QTextCursor(box.document())
        # Qt counts as UTF-16 does.
        first, length = (len(part.encode("utf-16-le")) // 2 for part in (words[:start], words[start:end]))
        cursor.setPosition(first)
        cursor.setPosition(first + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(look)
