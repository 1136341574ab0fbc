"""复议 and 诉讼 about an application: a block of fields for each, and a button for one more."""

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from govreport_gui.core.ledger.application import Dispute
from govreport_gui.core.ledger.vocabulary import Vocabulary, date_in
from govreport_gui.ui.widgets import labels, theme
from govreport_gui.ui.widgets.fields import Choice


class DisputeRows(QWidget):
    """Shows disputes. `changed`: they are others now."""

    changed = Signal(tuple)

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__()
        self._vocabulary = vocabulary
        self._disputes: tuple[Dispute, ...] = ()
        self.blocks: list[_Block] = []
        self.more = QPushButton("添加复议或诉讼")
        self.more.setProperty("small", True)
        self.more.clicked.connect(self._add)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(theme.S)
        self._rows.addWidget(self.more)

    def show_disputes(self, disputes: tuple[Dispute, ...]) -> None:
        """Show these."""
        if len(disputes) != len(self.blocks):
            for block in self.blocks:
                block.hide()  # until Qt comes to delete it
                block.deleteLater()
            self.blocks = [self._block(at) for at in range(len(disputes))]
            before = self._before()
            for at, block in enumerate(self.blocks):
                self._rows.insertWidget(at, block)
                # Tab goes through them in the order in which they stand, not in which they were made.
                for field in block.fields:
                    self.setTabOrder(before, field)
                    before = field
        self._disputes = disputes
        for block, dispute in zip(self.blocks, disputes, strict=True):
            block.show_dispute(dispute)

    def _before(self) -> QWidget:
        """What Tab came from before it came here."""
        found = self.more.previousInFocusChain()
        while found not in (None, self.more) and (
            found.focusPolicy() == Qt.FocusPolicy.NoFocus or self.isAncestorOf(found)
        ):
            found = found.previousInFocusChain()
        return found or self.more

    def _block(self, at: int) -> "_Block":
        block = _Block(self._vocabulary)
        block.changed.connect(lambda dispute: self._put(at, dispute))
        block.gone.connect(lambda: self.changed.emit((*self._disputes[:at], *self._disputes[at + 1 :])))
        return block

    def _put(self, at: int, dispute: Dispute) -> None:
        if dispute != self._disputes[at]:
            self.changed.emit((*self._disputes[:at], dispute, *self._disputes[at + 1 :]))

    def _add(self) -> None:
        self.changed.emit((*self._disputes, Dispute("reconsideration")))
        if self.blocks:
            self.blocks[-1].kind.setFocus()


class _Block(QWidget):
    """One dispute."""

    changed = Signal(Dispute)
    gone = Signal()

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__()
        self._dispute = Dispute("reconsideration")
        names = vocabulary.names
        self.kind, self.outcome = Choice(names["dispute"]), Choice(names["outcome"])
        self.role = Choice({"": "原行为机关", "co_defendant": names["role"]["co_defendant"]})
        self.filed, self.closed = QLineEdit(), QLineEdit()
        self.remove = QPushButton("删去")
        self.remove.setProperty("small", True)
        self.remove.clicked.connect(self.gone)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.M)
        grid.setVerticalSpacing(theme.XS)
        grid.setColumnStretch(1, 1)
        named: tuple[tuple[str, QWidget], ...] = (
            ("类型", self.kind),
            ("提起日期", self.filed),
            ("结果", self.outcome),
            ("审结日期", self.closed),
            ("本机关为", self.role),
        )
        for at, (name, widget) in enumerate(named):
            widget.setAccessibleName(f"复议诉讼{name}")
            grid.addWidget(labels.line(name), at, 0)
            grid.addWidget(widget, at, 1)
        grid.addWidget(self.remove, len(named), 1)
        self.fields = (*(widget for _, widget in named), self.remove)
        for choice in (self.kind, self.outcome, self.role):
            choice.activated.connect(lambda _: self._say())
        for line in (self.filed, self.closed):
            line.setPlaceholderText("年-月-日")
            line.editingFinished.connect(self._say)

    def show_dispute(self, dispute: Dispute) -> None:
        """Show that one."""
        self._dispute = dispute
        self.kind.show_code(dispute.kind)
        self.outcome.show_code(dispute.outcome)
        self.role.show_code(dispute.role)
        for line, text in ((self.filed, dispute.filed), (self.closed, dispute.closed)):
            if line.text() != text:
                with QSignalBlocker(line):
                    line.setText(text)

    def _say(self) -> None:
        filed, closed = (date_in(line.text()) or line.text().strip() for line in (self.filed, self.closed))
        made = replace(
            self._dispute,
            kind=self.kind.code,
            filed=filed,
            outcome=self.outcome.code,
            closed=closed,
            role=self.role.code,
        )
        self.changed.emit(made)
