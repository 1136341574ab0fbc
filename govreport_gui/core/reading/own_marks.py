"""What this program prints beside a report, when one of its own papers is read again: marks, captions, annexes.

None of it is the report's. Words alone may be anybody's, so annexes are left out only of what bears a fingerprint.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from govreport_gui.core.forms.form import Format
from govreport_gui.core.patterns import pattern
from govreport_gui.core.reading.account import Entry
from govreport_gui.core.reading.blocks import Block, Paragraph, Table

_MARK: Final = pattern(
    r"(送审稿|存档)?未定稿|送审稿"
    r"|(—\d+—)?内容指纹[0-9A-Z]{4}-?[0-9A-Z]{4}(—\d+—)?"
    r"|（见工作表“[^”]*”）"
)
_SEE_SHEET: Final = pattern(r"（见工作表“[^”]*”）")
_COVER: Final = pattern(r"单位：.*年度：.*")
_TITLE: Final = "政府信息公开工作年度报告"
_CODE: Final = pattern(r"内容指纹[0-9A-Z]{4}-?[0-9A-Z]{4}")
_ANNEX: Final = pattern(
    r"审签单|附：(有关情况的说明|与上年对照|与送审稿的差异|核对记录|状态记录|校对记录|历年对照|(历年)?图表)"
)
_SAID: Final = "原文是本程序输出的，加印的标记、页脚和附件不是年报内容，没有读入。"


def is_mark(text: str) -> bool:
    """Whether that is what this program prints at the head or foot of a page."""
    return _MARK.fullmatch(_close(text)) is not None


def without_own(blocks: Sequence[Block], form: Format) -> tuple[list[Block], tuple[Entry, ...]]:
    """The blocks of the report, and what is said where others were left out."""
    texts = [text for block in blocks for text in _lines(block)]
    captions = {
        _close(f"{form.table(each.table).name}{each.name.rpartition('、')[2]}") for each in form.sections if each.table
    }
    workbook = any(_SEE_SHEET.fullmatch(text) for text in texts)
    signed = any(_CODE.search(text) for text in texts)

    titles: set[str] = set()

    def own(text: str) -> bool:
        if workbook and text.endswith(_TITLE):  # the first sheet has it, and the one with the texts
            again = text in titles
            titles.add(text)
            return again
        return is_mark(text) or text in captions or (workbook and _COVER.fullmatch(text) is not None)

    kept: list[Block] = []
    annex: str | None = None
    for block in blocks:
        lines = list(_lines(block))
        sheet = block.place.sheet if isinstance(block, Paragraph) else block.place(0).sheet
        annex = None if annex != sheet else annex
        if annex is not None or (signed and lines and _ANNEX.fullmatch(lines[0])):
            annex = sheet
            continue
        begins = next((at for at, line in enumerate(lines) if signed and _ANNEX.fullmatch(line)), len(lines))
        annex = sheet if begins < len(lines) else None
        owned = [own(line) for line in lines]
        if isinstance(block, Table) and (annex is not None or any(owned)):
            rows = [at for at in range(begins) if not owned[at]]
            kept.extend([block.only(rows)] if rows else [])
        elif isinstance(block, Table) or not owned[0]:
            kept.append(block)
    return kept, (Entry("restyled", _SAID),) if len(kept) < len(blocks) else ()


def _lines(block: Block) -> Iterator[str]:
    """The text of a paragraph, or of each row of a table, without blanks."""
    if isinstance(block, Paragraph):
        yield _close(block.text)
    else:
        yield from (_close("".join(text or "" for text in row)) for row in block.rows)


def _close(text: str) -> str:
    return "".join(text.split())
