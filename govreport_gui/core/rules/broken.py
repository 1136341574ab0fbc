"""A relation that does not hold, in words."""

from dataclasses import dataclass

from govreport_gui.core.findings.finding import Finding
from govreport_gui.core.forms.form import Bound, Format
from govreport_gui.core.forms.relations import Figures, Judgement, Term, computed
from govreport_gui.core.values import Number, show


def broken(form: Format, bound: Bound, figures: Figures, judgement: Judgement) -> Finding:
    """The finding of a relation that figures break."""
    rule, relation = bound.rule, bound.relation
    says = rule.says.format(
        each=bound.name,
        left=show(judgement.left),
        right=show(judgement.right),
        left_sum=_Sum(form, bound, relation.left, judgement.left, figures),
        right_sum=_Sum(form, bound, relation.right, judgement.right, figures),
        difference=show(judgement.difference),
    )
    blanks = "（空格未计入。）" if judgement.missing else ""
    return Finding(
        rule.id, bound.each, rule.level, relation.cells, says + blanks + rule.fix, judgement.left, judgement.right
    )


@dataclass(frozen=True, slots=True)
class _Sum:
    """One side in words: 本年新收9＋上年结转0＝9. Worded only where a sentence asks for it."""

    form: Format
    bound: Bound
    terms: tuple[Term, ...]
    total: Number
    figures: Figures

    def __format__(self, spec: str) -> str:
        words: list[str] = []
        for factor, cell in self.terms:
            number = self.figures.numbers.get(cell)
            if number is None and cell in self.form.sums:
                number = computed(cell, self.figures)
            name = self.form.name_within(self.bound, cell) + ("（空）" if number is None else show(number))
            words.append(("－" if factor < 0 else "＋" if words else "") + name)
        return "".join(words) + (f"＝{show(self.total)}" if len(self.terms) > 1 else "")
