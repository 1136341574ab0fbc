"""An old register before it is taken in: which column goes where, what its words stand for, what became of each row."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QSplitter,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from govreport_gui.core.ledger import register
from govreport_gui.core.ledger.ledger import Layout
from govreport_gui.core.ledger.register import STATES, Question, Register, Row
from govreport_gui.core.ledger.vocabulary import Vocabulary
from govreport_gui.core.reading.account import Entry
from govreport_gui.core.reading.blocks import Table
from govreport_gui.ui.widgets import fitting, labels, signs, theme
from govreport_gui.ui.widgets.fields import Choice
from govreport_gui.ui.widgets.plain_table import plain_table

_SIZE: Final = QSize(1180, 640)
_PREVIEWED: Final = ("number", "received", "applicant_class", "answered", "result")
_WIDTHS: Final = (148, 84, 212, 104, 92, 92, 92, 0)
_KNOWN: Final = frozenset({"name", "kept"})
"""How a column is known that holds nothing to be read, or was left out by the clerk's own word."""
_DISPUTE_CHOICES: Final[Mapping[str, str]] = {
    "reconsideration_outcome": "outcome",
    "litigation_outcome": "outcome",
    "litigation_kind": "dispute",
    "litigation_role": "role",
}
"""The lists that words in columns about disputes are chosen from."""


def ask(
    parent: QWidget, name: str, tables: Sequence[Table], notes: Sequence[Entry], vocabulary: Vocabulary,
    layout: Layout, year: int | None,
) -> tuple[Register, Layout] | None:  # fmt: skip
    """What is to be taken in, and how the columns and words were understood; None if the clerk thinks better of it."""
    dialog = RegisterImport(parent, name, tables, notes, vocabulary, layout, year)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    return (dialog.register, dialog.layout_) if accepted else None


class RegisterImport(QDialog):
    """The account of a register. Every choice reads it anew."""

    def __init__(
        self, parent: QWidget, name: str, tables: Sequence[Table], notes: Sequence[Entry], vocabulary: Vocabulary,
        layout: Layout, year: int | None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setWindowTitle(f"读入登记簿　{name}")
        self._tables, self._vocabulary, self._year = tables, vocabulary, year
        self.layout_ = layout
        self.register = register.read_register(tables, vocabulary, layout, year)
        self._asked: list[Question] = list(self.register.questions)
        """All that was asked, also what is answered by now."""
        self.said, self.notes = labels.paragraph(), labels.paragraph("\n".join(each.text for each in notes))
        self.said.setFont(theme.sized(self.said.font(), theme.BODY, bold=True))
        self.notes.setVisible(bool(notes))
        self.columns = plain_table("各栏", ("原登记簿的栏", "读入为"), (168, 0))
        self.words = plain_table("要确认的写法", ("栏", "写法", "行数", "指的是"), (92, 128, 44, 0))
        self.rows = plain_table(
            "各行", ("位置", "读入情况", "存疑", *(vocabulary.column(field).name for field in _PREVIEWED)), _WIDTHS
        )
        for each in (self.columns, self.words, self.rows):
            each.setWordWrap(False)
        self.only_marked = QCheckBox("仅有存疑和没有读入的(&M)")
        self.only_marked.toggled.connect(self._show_rows)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.accept_button = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.accept_button.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        above = QSplitter()
        above.setChildrenCollapsible(False)
        above.addWidget(self.columns)
        above.addWidget(self.words)
        foot = QHBoxLayout()
        foot.addWidget(self.only_marked)
        foot.addStretch(1)
        foot.addWidget(buttons)
        whole = QVBoxLayout(self)
        whole.addWidget(self.said)
        whole.addWidget(self.notes)
        whole.addWidget(above, 2)
        whole.addWidget(self.rows, 3)
        whole.addLayout(foot)
        theme.dress_dialog(self)
        fitting.fit(self, _SIZE)
        self._show_columns()
        self._show_words()
        self._show()

    # ── what is chosen ───────────────────────────────────────────────

    def _put_column(self, head: str, choice: Choice) -> None:
        self._read(register.with_column(self.layout_, head, choice.code))

    def _put_word(self, question: Question, choice: Choice) -> None:
        self._read(register.with_word(self.layout_, question, choice.code))

    def _read(self, layout: Layout) -> None:
        self.layout_ = layout
        self.register = register.read_register(self._tables, self._vocabulary, layout, self._year)
        asked = {(each.field, each.word) for each in self._asked}
        new = [each for each in self.register.questions if (each.field, each.word) not in asked]
        if new:
            self._asked += new
            self._show_words()
        self._show()

    # ── what is shown ────────────────────────────────────────────────

    def _show(self) -> None:
        counts = self.register.counts
        others = {state: counts[state] for state in STATES if state != "taken" and counts[state]}
        rest = "、".join(f"{STATES[state]} {count} 行" for state, count in others.items())
        doubtful = sum(bool(row.marks) for row in self.register.rows if row.application is not None)
        words = f"读入 {counts['taken']} 件" + (f"，其中 {doubtful} 件有存疑" if doubtful else "")
        columns = [head for heads in self.register.heads for head in heads.columns]
        left = dict.fromkeys(head.text for head in columns if head.text and not head.field and head.how not in _KNOWN)
        unread = f"没有读入的栏：{'、'.join(left)}。" if left else ""
        self.said.setText(words + (f"；{rest}。" if rest else "。") + unread)
        self.accept_button.setText(f"读入 {counts['taken']} 件")
        self.accept_button.setEnabled(bool(counts["taken"]))
        self._show_rows()

    def _show_columns(self) -> None:
        fields = {"": "不读入"} | {each.id: each.name for each in self._vocabulary.columns if each.kind != "files"}
        heads = {head.text: head for each in self.register.heads for head in each.columns if head.text}
        self.columns.setRowCount(len(heads))
        for at, (text, head) in enumerate(heads.items()):
            self.columns.setItem(at, 0, _item(text))
            known = fields if head.field in fields else fields | {head.field: "复议诉讼（依原栏名）"}
            choice = Choice(known)
            choice.setAccessibleName(f"{text}读入为")
            choice.show_code(head.field)
            choice.activated.connect(partial(lambda text, choice, _: self._put_column(text, choice), text, choice))
            self.columns.setItem(at, 1, _chosen(choice))
            self.columns.setCellWidget(at, 1, choice)

    def _show_words(self) -> None:
        self.words.setRowCount(len(self._asked))
        for at, question in enumerate(self._asked):
            name, choices = self._choices(question.field)
            first = {each: choices[each] for each in question.of if each in choices}
            choice = Choice({"\0": "—　请选择"} | first | choices)
            answer = self.layout_.words.get((question.field, question.word))
            choice.show_code("\0" if answer is None else answer)
            choice.setAccessibleName(f"“{question.word}”指的是")
            choice.activated.connect(partial(lambda asked, choice, _: self._answered(asked, choice), question, choice))
            for column, text in enumerate((name, question.word, str(question.rows))):
                self.words.setItem(at, column, _item(text))
            last = self.words.columnCount() - 1
            self.words.setItem(at, last, _chosen(choice))
            self.words.setCellWidget(at, last, choice)
        self.words.setVisible(bool(self._asked))

    def _answered(self, question: Question, choice: Choice) -> None:
        if choice.code != "\0":
            self._put_word(question, choice)

    def _choices(self, field: str) -> tuple[str, dict[str, str]]:
        """What the column of a question is called, and what it is chosen from."""
        if field in _DISPUTE_CHOICES:
            return "复议诉讼", dict(self._vocabulary.names[_DISPUTE_CHOICES[field]])
        column = self._vocabulary.column(field)
        return column.name, dict(self._vocabulary.names[column.choices])

    def _show_rows(self) -> None:
        chosen = [row for row in self.register.rows if not self.only_marked.isChecked() or _is_doubtful(row)]
        self.rows.setRowCount(len(chosen))
        for at, row in enumerate(chosen):
            application = row.application
            texts = (
                [self._vocabulary.shown(application, field) for field in _PREVIEWED]
                if application is not None
                else ["　".join(text for text in row.texts if text), *[""] * (len(_PREVIEWED) - 1)]
            )
            marks = "；".join(mark.says for mark in row.marks)
            for column, text in enumerate((row.place, STATES[row.state], marks, *texts)):
                item = _item(text)
                item.setToolTip(labels.plain(text))
                if not column and _is_doubtful(row):
                    item.setIcon(signs.icon("explain"))
                self.rows.setItem(at, column, item)


def _item(text: str) -> QTableWidgetItem:
    """What stands in a place, and what is heard of it."""
    made = QTableWidgetItem(text)
    made.setData(Qt.ItemDataRole.AccessibleTextRole, text or "空")
    return made


def _chosen(choice: Choice) -> QTableWidgetItem:
    """What is heard of the place that a choice lies over."""
    made = QTableWidgetItem()
    made.setData(Qt.ItemDataRole.AccessibleTextRole, choice.currentText())
    return made


def _is_doubtful(row: Row) -> bool:
    return bool(row.marks) or row.state == "left_over"
