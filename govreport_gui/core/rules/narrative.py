"""The written parts of a report, as the rules about its numbers go through them."""

from collections.abc import Iterator
from typing import Final

from govreport_gui.core.findings.finding import NotChecked
from govreport_gui.core.prose.statements import SECTIONS, Statement
from govreport_gui.core.rules.case import Case
from govreport_gui.core.rules.passages import SHORTENED, not_written, shortened

_OFFICES: Final = ("机关", "办公室", "办公厅")


def written(case: Case) -> Iterator[tuple[str, str]]:
    """The parts that have text: id and text."""
    for section in SECTIONS:
        text = case.text(section)
        if text:
            yield section, text


def availability(rule: str, case: Case) -> Iterator[NotChecked]:
    """Why the rule did not see the whole text."""
    if not case.text("overview"):
        yield not_written(case, rule, "overview")
    elif any(shortened(text) for _, text in written(case)):
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
