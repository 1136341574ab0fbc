"""All that can be set, in one window. Whatever is changed holds at once and is kept; nothing waits for 确定."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from govreport_gui.files.names import readable
from govreport_gui.files.pdf.found import FindingFonts
from govreport_gui.files.saving import versions
from govreport_gui.files.settings import TEXT_SIZES, Settings
from govreport_gui.ui.widgets import dialogs, fitting, labels, theme
from govreport_gui.ui.widgets.fields import Choice
from govreport_gui.ui.widgets.group import Group

_WIDE, _HIGH = 720, 560
"""Size of the window in pixels, where the screen has room."""
_POLL: Final = 50
"""Milliseconds between looks at what has been found out."""
_SIZES: Final = {str(size): name for size, name in zip(TEXT_SIZES, ("标准", "较大", "大"), strict=True)}
_SCHEMES: Final = {"": "跟随系统", "light": "浅色", "dark": "深色"}
_CHOICE: Final = 160
"""Width of the choices in pixels."""
_COUNTING: Final = "正在统计…"
_LOOKING: Final = "正在查找…"


class SettingsWindow(QDialog):
    """Shows `kept`. Says what the clerk changes; the program does it."""

    changed = Signal(object)
    """These settings hold from now on."""
    folder = Signal(object)
    """This folder is to be shown."""

    def __init__(self, parent: QWidget, kept: Settings) -> None:
        super().__init__(parent)
        self.setWindowTitle("设置")
        self.kept = kept
        self._copies_kept: tuple[int, int] | None = None
        self.finding = FindingFonts()
        self._poll = QTimer(self, interval=_POLL)
        self._poll.timeout.connect(self._find)
        self._layout = QVBoxLayout(self)
        self._whole: QWidget | None = None
        self._fill()
        self._poll.start()

    def _fill(self) -> None:
        """Put all in, in the size of text that holds now."""
        if self._whole is not None:
            self._whole.hide()
            self._whole.deleteLater()
        self._whole = whole = QWidget()
        self.place, self.backup, self.where = labels.CutLabel(), labels.line(_COUNTING), labels.CutLabel()
        self.text_size, self.scheme = Choice(_SIZES), Choice(_SCHEMES)
        self.fonts = {name: labels.line(_LOOKING) for name in ("小标宋", "仿宋", "黑体", "楷体", "宋体")}
        inside = QWidget()
        groups = QVBoxLayout(inside)
        groups.setContentsMargins(0, 0, theme.S, 0)
        groups.setSpacing(theme.M)
        self._kept_group = self._copies()
        for group in (self._general(), self._kept_group, self._papers()):
            groups.addWidget(group)
        groups.addStretch(1)
        self._scroll = scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        scroll.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        said = labels.line("改动即时生效，自动保存。")
        said.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        buttons = QDialogButtonBox()
        close = buttons.addButton("关闭 Esc", QDialogButtonBox.ButtonRole.RejectRole)
        close.setDefault(True)
        buttons.rejected.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(said, 1)
        foot.addWidget(buttons)
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.M)
        layout.addWidget(scroll, 1)
        layout.addLayout(foot)
        self._layout.addWidget(whole)
        theme.dress_dialog(self)
        fitting.fit(self, QSize(theme.scaled(_WIDE), theme.scaled(_HIGH)))
        self._show()

    def show_copies(self) -> None:
        """Bring what tells of copies into sight, and the keys to it."""
        for each in (self._kept_group, self.clear):  # where not all of it has room, at least what is to be pressed
            self._scroll.ensureWidgetVisible(each)
        self._find()  # whether there are any
        (self.open_folder if self.open_folder.isEnabled() else self.choose).setFocus()

    def _general(self) -> Group:
        group = Group("一般")
        for choice in (self.text_size, self.scheme):
            choice.setFixedSize(theme.scaled(_CHOICE), theme.scaled(theme.BUTTON))
        # Once the choice has closed: all is drawn anew then, it too.
        self.text_size.activated.connect(lambda: QTimer.singleShot(0, self, self._take_choices))
        self.scheme.activated.connect(lambda: QTimer.singleShot(0, self, self._take_choices))
        group.add("默认文件夹", self.place, "打开、保存时首先到的位置")
        self.choose = _button("更改(&G)…", self._choose)
        self.reset = _button("恢复默认(&R)", lambda: self._change(default_folder=""))
        group.add_whole(_row(self.choose, self.reset))
        group.add("文字大小(&T)", self.text_size, "表格、正文另可按 Ctrl+滚轮缩放")
        group.add("外观(&A)", self.scheme, "系统设为高对比度的，以系统为准")
        return group

    def _copies(self) -> Group:
        group = Group("备份", "每次保存留一份历史版本，未保存的修改另有自动备份")
        group.add("历史版本", self.backup, "在「文件 → 历史版本」中查看、取回")
        group.add("位置", self.where)
        self.open_folder = _button("打开文件夹(&P)", lambda: self.folder.emit(versions.folder()))
        self.clear = _button("清空(&E)…", self._clear)
        group.add_whole(_row(self.open_folder, self.clear))
        return group

    def _papers(self) -> Group:
        group = Group("公文字体", "输出 PDF 和打印时使用；放入字体后重新打开本程序")
        uses = ("标题", "正文", "一级标题", "二级标题", "表格")
        for (name, words), use in zip(self.fonts.items(), uses, strict=True):
            group.add(name, words, use)
        return group

    # ── what holds ───────────────────────────────────────────────────

    def _show(self) -> None:
        kept = self.kept
        self.place.setText(readable(kept.default_folder) or "最近一份年报所在文件夹")
        self.reset.setEnabled(bool(kept.default_folder))
        self.where.setText(readable(str(versions.folder())))
        self.text_size.show_code(str(kept.text_size))
        self.scheme.show_code(kept.scheme)
        self._show_found()

    def _find(self) -> None:
        """Find out how much the copies take and which fonts there are, now that the window is there."""
        if self._copies_kept is None:
            self._copies_kept = versions.taken()
            self._show_found()
        if self.finding.look():
            self._poll.stop()
            self._show_found()

    def _show_found(self) -> None:
        """Show what has been found out about copies and fonts."""
        count, size = self._copies_kept or (0, 0)
        if self._copies_kept is not None:
            self.backup.setText(f"{count} 份，{_amount(size)}" if count else "无")
        self.clear.setEnabled(bool(count))
        self.open_folder.setEnabled(bool(count))
        for each in self.finding.used or ():
            called = readable(each.called)
            self.fonts[each.name].setText(called if each.own else f"未找到，代以{called}")
            self.fonts[each.name].setToolTip(labels.plain(readable(each.file)))
        if self.finding.used == ():
            for words in self.fonts.values():
                words.setText("未找到")
                words.setToolTip(labels.plain(self.finding.why))

    def _change(self, **what: str | int) -> None:
        before, self.kept = self.kept, replace(self.kept, **what)  # type: ignore[arg-type]  # each by its own choice
        self.changed.emit(self.kept)
        if self.kept.text_size != before.text_size:
            self._fill()
            self.text_size.setFocus()
        else:
            self._show()

    def _take_choices(self) -> None:
        self._change(text_size=int(self.text_size.code), scheme=self.scheme.code)

    def _choose(self) -> None:
        chosen = dialogs.ask_folder(self, "默认文件夹", self.kept.default_folder or str(Path.home()))
        if chosen is not None:
            self._change(default_folder=str(chosen))

    def _clear(self) -> None:
        count, size = self._copies_kept or (0, 0)
        more = f"共 {count} 份，{_amount(size)}。年报文件不受影响；清空后，以前保存的内容不能再取回。"
        answers = (("clear", "清空(&E)"), ("", "取消(&C)"))
        if not dialogs.ask(self, "清空历史版本？", more, answers, default=""):
            return
        if not versions.clear():
            dialogs.say_error(self, "有的历史版本未能清除，可能正被其他程序使用。关闭其他程序后再清空。")
        self._copies_kept = versions.taken()
        self._show_found()


def _button(words: str, do: Callable[[], object]) -> QPushButton:
    button = QPushButton(words)
    button.setAutoDefault(True)  # Enter presses it
    button.clicked.connect(lambda _=False: do())  # Qt says whether it is ticked
    return button


def _row(*buttons: QWidget) -> QWidget:
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, theme.S)
    row.setSpacing(theme.S)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return whole


def _amount(size: int) -> str:
    """So many bytes as people say it."""
    return f"{size / 1e6:.1f} MB" if size >= 100_000 else f"{max(1, round(size / 1000))} KB"
