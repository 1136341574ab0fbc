"""附件 of an application: names of files, which stay where they are."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from govreport_gui.ui.widgets import dialogs, labels, theme


class AttachmentRow(QWidget):
    """Shows the names. `changed`: they are others now."""

    changed = Signal(tuple)

    def __init__(self) -> None:
        super().__init__()
        self._names: tuple[str, ...] = ()
        self.names = labels.paragraph()
        self.more, self.clear = QPushButton("添加附件…"), QPushButton("清空附件")
        for button in (self.more, self.clear):
            button.setProperty("small", True)
        self.more.setToolTip("只记下文件的名称，文件留在原处")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.XS)
        grid.addWidget(self.names, 0, 0, 1, 2)
        grid.addWidget(self.more, 1, 0)
        grid.addWidget(self.clear, 1, 1)
        self.more.clicked.connect(self._add)
        self.clear.clicked.connect(lambda: self.changed.emit(()))

    def show_names(self, names: tuple[str, ...]) -> None:
        """Show these."""
        self._names = names
        self.names.setText("\n".join(names))
        self.names.setVisible(bool(names))
        self.clear.setEnabled(bool(names))

    def _add(self) -> None:
        path = dialogs.ask_open(self, "添加附件", str(Path.home()), "所有文件 (*)")
        if path is not None and path.name not in self._names:
            self.changed.emit((*self._names, path.name))
