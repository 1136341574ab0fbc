"""输出: one dialog for all that a report is put out as. It says before what each copy bears and what is amiss."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtWidgets import QCheckBox, QDialog, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from govreport_gui.core.papers import profiles, purpose
from govreport_gui.core.papers.charts import charts
from govreport_gui.core.papers.content import content_of
from govreport_gui.core.papers.fingerprint import fingerprint
from govreport_gui.core.papers.profiles import ProfileName
from govreport_gui.core.papers.purpose import Copy, Purpose
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.output import export, pack
from govreport_gui.files.output.copies import carried, copy_of
from govreport_gui.files.output.export import Order
from govreport_gui.files.output.pack import Packed
from govreport_gui.files.pdf import writer
from govreport_gui.files.pdf.profile import PROFILES
from govreport_gui.files.pdf.writer import Printed
from govreport_gui.ui import written
from govreport_gui.ui.output.destination import Destination
from govreport_gui.ui.output.foreseen import remarks, without_picture
from govreport_gui.ui.output.lists import CarriedTable, KindsBox, Remarks, column, section
from govreport_gui.ui.output.profile_row import ProfileRow
from govreport_gui.ui.output.purpose_cards import PurposeCards
from govreport_gui.ui.output.work import Work
from govreport_gui.ui.preview.earlier_years import LOOKING, EarlierYears
from govreport_gui.ui.widgets import fitting, labels, theme
from govreport_gui.ui.widgets.message_bars import MessageBar
from govreport_gui.ui.workspace import Workspace

_SIZE: Final = QSize(880, 630)
_FINGERPRINT: Final = "由单位、年度、正文和各格的数算得，\n改动一处即不同。"


class OutputDialog(QDialog):
    """Puts the open report out. `preview` shows a purpose's paper in front of the dialog."""

    def __init__(self, workspace: Workspace, preview: Callable[[Purpose, QWidget], object]) -> None:
        super().__init__(workspace.window)
        self.setWindowTitle(f"输出　{workspace.name}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._workspace, self._preview = workspace, preview
        editor = workspace.editor
        self._form, self._document, self._checked = editor.form, editor.document, editor.checked
        self._content = content_of(self._form, self._document)
        self._copies: dict[Purpose, Copy] = {
            kind: copy_of(self._form, self._document, self._content, self._checked, kind) for kind in purpose.NAMES
        }
        self._outlooks: dict[tuple[Purpose, ProfileName], Printed | str] = {}
        self._work: Work | None = None
        self._earlier = EarlierYears(self, workspace)
        self._waiting: Callable[[], None] | None = None
        """What is done once the earlier years are known."""
        self._told: tuple[str, ...] = ()
        """What the clerk should know of them."""
        self._agreed = False
        """Whether it is well that letters of the title have no picture."""
        passed = self._checked.verdict == "pass"
        warning = "" if passed else f"{self._checked.verdict_words}，每页印“{purpose.UNFINISHED}”"
        self.cards = PurposeCards(warning)
        self.table = CarriedTable(carried(self._copies))
        self.kinds = KindsBox()
        self.remarks = Remarks()
        self.code = labels.line(fingerprint(self._content))
        self.destination = Destination(workspace.place_for(export.file_name(self._document, ".pdf")).parent)
        self.profile = ProfileRow(profiles.known(workspace.settings.output.profile))
        self.charts = QCheckBox("附图表(&G)")
        self.charts.setChecked(workspace.settings.output.charts)
        self.question = MessageBar()
        self.said = labels.paragraph()
        self.look = QPushButton("预览(&P)")
        self.out = QPushButton()
        self.cancel = QPushButton("取消 Esc")
        self._middle = self._lay_out()
        self._wire()
        self.cards.choose(purpose.usual(self._document.state))
        self._show_purpose()
        fitting.fit(self, _SIZE)
        self.out.setFocus()
        QTimer.singleShot(0, self, self._look_ahead)

    # ── layout ───────────────────────────────────────────────────────

    def _lay_out(self) -> QWidget:
        """Put all in its place; gives what is out of use while files are written."""
        self.code.setFont(theme.sized(self.code.font(), theme.TITLE, bold=True))
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.code.setAccessibleName("内容指纹")
        words = labels.paragraph(_FINGERPRINT)
        mark = QFrame()
        line = QHBoxLayout(mark)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.L)
        line.addWidget(self.code)
        line.addWidget(words, 1)
        left = column(section("各稿所含内容"), self.table, section("内容指纹"), mark)
        right = column(section("格式"), self.kinds, self.profile, section("核对"), self.remarks)
        inner, middle = QWidget(), QWidget()
        columns = QHBoxLayout(inner)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(theme.L)
        for side in (left, right):
            side.addStretch()
            columns.addLayout(side, 1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        rule = QFrame()
        rule.setFrameShape(QFrame.Shape.HLine)
        rule.setFrameShadow(QFrame.Shadow.Plain)
        rule.setForegroundRole(rule.palette().ColorRole.Mid)
        above = QVBoxLayout(middle)
        above.setContentsMargins(0, 0, 0, 0)
        above.setSpacing(theme.M)
        above.addWidget(self.cards)
        above.addWidget(scroll, 1)
        above.addWidget(rule)
        above.addWidget(self.destination)
        foot = QHBoxLayout()
        foot.setSpacing(theme.S)
        foot.addWidget(self.charts)
        foot.addWidget(self.said, 1)
        for button in (self.look, self.out, self.cancel):
            foot.addWidget(button)
        whole = QVBoxLayout(self)
        whole.setSpacing(theme.M)
        whole.addWidget(middle, 1)
        whole.addWidget(self.question)
        whole.addLayout(foot)
        self.look.setAutoDefault(False)
        self.cancel.setAutoDefault(False)
        self.out.setDefault(True)
        theme.dress_dialog(self)
        return middle

    def _wire(self) -> None:
        self.cards.chosen.connect(self._show_purpose)
        self.kinds.changed.connect(self._judge)
        self.destination.changed.connect(self._judge)
        self.profile.chosen.connect(self._keep_profile)
        self.charts.toggled.connect(self._keep_charts)
        self._earlier.found.connect(self._go_on)
        self.look.clicked.connect(lambda: self._preview(self.cards.purpose, self))
        self.out.clicked.connect(self.put_out)
        self.cancel.clicked.connect(self.reject)

    # ── what is shown ────────────────────────────────────────────────

    def _show_purpose(self) -> None:
        kind = self.cards.purpose
        self.table.show_purpose(kind)
        self.charts.setEnabled(kind != "public")
        self.kinds.show_purpose(kind, getattr(self._workspace.settings.output, kind).split())
        self._show_outlook()

    def _judge(self) -> None:
        """Show what follows from the choices: the names, and whether anything can be put out."""
        self.question.forget()
        suffixes = self.kinds.suffixes()
        kind = self.cards.purpose
        self.destination.offer(export.file_name(self._document, "", self._copies[kind]), suffixes)
        fault = self.destination.fault if suffixes else "未选格式。"
        self.said.setText(fault)
        self.out.setText(f"输出 {len(suffixes)} 个文件 Enter" if suffixes else "输出 Enter")
        self.out.setEnabled(not fault)

    def _look_ahead(self) -> None:
        """Find out how the paper comes out: its pages, and what the fonts of this computer lack."""
        kind, profile = key = self._set
        if key not in self._outlooks:
            try:
                self._outlooks[key] = writer.outlook(self._content, self._copies[kind], PROFILES[profile])
            except OutsideError as error:
                self._outlooks[key] = str(error)
        self._show_outlook()

    @property
    def _set(self) -> tuple[Purpose, ProfileName]:
        """What paper is chosen, and how its pages are set."""
        return self.cards.purpose, profiles.known(self._workspace.settings.output.profile)

    def _show_outlook(self) -> None:
        outlook = self._outlooks.get(self._set)
        self.remarks.say(remarks(self._checked, outlook))
        if isinstance(outlook, Printed):
            self.kinds.show_pages(outlook.pages)
        elif outlook is None and self.isVisible():
            QTimer.singleShot(0, self, self._look_ahead)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.isVisible():
            self._show_purpose()

    # ── what is done ─────────────────────────────────────────────────

    def put_out(self) -> None:
        """Write the files that are chosen; what is doubtful is asked first."""
        files = pack.places(self.destination.folder, self.destination.stem, self.cards.purpose, self.kinds.suffixes())
        self._look_ahead()
        outlook = self._outlooks[self._set]
        if ".pdf" in files and isinstance(outlook, Printed) and not self._agreed:
            letters = without_picture(outlook)
            if letters:
                question = f"单位名称和标题中的“{letters}”没有字体，PDF 中印为“〓”。"
                self._ask(question, ("仍然输出(&R)", self._agree), ("返回(&K)", lambda: None))
                return
        there = pack.existing(files.values())
        if there:
            more = f"等 {len(there)} 个文件" if len(there) > 1 else ""
            question = f"已有“{there[0].name}”{more}，替换后原有内容不予保留。"
            replaced = partial(self._start, files, there)
            self._ask(question, ("替换(&R)", replaced), ("另用新名(&N)", self._rename), ("返回(&K)", lambda: None))
            return
        self._start(files, ())

    def _ask(self, question: str, *answers: tuple[str, Callable[[], object]]) -> None:
        self.question.ask("output", question, answers)
        self.question.buttons[-1].setFocus()

    def _agree(self) -> None:
        self._agreed = True
        QTimer.singleShot(0, self, self.put_out)

    def _rename(self) -> None:
        """Take the first name under which nothing is there."""
        folder, suffixes, stem = self.destination.folder, self.kinds.suffixes(), self.destination.stem
        number = 2
        while pack.existing(pack.places(folder, f"{stem}（{number}）", self.cards.purpose, suffixes).values()):
            number += 1
        self.destination.rename(f"{stem}（{number}）")
        QTimer.singleShot(0, self, self._judge)
        self.out.setFocus()

    def _start(self, files: Mapping[str, Path], replaced: tuple[Path, ...]) -> None:
        kind = self.cards.purpose
        self._keep_kinds(kind)
        self._busy(on=True)
        self.cancel.setFocus()
        if not (self.charts.isChecked() and kind != "public"):
            order = Order(self._form, self._document, self._checked, kind, profile=self._set[1])
            self._write(order, files, replaced)
            return
        self._waiting = partial(self._write_with_charts, kind, files, replaced)
        self._earlier.start()
        if self._earlier.done:
            self._go_on()
        else:
            self.said.setText(LOOKING)

    def _go_on(self) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting()

    def _write_with_charts(self, kind: Purpose, files: Mapping[str, Path], replaced: tuple[Path, ...]) -> None:
        several, beside, told = self._earlier.added()
        self._told = (told,) if told else ()
        drawn = (*charts(self._workspace.editor.case), *several)
        order = Order(self._form, self._document, self._checked, kind, drawn, beside, self._set[1])
        self._write(order, files, replaced)

    def _write(self, order: Order, files: Mapping[str, Path], replaced: tuple[Path, ...]) -> None:
        self._work = Work(self, pack.put_out(order, files, replaced))
        self._work.step.connect(self.said.setText)
        self._work.failed.connect(self._failed)
        self._work.done.connect(self._done)

    def _busy(self, *, on: bool) -> None:
        for widget in (self._middle, self.charts, self.look, self.out):
            widget.setEnabled(not on)
        if not on:
            self._work = None
            self.charts.setEnabled(self.cards.purpose != "public")

    def _failed(self, sentence: str) -> None:
        self._busy(on=False)
        self._judge()
        self.said.setText(sentence)

    def _done(self, packed: Packed) -> None:
        self._busy(on=False)
        compared = f"已读回核对，{packed.cells} 个数和 {packed.paragraphs} 段文字均一致。"
        self.accept()
        written.say_written(self._workspace, packed.files, compared, *self._told, *packed.notes)

    def reject(self) -> None:
        """One thing after the other: the work, the question, the dialog."""
        if self._work is not None or self._waiting is not None:
            self._waiting = None
            if self._work is not None:
                self._work.cancel()
            self._failed("已取消，未写出文件。")
        elif not self.question.isHidden():
            self._judge()
            self.out.setFocus()
        else:
            super().reject()

    def _keep_kinds(self, kind: Purpose) -> None:
        kept: dict[str, Any] = {kind: self.kinds.remembered}
        output = replace(self._workspace.settings.output, **kept)
        self._workspace.keep(replace(self._workspace.settings, output=output))

    def _keep_profile(self, profile: ProfileName) -> None:
        output = replace(self._workspace.settings.output, profile=profile)
        self._workspace.keep(replace(self._workspace.settings, output=output))
        self._agreed = False
        self._show_outlook()

    def _keep_charts(self, on: bool) -> None:  # noqa: FBT001  # Qt's own
        output = replace(self._workspace.settings.output, charts=on)
        self._workspace.keep(replace(self._workspace.settings, output=output))
