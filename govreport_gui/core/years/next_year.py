"""A new report from last year's: what of it holds for the year after, and what it determines."""

from collections.abc import Mapping
from dataclasses import replace

from govreport_gui.core.forms.form import Format
from govreport_gui.core.forms.relations import PREVIOUS
from govreport_gui.core.prose.old_years import advanced
from govreport_gui.core.report import unit
from govreport_gui.core.report.document import Document, LastYear
from govreport_gui.core.rules.case import case_of
from govreport_gui.core.rules.needs import number
from govreport_gui.core.values import show


def begun(form: Format, last: LastYear, year: int, *, texts: bool) -> Document:
    """The report for `year` on `form`: the same unit, compared with last year's, and the cells this determines.

    `texts`: with last year's text to write the new one from. What changes from year to year is left out.
    """
    before = last.document
    document = Document(form.id, before.unit, year, last=replace(last, document=replace(before, last=None)))
    document = unit.completed(document, unit.of(before))
    document = document.with_cells(determined(form, last))
    for section in form.sections if texts else ():
        text = before.sections.get(section.id, "")
        # Years that surely become the next ones do; others may speak of last year: the rules mark them.
        document = document.with_section(section.id, advanced(text, before.year, year) if before.year else text)
    return document


def determined(form: Format, last: LastYear) -> Mapping[str, str]:
    """By input cell of `form` its text, where a relation between the years leaves nothing else open.

    上年结转 is one: last year's 结转下年度. 现行有效件数 is none: it takes this year's numbers too.
    """
    case = case_of(form, Document(form.id, last=last))
    found: dict[str, str] = {}
    for bound in form.bound:
        terms = bound.relation.terms
        open_here = [(factor, cell) for factor, cell in terms if not cell.startswith(PREVIOUS)]
        if bound.relation.sign != "=" or not bound.compares_years or len(open_here) != 1:
            continue
        ((own, cell),) = open_here
        known = [(factor, number(case, other)) for factor, other in terms if other.startswith(PREVIOUS)]
        certain = [factor * value for factor, value in known if value is not None]
        value = -own * sum(certain)
        if cell in form.inputs and len(certain) == len(known) and value >= 0:
            found[cell] = show(value)
    return found
