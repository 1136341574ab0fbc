"""An old register before it is taken in: which column goes where, what its words stand for, what became of each row."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QSize, Qt
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

from govreport_gui.core.ledger import again, register
from govreport_gui.core.ledger.ledger import Layout, Ledger
from govreport_gui.core.ledger.register import DISPUTE_FIELDS, STATES, Question, Register, Row
from govreport_gui.core.ledger.vocabulary import Vocabulary
from govreport_gui.core.reading.account import Entry
from govreport_gui.core.reading.blocks import Table
from govreport_gui.ui.widgets import fitting, labels, signs, theme
from govreport_gui.ui.widgets.fields import Choice
from govreport_gui.ui.widgets.plain_table import plain_table

_SIZE: Final = QSize(1180, 640)
_PREVIEWED: Final = ("number", "received", "applicant_class", "answered", "result")
_WIDTHS: Final = (84, 84, 236, 132, 92, 92, 92, 0)
_UNKNOWN: Final = frozenset({"unknown", "second"})
"""How a column is known that goes into the remarks."""
_GUESSED: Final = frozenset({"like", "content", "serial"})
"""How a column is known that was found by less than its name."""
_OPEN: Final = "\0"
"""The code of a choice that is not made."""
_REASONS: Final = 3
"""Kinds of doubt that are named."""
_DISPUTE_CHOICES: Final[Mapping[str, str]] = {
    "reconsideration_outcome": "outcome",
    "litigation_outcome": "outcome",
    "litigation_kind": "dispute",
    "litigation_role": "role",
}
"""The lists that words in columns about disputes are chosen from."""


def ask(
    parent: QWidget, name: str, tables: Sequence[Table], notes: Sequence[Entry], vocabulary: Vocabulary,
    ledger: Ledger,
) -> tuple[Register, Layout] | None:  # fmt: skip
    """What is to be taken into the ledger, and how the columns and words were understood; None if the clerk thinks
    better of it.
    """
    dialog = RegisterImport(parent, name, tables, notes, vocabulary, ledger)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    return (dialog.register, dialog.layout_) if accepted else None


class RegisterImport(QDialog):
    """The account of a register. Every choice reads it anew."""

    def __init__(
        self, parent: QWidget, name: str, tables: Sequence[Table], notes: Sequence[Entry], vocabulary: Vocabulary,
        ledger: Ledger,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setWindowTitle(f"读入登记簿　{name}")
        self._tables, self._vocabulary, self._ledger = tables, vocabulary, ledger
        self.layout_ = ledger.layout
        self.leave_known = QCheckBox(self)
        self.leave_known.setChecked(True)
        self.register = self._reading()
        self.leave_known.toggled.connect(lambda: self._read(self.layout_))
        self._asked: list[Question] = list(self.register.questions)
        """All that was asked, also what is answered by now."""
        self._notes = [each.text for each in notes]
        self.said, self.told = labels.paragraph(), labels.paragraph()
        self.said.setFont(theme.sized(self.said.font(), theme.BODY, bold=True))
        self.columns = plain_table("各栏", ("原登记簿的栏", "读入为"), (168, 0))
        self.words = plain_table("要确认的写法", ("栏", "写法", "行数", "指的是"), (92, 128, 44, 0))
        self.rows = plain_table(
            "各行", ("位置", "读入情况", "存疑", *(vocabulary.column(field).name for field in _PREVIEWED)), _WIDTHS
        )
        for each in (self.columns, self.words, self.rows):
            each.setWordWrap(False)
            # Numbers of one office differ at their end.
            each.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.words.currentCellChanged.connect(lambda at, *_: self._show_where(at))
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
        foot.addWidget(self.leave_known)
        foot.addStretch(1)
        foot.addWidget(buttons)
        whole = QVBoxLayout(self)
        whole.addWidget(self.said)
        whole.addWidget(self.told)
        whole.addWidget(above, 2)
        whole.addWidget(self.rows, 3)
        whole.addLayout(foot)
        theme.dress_dialog(self)
        fitting.fit(self, _SIZE)
        self._show_columns()
        self._show_words()
        self._show()

    def _reading(self) -> Register:
        of = self._tables, self._vocabulary, self.layout_, self._ledger.year
        # The year of a ledger that has nothing yet was taken from the clock; in January the register is last year's.
        read = register.read_register(*of, own_first=not self._ledger.applications)
        known = again.known(read, self._ledger)
        self.leave_known.setText(f"不读入台账中已有的 {known} 件(&K)")
        self.leave_known.setVisible(bool(known))
        return again.without_known(read, self._ledger, self._vocabulary) if self.leave_known.isChecked() else read

    # ── what is chosen ───────────────────────────────────────────────

    def _put_column(self, head: str, choice: Choice) -> None:
        self._read(register.with_column(self.layout_, head, None if choice.code == _OPEN else choice.code))

    def _put_word(self, question: Question, choice: Choice) -> None:
        self._read(register.with_word(self.layout_, question, choice.code))

    def _read(self, layout: Layout) -> None:
        self.layout_ = layout
        self.register = self._reading()
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
        doubtful = sum(_is_doubtful(row) for row in self.register.rows if row.application is not None)
        words = f"读入 {counts['taken']} 件" + (f"，其中 {doubtful} 件有存疑" if doubtful else "")
        self.said.setText(words + (f"；{rest}。" if rest else "。"))
        told = [*self._notes, *self._told()]
        self.told.setText("\n".join(told))
        self.told.setVisible(bool(told))
        self.accept_button.setText(f"读入 {counts['taken']} 件")
        self.accept_button.setEnabled(bool(counts["taken"]))
        self._show_rows()

    def _told(self) -> Iterator[str]:
        """What is to be looked at before all this is taken in."""
        reasons = Counter(mark.says for row in self.register.rows for mark in row.marks)
        if reasons:
            named = "；".join(f"{says}，{count} 处" for says, count in reasons.most_common(_REASONS))
            others = len(reasons) - _REASONS
            yield f"存疑：{named}" + (f"；另有 {others} 种，见下表。" if others > 0 else "。")
        columns = [head for heads in self.register.heads for head in heads.columns if head.text]
        for how, words in ((_UNKNOWN, "认不出、内容记入备注的栏"), (_GUESSED, "按相近的栏名或内容判断的栏，请核对")):
            named = "、".join(dict.fromkeys(head.text for head in columns if head.how in how))
            if named:
                yield f"{words}：{named}。"
        if self.register.own_year not in (None, self.register.year):
            yield (
                f"登记簿为{self.register.own_year}年，本台账为{self.register.year}年度：其他年度收到、办结的申请不计入。"
                "年度有误的，先在“文件 → 台账信息”中改。"
            )
        if open_ := len(self.register.questions):
            yield f"有 {open_} 种写法未选定：照原样读入，选定以前不计入表三、表四。"

    def _show_columns(self) -> None:
        parts: dict[str, str] = {}
        for name, field in self._vocabulary.heads.items():
            if field in DISPUTE_FIELDS:
                parts.setdefault(field, name)
        fields = {_OPEN: "—　记入备注", "": "不读入"}
        fields |= {each.id: each.name for each in self._vocabulary.columns if each.kind != "files"}
        fields |= parts
        heads = {head.text: head for each in self.register.heads for head in each.columns if head.text}
        self.columns.setRowCount(len(heads))
        for at, (text, head) in enumerate(heads.items()):
            self.columns.setItem(at, 0, _item(text))
            choice = Choice(fields)
            choice.setAccessibleName(f"{text}读入为")
            choice.show_code(_OPEN if head.how in _UNKNOWN else head.field)
            choice.activated.connect(partial(lambda text, choice, _: self._put_column(text, choice), text, choice))
            self.columns.setItem(at, 1, _chosen(choice))
            self.columns.setCellWidget(at, 1, choice)

    def _show_words(self) -> None:
        order = [each.id for each in self._vocabulary.columns]
        self._asked.sort(key=lambda each: (order.index(each.field) if each.field in order else len(order), -each.rows))
        self.words.setRowCount(len(self._asked))
        for at, question in enumerate(self._asked):
            name, choices = self._choices(question.field)
            first = {each: choices[each] for each in question.of if each in choices}
            choice = Choice({_OPEN: "—　请选择"} | first | choices)
            if 0 < len(first) < len(choices):
                choice.insertSeparator(len(first) + 1)
            answer = self.layout_.words.get((question.field, question.word))
            choice.show_code(_OPEN if answer is None else answer)
            choice.setAccessibleName(f"“{question.word}”指的是")
            choice.activated.connect(partial(lambda asked, choice, _: self._answered(asked, choice), question, choice))
            for column, text in enumerate((name, question.word, str(question.rows))):
                self.words.setItem(at, column, _item(text))
            last = self.words.columnCount() - 1
            self.words.setItem(at, last, _chosen(choice))
            self.words.setCellWidget(at, last, choice)
        self.words.setVisible(bool(self._asked))

    def _answered(self, question: Question, choice: Choice) -> None:
        if choice.code != _OPEN:
            self._put_word(question, choice)

    def _choices(self, field: str) -> tuple[str, dict[str, str]]:
        """What the column of a question is called, and what it is chosen from."""
        if field in _DISPUTE_CHOICES:
            return "复议诉讼", dict(self._vocabulary.names[_DISPUTE_CHOICES[field]])
        column = self._vocabulary.column(field)
        return column.name, dict(self._vocabulary.names.get(column.choices, {}))

    def _show_rows(self) -> None:
        chosen = [row for row in self.register.rows if not self.only_marked.isChecked() or _is_doubtful(row)]
        self._shown = chosen
        sheets = {row.place.rpartition("第")[0] for row in self.register.rows}
        self.rows.setRowCount(len(chosen))
        for at, row in enumerate(chosen):
            application = row.application
            texts = (
                [self._vocabulary.shown(application, field) for field in _PREVIEWED]
                if application is not None
                else ["　".join(text for text in row.texts if text), *[""] * (len(_PREVIEWED) - 1)]
            )
            marks = "；".join(
                (
                    *(f"{self._choices(mark.field)[0]}{mark.says}" for mark in row.marks),
                    *(f"{self._choices(field)[0]}“{word}”未选定" for field, word in row.asked),
                )
            )
            # Which sheet it is says nothing where there is one.
            place = row.place if len(sheets) > 1 else row.place.removeprefix(*sheets)
            for column, text in enumerate((place, STATES[row.state], marks, *texts)):
                item = _item(text)
                item.setToolTip(labels.plain(text))
                if not column and _is_doubtful(row):
                    item.setIcon(signs.icon("explain"))
                self.rows.setItem(at, column, item)
        self._show_where(self.words.currentRow())

    def _show_where(self, at: int) -> None:
        """Select the rows that have the word of a question, as far as it is not answered."""
        self.rows.clearSelection()
        asked = {(each.field, each.word) for each in self._asked[max(at, 0) : at + 1]}
        having = [line for line, row in enumerate(self._shown) if asked & set(row.asked)]
        model, chosen = self.rows.model(), QItemSelection()
        for line in having:
            chosen.select(model.index(line, 0), model.index(line, 0))
        how = QItemSelectionModel.SelectionFlag
        self.rows.selectionModel().select(chosen, how.Select | how.Rows)
        if having:
            self.rows.scrollTo(model.index(having[0], 0), self.rows.ScrollHint.PositionAtCenter)


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
    return bool(row.marks or row.asked) or row.state == "left_over"
