"""An old register → applications, with an account in which every row stands and every word that is to be asked."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final, Literal

from govreport_gui.core.ledger import heads as columns
from govreport_gui.core.ledger.application import Application
from govreport_gui.core.ledger.heads import Heads
from govreport_gui.core.ledger.ledger import Layout
from govreport_gui.core.ledger.row_reader import NOTHING, Mark, RowReader
from govreport_gui.core.ledger.vocabulary import Vocabulary, plain
from govreport_gui.core.ledger.words import date_of
from govreport_gui.core.patterns import pattern
from govreport_gui.core.reading.blocks import Grid, GridRow, Table, owners

State = Literal["taken", "there", "head", "blank", "sum", "left_over"]
STATES: Final[Mapping[State, str]] = MappingProxyType(
    {
        "taken": "已读入",
        "there": "台账中已有",
        "head": "栏名、标题",
        "blank": "空行",
        "sum": "合计行",
        "left_over": "没有读入",
    }
)
_SUM: Final = ("合计", "总计", "小计", "共计")
_YEAR: Final = pattern(r"(20\d\d)\s*年")
_ESSENTIAL: Final = ("received", "answered", "result", "applicant_class")
_FILLED: Final = 4
"""A row with none of those, and fewer cells than so many that say something, is no application."""
DISPUTE_FIELDS: Final = (
    "reconsideration_filed",
    "reconsideration_outcome",
    "reconsideration_closed",
    "litigation_kind",
    "litigation_filed",
    "litigation_outcome",
    "litigation_closed",
    "litigation_role",
)
"""The parts of 复议 and 诉讼 that registers have columns of their own for."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the register: where it stands, what became of it, what is not certain; the words still to be asked."""

    place: str
    state: State
    texts: tuple[str, ...]
    application: Application | None = None
    marks: tuple[Mark, ...] = ()
    asked: tuple[tuple[str, str], ...] = ()
    """By field and word."""


@dataclass(frozen=True, slots=True)
class Question:
    """A word that may mean several things: asked once, however many rows have it."""

    field: str
    word: str
    of: tuple[str, ...]
    rows: int


@dataclass(frozen=True, slots=True)
class Register:
    """All that was read. `heads` are the columns of each table; `year` that of the ledger, for which it was read, else
    its own; `own_year` what the title or most days of receipt say.
    """

    heads: tuple[Heads, ...]
    rows: tuple[Row, ...]
    questions: tuple[Question, ...]
    year: int | None = None
    own_year: int | None = None

    @property
    def applications(self) -> tuple[Application, ...]:
        """Those that were read, in their order; keys are given when they are added to a ledger."""
        return tuple(row.application for row in self.rows if row.application is not None)

    @property
    def counts(self) -> Mapping[State, int]:
        """How many rows there are of each state; together all of them."""
        found = Counter(row.state for row in self.rows)
        return MappingProxyType({state: found[state] for state in STATES})


def read_register(
    tables: Sequence[Table],
    vocabulary: Vocabulary,
    layout: Layout | None = None,
    year: int | None = None,
    *,
    own_first: bool = False,
) -> Register:
    """The register in these tables. `layout` is what was chosen and answered before; `year` that of the ledger, for
    days without one; with `own_first` what the register says of itself goes before.
    """
    layout = layout or Layout()
    grids = [_filled(table.rows) for table in tables]
    found = [columns.find(table.rows, vocabulary, layout) for table in tables]
    own_year = _year(grids, found)
    year = (own_year or year) if own_first else (year or own_year)
    rows: list[Row] = []
    asked: dict[tuple[str, str], tuple[str, ...]] = {}
    known: Heads | None = None
    used: list[Heads] = []
    for table, grid, own in zip(tables, grids, found, strict=True):
        heads, first = own, own.first_row if own else 0
        if own is None and known is not None and table.width == len(known.columns):
            heads = replace(known, first_row=0)  # the table goes on, on the next page
        for at, texts in enumerate(grid):
            place = table.place(at).said or f"第{at + 1}行"
            if heads is None or at < first:
                state: State = "blank" if not any(texts) else "head" if own else "left_over"
                rows.append(Row(place, state, texts))
            else:
                rows.append(_row(place, texts, heads, vocabulary, layout, year, asked))
        if heads is not None:
            known = heads
            used.append(heads)
    used, rows = _with_serials(used, rows)
    counted = Counter(each for row in rows for each in row.asked)
    questions = tuple(Question(field, word, of, counted[field, word]) for (field, word), of in asked.items())
    return Register(tuple(used), tuple(rows), questions, year, own_year)


def _with_serials(used: list[Heads], rows: list[Row]) -> tuple[list[Heads], list[Row]]:
    """Serial numbers that begin anew, as in a sheet for each month, are no register numbers."""
    numbers = Counter(row.application.number for row in rows if row.application is not None)
    serials = any(head.how == "serial" for heads in used for head in heads.columns)
    if not serials or max((times for number, times in numbers.items() if number), default=1) == 1:
        return used, rows
    without = [
        replace(
            heads,
            columns=tuple(
                replace(each, field="", how="name") if each.how == "serial" else each for each in heads.columns
            ),
        )
        for heads in used
    ]
    return without, [row if row.application is None else _unnumbered(row, row.application) for row in rows]


def _unnumbered(row: Row, application: Application) -> Row:
    return replace(row, application=replace(application, number=""))


def with_column(layout: Layout, head: str, field: str | None) -> Layout:
    """With columns of that head going to that field, "" where they are left out; None where it is not chosen."""
    others = {other: to for other, to in layout.columns.items() if other != head}
    return replace(layout, columns=MappingProxyType(others if field is None else {**others, head: field}))


def with_word(layout: Layout, question: Question, to: str) -> Layout:
    """With that word answered."""
    return replace(layout, words=MappingProxyType({**layout.words, (question.field, question.word): to}))


def _filled(grid: Grid) -> list[tuple[str, ...]]:
    """The texts, in merged cells that run down each row its own; a cell merged over columns stands once."""
    covering = owners(grid)
    return [
        tuple(_text(grid, covering, at, place, text) for place, text in enumerate(row)) for at, row in enumerate(grid)
    ]


def _text(
    grid: Grid, covering: Mapping[tuple[int, int], tuple[int, int]], at: int, place: int, text: str | None
) -> str:
    if text is None:
        above = covering.get((at, place), (at, -1))
        text = grid[above[0]][place] if above[1] == place else ""
    return " ".join((text or "").split())


def _year(grids: Sequence[Sequence[GridRow]], found: Sequence[Heads | None]) -> int | None:
    """The year in the title, else that of most days of receipt."""
    days: Counter[int] = Counter()
    for grid, heads in zip(grids, found, strict=True):
        for texts in grid[: heads.first_row if heads else 3]:
            for text in texts:
                if text and (title := _YEAR.search(text)):
                    return int(title[1])
        at = heads.of("received") if heads else None
        for texts in grid:
            if at is not None and at < len(texts) and (day := date_of(texts[at] or "")):
                days[int(day[:4])] += 1
    return days.most_common(1)[0][0] if days else None


def _row(
    place: str,
    texts: tuple[str, ...],
    heads: Heads,
    vocabulary: Vocabulary,
    layout: Layout,
    year: int | None,
    asked: dict[tuple[str, str], tuple[str, ...]],
) -> Row:
    if not any(texts):
        return Row(place, "blank", texts)
    if sum(text == head.text for text, head in zip(texts, heads.columns, strict=False) if text) >= 3:
        return Row(place, "head", texts)
    by_field = {
        head.field: texts[head.at]
        for head in sorted(heads.columns, key=lambda head: head.how != "together")  # what the other one says counts
        if head.field and head.at < len(texts) and (head.how == "together" or texts[head.at] not in NOTHING)
    }
    for head in heads.columns:
        field, word = head.ticked
        if field and head.at < len(texts) and texts[head.at] in columns.TICKS:
            # Two ticks are two words, which mean nothing together and are asked about.
            by_field[field] = "、".join(filter(None, (by_field.get(field, ""), word)))
    if _is_sum(texts, date_of(by_field.get("received", ""), year)):
        return Row(place, "sum", texts)
    essential = any(by_field.get(field, "") not in NOTHING for field in _ESSENTIAL)
    if sum(text not in NOTHING for text in texts) < (2 if essential else _FILLED):
        return Row(place, "left_over", texts)
    reader = RowReader(by_field, vocabulary, layout, year)
    application, marks, mine = reader.read(heads.columns, texts)
    asked |= {key: of for key, of in mine.items() if key not in asked}
    return Row(place, "taken", texts, application, marks, tuple(mine))


def _is_sum(texts: tuple[str, ...], received: str) -> bool:
    """Whether a row adds others up: 合计; 上半年小计, where no day of receipt says that it is an application."""
    words = [plain(text) for text in texts[:3]]
    return any(word in _SUM or (not received and word.endswith(_SUM)) for word in words)
