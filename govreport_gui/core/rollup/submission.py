"""A report that a unit has sent in, who is expected to send one, and all of them together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from govreport_gui.core.findings.finding import Finding, Verdict
from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document
from govreport_gui.core.values import Number

NO_NUMBERS: Final[Mapping[str, Number]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Submission:
    """A report as it was read and judged. `file` is where it was found, and tells it apart from the others.

    `numbers` are its readable numbers with what its blank totals stand for, by cell of its own form.
    """

    file: str
    document: Document
    numbers: Mapping[str, Number]
    verdict: Verdict
    findings: tuple[Finding, ...] = ()
    """One for each slip: what another one tells is not among them."""
    told: tuple[str, ...] = ()
    """What people should know about how it was read."""
    changed: int = 0
    """When the file was last written, in nanoseconds; of two reports of a unit the later one counts."""
    wrong: int | None = None
    """How many problems must be put right, each that another one tells too, as the report's own window counts them;
    None where only the slips are known."""

    @property
    def must_fix(self) -> int:
        """How many problems must be put right."""
        if self.wrong is not None:
            return self.wrong
        return sum(finding.level == "must_fix" and finding.explanation is None for finding in self.findings)

    @property
    def name(self) -> str:
        """The unit, or the file where that says no unit."""
        return self.document.unit.strip() or called(self.file)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that no report could be read from, and the sentence why."""

    file: str
    error: str


@dataclass(frozen=True, slots=True)
class Member:
    """A unit that has to report: its name, what it is called for short (several names with 、 between), its kind
    (政府部门, …), a telephone number.
    """

    name: str
    short: str = ""
    kind: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class LastSum:
    """Last year's collection: its form, the sum by cell, and by unit's plain name what each gave."""

    form: Format
    totals: Mapping[str, Number]
    by_unit: Mapping[str, Mapping[str, Number]] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Collection:
    """All that has come in. `forms` are those that the reports may be made on.

    `year` is the one that is added up; None stands for the commonest. `out` are the files that the office itself has
    taken out of the sum; `chosen` those that count where a unit came twice.
    """

    forms: tuple[Format, ...]
    submissions: tuple[Submission, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()
    roster: tuple[Member, ...] = ()
    unit: str = ""
    year: int | None = None
    out: frozenset[str] = frozenset()
    chosen: frozenset[str] = frozenset()
    last: LastSum | None = None

    def form_of(self, document: Document) -> Format:
        """The form that a report is made on."""
        return next(form for form in self.forms if form.id == document.format)


def called(file: str) -> str:
    """A file's name for people: without the folders."""
    return file.replace("\\", "/").rpartition("/")[2]


def plain(name: str) -> str:
    """A unit's name by which it is known again: without blanks, brackets in one width."""
    return "".join(name.split()).translate(_BRACKETS)


_BRACKETS: Final = str.maketrans("()〔〕[]", "（）（）（）")


def known_as(roster: Iterable[Member]) -> Mapping[str, str]:
    """By plain name, in full or for short: the name in the roster. A short name of two units is none."""
    members = tuple(roster)
    names = {plain(member.name): member.name for member in members}
    shorts: dict[str, list[str]] = {}
    for member in members:
        for short in {plain(short) for short in member.short.split("、")} - {""}:
            shorts.setdefault(short, []).append(member.name)
    return {short: of[0] for short, of in shorts.items() if len(of) == 1} | names
