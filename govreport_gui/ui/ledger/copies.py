"""历史版本 of a ledger: its dated copies, each of which can become a file of its own."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QPushButton, QVBoxLayout, QWidget

from govreport_gui.files import clock, names
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.ledger import ledger_file, open_ledger
from govreport_gui.files.ledger.open_ledger import OpenLedger
from govreport_gui.files.names import readable
from govreport_gui.files.saving.versions import Version
from govreport_gui.ui.filing.file_questions import when
from govreport_gui.ui.widgets import dialogs, fitting, labels, theme

_KIND = "依申请公开台账 (*.govledger)"
_NONE = "尚无历史版本。每次保存均在本机留存一份：当天的全部保留，以前的每天留一份，一个月以前的每月留一份。"


class CopiesWindow(QDialog):
    """The dated copies of an open ledger; the ledger itself stays as it is."""

    def __init__(self, parent: QWidget, file: OpenLedger) -> None:
        super().__init__(parent)
        self._file = file
        self.setWindowTitle(f"历史版本：{readable(file.path.stem)}")
        self._copies: tuple[Version, ...] = file.copies()
        self.said = labels.paragraph("" if self._copies else _NONE)
        self.list = QListWidget()
        self.list.setAccessibleName("历史版本")
        for copy in self._copies:
            self.list.addItem(f"{when(copy.at, seconds=True)}　{_described(copy)}")
        self.save = QPushButton("把这一版另存为新文件(&S)…")
        self.save.setEnabled(bool(self._copies))
        self.save.setAutoDefault(False)
        self.save.clicked.connect(self.save_as_new)
        close = QPushButton("关闭(&C)")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(self.save)
        foot.addStretch(1)
        foot.addWidget(close)
        whole = QVBoxLayout(self)
        whole.addWidget(self.list, 1)
        whole.addWidget(self.said)
        whole.addLayout(foot)
        theme.dress_dialog(self)
        fitting.fit(self, QSize(560, 420))
        self.list.setCurrentRow(0)

    def save_as_new(self) -> None:
        """Put the chosen copy into a new file."""
        copy = self._copies[self.list.currentRow()]
        path = self._file.path
        offered = path.with_name(f"{path.stem}（{copy.at:%Y-%m-%d %H时%M分}）{path.suffix}")
        chosen = dialogs.ask_path(self, "另存为新文件", offered, _KIND)
        if chosen is None:
            return
        if names.same(chosen, path):
            dialogs.say_error(self, "这是正在打开的文件，换一个名字另存。")
            return
        try:
            ledger, _ = ledger_file.read(copy.path)
            open_ledger.create(chosen, ledger, clock.now()).close(clock.now())
        except OutsideError as error:
            dialogs.say_error(self, str(error))
            return
        self.said.setText(f"已存到“{readable(chosen.name)}”。")


def _described(copy: Version) -> str:
    """How many applications it holds; it names none of them."""
    try:
        ledger, _ = ledger_file.read(copy.path)
    except OutsideError:
        return "读不出来"
    still_open = sum(each.closed is None for each in ledger.applications)
    return f"{len(ledger.applications)} 件，未办结 {still_open} 件"
