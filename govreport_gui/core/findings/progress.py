"""How far each part of a report is: what the marks in the list of parts and the status line say."""

from collections import Counter
from operator import attrgetter
from typing import Literal

from govreport_gui.core.findings.finding import VERDICT_NAMES, Checked, Finding, worst
from govreport_gui.core.forms.form import Format, Section
from govreport_gui.core.prose.passages import shortened
from govreport_gui.core.report.document import Document

State = Literal["must_fix", "explain", "notice", "unfinished", "partial", "done", "optional"]

COVER = "cover"
"""The part that is no section: unit, year, level and kind."""
_OPTIONAL = ("preface", "closing")
_of_cover = attrgetter("unit", "year", "level", "kind", "rulemaker", "title", "headings", "forms", "office")


def section_of(form: Format, finding: Finding) -> str:
    """The part where a finding is put right: that of its words or its first cell, else the cover."""
    if finding.section:
        return finding.section
    if not finding.cells:
        return COVER
    return form.part_of(finding.cells[0])


def changed_cells(form: Format, before: Document, after: Document) -> tuple[str, ...]:
    """The cells at which two versions of a report differ, in the form's order."""
    return tuple(cell for cell in form.cells if _beside(before, cell) != _beside(after, cell))


def changed_part(form: Format, before: Document, after: Document) -> str:
    """The part in which two versions of a report differ first; "" if they are equal."""
    if cells := changed_cells(form, before, after):
        return form.part_of(cells[0])
    for section in form.sections:
        if before.sections.get(section.id) != after.sections.get(section.id):
            return section.id
    return COVER if _of_cover(before) != _of_cover(after) else ""


def _beside(document: Document, cell: str) -> tuple[object, ...]:
    """All that the report holds for a cell."""
    return tuple(mapping.get(cell) for mapping in (document.cells, document.notes, document.paper_totals))


def states(form: Format, document: Document, checked: Checked) -> dict[str, State]:
    """By part: its gravest open matter. Parts that may stay empty are `optional` while they are."""
    found = _open(form, checked)
    blank_tables = {form.cells[cell].table for cell in checked.blank_inputs}
    result: dict[str, State] = {}
    for part in (COVER, *(section.id for section in form.sections)):
        level = worst(found.get(part, ()))
        if level in {"must_fix", "explain"}:
            result[part] = level
        elif part == COVER:
            result[part] = "done" if document.unit and document.year else "unfinished"
        else:
            result[part] = _section(form, form.section(part), document, blank_tables)
        if level == "notice" and result[part] in {"done", "optional"}:
            result[part] = "notice"
    return result


def remaining(form: Format, document: Document, checked: Checked) -> dict[str, str]:
    """What is left by part, in words: how many matters are open there, else how many of its cells are not filled in,
    else that something of its text was cut out.
    """
    found = _open(form, checked)
    result = {part: f"{len(findings)} 处" for part, findings in found.items()}
    blank = Counter(form.cells[cell].table for cell in checked.blank_inputs)
    for section in form.sections:
        if section.table and section.id not in result and blank[section.table]:
            result[section.id] = f"{blank[section.table]} 格"
        elif not section.table and section.id not in result and shortened(document.sections.get(section.id, "")):
            result[section.id] = "有从略"
    return result


def _open(form: Format, checked: Checked) -> dict[str, list[Finding]]:
    """By part: its open findings."""
    found: dict[str, list[Finding]] = {}
    for finding in checked.findings:
        if finding.explanation is None:
            found.setdefault(section_of(form, finding), []).append(finding)
    return found


def _section(form: Format, section: Section, document: Document, blank_tables: set[str]) -> State:
    if section.table:
        if section.table not in blank_tables:
            return "done"
        begun = any(cell in document.cells for cell in form.table(section.table).cells)
        return "partial" if begun else "unfinished"
    if text := document.sections.get(section.id, ""):
        # 〔正文从略〕 says that what belongs here is elsewhere.
        return "partial" if shortened(text) else "done"
    return "optional" if section.id in _OPTIONAL else "unfinished"


def todo(checked: Checked) -> tuple[tuple[str, str], ...]:
    """What is open: a level, "blank" for cells not filled in, "cover" for what it lacks, each with its words."""
    words = {"must_fix": "处必须改正", "explain": "处需要说明", "notice": "处提醒"}
    pieces = [
        (level, f"{number} {text}")
        for level, text in words.items()
        if (number := sum(finding.level == level and finding.explanation is None for finding in checked.findings))
    ]
    if checked.blank_inputs:
        pieces.append(("blank", f"{len(checked.blank_inputs)} 格未填"))
    if checked.uncovered:
        pieces.append(("cover", f"未填{'、'.join(checked.uncovered)}"))
    return tuple(pieces)


def headline(checked: Checked) -> tuple[str, str]:
    """What came of a check, for a line in a list: the sign of its verdict, and the gravest of what is open in words."""
    verdict, words = checked.verdict, dict(todo(checked))
    if verdict == "pass":
        said = checked.verdict_words
        return ("done" if said == VERDICT_NAMES["pass"] else "explained"), said
    if verdict == "unfinished":
        return verdict, f"尚有 {words['blank']}" if "blank" in words else words["cover"]
    return verdict, words[verdict]


def in_the_way(checked: Checked) -> str:
    """What keeps the verdict from being pass, in one line: 尚有 2 处必须改正，10 格未填; "" if nothing does."""
    words = [words for what, words in todo(checked) if what != "notice"]
    return f"尚有 {'，'.join(words)}" if words else ""
