"""A reading as the clerk looks through it: what is doubtful first, each with what the source has and what was read.

One doubt is one *matter*, of one cell or several. What the clerk has typed instead counts as read; the equations are
judged on that, and the cells of those that do not hold join the doubtful ones.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from govreport_gui.core.findings.causes import line_of
from govreport_gui.core.forms.form import Bound, Format
from govreport_gui.core.reading.account import TOLD, Entry, What
from govreport_gui.core.reading.blocks import Block, Paragraph, Spot
from govreport_gui.core.reading.proof import Proof, prove
from govreport_gui.core.reading.report import Reading
from govreport_gui.core.repairs.located import locate
from govreport_gui.core.report.document import Document, LastYear
from govreport_gui.core.rules.case import case_of
from govreport_gui.core.rules.check import check_case
from govreport_gui.core.values import read

_KINDS: Final[Mapping[What, str]] = {"left_over": "未放入表格", "not_found": "未找到", "assumed": "另处取得"}
"""Where a matter stands that is about no cell."""
_REPLACES: Final = "replaces"


@dataclass(frozen=True, slots=True)
class Item:
    """A cell to look at, or a matter that has none: where it is, what the source has, what was read, why to look."""

    cell: str
    place: str
    written: str
    text: str
    why: str = ""
    matter: str = ""
    """What it is confirmed by; "" where nothing is doubtful."""
    spots: tuple[Spot, ...] = ()
    second: str = ""
    """What the cell may mean instead."""

    @property
    def zero(self) -> bool:
        """Whether there is nothing to see: 0."""
        return read(self.text).number == 0

    @property
    def blank(self) -> bool:
        """Whether nothing stands there."""
        return not self.text


@dataclass(frozen=True)
class Review:
    """What is to be looked at, in order, and how many equations hold."""

    doubtful: tuple[Item, ...]
    certain: tuple[Item, ...]
    proof: Proof
    order: Mapping[str, int]
    """The place of each cell on the form."""

    @cached_property
    def cells(self) -> tuple[Item, ...]:
        """Every cell in the order of the form."""
        cells = (item for item in (*self.doubtful, *self.certain) if item.cell)
        return tuple(sorted(cells, key=lambda item: self.order[item.cell]))

    @cached_property
    def matters(self) -> tuple[str, ...]:
        """The doubts, each once."""
        return tuple(dict.fromkeys(item.matter for item in self.doubtful))


def corrected(document: Document, typed: Mapping[str, str]) -> Document:
    """The report that was read, with what the clerk has typed instead."""
    return document.with_cells(typed)


def review(
    reading: Reading,
    typed: Mapping[str, str],
    *,
    last: LastYear | None = None,
    present: Document | None = None,
) -> Review:
    """What is to be looked at; `typed` by cell what the clerk has put in place of what was read.

    `last` is the year before, which takes part in the proof; `present` the open report that it is to go into.
    """
    form = reading.form
    document = replace(corrected(reading.document, typed), last=last)
    case = case_of(form, replace(document, sections={}))
    proof = prove(form, document, case.last.numbers if case.last is not None else None)
    items: list[Item] = [item for entry in reading.account if entry.what in TOLD for item in _told(entry, reading)]
    items.extend(_replacing(reading, document, present) if present is not None else ())
    items = _together(items)
    _join_broken(items, reading, document, proof)
    items = [replace(item, text=document.cells.get(item.cell, "")) if item.cell else item for item in items]
    seen = {item.cell for item in items}
    rest = [_item(reading, cell, document.cells.get(cell, "")) for cell in form.cells if cell not in seen]
    return Review(tuple(items), tuple(rest), proof, {cell: at for at, cell in enumerate(form.cells)})


def _told(entry: Entry, reading: Reading) -> Iterator[Item]:
    """The items of one entry of the account: its cells, else itself."""
    form = reading.form
    cells = [cell for cell in entry.cells if cell in form.cells]
    for cell in cells:
        why = entry.text if entry.text.startswith("第") else entry.text.partition("：")[2] or entry.text
        item = _item(reading, cell, "")
        why = why.removeprefix(item.place)
        spots = item.spots or entry.spots
        written = written_at(reading.blocks, spots)
        yield replace(item, why=why, matter=entry.text, second=entry.second, spots=spots, written=written)
    if not cells:
        written = "、".join(text for spot in entry.spots if (text := written_at(reading.blocks, (spot,))))
        yield Item("", _KINDS.get(entry.what, "存疑"), written, "", entry.text, entry.text, entry.spots)


def _item(reading: Reading, cell: str, text: str) -> Item:
    spots = reading.spots.get(cell, ())
    return Item(cell, reading.form.cells[cell].place, written_at(reading.blocks, spots), text, spots=spots)


def written_at(blocks: Sequence[Block], spots: Sequence[Spot]) -> str:
    """What the source has at these places, in one line."""
    texts = []
    for spot in spots:
        block = blocks[spot.block]
        row = block.rows[spot.row] if not isinstance(block, Paragraph) else (block.text,)
        text = row[spot.position] if spot.position < len(row) else ""
        texts.append(" ".join((text or "").split()))
    return "＋".join(text for text in texts if text)


def _replacing(reading: Reading, document: Document, present: Document) -> Iterator[Item]:
    """The cells in which the open report has something else."""
    for cell, text in document.cells.items():
        before = present.cells.get(cell, "")
        if before and before != text:
            item = _item(reading, cell, text)
            yield replace(item, why=f"本年报现为 {before}，予以替换", matter=f"{_REPLACES}/{cell}")


def _together(items: Sequence[Item]) -> list[Item]:
    """One item for a cell that several entries speak of."""
    found: list[Item] = []
    at: dict[str, int] = {}
    for item in items:
        if item.cell in at:
            before = found[at[item.cell]]
            found[at[item.cell]] = replace(before, why=f"{before.why}{item.why}", second=before.second or item.second)
            continue
        if item.cell:
            at[item.cell] = len(found)
        found.append(item)
    return found


def _join_broken(items: list[Item], reading: Reading, document: Document, proof: Proof) -> None:
    """Put in the cells of equations that do not hold: of each those that are suspected, else its total. These come
    first: what is doubtful there is most likely wrong.
    """
    if not proof.broken:
        return
    form = reading.form
    broken = {(bound.rule.id, bound.each): bound for bound in proof.broken}
    case = case_of(form, replace(document, sections={}))
    checked = check_case(case)
    facts = {(finding.rule, finding.each): finding.fact for finding in checked.findings}
    located = locate(case, checked)
    told = {(finding.rule, finding.each): finding for finding in located.checked.findings}
    at = {item.cell: place for place, item in enumerate(items) if item.cell}
    unsure, beside = frozenset(at), set[str]()
    for index, finding in enumerate(located.checked.findings):
        bound = broken.get((finding.rule, finding.each or ""))
        if bound is None:
            continue
        line = line_of(form, document, broken, finding)
        said = f"{line.what}：{line.left}≠{line.right}" if line.left else finding.fact
        # What one slip has broken is told once, with the first of them.
        cause = told[finding.caused_by or (finding.rule, finding.each)]
        if not cause.message.startswith(facts[cause.rule, cause.each]):
            said += f"，{cause.fact.rstrip('。')}"
        offer = next(iter(located.repairs.get(index, ())), None)
        changes = offer.repair if offer is not None else ()
        cells = _suspected(form, bound, tuple(change.cell for change in changes) or finding.suspects)
        if finding.caused_by is not None and any(cell in at for cell in cells):
            continue
        # With other numbers it is another matter, to be confirmed anew.
        matter = f"{finding.rule}/{finding.each}/{finding.left}/{finding.right}"
        beside.update(cells)
        for cell in cells:
            if cell in at:
                item = items[at[cell]]
                # Where the reading itself is doubtful, what would make the sums hold is a second reading; a number
                # that is printed so is not to be made fit.
                fits = changes[0].after if len(changes) == 1 and cell in unsure else ""
                second = item.second or fits
                items[at[cell]] = replace(item, why=f"{said}。{item.why}", second=second)
            else:
                at[cell] = len(items)
                items.append(replace(_item(reading, cell, ""), why=f"{said}，与原文相同的照录", matter=matter))
    items.sort(key=lambda item: item.cell not in beside)


def _suspected(form: Format, bound: Bound, suspects: Sequence[str]) -> tuple[str, ...]:
    """The cells of an equation that are suspected; where none is, its total, of a balance all that are totals."""
    relation = bound.relation
    own = [cell for _, cell in (*relation.left, *relation.right) if cell in form.cells]
    if found := tuple(cell for cell in own if cell in suspects):
        return found
    alone = [side[0][1] for side in (relation.left, relation.right) if len(side) == 1 and side[0][1] in form.cells]
    return tuple(alone[:1] or [cell for cell in own if cell in form.sums] or own[-1:])
