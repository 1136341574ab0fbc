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


def concerns(statement: Statement, case: Case) -> bool:
    """Whether a statement is about this report's own year and the whole of its unit."""
    document = case.document
    if document.year is not None and statement.years and document.year not in statement.years:
        return False
    whole = document.kind == "rollup" or (not document.kind and document.unit.endswith("人民政府"))
    only_office = document.kind == "office" or (not document.kind and document.unit.endswith(_OFFICES))
    return not ((statement.by_office and whole) or (statement.of_area and only_office))


def quoted(case: Case, section: str, text: str, span: tuple[int, int]) -> str:
    """The part and its very words, as a finding begins."""
    return f"{case.form.section(section).name}写“{text[span[0] : span[1]].strip()}”"


def about(rule: str, level: Level, section: str, found: Sequence[Span], message: str) -> Finding:
    """One finding for all these places of a part, marked at the first. It stands on how many there are."""
    return Finding(rule, None, level, (), message, len(found), 0, section, found[0])


def not_written(case: Case, rule: str, section: str) -> NotChecked:
    """That a rule cannot be judged while that part is empty."""
    return NotChecked(rule, None, f"“{case.form.section(section).name}”还没有写")
