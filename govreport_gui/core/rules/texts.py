"""The text of a report as the rules go through it, and how a finding speaks of it."""

from collections.abc import Iterator, Sequence
from typing import Final

from govreport_gui.core.findings.finding import Finding, NotChecked
from govreport_gui.core.forms.form import Level, Section
from govreport_gui.core.prose.passages import Span, shortened
from govreport_gui.core.prose.statements import SECTIONS, Statement
from govreport_gui.core.rules.case import Case
from govreport_gui.core.rules.needs import SHORTENED

_OFFICES: Final = ("机关", "办公室", "办公厅")
_LEFT_OVER: Final = 2
"""So many years back a text may lie that was taken over and not brought up to date."""


def written_sections(case: Case) -> list[tuple[Section, str]]:
    """All parts in which something is written, in the order of the form."""
    written = case.document.sections
    return [(section, text) for section in case.form.sections if (text := written.get(section.id))]


def compared_texts(case: Case) -> list[tuple[str, str]]:
    """Id and text of the written ones among the six parts whose numbers are compared with the tables."""
    written = case.document.sections
    return [(section, text) for section in SECTIONS if (text := written.get(section))]


def shortened_anywhere(case: Case) -> bool:
    """Whether something was cut out of any part."""
    return any(shortened(text) for _, text in written_sections(case))


def availability(rule: str, case: Case) -> Iterator[NotChecked]:
    """Why the rule did not see the whole text."""
    if not case.text("overview"):
        yield not_written(case, rule, "overview")
    elif any(shortened(text) for _, text in compared_texts(case)):
        yield NotChecked(rule, None, SHORTENED)


def _of_another_year(statement: Statement, year: int | None) -> bool:
    if year is None or not statement.years or year in statement.years:
        return False
    # A year that nothing explains was not brought up to date: what it says is meant of this one.
    return statement.looks_back or not any(0 < year - each <= _LEFT_OVER for each in statement.years)


def concerns(statement: Statement, case: Case) -> bool:
    """Whether a statement is about this report's own year and the whole of its unit."""
    if _of_another_year(statement, case.year):
        return False
    unit, kind = case.document.unit, case.kind
    whole = kind == "rollup" or (not case.document.kind and unit.endswith("人民政府"))
    if statement.by_office and whole and kind != "office":
        return False
    part_of_area = kind in {"office", "department", "authorised"} or unit.endswith(_OFFICES)
    return not (statement.of_area and (part_of_area or statement.part_follows))


def quoted(case: Case, section: str, text: str, span: tuple[int, int]) -> str:
    """The part and its very words, as a finding begins."""
    return f"{case.form.section(section).name}写“{text[span[0] : span[1]].strip()}”"


def about(rule: str, level: Level, section: str, found: Sequence[Span], message: str) -> Finding:
    """One finding for all these places of a part, marked at the first. It stands on how many there are."""
    return Finding(rule, None, level, (), message, len(found), 0, section, found[0])


def not_written(case: Case, rule: str, section: str) -> NotChecked:
    """That a rule cannot be judged while that part is empty."""
    return NotChecked(rule, None, f"“{case.form.section(section).name}”未写")
