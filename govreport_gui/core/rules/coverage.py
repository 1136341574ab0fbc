"""Which rules were gone through in a check, and why others were not."""

from collections import Counter
from dataclasses import dataclass

from govreport_gui.core.findings.finding import Checked
from govreport_gui.core.forms.form import Format
from govreport_gui.core.rules.check import RULES


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many rules could be judged in full, how many not, and by reason how many rules lacked that."""

    judged: int
    not_judged: int
    reasons: tuple[tuple[str, int], ...]


def coverage(form: Format, checked: Checked) -> Coverage:
    """What the check that gave `checked` went through; a rule counts once, however many places it looks at."""
    every = {rule.id for rule in form.rules} | {rule.id for rule in RULES}
    lacking = {(each.rule, each.reason) for each in checked.not_checked}
    open_rules = {rule for rule, _ in lacking}
    reasons = Counter(reason for _, reason in sorted(lacking))
    return Coverage(len(every - open_rules), len(open_rules), tuple(reasons.most_common()))
