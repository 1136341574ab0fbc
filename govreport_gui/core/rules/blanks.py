"""A second look at the blanks of a report that is otherwise written: judged as 0, said once a table."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from govreport_gui.core.findings.finding import Finding, NotChecked
from govreport_gui.core.forms.form import Bound
from govreport_gui.core.forms.relations import Judgement, judge
from govreport_gui.core.rules.broken import broken
from govreport_gui.core.rules.case import Case


def second_look(case: Case, first: Iterable[Finding | NotChecked]) -> Iterator[Finding]:
    """What contradicts itself once the blanks of a table are 0, one finding a table.

    `first` is what the relations gave as they stand: what is broken anyway is not said again.
    """
    filled = case.filled
    if filled is None:
        return
    known = {(each.rule, each.each) for each in first if isinstance(each, Finding)}
    found: dict[str, list[tuple[Bound, Judgement]]] = {}
    for bound in case.form.bound:
        if bound.compares_years or (bound.rule.id, bound.each) in known:
            continue
        judgement = judge(bound.relation, filled.figures)
        if judgement.state == "broken":
            found.setdefault(bound.rule.table, []).append((bound, judgement))
    for table, wrong in found.items():
        bound, judgement = wrong[0]
        one = broken(case.form, bound, filled.figures, judgement)
        more = f"另有{len(wrong) - 1}处不符。" if len(wrong) > 1 else ""
        name = case.form.table(table).name
        message = f"{name}空格按0计，{one.fact.removeprefix(name)}{more}请核对，未发生的填0。"
        yield replace(one, level="explain", message=message)
