"""One application step by step in the order of the law, beside the register: dates, what follows, what is wrong."""

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from govreport_gui.core.ledger import steps
from govreport_gui.core.ledger.application import Application, said
from govreport_gui.core.ledger.editor import LedgerEditor
from govreport_gui.core.ledger.steps import Step
from govreport_gui.core.ledger.vocabulary import Column
from govreport_gui.ui.ledger.attachment_row import AttachmentRow
from govreport_gui.ui.ledger.dispute_rows import DisputeRows
from govreport_gui.ui.widgets import labels, signs, theme
from govreport_gui.ui.widgets.fields import Choice

PERSON: Final = "person"
_PERSON_FIELDS: Final = ("applicant", "id_number", "address", "phone", "content")
_REST: Final = "rest"
_REST_FIELDS: Final = ("office", "archive", "remarks", "attachments")
_ALWAYS: Final = (PERSON, "receipt", "answer")
"""What is never folded when another application is shown."""
_NAME: Final = 104
"""Width of the names in pixels."""


class ApplicationForm(QWidget):
    """Shows an application. `filled`: a field has another text; `disputed`, `attached`: it has other 复议、诉讼, other
    files; `choosing`: the result is to be found by questions.
    """

    filled = Signal(str, str)
    disputed = Signal(tuple)
    attached = Signal(tuple)
    choosing = Signal()

    def __init__(self, editor: LedgerEditor) -> None:
        super().__init__()
        self._editor = editor
        self._shown: Application | None = None
        self.fields: dict[str, QLineEdit | Choice] = {}
        self.disputes = DisputeRows(editor.vocabulary)
        self.disputes.changed.connect(self.disputed.emit)
        self.attachments = AttachmentRow()
        self.attachments.changed.connect(self.attached.emit)
        self.title, self.state = labels.line(), labels.CutLabel()
        self.title.setFont(theme.sized(self.title.font(), theme.BODY, bold=True))
        self.choose = QPushButton("逐问选择(&R)…")
        self.choose.setProperty("small", True)
        self.choose.setToolTip("按条例逐问选择办理结果（F4）")
        self.choose.clicked.connect(self.choosing)
        bar = QWidget()
        bar.setFixedHeight(theme.scaled(theme.HEAD))
        head = QHBoxLayout(bar)
        head.setContentsMargins(theme.M, 0, theme.M, 0)
        head.setSpacing(theme.S)
        head.addWidget(self.title)
        head.addWidget(self.state, 1)
        theme.dress(bar)
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(theme.M, theme.XS, theme.M, theme.M)
        rows.setSpacing(theme.XS)
        self.steps = {PERSON: _StepBox("申请人和内容"), **{step: _StepBox(steps.NAMES[step]) for step in steps.FIELDS}}
        self.steps[_REST] = _StepBox("归档")
        for step, fields in ((PERSON, _PERSON_FIELDS), *steps.FIELDS.items(), (_REST, _REST_FIELDS)):
            box = self.steps[step]
            for field in fields:
                self._add(box, field)
            rows.addWidget(box)
        rows.addStretch(1)
        theme.dress(inside)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidget(inside)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(bar)
        whole.addWidget(self._scroll, 1)

    def _add(self, box: "_StepBox", field: str) -> None:
        if field == "disputes":
            box.add_whole(self.disputes)
            return
        if field == "attachments":
            box.add_whole(self.attachments)
            return
        column = self._editor.vocabulary.column(field)
        widget = self._choice(column) if column.choices else QLineEdit()
        widget.setAccessibleName(column.name)
        if isinstance(widget, QLineEdit):
            widget.setMinimumWidth(0)
            if column.kind == "date":
                widget.setPlaceholderText("年-月-日")
            widget.editingFinished.connect(partial(self._typed, field, widget))
        self.fields[field] = widget
        box.add(column.name, widget)
        if field == "result":
            box.add("", self.choose)

    def _choice(self, column: Column) -> Choice:
        made = Choice({"": "—", **self._editor.vocabulary.names[column.choices]})
        made.setSizeAdjustPolicy(made.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.setMinimumContentsLength(8)
        made.activated.connect(lambda _: self.filled.emit(column.id, made.code))
        return made

    def _typed(self, field: str, widget: QLineEdit) -> None:
        widget.setModified(False)  # what it means stands in it from now on
        if self._shown is not None and widget.text() != getattr(self._shown, field):
            self.filled.emit(field, widget.text())

    # ── what is shown ────────────────────────────────────────────────

    @property
    def application(self) -> Application | None:
        """The application that is shown."""
        return self._shown

    def show_application(self, application: Application | None) -> None:
        """Show that application; another one with the steps that it has taken unfolded."""
        other = application is None or self._shown is None or application.key != self._shown.key
        self._shown = application
        self.setEnabled(application is not None)
        self.title.setText(application.name if application is not None else "未选申请")
        blank = application if application is not None else Application(0)
        editor = self._editor
        found = steps.steps(blank, editor.vocabulary, editor.calendar, editor.problems_of(blank.key))
        self.state.setText(self._state(blank) if application is not None else "")
        for field, widget in self.fields.items():
            text = getattr(blank, field)
            if isinstance(widget, Choice):
                _show_choice(widget, text)
            elif widget.text() != text and (other or not widget.isModified()):
                widget.setText(text)
        self.disputes.show_disputes(blank.disputes)
        self.attachments.show_names(blank.attachments)
        for step in found:
            self.steps[step.id].show_step(step)
        if other:
            for name, box in self.steps.items():
                box.unfold(on=name in _ALWAYS or self._has_any(blank, name))

    def _state(self, application: Application) -> str:
        if application.closed is not None:
            return f"{said(application.closed)}已办结"
        waits = [each for each in self._editor.dues if each.key == application.key]
        if not waits:
            return "未办结"
        first = waits[0]
        left = f"已过期{-first.left}个工作日" if first.left < 0 else f"剩{first.left}个工作日"
        return f"{left if first.left else '今日到期'}，期限{said(first.due)}"

    @staticmethod
    def _has_any(application: Application, step: str) -> bool:
        fields = {PERSON: _PERSON_FIELDS, _REST: _REST_FIELDS}.get(step) or steps.FIELDS[step]
        return any(getattr(application, field) for field in fields)

    def go_to(self, field: str) -> None:
        """Put the caret into that field, and unfold its step."""
        for name, fields in ((PERSON, _PERSON_FIELDS), *steps.FIELDS.items(), (_REST, _REST_FIELDS)):
            if field in fields:
                self.steps[name].unfold(on=True)
        widget = self.fields.get(field)
        if widget is not None:
            widget.setFocus()
            self._scroll.ensureWidgetVisible(widget)


def _show_choice(widget: Choice, text: str) -> None:
    """Show that choice; a text that is none of them stands as it was written, until another is chosen."""
    while widget.count() and widget.itemData(widget.count() - 1, Qt.ItemDataRole.UserRole + 1):
        widget.removeItem(widget.count() - 1)
    if widget.findData(text) < 0:
        widget.addItem(f"{text}（不在可选的项中）", text)
        widget.setItemData(widget.count() - 1, True, Qt.ItemDataRole.UserRole + 1)
    widget.show_code(text)


class _StepBox(QFrame):
    """One step: its name and date to fold it by, its fields, what follows, what is wrong."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.head = QToolButton()
        self.head.setAutoRaise(True)
        self.head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.head.setArrowType(Qt.ArrowType.RightArrow)
        self.head.setText(name)
        self.head.setFont(theme.sized(self.head.font(), theme.BODY, bold=True))
        self.head.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.head.clicked.connect(self._turn)
        self.on = labels.line()
        self.on.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.follows = labels.paragraph()
        self.follows.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.wrong = QWidget()
        self._wrong = QGridLayout(self.wrong)
        self._wrong.setContentsMargins(0, 0, 0, 0)
        self._wrong.setColumnStretch(1, 1)
        line = QHBoxLayout()
        line.setSpacing(theme.S)
        line.addWidget(self.head)
        line.addStretch(1)
        line.addWidget(self.on)
        self._inside = QWidget()
        self._rows = QGridLayout(self._inside)
        self._rows.setContentsMargins(theme.L, 0, 0, 0)
        self._rows.setHorizontalSpacing(theme.M)
        self._rows.setVerticalSpacing(theme.XS)
        self._rows.setColumnMinimumWidth(0, theme.scaled(_NAME))
        self._rows.setColumnStretch(1, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, theme.XS)
        whole.setSpacing(theme.XS)
        whole.addLayout(line)
        whole.addWidget(self._inside)
        whole.addWidget(self.follows)
        whole.addWidget(self.wrong)
        self._inside.hide()
        self.follows.hide()
        self.wrong.hide()

    def add(self, name: str, field: QWidget) -> None:
        """A row: its name, its field."""
        label = labels.line(name)
        label.setBuddy(field)
        at = self._rows.rowCount()
        self._rows.addWidget(label, at, 0)
        self._rows.addWidget(field, at, 1)

    def add_whole(self, field: QWidget) -> None:
        """A row without a name."""
        self._rows.addWidget(field, self._rows.rowCount(), 0, 1, 2)

    def _turn(self) -> None:
        self.unfold(on=self._inside.isHidden())

    def unfold(self, *, on: bool) -> None:
        """Show the fields, or only the name."""
        self.head.setArrowType(Qt.ArrowType.DownArrow if on else Qt.ArrowType.RightArrow)
        self._inside.setVisible(on)

    def show_step(self, step: Step) -> None:
        """Show when it was taken, what follows from it and what is wrong."""
        self.on.setText(said(step.on) if step.on is not None else "")
        self.head.setAccessibleName("，".join(each for each in (self._name, self.on.text(), step.follows) if each))
        self.follows.setText(step.follows)
        self.follows.setVisible(bool(step.follows))
        while self._wrong.count():
            item = self._wrong.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()  # until Qt comes to delete it
                widget.deleteLater()
        for at, problem in enumerate(step.problems):
            sign = labels.line()
            sign.setAccessibleName(signs.STATE_WORDS[problem.level])
            sign.setPixmap(signs.icon(problem.level).pixmap(signs.size(sign)))
            self._wrong.addWidget(sign, at, 0, Qt.AlignmentFlag.AlignTop)
            self._wrong.addWidget(
                labels.paragraph(problem.alone or problem.message.partition("：")[2] or problem.message), at, 1
            )
        self.wrong.setVisible(bool(step.problems))
