"""历史版本: the dated copies of a report's file, what is different in the open report, and taking places back."""

from collections import Counter
from html import escape
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QListWidget,
    QPushButton,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from govreport_gui.core.editing.differences import Difference, differences, pieces, summary, taken_over
from govreport_gui.core.editing.editor import ReportEditor
from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document
from govreport_gui.core.report.states import refusal
from govreport_gui.files import names
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.names import readable
from govreport_gui.files.saving import store
from govreport_gui.files.saving.versions import Version
from govreport_gui.files.sources import reading
from govreport_gui.ui.filing.file_questions import when
from govreport_gui.ui.filing.report_file import ReportFile
from govreport_gui.ui.widgets import dialogs, fitting, labels, theme

_NONE: Final = "尚无历史版本。每次保存均在本机留存一份：当天的全部保留，以前的每天留一份，一个月以前的每月留一份。"
_LONG: Final = 40


class VersionsWindow(QDialog):
    """Looks at the copies of the open report's file; the report itself in `editor` is what they are compared with."""

    def __init__(self, parent: QWidget, editor: ReportEditor, files: ReportFile) -> None:
        super().__init__(parent)
        self.editor = editor
        self.path = path = files.path
        self._files = files
        self.setWindowTitle(f"历史版本：{readable(path.stem)}" if path is not None else "历史版本")
        fitting.fit(self, QSize(960, 560))
        self._versions = files.copies()
        minutes = Counter(when(version.at) for version in self._versions)
        self._times = [when(version.at, seconds=minutes[when(version.at)] > 1) for version in self._versions]
        self._chosen: tuple[Format, Document] | None = None
        self._changes: tuple[Difference, ...] = ()
        self.list = QListWidget()
        self.list.setAccessibleName("历史版本")
        self.list.setWordWrap(True)
        self.list.setSpacing(3)
        self.changes = QTableWidget(0, 3)
        self.changes.setHorizontalHeaderLabels(["位置", "那时", "现在"])
        self.changes.verticalHeader().hide()
        self.changes.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.changes.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.changes.setTabKeyNavigation(False)
        self.changes.setAccessibleName("那时和现在不同的地方")
        head = self.changes.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        head.setHighlightSections(False)
        self.detail = QTextBrowser()
        self.detail.setAccessibleName("文字的改动")
        self.detail.hide()
        self.said = labels.paragraph()
        self.take = QPushButton("取回选中的(&T)")
        self.take.setToolTip("把选中的格或文字改回那时的内容，可以撤销")
        self.save = QPushButton("把这一版另存为新文件(&S)…")
        close = QPushButton("关闭(&C)")
        self._lay_out(close)
        self.list.currentRowChanged.connect(self._choose)
        self.changes.itemSelectionChanged.connect(self._show_detail)
        self.take.clicked.connect(self.take_back)
        self.save.clicked.connect(self.save_as_new)
        close.clicked.connect(self.accept)
        self._fill()

    def _lay_out(self, close: QPushButton) -> None:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.said)
        column.addWidget(self.changes, 3)
        column.addWidget(self.detail, 2)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.list)
        split.addWidget(right)
        split.setSizes([300, 660])
        buttons = QHBoxLayout()
        buttons.addWidget(self.take)
        buttons.addWidget(self.save)
        buttons.addStretch()
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.addWidget(split, 1)
        layout.addLayout(buttons)
        self.take.setAutoDefault(False)
        self.save.setAutoDefault(False)
        close.setDefault(True)

    def _fill(self) -> None:
        read = [_read(version) for version in self._versions]
        for at, time in enumerate(self._times):
            older = next((each for each in read[at + 1 :] if each is not None), None)
            self.list.addItem(f"{time}\n{_described(read[at], older, first=at + 1 == len(read))}")
        self.take.setEnabled(False)
        self.save.setEnabled(False)
        if self._versions:
            self.list.setCurrentRow(0)
        elif self.path is None:
            self.said.setText(f"这份报告尚未存成文件。{_NONE}")
        else:
            self.said.setText(_NONE)

    def _choose(self, row: int) -> None:
        self._chosen = _read(self._versions[row])
        self.save.setEnabled(self._chosen is not None)
        self._changes = ()
        if self._chosen is None:
            self.said.setText("这一版读不出来。")
        else:
            self._changes = differences(self.editor.form, self._chosen[1], self.editor.document)
            count = len(self._changes)
            self.said.setText(
                f"{self._times[row]} 的版本与现在窗口里的报告" + (f"有 {count} 处不同：" if count else "相同。")
            )
        self.changes.setRowCount(len(self._changes))
        for line, change in enumerate(self._changes):
            for column, text in enumerate((change.place, *(_short(each) for each in _sides(change)))):
                item = QTableWidgetItem(text)
                if not change.movable:
                    item.setToolTip("这一处不能单独取回")
                self.changes.setItem(line, column, item)
        if self._changes:
            self.changes.selectRow(0)
        self._show_detail()

    def _selected(self) -> tuple[Difference, ...]:
        return tuple(self._changes[line] for line in sorted({index.row() for index in self.changes.selectedIndexes()}))

    def _show_detail(self) -> None:
        selected = self._selected()
        same_form = self._chosen is not None and self._chosen[0].id == self.editor.form.id
        locked = refusal(self.editor.document)
        self.take.setEnabled(same_form and not locked and any(change.movable for change in selected))
        self.take.setToolTip(locked or "把选中的格或文字改回那时的内容，可以撤销")
        long = [each for each in selected if len(each.before) > _LONG or len(each.after) > _LONG]
        self.detail.setVisible(bool(long))
        if long:
            self.detail.setHtml(self._laid(long[0]))

    def _laid(self, change: Difference) -> str:
        """Then and now in one text: what is gone struck through, what is new underlined."""
        gone, new = (theme.colour(kind).name() for kind in ("must_fix", "done"))
        styles = {
            "same": "",
            "gone": f"color:{gone};text-decoration:line-through",
            "new": f"color:{new};text-decoration:underline",
        }
        body = "".join(
            f'<span style="{styles[kind]}">{escape(text).replace(chr(10), "<br>")}</span>'
            for kind, text in pieces(change.before, change.after)
        )
        return f"<p><b>{escape(change.place)}</b>　划去的是那时有、现在没有的，下划线的是后来写的。</p><p>{body}</p>"

    def take_back(self) -> None:
        """Make the chosen places of the open report what they were, as one undo step."""
        if self._chosen is None:
            return
        changes = [change for change in self._selected() if change.movable]
        what = changes[0].place if len(changes) == 1 else f"{len(changes)} 处"
        document = taken_over(self.editor.document, self._chosen[1], changes)
        self.editor.apply(f"取回{what}", document)
        self._choose(self.list.currentRow())

    def save_as_new(self) -> None:
        """Put the chosen copy into a new file; the report's own file stays as it is."""
        if self._chosen is None or self.path is None:
            return
        form, document = self._chosen
        version = self._versions[self.list.currentRow()]
        offered = self.path.with_name(f"{self.path.stem}（{version.at:%Y-%m-%d %H时%M分}）{store.SUFFIX}")
        path = dialogs.ask_path(self, "另存为新文件", offered, "年报 (*.govreport)")
        if path is None:
            return
        if names.same(path, self.path):
            dialogs.say_error(self, "这是正在打开的文件，换一个名字另存。")
            return
        if self._files.may_write(path) != "yes":
            return
        try:
            kept = self._files.write_copy(path, document, form)
        except OutsideError as error:
            dialogs.say_error(self, str(error))
            return
        self.said.setText(readable(f"已存到“{path}”。") + ("" if kept else "那里原来的内容没有留下历史版本。"))


def _read(version: Version) -> tuple[Format, Document] | None:
    try:
        imported = reading.read(version.path)
    except OutsideError:
        return None
    return imported.form, imported.document


def _described(now: tuple[Format, Document] | None, before: tuple[Format, Document] | None, *, first: bool) -> str:
    """What a copy brought that the one before it had not."""
    if now is None:
        return "读不出来"
    if before is None:
        return "最早的一版" if first else ""
    return summary(now[0], differences(now[0], before[1], now[1])) or "没有改动"


def _sides(change: Difference) -> tuple[str, str]:
    if not change.before and not change.after:
        return "", "（有改动）"
    return change.before or "（空）", change.after or "（空）"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONG else f"{line[:_LONG]}…"
