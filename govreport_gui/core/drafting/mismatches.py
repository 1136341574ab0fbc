"""Numbers of the text that do not agree with the tables, and how far it is clear which of the two is wrong."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from govreport_gui.core.findings.finding import Checked, Finding
from govreport_gui.core.forms.relations import Relation, judge
from govreport_gui.core.prose.counts import counts
from govreport_gui.core.prose.passages import Span
from govreport_gui.core.prose.referents import CARRIED_IN, CARRIED_OUT, CATEGORIES, NEW, RESULTS, Referent
from govreport_gui.core.prose.statements import Statement, statements
from govreport_gui.core.report.binding import Binding, bind
from govreport_gui.core.report.document import Document
from govreport_gui.core.rules.case import Case
from govreport_gui.core.rules.cell_sums import first_open, named, terms, total
from govreport_gui.core.rules.texts import compared_texts, concerns
from govreport_gui.core.values import Number, read

_BALANCE = 3
"""So many of the four numbers of the balance must stand in the text for it to bear one out."""


@dataclass(frozen=True, slots=True)
class Value:
    """What the table has for a number of the text: its name there, the number, and what would let the text follow."""

    name: str
    number: Number
    binding: Binding


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A number of the text that is none of those it may stand for."""

    finding: Finding
    section: str
    digits: Span
    """Where the number stands in that part's text."""
    words: str
    """The number in its words: 办结68件."""
    paragraph: int
    """Counted from 1, lines that are blank among them."""
    number: Number
    values: tuple[Value, ...]
    """What it may be, all different; empty while the table cannot tell."""
    cell: str
    """The cell to look at in the table."""
    sure: bool
    """Whether the table is clearly right: its relations hold, and nothing in the text bears out the other number."""


def mismatches(case: Case, checked: Checked, section: str) -> tuple[Mismatch, ...]:
    """Those of a part, in the order of its text; without what has been explained."""
    text = case.text(section)
    stated = {(each.rule, each.span, each.number): each for each in statements(section, text)} if text else {}
    found = []
    for finding in checked.findings:
        if finding.section != section or finding.level != "explain" or finding.explanation is not None:
            continue
        statement = stated.get((finding.rule, finding.span or (0, 0), finding.left or 0))
        if statement is not None and statement.digits is not None and finding.cells:
            found.append(_mismatch(case, checked, finding, statement))
    return tuple(sorted(found, key=lambda each: each.digits))


def mended(document: Document, value: Value) -> Document:
    """The report with that number of its text following the table, which puts it right."""
    return replace(document, bindings=bind(document.bindings, value.binding))


def _mismatch(case: Case, checked: Checked, finding: Finding, statement: Statement) -> Mismatch:
    section, text = finding.section, case.text(finding.section)
    start, end = digits = statement.digits or (0, 0)
    values = _values(case, section, text[start:end], digits, statement)
    sure = (
        len(values) == 1
        and _table_holds(case, checked, finding.cells)
        and not _borne_out(case, section, statement, digits)
    )
    paragraph = text[:start].count("\n") + 1
    words = text[slice(*statement.span)].strip()
    return Mismatch(finding, section, digits, words, paragraph, statement.number, values, finding.cells[0], sure)


def _values(case: Case, section: str, written: str, digits: Span, statement: Statement) -> tuple[Value, ...]:
    """The different numbers that the table has for it, the likeliest first."""
    if read(written).number is None:
        return ()
    found: dict[Number, Value] = {}
    for referent in statement.referents:
        parts = terms(case.form, referent.cells)
        if not parts:
            continue
        if first_open(case.form, case.document.cells, case.numbers, parts) is not None:
            return ()
        number = total(case.numbers, parts)
        binding = Binding(section, digits[0], written, referent.cells)
        found.setdefault(number, Value(named(case.form, referent), number, binding))
    return tuple(found.values())


def _table_holds(case: Case, checked: Checked, cells: tuple[str, ...]) -> bool:
    """Whether all relations of these cells hold, one for each at least, and nothing in their table is wrong."""
    tables = {case.form.cells[cell].table for cell in cells}
    wrong = (each for each in checked.findings if each.level == "must_fix" or each.rule in _relations(case))
    if any(case.form.cells[cell].table in tables for each in wrong for cell in each.cells if cell in case.form.cells):
        return False
    borne = set()
    for bound in case.form.bound:
        concerned = set(cells) & set(bound.relation.cells)
        if not concerned or (bound.compares_years and case.last is None):
            continue
        judgement = judge(bound.relation, case.figures)
        if judgement.state != "holds" or judgement.missing:
            return False
        if bound.relation.sign == "=" and _could_fail(case, bound.relation):
            borne |= concerned
    return borne == set(cells)


def _could_fail(case: Case, relation: Relation) -> bool:
    """Whether it says anything: a total that the program adds up agrees with its parts whatever they are."""
    net: dict[str, int] = {}
    open_terms = list(relation.terms)
    while open_terms:
        factor, cell = open_terms.pop()
        if cell in case.form.sums and cell not in case.document.cells:
            open_terms += [(factor * each, part) for each, part in case.form.sums[cell]]
        else:
            net[cell] = net.get(cell, 0) + factor
    return any(net.values())


def _relations(case: Case) -> set[str]:
    return {bound.rule.id for bound in case.form.bound}


def _borne_out(case: Case, section: str, statement: Statement, digits: Span) -> bool:
    """Whether another number of the text agrees with that one: the same again, a balance or a sum that it makes."""
    for other, text in compared_texts(case):
        for count in counts(text):
            if (
                count.number == statement.number
                and count.unit == statement.unit
                and (other, count.digits)
                != (
                    section,
                    digits,
                )
            ):
                return True
    return any(statement.number in each for each in _coherent(case))


def _coherent(case: Case) -> Iterator[tuple[Number, ...]]:
    """Numbers of the text that make up a whole among themselves."""
    stated: dict[Referent, Number] = {}
    for section, text in compared_texts(case):
        for statement in statements(section, text):
            if concerns(statement, case):
                stated.setdefault(statement.referents[0], statement.number)
    came = [stated[each] for each in (NEW, CARRIED_IN) if each in stated]
    done = [stated[each] for each in (RESULTS, CARRIED_OUT) if each in stated]
    if came and done and len(came) + len(done) >= _BALANCE and sum(came) == sum(done):
        yield (*came, *done)
    kinds = [stated[each] for each in CATEGORIES.values() if each in stated]
    if RESULTS in stated and len(kinds) > 1 and sum(kinds) == stated[RESULTS]:
        yield (stated[RESULTS], *kinds)
