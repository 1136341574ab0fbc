"""The page for a part that is text: its heading, the box, what does not agree with the tables, how long it is."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from govreport_gui.core.drafting.last_text import LastText
from govreport_gui.core.drafting.mismatches import Mismatch, Value
from govreport_gui.core.drafting.sentences import Sentence, sentences
from govreport_gui.core.drafting.templates import templates
from govreport_gui.core.drafting.tidying import tidy
from govreport_gui.core.editing.editor import ReportEditor
from govreport_gui.core.forms.form import Section
from govreport_gui.core.prose.aspects import PROMPTS, Stretch, stretches
from govreport_gui.core.prose.passages import length
from govreport_gui.core.prose.statements import SECTIONS as COMPARED
from govreport_gui.core.prose.statements import statements
from govreport_gui.core.report.document import Document
from govreport_gui.core.rules.content import asks_for_aspects
from govreport_gui.files import clock
from govreport_gui.ui.widgets import labels, theme
from govreport_gui.ui.widgets.page_head import page_head, tool
from govreport_gui.ui.writing.gutter import WIDTH, Gutter, Note
from govreport_gui.ui.writing.repair_line import RepairLine
from govreport_gui.ui.writing.section_editor import SectionEditor
from govreport_gui.ui.writing.tidy_preview import TidyPreview

_SOON: Final = 250
"""Milliseconds after a key until all that is counted over the whole text follows."""
SIGNS: Final = {"written": "done", "short": "partial", "unfinished": "explain", "bare": "unfinished"}


class TextPage(QWidget):
    """A part that is text."""

    cell_wanted = Signal(str)
    """The clerk wants to see that cell."""
    next_wanted = Signal()
    """The clerk wants to see the next problem."""
    counted = Signal()
    """What is told of the text, or where the caret is in it, has changed."""

    def __init__(self, editor: ReportEditor, section: Section, on_typing: Callable[[], None]) -> None:
        super().__init__()
        self.text = SectionEditor(editor, section, self._typed, measured=True)
        self.has_aspects = section.id == "overview" and asks_for_aspects(editor.form)
        self._on_typing = on_typing
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self._count_now)
        self._after = QTimer(self, singleShot=True, interval=0)
        self._after.timeout.connect(self._follow_caret)
        self.gutter = Gutter(self.text, WIDTH if self.has_aspects else theme.XL)
        self.repair = RepairLine(editor.form)
        self.repair.mend_wanted.connect(self._mend)
        self.repair.cell_wanted.connect(self.cell_wanted)
        self.repair.next_wanted.connect(self.next_wanted)
        self.text.cursorPositionChanged.connect(self._moved)
        self._count = labels.line()
        self.compared = labels.line()
        self.compared.setToolTip("只核对能够确定的写法，如“收到申请9件”。其余各数程序未核对，请自行对照。")
        self.where = labels.line()
        self.insert = tool("插入数据句", "list-plus", "插入由表格写出的句子，句中的数跟随表格（Ctrl+I）")
        menu = QMenu(self.insert)
        menu.setToolTipsVisible(True)
        menu.aboutToShow.connect(lambda: self.fill_insert(menu))
        self.insert.setMenu(menu)
        self.insert.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.tidy = tool("整理格式", "wand-sparkles", "整理标点、缩进、空格、重复的标题，先预览（Ctrl+Shift+F）")
        self.tidy.clicked.connect(self.tidy_up)
        self.last = tool("上年同段", "columns-2", "在右边显示上年年报同一方面的文字")
        self.last.setCheckable(True)
        self.last.setChecked(True)
        paper = QFrame()
        paper.setFrameShape(QFrame.Shape.NoFrame)
        column = QVBoxLayout(paper)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.text, 1)
        column.addWidget(self.repair)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.M, 0, theme.M, 0)
        layout.setSpacing(0)
        layout.addWidget(page_head(section.heading or section.name, QWidget(), self.insert, self.tidy, self.last))
        layout.addWidget(paper, 1)
        layout.addWidget(self._foot())
        self.setFocusProxy(self.text)
        self.refresh()

    def _foot(self) -> QWidget:
        foot = QWidget()
        foot.setFixedHeight(theme.scaled(theme.PART))
        line = QHBoxLayout(foot)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.XL)
        for each in (self._count, self.compared):
            line.addWidget(each)
        line.addStretch(1)
        line.addWidget(self.where)
        return foot

    def refresh(self) -> None:
        """Show the document."""
        self.text.refresh()
        section = self.text.section.id
        document = self.text.editor.document
        text = document.sections.get(section, "")
        compared = len(statements(section, text)) if section in COMPARED and text else 0
        bound = sum(each.section == section for each in document.bindings)
        words = [f"与表格核对 {compared} 个数"] * bool(compared) + [f"绑定 {bound} 个数"] * bool(bound)
        wrong = len(self.text.mismatches)
        self.last.setVisible(document.last is not None)
        self.compared.setText("，".join(words + [f"{wrong} 个不一致"] * bool(wrong)))
        self._count_now()

    @property
    def pending(self) -> bool:
        """Whether something typed is not yet in the document."""
        return self.text.pending

    def draft(self, document: Document) -> Document:
        """The document with what is being typed in it."""
        return self.text.draft(document)

    def commit(self) -> None:
        """Put what was typed into the document."""
        self.text.commit()

    def zoom(self, percent: int) -> None:
        """Show what is typed here at that many percent of its usual size."""
        self.text.zoom(percent)

    def show_words(self, span: tuple[int, int]) -> None:
        """Select the words from start to end."""
        self.text.show_words(span)

    # ── what is put into it, and what puts it in order ────────────────

    def fill_insert(self, menu: QMenu) -> None:
        """Put what can be inserted into the menu: the usual texts of this part, then the sentences of the tables."""
        menu.clear()
        editor, at = self.text.editor, self.text.at
        own = templates(editor.form, editor.document, self.text.section.id, clock.now().date())
        for each in own:
            self._offer(menu, each, at)
        if own:
            menu.addSeparator()
        for each in sentences(editor.case):
            self._offer(menu, each, at)

    def put_last(self, last: LastText) -> str:
        """Put last year's passage into the text, brought up to this year as far as it can be; what to say of it.

        Under the heading of its aspect where that stands here, else at the end with its own.
        """
        self.text.commit()
        caret = self.text.at
        here = next((each for each in stretches(self.text.text()) if each.span[0] <= caret <= each.span[1]), None)
        beside = self.has_aspects and here is not None and bool(here.number) == bool(last.heading)
        if beside and here is not None:
            at, sentence = here.span[1], last.this_year(headed=False)
        else:
            text = self.text.text()
            at = len(text)
            new_line = "\n" if text.strip() and not text.endswith("\n") else ""
            sentence = last.this_year(headed=True).behind(new_line)
        self.text.put_in(sentence, at)
        left = f"，尚有 {last.left} 处上年年份、数字未改，请核对" if last.left else ""
        return f"已插入上年同段，{len(sentence.numbers)} 个数跟随表格{left}。"

    def _offer(self, menu: QMenu, sentence: Sentence, at: int) -> None:
        entry = menu.addAction(sentence.name.replace("&", "&&"))
        entry.setToolTip(labels.plain(sentence.text))
        entry.triggered.connect(lambda: self.text.put_in(sentence, at))

    def tidy_up(self) -> str:
        """Put the text in order, as one step, once the clerk has seen what would change; what to say of it."""
        editor, section = self.text.editor, self.text.section
        self.text.commit()
        if not editor.may_change():
            return ""
        before = self.text.text()
        tidied = tidy(section, before)
        self.setFocus()
        if tidied.text == before:
            return "格式无需整理。"
        if TidyPreview(self, section.name, before, tidied).exec() != QDialog.DialogCode.Accepted:
            return ""
        moved = tidied.moved(editor.document.bindings, section.id)
        editor.apply("整理格式", editor.document.with_section(section.id, tidied.text), moved)
        return "格式已整理，可以撤销。"

    # ── what does not agree with the tables ──────────────────────────

    def mend(self) -> bool:
        """Put right the number that is shown below the text, or let the clerk choose how; whether there is one."""
        self._follow()
        if self.repair.shown is None or not self.isAncestorOf(self.focusWidget() or self):
            return False
        value = self.repair.sure_value
        if value is not None:
            self._mend(value)
        else:
            self.repair.take_focus()
        return True

    def _mend(self, value: Value) -> None:
        """Let the number follow the table, if it still stands there as it did."""
        self.text.commit()
        if self.text.editor.may_change() and any(value in each.values for each in self.text.mismatches):
            self.text.mend(value)

    def _moved(self) -> None:
        """The caret is elsewhere: what is beside the text follows it, with the rest where a key has moved it."""
        if not self._soon.isActive():
            self._after.start()

    def _follow_caret(self) -> None:
        if not self._soon.isActive():
            self._follow()

    def _follow(self) -> None:
        paragraph = self.text.textCursor().blockNumber() + 1
        self.where.setText(f"第 {paragraph} 段")
        self.repair.show_mismatch(self._nearest(paragraph))
        self.counted.emit()

    def _nearest(self, paragraph: int) -> Mismatch | None:
        """The number that the caret is at, else the first behind it in its paragraph, else the first of the part."""
        if self.text.pending:
            return None
        found = self.text.mismatches
        if not found:
            return None
        at = self.text.at
        touched = [each for each in found if each.digits[0] <= at <= each.digits[1]]
        here = [each for each in found if each.paragraph == paragraph]
        behind = [each for each in here if each.digits[1] >= at]
        return (touched or behind or here or list(found))[0]

    # ── how far it is written ────────────────────────────────────────

    def _typed(self) -> None:
        self._soon.start()
        self._on_typing()

    def _count_now(self) -> None:
        """Count over the whole text: not with every key."""
        self._soon.stop()
        text = self.text.text()
        letters, limit = length(text), self.text.section.limit
        over = f"，超出 {letters - limit} 字" if limit and letters > limit else ""
        self._count.setText(f"{letters} / {limit} 字{over}" if limit else f"{letters} 字")
        if self.has_aspects:
            found = stretches(text)
            self.gutter.show_notes([self._note(each) for each in found])
            self.text.show_prompts(
                [(each.span[1], PROMPTS[each.aspect]) for each in found if each.aspect and each.written == "bare"]
            )
        self._follow()

    def _note(self, each: Stretch) -> Note:
        words = {"bare": "待写", "unfinished": "未写完"}.get(each.written, f"{each.length}字")
        sign = SIGNS[each.written] if each.aspect else ""
        if any(each.span[0] <= wrong.digits[0] < each.span[1] for wrong in self.text.mismatches):
            sign = "explain"
        return Note(self.text.cursor_at(each.span[0]), sign, f"{each.number or '开头　'}{words}")
