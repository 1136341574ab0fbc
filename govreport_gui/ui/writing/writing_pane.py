"""Beside the text: how far its five aspects are, and what last year's report said where the clerk is."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPalette, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTextEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from govreport_gui.core.drafting.last_text import LastText, last_text
from govreport_gui.core.prose.aspects import ASPECTS, Aspect, Stretch, by_aspect, state, stretches
from govreport_gui.core.rules.content import unnamed
from govreport_gui.ui.widgets import labels, signs, theme
from govreport_gui.ui.writing.text_page import SIGNS, TextPage

_ASPECT: Final = Qt.ItemDataRole.UserRole
_WORDS: Final = {"written": "已写", "short": "过短", "unfinished": "未写完", "bare": "待写"}
_COLUMN: Final = 64
_LAST_LINES: Final = 4
_REMARK_LINES: Final = 2
_MARGIN: Final = theme.S
_LINE: Final = 22
"""Height of a line of last year's text, in pixels."""
_LETTERS: Final = 7 / 6
"""Size of last year's text to that of everything usual."""


class WritingPane(QWidget):
    """Shows what belongs to the page of a text that is in sight."""

    def __init__(self) -> None:
        super().__init__()
        self._page: TextPage | None = None
        self._below = False
        self.shown_last: LastText | None = None
        """The passage that can be put into the text."""
        self._marked: LastText | None = None
        self._asked: tuple[object, ...] | None = None
        self.setAutoFillBackground(True)
        self.account = labels.CutLabel()
        self._items = tuple(_item(name) for name in ASPECTS)
        self.aspects = _list(self._items)
        self.aspects.itemClicked.connect(self._go)
        self.aspects.itemActivated.connect(self._go)
        self.place = labels.CutLabel()
        self.put_in = QPushButton("插入 Ctrl+Shift+V")
        self.put_in.setProperty("small", True)
        self.put_in.clicked.connect(self.put_last_in)
        self.text = QTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("上年同段")
        self.text.setFrameShape(QTextEdit.Shape.NoFrame)
        self.text.setFont(theme.sized(self.text.font(), _LETTERS))
        self.text.document().setDocumentMargin(_MARGIN)
        self.remark = labels.paragraph()
        self._upper = self._box(self._head("五个方面", self.account), self.aspects)
        self._lower = self._box(self._head("上年同段", self.place, self.put_in), self.text, self.remark)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._upper.setFixedHeight(theme.scaled(theme.HEAD) + self.aspects.height())
        self.text.setMinimumHeight(2 * _MARGIN + 2 * theme.scaled(_LINE))
        layout.addWidget(self._upper)
        layout.addWidget(self._lower, 1)
        layout.addStretch()
        theme.dress(self._lower)

    def _head(self, title: str, beside: QLabel, *tools: QWidget) -> QWidget:
        head = QWidget()
        head.setFixedHeight(theme.scaled(theme.HEAD))
        line = QHBoxLayout(head)
        line.setContentsMargins(theme.M, 0, theme.M, 0)
        line.setSpacing(theme.S)
        name = labels.line(title)
        name.setFont(theme.sized(name.font(), theme.BODY, bold=True))
        line.addWidget(name)
        beside.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        line.addWidget(beside, 1)
        for tool in tools:
            line.addWidget(tool)
        return head

    def _box(self, *parts: QWidget) -> QWidget:
        box = QWidget()
        layout = QVBoxLayout(box)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for each in parts:
            layout.addWidget(each)
        self.remark.setContentsMargins(theme.M, 0, theme.M, theme.S)
        return box

    def sizeHint(self) -> QSize:
        lower = theme.scaled(theme.HEAD) + _LAST_LINES * theme.scaled(_LINE) + 2 * _MARGIN
        high = (self._upper.sizeHint().height() if not self._upper.isHidden() else 0) + theme.L
        return QSize(
            0,
            high
            + (0 if self._lower.isHidden() else lower + _REMARK_LINES * self.fontMetrics().lineSpacing() + theme.S),
        )

    # ── what it shows ────────────────────────────────────────────────

    def offers(self, page: TextPage) -> bool:
        """Whether there is anything to show beside that page."""
        section, last = page.text.section.id, page.text.editor.case.last
        words = page.last.isChecked() and last is not None and bool(last.text(section).strip())
        return words or (page.has_aspects and not self._below)

    def lie(self, *, below: bool) -> None:
        """Whether it lies below the page, where there is room for last year's words alone."""
        self._below = below

    def show_page(self, page: TextPage) -> None:
        """Show what belongs to that page and the place of its caret."""
        self._page = page
        self._upper.setVisible(page.has_aspects and not self._below)
        here = self._here(page)
        if page.has_aspects:
            self._show_aspects(page, here.aspect if here else None)
        self._lower.setVisible(page.last.isChecked() and page.text.editor.document.last is not None)
        if not self._lower.isHidden():
            self._show_last(page, here)

    def _here(self, page: TextPage) -> Stretch | None:
        """The stretch that the caret is in."""
        at = page.text.at
        found = [each for each in stretches(page.text.text()) if each.span[0] <= at]
        return found[-1] if found else None

    def _show_aspects(self, page: TextPage, at: Aspect | None) -> None:
        text = page.text.text()
        now, named = by_aspect(text), set(ASPECTS) - set(unnamed(text))
        last = page.text.editor.case.last
        then = by_aspect(last.text("overview")) if last is not None else {}
        self.aspects.setColumnHidden(2, last is None)
        told = dict.fromkeys(_WORDS.values(), 0)
        wrong = [each.digits[0] for each in page.text.mismatches]
        chosen = None
        for name, item in zip(ASPECTS, self._items, strict=True):
            several = now.get(name, ())
            # Said without a heading of its own is said too; how long it is nobody can tell.
            how = state(several) if several else "written" if name in named and not now else "bare"
            amiss = any(each.span[0] <= place < each.span[1] for each in several for place in wrong)
            item.setIcon(0, signs.icon("explain" if amiss else SIGNS[how]))
            item.setText(1, str(sum(each.length for each in several)) if several or how == "bare" else "—")
            item.setText(2, str(sum(each.length for each in then[name])) if name in then else "—")
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{ASPECTS[name]}，{_WORDS[how]}")
            item.setToolTip(0, _WORDS[how])
            told[_WORDS[how]] += 1
            font = item.font(0)
            font.setBold(name == at)
            for column in range(3):
                item.setFont(column, font)
            if name == at:
                chosen = item
        if chosen is not None:
            self.aspects.setCurrentItem(chosen)
        else:
            self.aspects.clearSelection()
        self.account.setText("，".join(f"{number} 项{words}" for words, number in told.items() if number))

    def _show_last(self, page: TextPage, here: Stretch | None) -> None:
        case = page.text.editor.case
        aspect = here.aspect if here else None
        # While the clerk writes at one place none of this changes: it is not looked for with every word.
        asked = (page, aspect, bool(here and here.number), case.numbers, case.last, case.document.year)
        if self._asked is not None and all(now is then for now, then in zip(asked, self._asked, strict=True)):
            return
        self._asked = asked
        lost = page.has_aspects and here is not None and bool(here.number) and aspect is None
        found = None if lost else last_text(case, page.text.section.id, aspect, whole=not page.has_aspects)
        last_year = case.last.document.year if case.last else None
        said = f"{last_year} 年" if last_year else "上年"
        self.put_in.setEnabled(found is not None and not page.text.isReadOnly())
        if found is not None:
            name = found.heading.rstrip("。：，") or ("开头" if page.has_aspects else page.text.section.name)
            self.place.setText(f"{said}{name}")
        if found == self.shown_last and found is not None:
            return
        self.shown_last = found
        if found is None:
            # It may be said there without a heading of its own.
            part = last_text(case, page.text.section.id, None, whole=True)
            self.place.setText(f"{said}全文（未分出这一方面）" if part else f"{said}未写")
            self._write(part.text if part else "")
            self._mark(part)
            self.remark.setText("")
            return
        self._write(found.text)
        self._mark(found)
        year = case.document.year
        shifted = f"年份改为 {year} 年，" if year and any(not cells for *_, cells in found.changes) else ""
        self.remark.setText(
            f"标记处为上年年份和数字。插入时{shifted}能够确定的数改为本年数并跟随表格，其余照录。" if found.old else ""
        )

    def _write(self, text: str) -> None:
        """Show that text, set as the narrative is, in smaller letters."""
        self.text.setPlainText(text)
        paragraph = QTextBlockFormat()
        paragraph.setTextIndent(2 * self.text.fontMetrics().horizontalAdvance("中"))
        paragraph.setLineHeight(theme.scaled(_LINE), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor = QTextCursor(self.text.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(paragraph)

    def _mark(self, found: LastText | None) -> None:
        """Mark the years and numbers that are last year's."""
        self._marked = found
        marks = []
        text = found.text if found else ""
        for start, end in found.old if found else ():
            mark = QTextEdit.ExtraSelection()
            mark.cursor = QTextCursor(self.text.document())
            mark.cursor.setPosition(_units(text, start))
            mark.cursor.setPosition(_units(text, end), QTextCursor.MoveMode.KeepAnchor)
            mark.format.setBackground(theme.colour("explain fill"))
            mark.format.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
            mark.format.setUnderlineColor(theme.colour("explain"))
            marks.append(mark)
        self.text.setExtraSelections(marks)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._page is not None and self.isVisible():
            self._mark(self._marked)
            self.show_page(self._page)  # its signs are drawn anew

    # ── what can be done ─────────────────────────────────────────────

    def put_last_in(self) -> str:
        """Put last year's passage into the text; what to say of it, which is said here too."""
        if self._page is None or self.shown_last is None or not self._page.text.editor.may_change():
            return ""
        said = self._page.put_last(self.shown_last)
        self.remark.setText(said)
        return said

    def _go(self, item: QTreeWidgetItem) -> None:
        """Go on writing at that aspect: behind its last word."""
        if self._page is None:
            return
        several = by_aspect(self._page.text.text()).get(item.data(0, _ASPECT), ())
        if several:
            self._page.text.setTextCursor(self._page.text.cursor_at(several[-1].span[1]))
            self._page.text.ensureCursorVisible()
        self._page.setFocus()


def _item(name: Aspect) -> QTreeWidgetItem:
    """The line of an aspect, not counted yet."""
    item = QTreeWidgetItem([ASPECTS[name], "", ""])
    item.setData(0, _ASPECT, name)
    item.setSizeHint(0, QSize(0, theme.scaled(theme.BUTTON)))
    for column in (1, 2):
        item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return item


def _list(items: Sequence[QTreeWidgetItem]) -> QTreeWidget:
    """The list of the five aspects."""
    made = QTreeWidget()
    made.setAccessibleName("五个方面")
    made.setHeaderLabels(["方面", "本年字数", "上年字数"])
    made.setRootIsDecorated(False)
    made.setUniformRowHeights(True)
    made.setFrameShape(QTreeWidget.Shape.NoFrame)
    made.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    head = made.header()
    head.setStretchLastSection(False)
    head.setFixedHeight(theme.scaled(theme.LINE))
    head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    for column in (1, 2):
        head.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        head.resizeSection(column, theme.scaled(_COLUMN))
        made.headerItem().setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    made.addTopLevelItems(items)
    made.setFixedHeight(theme.scaled(theme.LINE) + len(ASPECTS) * theme.scaled(theme.BUTTON) + theme.XS)
    return made


def _units(text: str, at: int) -> int:
    """That place as Qt counts, in UTF-16."""
    return len(text[:at].encode("utf-16-le", "surrogatepass")) // 2
