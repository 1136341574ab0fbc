"""A finding: something a clerk should look at, and where; and the verdict over all of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from govreport_gui.core.forms.form import Level
from govreport_gui.core.values import Number

Verdict = Literal["must_fix", "unfinished", "explain", "pass"]

LEVEL_NAMES: Final = MappingProxyType({"must_fix": "必须改正", "explain": "需要说明", "notice": "提醒"})
LEVEL_SIGNS: Final = MappingProxyType({"must_fix": "✕", "explain": "!", "notice": "i"})
VERDICT_NAMES: Final = MappingProxyType(
    {"must_fix": "有必须改正的问题", "unfinished": "未填完", "explain": "有需要说明的问题", "pass": "通过"}
)
NO_LAST_YEAR: Final = "没有载入上年年报"
"""The reason why a rule that compares years was not checked."""
OF_TOTALS: Final = frozenset({"T3-02", "T3-03", "T4-01", "T4-02", "T4-03"})
"""The sums in which a total stands beside its parts."""
TOTALS_ADVICE: Final = "总计有误的，更正总计，或清空后自动相加。"
"""What helps with all of these, said once above them."""
LEVELS: Final[tuple[Level, ...]] = ("must_fix", "explain", "notice")


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem. `cells` are all cells concerned; the two sides are given where it is a relation.

    A finding about the text names the part and, as a span of its text, the very words.
    """

    rule: str
    each: str | None
    level: Level
    cells: tuple[str, ...]
    message: str
    left: Number | None = None
    right: Number | None = None
    section: str = ""
    span: tuple[int, int] | None = None
    explanation: str | None = None
    """What the clerk wrote about it; None while nothing is written or the values have changed."""
    suspects: tuple[str, ...] = ()
    """Cells among which the wrong one probably is, in no order; empty where one repair is clearly the likeliest."""
    caused_by: tuple[str, str | None] | None = None
    """Rule and which one of it: the finding that tells the slip which broke this one too."""

    @property
    def fact(self) -> str:
        """The message without its last sentence, which tells the clerk what to do: readers of the report need none."""
        end = self.message.rstrip("。").rfind("。") + 1
        return self.message[:end] or self.message


@dataclass(frozen=True, slots=True)
class NotChecked:
    """A rule that could not be judged, and why."""

    rule: str
    each: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Fallen:
    """An explanation whose finding is gone or stands on other values now."""

    name: str
    """What it is filed under, see findings/explanations."""
    text: str


@dataclass(frozen=True, slots=True)
class Checked:
    """The result of one check of one document."""

    findings: tuple[Finding, ...]
    not_checked: tuple[NotChecked, ...]
    blank_inputs: tuple[str, ...]
    held: int = 0
    """How many relations between numbers were judged and hold."""
    fallen: tuple[Fallen, ...] = ()
    """Explanations that do not hold any more."""
    uncovered: tuple[str, ...] = ()
    """What the cover lacks of the unit's name and the year: a report without them is unfinished."""

    def by_cell(self) -> dict[str, tuple[Finding, ...]]:
        """The findings that concern each cell; cells without any are absent."""
        found: dict[str, list[Finding]] = {}
        for finding in self.findings:
            for cell in finding.cells:
                found.setdefault(cell, []).append(finding)
        return {cell: tuple(each) for cell, each in found.items()}

    @property
    def verdict(self) -> Verdict:
        """The first that applies: must_fix, unfinished, explain, pass."""
        levels = {finding.level for finding in self.findings if finding.explanation is None}
        if "must_fix" in levels:
            return "must_fix"
        if self.blank_inputs or self.uncovered:
            return "unfinished"
        return "explain" if "explain" in levels else "pass"

    @property
    def verdict_words(self) -> str:
        """The verdict for people; whoever reads 通过（附说明） knows that there is something to read."""
        explained = any(finding.level == "explain" for finding in self.findings)
        return VERDICT_NAMES[self.verdict] + "（附说明）" * (self.verdict == "pass" and explained)


def worst(findings: Iterable[Finding]) -> Level | None:
    """The gravest level among them, None if there are none."""
    levels = {finding.level for finding in findings}
    return next((level for level in LEVELS if level in levels), None)
