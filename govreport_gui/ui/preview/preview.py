"""A window that shows a PDF as it will be put out, page by page, and prints it or writes just these bytes."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from govreport_gui.files import atomic, settings
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.pdf import pictures
from govreport_gui.ui import written
from govreport_gui.ui.preview.page_view import PAGE, WIDTH, PageView
from govreport_gui.ui.preview.view_bar import Thumbnails, ViewBar
from govreport_gui.ui.widgets import dialogs, fitting, labels, theme
from govreport_gui.ui.workspace import Workspace

_SIZE: Final = QSize(1100, 820)
_SPARE: Final = 90
"""For what is not in the bar yet: its margins and the number of pages, in pixels."""
_CHANGED: Final = "报告已改动，回到本窗口或按 F5 更新。"


@dataclass(frozen=True, slots=True)
class NamedPdf:
    """A finished PDF, the file name it is offered under, and what the clerk should know about it.

    `unfinished` is the verdict of a report that has not passed: whether it may be written is asked first. `lacking` are
    characters of its title that no font has: whether it may be written or printed is asked too.
    """

    content: bytes
    name: str
    remark: str = ""
    unfinished: str = ""
    lacking: str = ""


class Preview(QDialog):
    """Shows what `make` gives; it is asked again whenever the clerk comes back from elsewhere."""

    def __init__(
        self,
        workspace: Workspace,
        title: str,
        make: Callable[[], NamedPdf],
        tick: QAction | None = None,
        *,
        of_report: bool = True,
        above: QWidget | None = None,
    ) -> None:
        """`tick`: an entry that can be ticked and changes what `make` gives; `of_report`: so does the open report.

        `above`: the window that is in front, where it keeps the main window from being used.
        """
        super().__init__(above or workspace.window, Qt.WindowType.Window)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace, self._make = workspace, make
        self._pages: pictures.Pages | None = None
        self.paper: NamedPdf | None = None
        self._stale = False
        self._agreed = ""
        """Characters of the title that may be 〓, as the clerk has said."""
        self._of_report = of_report
        self.view = PageView()
        self.bar = ViewBar(self.view)
        self.thumbnails = Thumbnails(self.view)
        self.remark = labels.paragraph()
        self._lay_out(tick)
        zoom = workspace.settings.output.zoom
        self.view.set_zoom(zoom if zoom in {WIDTH, PAGE} or zoom.isdecimal() else PAGE)
        fitting.fit(self, _SIZE)
        self.view.setFocus()

    def refresh(self) -> bool:
        """Show the paper as it is now; False where there is none, and a sentence says why."""
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            paper = self._make()
            if self.paper is None or paper.content != self.paper.content:
                self._show(pictures.open_pages(paper.content))
        except OutsideError as error:
            self._say(str(error))
            return False
        finally:
            QApplication.restoreOverrideCursor()
        self.paper, self._stale = paper, False
        self._say(paper.remark)
        return True

    def outdated(self) -> None:
        """The report has changed: say so until it is shown anew."""
        if not self._of_report:
            return
        self._stale = True
        self._say(_CHANGED)

    def print(self) -> bool:
        """Ask for a printer and print; whether it was sent."""
        from govreport_gui.ui.preview import printing  # noqa: PLC0415  # looking takes no printer

        if self._pages is None or self.paper is None:
            return False
        if not printing.any_printer():
            self._offer_pdf()
            return False
        if not self._may_lack("打印"):
            return False
        printer = printing.printer_of(self._workspace.settings.output)
        printer.setDocName(Path(self.paper.name).stem)
        if not printing.ask(self, printer, len(self._pages.sizes)):
            return False
        self._remember(printing.chosen_on(printer, self._workspace.settings.output))
        wanted = printing.numbers(printer, len(self._pages.sizes), self.view.page)
        if not printing.send(printer, self._pages, wanted, self):
            self._say(f"没有打印：打印机“{printer.printerName()}”没有接收，或者中途取消了。")
            return False
        self._say(f"已送到打印机“{printer.printerName()}”。")
        return True

    def export(self) -> None:
        """Write the very PDF that is shown."""
        if self.paper is None:
            return
        if self.paper.unfinished and not dialogs.ask_export(self, self.paper.unfinished):
            return
        if not self._may_lack("输出"):
            return
        path = dialogs.ask_path(self, "输出到", self._workspace.place_for(self.paper.name), "PDF (*.pdf)")
        if path is None:
            return
        try:
            atomic.write(path, self.paper.content)
        except OutsideError as error:
            dialogs.say_error(self, str(error))
            return
        self._say(f"已输出到“{path.name}”。")
        written.say_written(self._workspace, (path,))  # seen when this window is closed

    def _may_lack(self, deed: str) -> bool:
        """Whether it is well that characters of the title are 〓; asked once for the same characters."""
        lacking = self.paper.lacking if self.paper is not None else ""
        if lacking == self._agreed or dialogs.ask_lacking(self, lacking, deed):
            self._agreed = lacking
            return True
        return False

    def _lay_out(self, tick: QAction | None) -> None:
        bar = QHBoxLayout()
        bar.addWidget(self._button("打印(&P)…", self.print, "Ctrl+P"))
        bar.addWidget(self._button("输出(&E)…", self.export, "Ctrl+E"))
        bar.addSpacing(16)
        bar.addWidget(self.bar)
        bar.addStretch()
        bar.addWidget(self._button("关闭(&C)", self.close, ""))
        self.bar.add_keys(self)
        QShortcut(QKeySequence("F5"), self, self.refresh)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.thumbnails)
        middle.addWidget(self.view, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addLayout(bar)
        below = QHBoxLayout()
        below.addWidget(self.remark, 1)
        layout.addLayout(below)
        if tick is not None:
            box = self._box(tick)
            fits = bar.minimumSize().width() + box.sizeHint().width() + _SPARE < fitting.room(self).width()
            if fits:
                bar.insertWidget(2, box)
            else:
                below.addWidget(box)
        layout.addLayout(middle, 1)

    def _box(self, tick: QAction) -> QCheckBox:
        box = QCheckBox("附图表(&G)")
        box.setChecked(tick.isChecked())
        box.toggled.connect(tick.setChecked)
        tick.toggled.connect(box.setChecked)
        tick.toggled.connect(self.refresh)
        return box

    def _button(self, words: str, do: Callable[[], object], key: str) -> QPushButton:
        made = QPushButton(words)
        made.setAutoDefault(False)
        made.clicked.connect(do)
        if key:
            QShortcut(QKeySequence(key), self, do)
            made.setToolTip(key)
        return made

    def _show(self, pages: pictures.Pages) -> None:
        self._pages = pages
        self.view.show_pages(pages)
        self.bar.show_count(len(pages.sizes))
        self.thumbnails.setVisible(len(pages.sizes) > 1)
        self.thumbnails.show_pages(pages)

    def _say(self, text: str) -> None:
        self.remark.setText(text)
        self.remark.setVisible(bool(text))

    def _offer_pdf(self) -> None:
        box = QMessageBox(QMessageBox.Icon.Information, "打印", "这台电脑没有装打印机。", parent=self)
        box.setInformativeText("可先输出为 PDF，再到有打印机的电脑上打印。")
        out = box.addButton("输出(&E)…", QMessageBox.ButtonRole.AcceptRole)
        box.addButton("以后再说(&N)", QMessageBox.ButtonRole.RejectRole)
        theme.dress_dialog(box)
        box.exec()
        if box.clickedButton() is out:
            self.export()

    def _remember(self, output: settings.Output) -> None:
        self._workspace.keep(replace(self._workspace.settings, output=output))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        back = event.type() == QEvent.Type.ActivationChange and self.isActiveWindow() and self.paper is not None
        # What is still being typed is no change of the report yet.
        if back and self._of_report and (self._stale or self._workspace.view.pending):
            self.refresh()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self._remember(replace(self._workspace.settings.output, zoom=self.view.zoom))
