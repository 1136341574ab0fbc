"""The desk of the office that adds up: what has come in, in which state each unit is, what was noted. Immutable."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final, Literal

from govreport_gui.core.report.document import Document
from govreport_gui.core.rollup.adding import Rollup
from govreport_gui.core.rollup.submission import Collection, Member, Submission, Unreadable, called, plain

State = Literal["missing", "received", "returned", "accepted", "counted"]
STATES: Final[Mapping[State, str]] = MappingProxyType(
    {"missing": "未报", "received": "已收到", "returned": "退回", "accepted": "已接收", "counted": "已汇总"}
)


@dataclass(frozen=True, slots=True)
class Mark:
    """What the office has said of a unit: that it was returned, accepted or counted ("" where nothing); a note."""

    state: Literal["", "returned", "accepted", "counted"] = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """A collection with what the office has said of its units, by plain name. `deadline` and `contact` are words for
    slips and reminders: 1月24日, 政务公开科 电话….
    """

    collection: Collection
    marks: Mapping[str, Mark] = field(default_factory=lambda: MappingProxyType({}))
    deadline: str = ""
    contact: str = ""
    report: Document | None = None
    """The government's own report, which should be the sum."""

    def mark(self, unit: str) -> Mark:
        """What was said of that unit."""
        return self.marks.get(plain(unit), _NO_MARK)


_NO_MARK: Final = Mark()


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the desk: a unit with its report, a unit without one, a report that does not count, or a bad file."""

    unit: str
    state: State
    submission: Submission | None = None
    why: str = ""
    """Why the report does not count, or the file cannot be read."""
    note: str = ""
    file: str = ""
    expected: bool = True
    """Whether the unit is in the roster; without a roster every one is."""
    alone: bool = False
    """Whether it is only checked: whatever its year, and with no state."""
    several: bool = False
    """Whether other lines are of the same unit, so that only the file tells them apart."""

    left_out: str = ""
    """The same in a word."""

    @property
    def doubtful(self) -> bool:
        """Whether something is to be looked at in how the file was read."""
        return self.submission is not None and bool(self.submission.told)

    @property
    def wrong_cell(self) -> str:
        """A cell that must be put right, the likeliest of the first problem; "" where none must be."""
        findings = self.submission.findings if self.submission is not None else ()
        first = next((each for each in findings if each.level == "must_fix" and each.explanation is None), None)
        return next(iter((*first.suspects, *first.cells)), "") if first is not None else ""

    @property
    def slips(self) -> int:
        """How many problems must be put right."""
        return self.submission.must_fix if self.submission else 0


def rows(desk: Desk, rollup: Rollup, *, alone: bool = False) -> tuple[Row, ...]:
    """All lines: the units of the roster in its order, then who else has come, what does not count, bad files.

    `alone`: the reports are only checked, each by itself, those of one unit together.
    """
    found = _alone(desk, rollup) if alone else _expected(desk, rollup)
    found.extend(
        Row(called(bad.file), "received", None, bad.error, file=bad.file, expected=False)
        for bad in desk.collection.unreadable
    )
    of_unit = Counter(row.unit for row in found)
    return tuple(replace(row, several=True) if of_unit[row.unit] > 1 else row for row in found)


def _alone(desk: Desk, rollup: Rollup) -> list[Row]:
    """A line for each report, of whatever year; only what was taken out by hand does not count."""
    units, out = rollup.counted.units, desk.collection.out
    first: dict[str, int] = {}
    for each in desk.collection.submissions:
        first.setdefault(units[each.file], len(first))
    in_order = sorted(
        desk.collection.submissions, key=lambda each: (first[units[each.file]], each.document.year or 0, each.file)
    )
    return [
        Row(
            units[each.file],
            "received",
            each,
            rollup.counted.why[each.file] if each.file in out else "",
            desk.mark(units[each.file]).note,
            each.file,
            alone=True,
            left_out="已移出" if each.file in out else "",
        )
        for each in in_order
    ]


def _expected(desk: Desk, rollup: Rollup) -> list[Row]:
    counted = rollup.counted
    of_unit = {counted.units[each.file]: each for each in counted.counted}
    names = {member.name for member in desk.collection.roster}
    found = []
    for member in desk.collection.roster:
        of = of_unit.get(member.name)
        found.append(_row(desk, member.name, of, known=True))
    for each in counted.counted:
        name = counted.units[each.file]
        if name not in names:
            found.append(_row(desk, name, each, known=not names))
    for each in desk.collection.submissions:
        if each.file in counted.why:
            name = counted.units[each.file]
            why, short = counted.why[each.file], _left_out(desk, rollup, each)
            expected = name in names
            found.append(Row(name, "received", each, why, file=each.file, expected=expected, left_out=short))
    return found


def _left_out(desk: Desk, rollup: Rollup, each: Submission) -> str:
    """Why a report does not count, in a word."""
    year = each.document.year
    if each.file in desk.collection.out:
        return "已移出"
    if year is None:
        return "年度不明"
    return "重报" if year == rollup.counted.year else f"{year} 年度"


def _row(desk: Desk, name: str, of: Submission | None, *, known: bool) -> Row:
    mark = desk.mark(name)
    state: State = "missing" if of is None else mark.state or "received"
    return Row(name, state, of, note=mark.note, file=of.file if of else "", expected=known)


def came(desk: Desk, found: Iterable[Submission | Unreadable], rollup: Rollup | None = None) -> Desk:
    """With what has been read since: a file that was there is replaced. A unit whose report is another now is received
    anew, whatever was said of the one before.
    """
    old = {each.file: each for each in desk.collection.submissions}
    submissions, bad = dict(old), {each.file: each for each in desk.collection.unreadable}
    renewed = set()
    units = rollup.counted.units if rollup is not None else {}
    for each in found:
        submissions.pop(each.file, None) if isinstance(each, Unreadable) else bad.pop(each.file, None)
        if isinstance(each, Unreadable):
            bad[each.file] = each
            continue
        before = old.get(each.file)
        # What was read again the same stays the very one that is there.
        submissions[each.file] = before if before is not None and before == each else each
        if before is None or before.document != each.document:
            renewed |= {plain(each.name), plain(units.get(each.file, each.name))}
    marks = {
        unit: replace(mark, state="") if unit in renewed else mark
        for unit, mark in desk.marks.items()
        if unit not in renewed or mark.note
    }
    collection = replace(desk.collection, submissions=tuple(submissions.values()), unreadable=tuple(bad.values()))
    return replace(desk, collection=collection, marks=MappingProxyType(marks))


def marked(desk: Desk, units: Iterable[str], state: Literal["", "returned", "accepted", "counted"]) -> Desk:
    """With those units in that state."""
    changed = {plain(unit): replace(desk.mark(unit), state=state) for unit in units}
    return replace(desk, marks=MappingProxyType({**desk.marks, **changed}))


def noted(desk: Desk, unit: str, note: str) -> Desk:
    """With that note beside the unit."""
    changed = replace(desk.mark(unit), note=note.strip())
    return replace(desk, marks=MappingProxyType({**desk.marks, plain(unit): changed}))


def taken_out(desk: Desk, files: Iterable[str], *, out: bool) -> Desk:
    """With these reports left out of the sum, or taken in again."""
    files = frozenset(files)
    there = desk.collection.out | files if out else desk.collection.out - files
    return replace(desk, collection=replace(desk.collection, out=there))


def chosen(desk: Desk, file: str, others: Sequence[str]) -> Desk:
    """With that report counting, of all that a unit has sent."""
    there = (desk.collection.chosen - frozenset(others)) | {file}
    return replace(desk, collection=replace(desk.collection, chosen=there))


def removed(desk: Desk, files: Iterable[str]) -> Desk:
    """Without these files: as if they had never come."""
    gone = frozenset(files)
    collection = desk.collection
    return replace(
        desk,
        collection=replace(
            collection,
            submissions=tuple(each for each in collection.submissions if each.file not in gone),
            unreadable=tuple(each for each in collection.unreadable if each.file not in gone),
            out=collection.out - gone,
            chosen=collection.chosen - gone,
        ),
    )


def with_roster(desk: Desk, roster: tuple[Member, ...]) -> Desk:
    """With these units expected."""
    return replace(desk, collection=replace(desk.collection, roster=roster))


def known_too(desk: Desk, name: str, unit: str) -> Desk:
    """With `name` as one more short name of that unit of the roster."""
    members = desk.collection.roster
    return with_roster(desk, tuple(_also_called(each, name) if each.name == unit else each for each in members))


def _also_called(member: Member, name: str) -> Member:
    return replace(member, short="、".join(each for each in (member.short, name) if each))


def counts(lines: Sequence[Row]) -> dict[str, int]:
    """How many lines there are of each kind that the desk can be narrowed to (see `is_in`)."""
    return {kind: sum(is_in(row, kind) for row in lines) for kind in KINDS}


KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "all": "全部",
        "missing": "未报",
        "received": "已收到",
        "wrong": "有错",
        "explain": "需说明",
        "doubtful": "存疑",
        "good": "通过",
        "out": "未计入",
    }
)
"""What the desk can be narrowed to."""


def is_in(row: Row, kind: str) -> bool:
    """Whether a line is of that kind."""
    if kind in {"all", "out"}:
        return kind == "all" or bool(row.why)
    if kind == "missing":
        return row.state == "missing"
    if row.why or row.submission is None:
        return False
    if kind == "doubtful":
        return row.doubtful
    return row.state == "received" if kind == "received" else row.submission.verdict in _VERDICTS[kind]


_VERDICTS: Final = {"wrong": ("must_fix",), "explain": ("explain", "unfinished"), "good": ("pass",)}
