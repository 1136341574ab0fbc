"""What of a file goes into the report: a box for each part, with what that part becomes."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtWidgets import QBoxLayout, QCheckBox, QWidget

from govreport_gui.core.importing.taking import Parts, cells_said, cover_said, texts_said
from govreport_gui.core.reading.report import Reading
from govreport_gui.core.report.document import Document, LastYear
from govreport_gui.ui.widgets import labels, theme

_RECOGNISED: Final = "；系识别所得，请在上面点“正文”对照原文"


@dataclass(frozen=True, slots=True)
class Purpose:
    """What the file is read for: the window's title, and in words what its parts become; "" where they are not asked
    for.
    """

    title: str = "导入文件"
    cells: str = "三张表"
    texts: str = "正文"
    cover: str = "单位和年度"
    last: LastYear | None = None
    """The year before, which takes part in the proof."""
    present: Document | None = None
    """The open report that it goes into."""


class PartBoxes(QWidget):
    """The boxes, one below the other, or in a line where there is little room."""

    def __init__(self, reading: Reading, purpose: Purpose, *, recognised: bool = False) -> None:
        """`recognised`: the source is paper, so that nothing proves the text."""
        super().__init__()
        self.boxes = self._parts(reading, purpose, _RECOGNISED if recognised else "")
        self._words = {kind: box.text() for kind, box in self.boxes.items()}
        self._choices = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._choices.setContentsMargins(theme.L, theme.S, theme.L, theme.S)
        self._choices.setSpacing(theme.S)
        for kind, box in self.boxes.items():
            self._choices.addWidget(box)
            box.setToolTip(labels.plain(self._words[kind].partition("　")[2]))
        self._choices.addStretch()

    @property
    def wanted(self) -> Parts:
        """The parts that are ticked."""
        return Parts(**{kind: box.isChecked() for kind, box in self.boxes.items()})

    def lay_out(self, *, low: bool) -> None:
        """In a line, without what each part becomes, where there is little height."""
        kinds = QBoxLayout.Direction
        self._choices.setDirection(kinds.LeftToRight if low else kinds.TopToBottom)
        for kind, box in self.boxes.items():
            box.setText(self._words[kind].partition("　")[0] if low else self._words[kind])

    def _parts(self, reading: Reading, purpose: Purpose, warned: str) -> dict[str, QCheckBox]:
        """By part of the report the box that says whether it is taken, and what it is."""
        document, form = reading.document, reading.form
        texts, before = texts_said(form, document), purpose.present.sections if purpose.present is not None else {}
        replaced = [part for part, text in document.sections.items() if before.get(part, text) != text]
        more = f"，其中 {len(replaced)} 部分已有文字，予以替换" if replaced else ""
        found = {}
        for kind, words, what, key, ticked in (
            ("cells", purpose.cells, cells_said(form, document), "T", True),
            ("texts", purpose.texts, texts and texts + more + warned, "W", not replaced),
            ("cover", purpose.cover, cover_said(document), "U", purpose.present is None or not purpose.present.unit),
        ):
            shown = (what or "没有读到").replace("&", "&&")
            box = QCheckBox(f"{words}(&{key})　{shown}")
            box.setChecked(bool(what) and (ticked or not words))
            box.setEnabled(bool(what))
            box.setVisible(bool(words))
            found[kind] = box
        return found
