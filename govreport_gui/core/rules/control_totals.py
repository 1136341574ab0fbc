"""控制总数: totals known from elsewhere, typed beside the table and compared with what stands in it.

They give back what adding up takes away: a number put into the wrong row leaves all sums right.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from govreport_gui.core.findings.finding import Finding, NotChecked
from govreport_gui.core.forms.relations import Figures, Judgement, Relation, judge
from govreport_gui.core.rules.case import Case, Check
from govreport_gui.core.rules.needs import no_number
from govreport_gui.core.values import fault, read, show

_RULE: Final = "KZ-01"
_UNREAD: Final = Judgement("unreadable")
_PAPER: Final = "paper."
"""Before a cell id: the number on paper for that total."""

State = Literal["agrees", "differs", "open", "fault"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a total on paper stands to the cell. `words` say it beside the box, `sentence` anywhere else."""

    state: State
    words: str
    sentence: str
    judgement: Judgement = _UNREAD


def compare(case: Case) -> Mapping[str, Comparison]:
    """Every paper total that is filled in, by its cell, beside what stands in the cell or is computed for it."""
    totals, known = case.document.paper_totals, case.figures
    if not totals:
        return {}
    on_paper = {_PAPER + cell: read(text).number or 0 for cell, text in totals.items()}
    figures = Figures({**known.numbers, **on_paper}, known.unreadable, known.sums, known.signed)
    return {cell: _comparison(case, cell, totals[cell], figures) for cell in case.form.sums if cell in totals}


def _comparison(case: Case, cell: str, text: str, figures: Figures) -> Comparison:
    of = case.form.cells[cell]
    if why := fault(text, of.kind, of.unit):
        sentence = f"{of.place}：台账合计写作“{text}”，{why}。请改为台账上的数，或清空。"
        return Comparison("fault", why, sentence)
    judgement = judge(Relation(((1, _PAPER + cell),), "=", ((1, cell),)), figures)
    if judgement.state == "holds":
        return Comparison("agrees", "一致", f"{of.place}：台账合计与表中一致。", judgement)
    if judgement.state == "broken":
        difference = show(judgement.difference)
        blanks = "（空格未计入）" if judgement.missing else ""
        sentence = (
            f"{of.place}：台账合计{show(judgement.left)}，表中为{show(judgement.right)}{blanks}，相差{difference}。"
            "请核对原始台账，更正有误的一格或台账合计。"
        )
        return Comparison("differs", f"相差 {difference}", sentence, judgement)
    words = "表中不是数字" if judgement.state == "unreadable" else "表未填完"
    return Comparison("open", words, no_number(case, judgement.missing), judgement)


def _control_totals(case: Case) -> Iterator[Finding | NotChecked]:
    for cell, each in compare(case).items():
        if each.state == "open":
            yield NotChecked(_RULE, cell, each.sentence)
        elif each.state == "fault":
            yield Finding(_RULE, cell, "explain", (cell,), each.sentence)
        elif each.state == "differs":
            left, right = each.judgement.left, each.judgement.right
            yield Finding(_RULE, cell, "explain", (cell,), each.sentence, left, right)


RULES: Final = (
    Check(
        _RULE,
        "explain",
        "填有台账合计的总计格：台账合计＝表中的总计（留空的按各格相加）",
        "录入核对：控制总数，与原始台账、纸质底稿的合计一致",
        _control_totals,
    ),
)
